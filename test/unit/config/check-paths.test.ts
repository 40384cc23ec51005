/** Paths that would fail later are found before; nothing is left on the disk. Also true for root, whom no mode stops. */
import { generateKeyPairSync } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkPaths } from "../../../src/config/check-paths.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { appId, goodConfig, goodEnv, mailLines, makeFolder, otherId, tenantId } from "./config-folder.ts";

const certificate = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n";
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const lockedKey = privateKey
  .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "hunter2" })
  .toString();

async function check(text: string, files: Record<string, string> = {}) {
  const folder = await makeFolder({ ...files, "monitor.yaml": text });
  const file = join(folder, "monitor.yaml");
  const { config } = await loadConfig({ file, env: goodEnv, workingDirectory: folder });
  const before = await readdir(folder, { recursive: true });
  const problems = await checkPaths(config);
  expect(await readdir(folder, { recursive: true })).toEqual(before);
  return problems.map(({ path, value, problem }) => [
    path,
    value.replaceAll(folder, "@"),
    problem.replaceAll(folder, "@"),
  ]);
}

const tenant = (credential: string, rest = "") =>
  `tenants:\n  - {name: a, tenantId: ${tenantId}, credential: ${credential}${rest}}\n${mailLines}`;
const withCertificate = tenant(`{type: clientCertificate, clientId: ${appId}, certificateFile: a.pem}`);
const withToken = tenant(`{type: workloadIdentity, clientId: ${appId}, tokenFile: token}`);

test.each([
  [
    "folders that do not exist yet",
    `${goodConfig}store: {path: a/b/c.db}\nlog: {destination: d/e.log}\n`,
    {},
  ],
  [
    "files that exist",
    `${goodConfig}store: {path: c.db}\nlog: {destination: e.log}\n`,
    { "c.db": "", "e.log": "" },
  ],
  ["a device as the log", `${goodConfig}log: {destination: /dev/null}\n`, {}],
  ["a certificate with its key", withCertificate, { "a.pem": `${key}${certificate}` }],
  ["a token", withToken, { token: "x" }],
  [
    "a disabled tenant's certificate is not asked for",
    withCertificate.replace("}}", "}, enabled: false}"),
    {},
  ],
])("well: %s", async (_, text, files) => {
  expect(await check(text, files)).toEqual([]);
});

test.each([
  [
    "a store below a regular file",
    `${goodConfig}store: {path: file/deep/monitor.db}\n`,
    { file: "" },
    [["store.path", '"@/file/deep/monitor.db"', "lies below @/file, which is not a folder"]],
  ],
  [
    "a store and a log that are folders",
    `${goodConfig}store: {path: dir}\nlog: {destination: dir/sub}\n`,
    { "dir/sub/x": "" },
    [
      ["store.path", '"@/dir"', "is a directory"],
      ["log.destination", '"@/dir/sub"', "is a directory"],
    ],
  ],
  [
    "a store on a file system that takes nothing",
    `${goodConfig}store: {path: /proc/self/monitor.db}\n`,
    {},
    [["store.path", '"/proc/self/monitor.db"', expect.stringMatching(/^lies below \/proc\/self, which /)]],
  ],
  [
    "authorities that are missing or none",
    `${goodConfig.replace("host:", "caFile: none.pem, host:")}cloud: {graph: "https://g.example", authority: "https://a.example", caFile: key.pem}\n`,
    { "key.pem": key },
    [
      ["cloud.caFile", '"@/key.pem"', "has no certificate in it"],
      ["mail.transport.caFile", '"@/none.pem"', "does not exist"],
    ],
  ],
  [
    "a certificate without its key",
    withCertificate,
    { "a.pem": certificate },
    [["tenants[0].credential.certificateFile", '"@/a.pem"', "has no private key in it"]],
  ],
  [
    "a token that is a folder",
    withToken,
    { "token/x": otherId },
    [["tenants[0].credential.tokenFile", '"@/token"', "is a directory"]],
  ],
])("badly: %s", async (_, text, files: Record<string, string>, expected) => {
  expect(await check(text, files)).toEqual(expected);
});

const withPassword = (password: string) =>
  tenant(
    `{type: clientCertificate, clientId: ${appId}, certificateFile: app.pem, certificatePassword: ${password}}`,
  );

test("a private key that its password does not open, or that has none", async () => {
  const files = { "app.pem": certificate + lockedKey };
  const path = "tenants[0].credential.certificatePassword";
  expect(await check(withPassword("hunter2"), files)).toEqual([]);
  expect(await check(withPassword("wrong"), files)).toEqual([
    [path, "(secret)", "does not open the private key"],
  ]);
  expect(await check(withCertificate.replace("a.pem", "app.pem"), files)).toEqual([
    [path, "(missing)", "is needed, or the private key is damaged"],
  ]);
});
