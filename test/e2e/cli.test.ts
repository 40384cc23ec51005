/** Every command as a process of its own: what it prints, and the exit code it ends with. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hour } from "../../src/domain/instant.ts";
import { scenarios } from "../../src/simulator/scenarios/all.ts";
import { systemClock } from "../../src/util/clock.ts";
import { useCommands } from "../support/commands.ts";

const desk = useCommands();
const { run, withConfig } = desk;

describe("check", () => {
  test("healthy: 0, and JSON in the shape of the contract", async () => {
    const { code, out, err } = await withConfig("check", "--format", "json");
    expect(err).toBe("");
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual(["generatedAt", "tenants"]);
    expect(report.tenants).toMatchObject([
      { name: "contoso", tenantId: desk.tenant.tenantId, state: "ok", findings: [], blind: [] },
    ]);
    expect(report.tenants[0].readings.organization).toMatchObject({ syncEnabled: true });
  });

  test("warning: 1", async () => {
    desk.tenant.setLastSync(systemClock.now() - 3 * hour);
    const { code, out } = await withConfig("check");
    expect(code).toBe(1);
    expect(out).toMatch(/^WARNING {2}contoso/);
    expect(out).toContain("No recent synchronization – last success 3 hours ago");
  });

  test("critical: 2, with every member of a finding", async () => {
    desk.tenant.setLastSync(systemClock.now() - 26 * hour);
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
        watched: true,
      },
    ]);
  });

  test("blind: 3, with the reason", async () => {
    desk.tenant.refuseToken({ code: 7000222 });
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
    expect(out).not.toContain(desk.tenant.clientSecret);
  });

  test("stores nothing and mails nothing", async () => {
    desk.tenant.setLastSync(systemClock.now() - 26 * hour);
    await withConfig("check");
    expect(desk.inbox.messages).toEqual([]);
    expect((await withConfig("status")).code).toBe(69);
  });

  test("an unknown tenant: 64", async () => {
    const { code, err } = await withConfig("check", "--tenant", "nobody");
    expect(code).toBe(64);
    expect(err).toContain("Configured: contoso");
  });
});

describe("send-test", () => {
  test("one mail, and what the server said", async () => {
    const before = desk.inbox.messages.length;
    const { code, out } = await withConfig("send-test");
    expect(code).toBe(0);
    expect(out).toMatch(/accepted +ops@ops\.example: 250/);
    expect(desk.inbox.messages.slice(before).map((message) => message.parsed.subject)).toEqual([
      "sync-health-monitor: test mail",
    ]);
  });

  test("refused: 69, with the server's words", async () => {
    const calm = desk.inbox.behave({ stage: "rcpt", action: { reply: 550, text: "go away" } });
    const { code, out } = await withConfig("send-test");
    calm();
    expect(code).toBe(69);
    expect(out).toMatch(/refused +ops@ops\.example: .*go away/);
  });
});

describe("nagios", () => {
  test("one status line with performance data, and the exit code of the state", async () => {
    desk.tenant.setLastSync(systemClock.now() - 3 * hour);
    const { code, out } = await withConfig("check", "--format", "nagios");
    expect(code).toBe(1);
    expect(out.split("\n")[0]).toMatch(
      /^SYNC WARNING - contoso: No recent .*\| 'sync_age'=108\d\ds;5400;86400;0 /,
    );
  });

  test("what keeps it from looking is unknown, on one line", async () => {
    await writeFile(desk.file, "tenants: 7\n");
    const { code, out } = await withConfig("status", "--format", "nagios");
    expect(code).toBe(3);
    expect(out).toMatch(/^SYNC UNKNOWN - [^\n]+\n$/);
  });
});

describe("simulate", () => {
  test("--list names every scenario", async () => {
    const { code, out } = await run(["simulate", "--list"]);
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(scenarios.map(({ name }) => name));
  });

  test("plays one from the first poll to the recovery, with the mail", async () => {
    const { code, out } = await run(["simulate", "object-errors", "--language", "nl"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Raised +warning object-errors: /);
    expect(out).toContain("  | Subject: contoso.onmicrosoft.com: ");
    expect(out).toMatch(/Resolved +\[Opgelost\] contoso\.onmicrosoft\.com: /);
  });

  test("a near miss raises nothing", async () => {
    const { code, out } = await run(["simulate", "object-quota", "--near-miss"]);
    expect(code).toBe(0);
    expect(out).toContain("no object-quota, as it should be");
  });

  test("an unknown name: 64, with the names there are", async () => {
    const { code, err } = await run(["simulate", "nonsense"]);
    expect(code).toBe(64);
    expect(err).toContain("object-errors");
  });
});

describe("init", () => {
  const flags = ["--tenant-id", "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20", "--from", "sync@contoso.example"];
  const mail = ["--to", "ops@contoso.example", "--smtp", "smtp.contoso.example"];

  test("writes a configuration that is in order, and prints how to register the app", async () => {
    const output = join(desk.folder, "made.yaml");
    const given = ["--yes", "--name", "contoso", "--client-id", "0b6a7a39-8f4e-4f0a-9f0b-6d1d3a1c5e11"];
    const { code, out } = await run(["init", ...given, ...flags, ...mail, "--output", output]);
    expect(code).toBe(0);
    expect(out).toContain("Synchronization.Read.All");
    expect(await readFile(output, "utf8")).toMatch(/clientSecret: "?\$\{env:CONTOSO_SECRET\}/);
    const again = await run(["init", ...given, ...flags, ...mail, "--output", output]);
    expect(again.code).toBe(64);
    expect(again.err).toContain("exists");
  });

  test("--yes with something missing: 64, naming the flag", async () => {
    const { code, err } = await run([
      "init",
      "--yes",
      ...flags,
      ...mail,
      "--output",
      join(desk.folder, "x.yaml"),
    ]);
    expect(code).toBe(64);
    expect(err).toContain("--name");
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
      desk.file,
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
    const { code, err } = await run(["run", "--config", join(desk.folder, "nowhere.yaml")]);
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
