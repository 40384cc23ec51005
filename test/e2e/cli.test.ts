/** Every command as a process of its own: what it prints, and the exit code it ends with. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hour } from "../../src/domain/instant.ts";
import { type Cloud, startCloud } from "../../src/simulator/cloud.ts";
import { type Inbox, startInbox } from "../../src/simulator/inbox.ts";
import { createTenant, type SimulatedTenant } from "../../src/simulator/tenant.ts";
import { systemClock } from "../../src/util/clock.ts";
import { describeConfig } from "../support/world.ts";

let folder: string;
let cloud: Cloud;
let inbox: Inbox;
let tenant: SimulatedTenant;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cli-"));
  inbox = await startInbox({ tls: "none" });
  cloud = await startCloud({ clock: systemClock, tenants: [], caFile: join(folder, "ca.pem") });
  file = join(folder, "monitor.yaml");
});
beforeEach(async () => {
  tenant = createTenant({ clock: systemClock, name: "contoso" });
  cloud.tenants.splice(0, cloud.tenants.length, tenant);
  const caFile = join(folder, "ca.pem");
  await writeFile(file, describeConfig({ cloud, inbox, tenants: [tenant], folder, caFile, extra: "" }));
});
afterAll(async () => {
  await cloud.close();
  await inbox.close();
  await rm(folder, { recursive: true });
});

function run(args: string[], input = ""): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ["src/main.ts", ...args], { env: { PATH: process.env.PATH } });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}
const withConfig = (command: string, ...more: string[]) => run([command, "--config", file, ...more]);

describe("check", () => {
  test("healthy: 0, and JSON in the shape of the contract", async () => {
    const { code, out, err } = await withConfig("check", "--format", "json");
    expect(err).toBe("");
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual(["generatedAt", "tenants"]);
    expect(report.tenants).toMatchObject([
      { name: "contoso", tenantId: tenant.tenantId, state: "ok", findings: [], blind: [] },
    ]);
    expect(report.tenants[0].readings.organization).toMatchObject({ syncEnabled: true });
  });

  test("warning: 1", async () => {
    tenant.setLastSync(systemClock.now() - 3 * hour);
    const { code, out } = await withConfig("check");
    expect(code).toBe(1);
    expect(out).toMatch(/^WARNING {2}contoso/);
    expect(out).toContain("No recent synchronization – last success 3 hours ago");
  });

  test("critical: 2, with every member of a finding", async () => {
    tenant.setLastSync(systemClock.now() - 26 * hour);
    const { code, out } = await withConfig("check", "--format", "json");
    expect(code).toBe(2);
    expect(JSON.parse(out).tenants[0].findings).toEqual([
      {
        id: "sync-stale",
        subject: "tenant",
        severity: "critical",
        code: null,
        since: expect.stringMatching(/^\d{4}-.*Z$/),
        title: "Synchronization has stopped for at least 24 hours",
      },
    ]);
  });

  test("blind: 3, with the reason", async () => {
    tenant.refuseToken({ code: 7000222 });
    const { code, out } = await withConfig("check", "--format", "json");
    expect(code).toBe(3);
    const [report] = JSON.parse(out).tenants;
    expect(report.state).toBe("unknown");
    expect(report.blind[0]).toEqual({
      probe: "organization",
      reason: "credential",
      detail: expect.stringContaining("AADSTS7000222"),
      optional: false,
    });
    expect(out).not.toContain(tenant.clientSecret);
  });

  test("stores nothing and mails nothing", async () => {
    tenant.setLastSync(systemClock.now() - 26 * hour);
    await withConfig("check");
    expect(inbox.messages).toEqual([]);
    expect((await withConfig("status")).code).toBe(69);
  });

  test("an unknown tenant: 64", async () => {
    const { code, err } = await withConfig("check", "--tenant", "nobody");
    expect(code).toBe(64);
    expect(err).toContain("Configured: contoso");
  });
});

describe("explain", () => {
  test("a code, as JSON in the shape of the contract", async () => {
    const { code, out } = await run(["explain", "--json", "HybridIdentityServiceNoActiveAgents"]);
    expect(code).toBe(0);
    const explanation = JSON.parse(out);
    expect(Object.keys(explanation)).toEqual(["input", "matches", "extracted"]);
    expect(Object.keys(explanation.matches[0])).toEqual([
      "id",
      "code",
      "title",
      "meaning",
      "remedy",
      "actor",
      "transient",
      "severity",
      "url",
    ]);
    expect(Object.keys(explanation.extracted).sort()).toEqual([
      "correlationId",
      "jobId",
      "timestamp",
      "traceId",
      "trackingId",
    ]);
  });

  test("a pasted message on standard input, in Dutch", async () => {
    const message =
      "AzureDirectoryServiceServerBusy: Error Code: 81. currently busy. Tracking ID: 8a4ab3b5-3664-4278-ab64-9cff37fd3f4f";
    const { code, out } = await run(["explain", "--language", "nl"], message);
    expect(code).toBe(0);
    expect(out).toContain("Wat u kunt doen");
    expect(out).toContain("8a4ab3b5-3664-4278-ab64-9cff37fd3f4f");
  });

  test("something nobody knows: 1, and it says so", async () => {
    const { code, out } = await run(["explain", "FlurbNotFrobbed"]);
    expect(code).toBe(1);
    expect(out).toContain("does not know");
  });
});

describe("send-test", () => {
  test("one mail, and what the server said", async () => {
    const before = inbox.messages.length;
    const { code, out } = await withConfig("send-test");
    expect(code).toBe(0);
    expect(out).toMatch(/accepted +ops@ops\.example: 250/);
    expect(inbox.messages.slice(before).map((message) => message.parsed.subject)).toEqual([
      "sync-health-monitor: test mail",
    ]);
  });

  test("refused: 69, with the server's words", async () => {
    const calm = inbox.behave({ stage: "rcpt", action: { reply: 550, text: "go away" } });
    const { code, out } = await withConfig("send-test");
    calm();
    expect(code).toBe(69);
    expect(out).toMatch(/refused +ops@ops\.example: .*go away/);
  });
});

describe("configuration and usage", () => {
  test("check-config: 0, without touching the network", async () => {
    const { code, out } = await withConfig("check-config");
    expect(code).toBe(0);
    expect(out).toContain("no mistakes");
  });

  test("mistakes: 78, all of them at once, with path and remedy", async () => {
    await writeFile(
      file,
      "tenants: [{ name: Contoso, tenantId: 7 }]\nmail: { from: x, to: [], transprot: {} }\n",
    );
    const { code, err } = await withConfig("check-config");
    expect(code).toBe(78);
    for (const path of [
      "tenants[0].name",
      "tenants[0].tenantId",
      "tenants[0].credential",
      "mail.from",
      "mail.to",
    ]) {
      expect(err).toContain(path);
    }
    expect(err.match(/->/g)?.length).toBeGreaterThanOrEqual(6);
  });

  test("a missing file: 78, naming where it was looked for", async () => {
    const { code, err } = await run(["run", "--config", join(folder, "nowhere.yaml")]);
    expect(code).toBe(78);
    expect(err).toContain("nowhere.yaml");
  });

  test.each([[["frobnicate"]], [["check", "--format", "xml"]], [["run", "--fast"]]])(
    "%j: 64",
    async (args) => {
      const { code, err } = await run(args);
      expect(code).toBe(64);
      expect(err).toContain("--help");
    },
  );

  test("--help and --version: 0", async () => {
    expect((await run(["--help"])).code).toBe(0);
    expect((await run(["--version"])).out.trim()).toMatch(/^\d+\.\d+\.\d+$/);
    expect((await run(["check", "--help"])).out).toContain("--config");
  });
});
