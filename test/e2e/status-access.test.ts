/** The real process with a status page that others reach: its own TLS, passwords, the health check, what is logged. */
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { get } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCertificates } from "../../src/simulator/certificates.ts";
import { hashPassword } from "../../src/status/access/password.ts";
import { createDaemonWorld, type DaemonWorld, runCommand } from "../support/daemon.ts";

const password = "correct horse battery";

let world: DaemonWorld;
let port: number;
beforeEach(async () => {
  world = await createDaemonWorld();
  port = await findFreePort();
  const { server } = await createCertificates();
  await writeFile(join(world.folder, "status.pem"), server.certPem);
  await writeFile(join(world.folder, "status.key"), server.keyPem);
  const users = `[{ name: mara, passwordHash: '${await hashPassword(password)}' }]`;
  await configureStatus(
    `listen: "0.0.0.0:${port}", tls: { certFile: status.pem, keyFile: status.key }, auth: { users: ${users} }`,
  );
});
afterEach(() => world.close());

async function configureStatus(status: string): Promise<void> {
  await world.configure();
  const text = await readFile(world.configFile, "utf8");
  await world.configure({ text: text.replace(/^status: .*$/m, `status: { ${status} }`) });
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: found } = server.address() as AddressInfo;
  server.close();
  return found;
}

function ask(path: string, auth?: string): Promise<{ status: number | undefined; text: string }> {
  const options = { rejectUnauthorized: false, agent: false, ...(auth === undefined ? {} : { auth }) };
  return new Promise((resolve, reject) => {
    get(`https://127.0.0.1:${port}${path}`, options, async (response) => {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode, text });
    }).once("error", reject);
  });
}

const healthcheck = () => runCommand(["healthcheck", "--config", world.configFile], world);

test("it wants a password for everything but its health, and says who did not have one", async () => {
  const daemon = world.start();
  await daemon.waitForLog("status.listening", ({ address }) => String(address).startsWith("https://"));
  await daemon.waitForLog("poll.completed");

  for (const path of ["/", "/metrics", "/api/v1/status", "/nothing"]) {
    expect([path, (await ask(path)).status]).toEqual([path, 401]);
  }
  expect((await ask("/healthz")).status).toBe(200);
  expect((await ask("/", "mara:hunter2hunter2")).status).toBe(401);
  const page = await ask("/", `mara:${password}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain("contoso");

  const refused = await daemon.waitForLog("status.refused");
  expect(refused).toMatchObject({ level: "warn", address: "127.0.0.1", user: "mara", attempts: 1 });
  expect(await daemon.stop()).toMatchObject({ code: 0 });
  const log = JSON.stringify(daemon.lines) + daemon.stderr();
  for (const secret of ["hunter2", password, "scrypt$"]) expect(log).not.toContain(secret);
});

test("the health check asks whoever listens, whatever the certificate: a renewed one on disk is no reason to restart", async () => {
  const daemon = world.start();
  await daemon.waitForLog("status.listening");
  await daemon.waitForLog("poll.completed");
  expect(await healthcheck()).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+\/healthz: 200 .*"status":"ok"/),
  });

  // Renewed on disk, and not yet taken up.
  const { server } = await createCertificates();
  await writeFile(join(world.folder, "status.pem"), server.certPem);
  expect(await healthcheck()).toMatchObject({ code: 0 });
  expect(await daemon.stop()).toMatchObject({ code: 0 });
  expect(await healthcheck()).toMatchObject({ code: 1, output: expect.stringContaining("no answer") });
});

test("a reload names what it can't take up", async () => {
  const daemon = world.start();
  await daemon.waitForLog("status.listening");
  await configureStatus(`listen: "127.0.0.1:${port}"`);
  daemon.signal("SIGHUP");
  for (const path of ["status.listen", "status.tls", "status.auth"]) {
    await daemon.waitForLog("config.warning", ({ problem }) =>
      String(problem).startsWith(`${path}: is changed`),
    );
  }
  expect((await ask("/")).status).toBe(401);
});

test("without TLS and a sign-in it does not start, and says why and what to do", async () => {
  await configureStatus(`listen: "0.0.0.0:${port}"`);
  const daemon = world.start();
  expect((await daemon.exited).code).toBe(78);
  for (const part of [
    "status.tls is missing",
    "status.auth is missing",
    `"0.0.0.0:${port}"`,
    "-> Give tls: {certFile: FILE, keyFile: FILE}",
    "sync-health hash-password",
    "listen: 127.0.0.1:8080",
  ]) {
    expect(daemon.stderr()).toContain(part);
  }
});
