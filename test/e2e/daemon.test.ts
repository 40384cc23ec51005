/** The real process: its first poll and mail, its signals, its mistakes. What is slow here runs side by side. */
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, type TestContext, test } from "vitest";
import { hour } from "../../src/domain/instant.ts";
import { logEvents } from "../../src/telemetry/events.ts";
import {
  createDaemonWorld,
  type DaemonWorld,
  holdRequests,
  readStore,
  runCommand,
  startDaemon,
} from "../support/daemon.ts";

/** The context is the test's own: beside others, the global one belongs to somebody else. */
async function enter({ onTestFinished }: TestContext): Promise<DaemonWorld> {
  const world = await createDaemonWorld();
  onTestFinished(() => world.close());
  return world;
}

const stopLimitMs = 10_000;

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe.concurrent("the daemon", () => {
  test("polls and mails at once, and logs as the contract has it", async (context) => {
    const world = await enter(context);
    const daemon = world.start();
    const completed = await daemon.waitForLog("poll.completed");
    const sent = await daemon.waitForLog("mail.sent");
    const [mail] = await world.inbox.waitForCount(1);

    expect(mail?.parsed.headers.get("x-sync-health-finding")).toBe("sync-stale");
    expect(mail?.to).toEqual(["ops@ops.example"]);
    expect(completed).toMatchObject({ level: "info", tenant: "contoso", state: "critical", blind: [] });
    expect(completed.durationMs).toEqual(expect.any(Number));
    const raised = await daemon.waitForLog("alert.raised");
    expect(raised).toMatchObject({
      level: "error",
      tenant: "contoso",
      finding: "sync-stale",
      subject: "tenant",
      severity: "critical",
      reason: "condition-met",
    });
    expect(sent).toMatchObject({ tenant: "contoso", finding: "sync-stale", alertId: raised.alertId });
    expect(sent.messageId).toBe(mail?.parsed.messageId);

    expect(await daemon.stop()).toMatchObject({ code: 0 });
    expect(daemon.lines.map((line) => line.event)).toEqual([
      "service.started",
      "alert.raised",
      "poll.completed",
      "mail.sent",
      "service.stopping",
      "service.stopped",
    ]);
    for (const line of daemon.lines) {
      expect(Object.keys(logEvents)).toContain(line.event);
      expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(line.level).toMatch(/^(info|warn|error)$/);
    }
    const everything = JSON.stringify(daemon.lines) + daemon.stderr();
    expect(everything).not.toContain(world.tenant.clientSecret);
    expect(daemon.stderr()).toBe("");
  });

  test("SIGTERM while Graph hangs: ends in time with 0, and the next start sees what it missed", async (context) => {
    const world = await enter(context);
    const held = holdRequests(world.cloud, ({ endpoint }) => endpoint === "graph");
    const first = world.start();
    await held.reached;
    const end = await first.stop();
    expect(end).toMatchObject({ code: 0, signal: null });
    expect(end.durationMs).toBeLessThan(stopLimitMs);
    // A look that was cut off says nothing about the tenant.
    expect(readStore(world.storeFile).transitions).toEqual([]);

    held.release();
    const second = world.start();
    await second.waitForLog("mail.sent");
    expect(await second.stop()).toMatchObject({ code: 0 });
    expect(world.inbox.messages).toHaveLength(1);
  });

  test("SIGTERM while the mail server hangs in DATA: ends in time with 0, the next start delivers, once", async (context) => {
    const world = await enter(context);
    const restore = world.inbox.behave({ stage: "data", action: "hang" });
    const reached = new Promise<void>((resolve) => world.inbox.onStage("data", () => resolve()));
    const first = world.start();
    await reached;
    const end = await first.stop();
    expect(end).toMatchObject({ code: 0, signal: null });
    expect(end.durationMs).toBeLessThan(stopLimitMs);
    expect(readStore(world.storeFile)).toMatchObject({
      transitions: ["raised"],
      outbox: [{ state: "queued" }],
    });

    restore();
    const second = world.start();
    const sent = await second.waitForLog("mail.sent");
    expect(await second.stop()).toMatchObject({ code: 0 });

    const third = world.start();
    await third.waitForLog("poll.completed");
    expect(await third.stop()).toMatchObject({ code: 0 });
    expect(third.lines.map((line) => line.event)).not.toContain("mail.sent");
    expect(world.inbox.messages.map(({ parsed }) => parsed.messageId)).toEqual([sent.messageId]);
  });

  test("SIGTERM during a reload that waits for a hanging poll: still in time", async (context) => {
    const world = await enter(context);
    const held = holdRequests(world.cloud, ({ endpoint }) => endpoint === "graph");
    const daemon = world.start();
    await held.reached;
    daemon.signal("SIGHUP");
    daemon.signal("SIGHUP");
    const end = await daemon.stop();
    expect(end).toMatchObject({ code: 0, signal: null });
    expect(end.durationMs).toBeLessThan(stopLimitMs);
  });

  test("SIGHUP takes up another recipient, and keeps the old configuration when the new one is wrong", async (context) => {
    const world = await enter(context);
    world.tenant.syncNow();
    const daemon = world.start();
    await daemon.waitForLog("poll.completed");

    await world.configure({ text: "tenants: nobody\n" });
    daemon.signal("SIGHUP");
    const rejected = await daemon.waitForLog("config.rejected");
    expect(rejected.level).toBe("error");
    const problems = (rejected.problems as string[]).join("\n");
    expect(problems).toMatch(/^tenants: .+\. [A-Z].+/m);
    expect(problems).toMatch(/^mail: /m);

    await world.configure({ text: "{" });
    daemon.signal("SIGHUP");
    const unreadable = await daemon.waitForLog("config.rejected", (line) => line !== rejected);
    expect((unreadable.problems as string[])[0]).toContain("monitor.yaml");

    await world.configure({ recipients: ["other@ops.example"], listen: "127.0.0.1:0" });
    world.tenant.setLastSync(Date.now() - 26 * hour);
    daemon.signal("SIGHUP");
    expect(await daemon.waitForLog("config.reloaded")).toMatchObject({ tenants: ["contoso"] });
    const warning = await daemon.waitForLog("config.warning");
    expect(warning.problem).toBe(
      "status.listen: is changed, which a reload can't take up. Restart the service.",
    );
    const [mail] = await world.inbox.waitForCount(1);
    expect(mail?.to).toEqual(["other@ops.example"]);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
    expect(daemon.lines.filter((line) => line.event === "service.started")).toHaveLength(1);
  });

  test("a status address that is taken costs the page, not the alerts; a shared store is named", async (context) => {
    const world = await enter(context);
    const other = createServer().listen(0, "127.0.0.1");
    context.onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    await world.configure({ listen: `127.0.0.1:${port}` });
    const first = world.start();
    expect(await first.waitForLog("status.unavailable")).toMatchObject({ level: "error", port });
    await first.waitForLog("mail.sent");

    const second = world.start();
    expect(await second.waitForLog("store.shared")).toMatchObject({ path: world.storeFile });
    await second.waitForLog("poll.completed");
    expect(await second.stop()).toMatchObject({ code: 0 });
    expect(await first.stop()).toMatchObject({ code: 0 });
    expect(world.inbox.messages).toHaveLength(1);
  });

  test("healthcheck asks /healthz at the configured address, and does not insist on a page", async (context) => {
    const world = await enter(context);
    const check = () => runCommand(["healthcheck", "--config", world.configFile], world);
    expect(await check()).toMatchObject({ code: 0, output: expect.stringContaining("status.listen is off") });

    await world.configure({ listen: `127.0.0.1:${await findFreePort()}` });
    const daemon = world.start();
    await daemon.waitForLog("status.listening");
    await daemon.waitForLog("poll.completed");
    expect(await check()).toMatchObject({ code: 0, output: expect.stringContaining('"status":"ok"') });
    expect(await daemon.stop()).toMatchObject({ code: 0 });
    expect(await check()).toMatchObject({ code: 1, output: expect.stringContaining("no answer") });
  });
});

describe.concurrent("mistakes end it at once, with path, value and remedy", () => {
  test("no configuration file", async (context) => {
    const { folder } = await enter(context);
    const file = join(folder, "nowhere.yaml");
    const daemon = startDaemon(["--config", file], { folder });
    expect((await daemon.exited).code).toBe(78);
    expect(daemon.stderr()).toContain(JSON.stringify(file));
    expect(daemon.stderr()).toContain("does not exist");
    expect(daemon.stderr()).toContain("-> Create it, or correct the path.");
  });

  test("a configuration that is wrong in several places: all of them", async (context) => {
    const world = await enter(context);
    await world.configure({ text: "tenants: [{ name: A B, tenantId: x }]\nmial: 1\n" });
    const daemon = world.start();
    expect((await daemon.exited).code).toBe(78);
    for (const part of ["tenants[0].name", '"A B"', "tenants[0].tenantId", "mial", "mail", "->"]) {
      expect(daemon.stderr()).toContain(part);
    }
    expect(daemon.lines).toEqual([]);
  });

  test("a store that can not be written", async (context) => {
    const world = await enter(context);
    // Not by permission bits: tests may run as root, who may write anywhere.
    await mkdir(world.storeFile);
    const daemon = world.start();
    expect((await daemon.exited).code).toBeGreaterThanOrEqual(64);
    expect(daemon.stderr()).toContain(`store.path is a directory: ${JSON.stringify(world.storeFile)}`);
    expect(daemon.stderr()).toContain("-> Name a file in it.");
  });

  test("a store that is no database", async (context) => {
    const world = await enter(context);
    await writeFile(
      world.storeFile,
      "This was a text file once, and longer than a database's header is.".repeat(20),
    );
    const daemon = world.start();
    expect((await daemon.exited).code).toBe(73);
    expect(daemon.stderr()).toContain(`store.path ${world.storeFile} can't be used`);
  });
});
