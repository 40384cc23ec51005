/** TLS that ends here: what it speaks, and that a renewed certificate is taken up without a restart. */
import { X509Certificate } from "node:crypto";
import { copyFile, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls, type SecureVersion } from "node:tls";
import { generate } from "selfsigned";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { day, minute } from "../../../src/domain/instant.ts";
import {
  type Certificates,
  createCertificates,
  type KeyedCertificate,
} from "../../../src/simulator/certificates.ts";
import { tlsOptions } from "../../../src/status/access/tls.ts";
import { startGuarded } from "./access-server.ts";

const validTo = Date.parse("2031-01-01T00:00:00Z");
let made: Certificates;
let first: KeyedCertificate;
let renewed: KeyedCertificate;
beforeAll(async () => {
  made = await createCertificates();
  first = made.server;
  const result = await generate([{ name: "commonName", value: "renewed" }], {
    keySize: 2048,
    algorithm: "sha256",
    notBeforeDate: new Date(validTo - 365 * day),
    notAfterDate: new Date(validTo),
  });
  renewed = { certPem: result.cert, keyPem: result.private };
});

async function writeFiles({ certPem, keyPem }: KeyedCertificate) {
  const folder = await mkdtemp(join(tmpdir(), "status-tls-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { certFile: join(folder, "cert.pem"), keyFile: join(folder, "key.pem") };
  await writeFile(files.certFile, certPem);
  await writeFile(files.keyFile, keyPem);
  return { folder, ...files };
}

const start = async () => {
  const { folder, ...tls } = await writeFiles(first);
  const passwords = { users: [], proxy: { header: "x-user", addresses: ["127.0.0.1"] } };
  return { folder, ...tls, ...(await startGuarded({ tls, auth: passwords })) };
};

/** The certificate that a new connection is shown, and what was spoken. */
function greet(port: number, options: { maxVersion?: SecureVersion } = {}) {
  return new Promise<{ subject: string; protocol: string | null }>((resolve, reject) => {
    const socket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false, ...options }, () => {
      const subject = socket.getPeerX509Certificate()?.subject ?? "";
      resolve({ subject, protocol: socket.getProtocol() });
      socket.end();
    });
    socket.once("error", reject);
  });
}

const oldOne = "CN=localhost";
const newOne = "CN=renewed";

describe("what is spoken", () => {
  test("TLS 1.2 and 1.3, and nothing older, whatever Node is started with", async () => {
    const { port, certFile, keyFile } = await start();
    expect((await greet(port)).protocol).toBe("TLSv1.3");
    expect((await greet(port, { maxVersion: "TLSv1.2" })).protocol).toBe("TLSv1.2");
    expect(await tlsOptions({ certFile, keyFile })).toMatchObject({ minVersion: "TLSv1.2" });
  });

  test("browsers are told to come back by it", async () => {
    const { ask } = await start();
    const { status, headers } = await ask({ path: "/healthz" });
    expect([status, headers["strict-transport-security"]]).toEqual([200, "max-age=86400"]);
    expect((await ask()).headers["strict-transport-security"]).toBe("max-age=86400");
  });

  test("clear text gets nothing out of it, and does no harm", async () => {
    const { port, ask, failures } = await start();
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1", () =>
        socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"),
      );
      let text = "";
      socket.setEncoding("latin1").on("data", (chunk) => {
        text += chunk;
      });
      socket.on("error", () => {}).once("close", () => resolve(text));
    });
    expect(answer).not.toContain("well");
    expect((await ask({ path: "/healthz" })).text).toBe("well");
    expect(failures).toEqual([]);
  });

  test("the chain comes along, for who knows only the authority", async () => {
    const { folder: _, ...tls } = await writeFiles(first);
    const { port } = await startGuarded({ tls });
    const shown = await new Promise((resolve, reject) => {
      const socket = connectTls({ port, host: "localhost", ca: made.caPem }, () => {
        resolve(socket.authorized);
        socket.end();
      });
      socket.once("error", reject);
    });
    expect(shown).toBe(true);
  });
});

describe("files that can't be used at the start", () => {
  test("missing", async () => {
    await expect(tlsOptions({ certFile: "/nowhere/cert.pem", keyFile: "/nowhere/key.pem" })).rejects.toThrow(
      "ENOENT",
    );
  });

  test("of two certificates", async () => {
    const files = await writeFiles({ certPem: first.certPem, keyPem: renewed.keyPem });
    await expect(tlsOptions(files)).rejects.toThrow("the key is not that of the first certificate");
  });
});

describe("a renewal", () => {
  const replace = async (
    files: { certFile: string; keyFile: string },
    { certPem, keyPem }: KeyedCertificate,
  ) => {
    await writeFile(files.certFile, certPem);
    await writeFile(files.keyFile, keyPem);
  };

  test("is what the next connection gets, once a minute has gone by", async () => {
    const world = await start();
    await replace(world, renewed);
    expect((await greet(world.port)).subject).toBe(oldOne);
    world.clock.advance(minute - 1);
    expect((await greet(world.port)).subject).toBe(oldOne);
    world.clock.advance(1);
    expect((await greet(world.port)).subject).toBe(newOne);
    expect(world.changes).toEqual([{ validTo }]);
    world.clock.advance(minute);
    expect((await greet(world.port)).subject).toBe(newOne);
    expect(world.changes).toHaveLength(1);
  });

  test("is what requests go on with", async () => {
    const world = await start();
    await replace(world, renewed);
    world.clock.advance(minute);
    expect((await world.ask({ path: "/healthz" })).text).toBe("well");
    expect(world.changes).toEqual([{ validTo }]);
  });

  test("by links to another folder, as certbot and Kubernetes do it", async () => {
    const live = await writeFiles(first);
    const next = await writeFiles(renewed);
    const tls = { certFile: join(live.folder, "live-cert"), keyFile: join(live.folder, "live-key") };
    await symlink(live.certFile, tls.certFile);
    await symlink(live.keyFile, tls.keyFile);
    const { port, clock } = await startGuarded({ tls });
    for (const [link, target] of [
      [tls.certFile, next.certFile],
      [tls.keyFile, next.keyFile],
    ] as const) {
      await symlink(target, `${link}.new`);
      await rename(`${link}.new`, link);
    }
    clock.advance(minute);
    expect((await greet(port)).subject).toBe(newOne);
  });

  test("half of it leaves the old one in use, is told once, and is taken up when it is whole", async () => {
    const world = await start();
    await writeFile(world.certFile, renewed.certPem);
    for (let n = 0; n < 3; n += 1) {
      world.clock.advance(minute);
      expect((await greet(world.port)).subject).toBe(oldOne);
    }
    expect(world.changes).toEqual([{ error: "the key is not that of the first certificate in its file" }]);
    await writeFile(world.keyFile, renewed.keyPem);
    world.clock.advance(minute);
    expect((await greet(world.port)).subject).toBe(newOne);
    expect(world.changes.slice(1)).toEqual([{ validTo }]);
  });

  test.each([
    ["removed", (file: string) => rm(file), /ENOENT/],
    ["emptied", (file: string) => writeFile(file, ""), /./],
    ["damaged", (file: string) => writeFile(file, "-----BEGIN CERTIFICATE-----\nhello\n"), /./],
  ])("a certificate that was %s: the old one goes on", async (_, spoil, told) => {
    const world = await start();
    await spoil(world.certFile);
    world.clock.advance(minute);
    expect((await greet(world.port)).subject).toBe(oldOne);
    expect((await world.ask({ path: "/healthz" })).status).toBe(200);
    expect(world.changes).toEqual([{ error: expect.stringMatching(told) }]);
  });

  test("the same certificate once more, in another file, counts as a renewal and does no harm", async () => {
    const world = await start();
    await copyFile(world.certFile, `${world.certFile}.copy`);
    await rename(`${world.certFile}.copy`, world.certFile);
    world.clock.advance(minute);
    expect((await greet(world.port)).subject).toBe(oldOne);
    expect(world.changes).toEqual([{ validTo: Date.parse(new X509Certificate(first.certPem).validTo) }]);
  });
});
