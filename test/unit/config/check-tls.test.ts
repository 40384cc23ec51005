/** The certificate of the status page before anybody connects: what can't be used, and what will soon be refused. */
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { generate } from "selfsigned";
import { beforeAll, describe, expect, test } from "vitest";
import { checkPaths } from "../../../src/config/check-paths.ts";
import { findTlsWarnings } from "../../../src/config/check-tls.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { day } from "../../../src/domain/instant.ts";
import { type Certificates, createCertificates } from "../../../src/simulator/certificates.ts";
import { goodConfig, goodEnv, makeFolder } from "./config-folder.ts";

const text = `${goodConfig}status: {tls: {certFile: cert.pem, keyFile: key.pem}}\n`;
const pem = (type: "pkcs8" | "sec1", passphrase?: string) =>
  generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({
      type,
      format: "pem",
      ...(passphrase === undefined ? {} : { cipher: "aes-256-cbc", passphrase }),
    })
    .toString();

let made: Certificates;
beforeAll(async () => {
  made = await createCertificates();
});

async function configWith(files: Record<string, string | Uint8Array>) {
  const folder = await makeFolder({ ...files, "monitor.yaml": text });
  const { config } = await loadConfig({
    file: join(folder, "monitor.yaml"),
    env: goodEnv,
    workingDirectory: folder,
  });
  return { config, plain: (value: string) => value.replaceAll(folder, "@") };
}

async function check(files: Record<string, string | Uint8Array>) {
  const { config, plain } = await configWith(files);
  return (await checkPaths(config)).map((problem) =>
    [problem.path, problem.value, problem.problem, problem.remedy].map(plain),
  );
}

const pemRemedy =
  "Name a PEM file that begins with the page's own certificate (-----BEGIN CERTIFICATE-----).";
const keyRemedy = "Name a PEM file with the private key (-----BEGIN PRIVATE KEY-----).";
const lockedRemedy =
  "Write it without: openssl pkey -in OLD -out NEW; and let only the service's account read it.";
const cert = ["status.tls.certFile", '"@/cert.pem"'];
const key = ["status.tls.keyFile", '"@/key.pem"'];

describe("problems", () => {
  test("none: a certificate with its chain, and its key", async () => {
    const chain = `${made.server.certPem}\n${made.caPem}`;
    expect(await check({ "cert.pem": chain, "key.pem": made.server.keyPem })).toEqual([]);
  });

  test("none: files that are missing, where there is no page", async () => {
    const folder = await makeFolder({ "monitor.yaml": text.replace("{tls:", "{listen: off, tls:") });
    const { config } = await loadConfig({
      file: join(folder, "monitor.yaml"),
      env: goodEnv,
      workingDirectory: folder,
    });
    expect(await checkPaths(config)).toEqual([]);
  });

  test("both files are missing", async () => {
    expect(await check({})).toEqual([
      [...cert, "does not exist", "Create it, or correct the path."],
      [...key, "does not exist", "Create it, or correct the path."],
    ]);
  });

  test("a folder, and a file that is no text, as certificates for Windows are", async () => {
    const files = { "cert.pem": new Uint8Array([0x30, 0x82, 0xff, 0xfe]), "key.pem/x": "" };
    expect(await check(files)).toEqual([
      [...cert, "is not UTF-8 text", pemRemedy],
      [...key, "is a directory", "Name a file in it."],
    ]);
  });

  test("the two files in each other's place", async () => {
    expect(await check({ "cert.pem": made.server.keyPem, "key.pem": made.server.certPem })).toEqual([
      [...cert, "has no certificate in it that can be read", pemRemedy],
      [...key, "has no private key in it that can be read", keyRemedy],
    ]);
  });

  test("damaged files", async () => {
    const cut = (text: string) => `${text.slice(0, 200)}\n-----END CERTIFICATE-----\n`;
    expect(await check({ "cert.pem": cut(made.server.certPem), "key.pem": "hunter2" })).toEqual([
      [...cert, "has no certificate in it that can be read", pemRemedy],
      [...key, "has no private key in it that can be read", keyRemedy],
    ]);
  });

  test("the key of another certificate", async () => {
    expect(await check({ "cert.pem": made.server.certPem, "key.pem": pem("pkcs8") })).toEqual([
      [
        ...key,
        "is not the key of the first certificate in @/cert.pem",
        "Name the files that belong together; in certFile the page's own certificate comes first.",
      ],
    ]);
  });

  test("an authority before the certificate itself", async () => {
    const [problem] = await check({
      "cert.pem": `${made.caPem}\n${made.server.certPem}`,
      "key.pem": made.server.keyPem,
    });
    expect(problem?.[2]).toBe("is not the key of the first certificate in @/cert.pem");
  });

  test.each(["pkcs8", "sec1"] as const)("a %s key with a password", async (type) => {
    const files = { "cert.pem": made.server.certPem, "key.pem": pem(type, "hunter2") };
    expect(await check(files)).toEqual([
      [...key, "is protected by a password, which nobody is there to type", lockedRemedy],
    ]);
  });

  test("a key too short for TLS", async () => {
    const weak = await generate([{ name: "commonName", value: "weak" }], {
      keySize: 1024,
      algorithm: "sha256",
    });
    expect(await check({ "cert.pem": weak.cert, "key.pem": weak.private })).toEqual([
      [
        ...cert,
        "can not be used for TLS: ee key too small",
        "Have a certificate made with an RSA key of 2048 bits or more, or an EC key.",
      ],
    ]);
  });
});

describe("warnings by the date, which stop nothing", () => {
  const from = Date.parse("2026-03-01T00:00:00Z");
  const to = Date.parse("2026-06-01T00:00:00Z");
  let files: Record<string, string>;
  beforeAll(async () => {
    const { cert, private: privateKey } = await generate([{ name: "commonName", value: "dated" }], {
      algorithm: "sha256",
      keySize: 2048,
      notBeforeDate: new Date(from),
      notAfterDate: new Date(to),
    });
    files = { "cert.pem": cert, "key.pem": privateKey };
  });

  test.each([
    ["long before the end", to - 14 * day, null],
    ["a fortnight before the end", to - 14 * day + 1, "expires on 2026-06-01"],
    ["at the end", to, "expired on 2026-06-01: browsers refuse the page"],
    ["too early", from - 1, "is not valid before 2026-03-01: browsers refuse the page until then"],
  ])("%s", async (_, now, problem) => {
    const { config, plain } = await configWith(files);
    expect(await checkPaths(config)).toEqual([]);
    const warnings = await findTlsWarnings(config, now);
    const remedy = now < from ? /^Check the clock of this host/ : /^Renew it/;
    expect(warnings.map((found) => ({ ...found, value: plain(found.value) }))).toEqual(
      problem === null
        ? []
        : [
            {
              path: "status.tls.certFile",
              value: '"@/cert.pem"',
              problem,
              remedy: expect.stringMatching(remedy),
            },
          ],
    );
  });

  test("what can't be read at all is told of as a problem only", async () => {
    const { config } = await configWith({});
    expect(await findTlsWarnings(config, to)).toEqual([]);
  });
});
