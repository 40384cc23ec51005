/** `sync-health alerts …` as processes of their own beside a running daemon, and the link in a real mail. */
import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, type TestContext, test } from "vitest";
import type { AlertsReport } from "../../src/cli/alerts/report.ts";
import {
  createDaemonWorld,
  type Daemon,
  type DaemonWorld,
  readStore,
  runCommand,
} from "../support/daemon.ts";

async function enter({ onTestFinished }: TestContext): Promise<DaemonWorld> {
  const world = await createDaemonWorld();
  onTestFinished(() => world.close());
  return world;
}

const alerts = (world: DaemonWorld, subcommand: string, ...more: string[]) =>
  runCommand(["alerts", subcommand, ...more, "--config", world.configFile], world);

async function list(world: DaemonWorld): Promise<AlertsReport> {
  const { code, output } = await alerts(world, "list", "--format", "json");
  expect(code).toBe(0);
  return JSON.parse(output);
}

/** A reload begins with a poll. */
async function pollAgain(daemon: Daemon): Promise<void> {
  const seen = daemon.lines.length;
  daemon.signal("SIGHUP");
  await daemon.waitForLog("poll.completed", (line) => daemon.lines.indexOf(line) >= seen);
}

describe.concurrent("beside a running daemon", () => {
  test("an alert is listed and acknowledged; the daemon notes it, and goes on", async (context) => {
    const world = await enter(context);
    const daemon = world.start();
    const raised = await daemon.waitForLog("alert.raised");
    await daemon.waitForLog("poll.completed");
    const before = await list(world);
    expect(before.alerts).toMatchObject([
      { id: raised.alertId, finding: "sync-stale", state: "open", acknowledged: null, silenced: null },
    ]);

    const id = String(raised.alertId).slice(0, 8);
    const { code, output } = await alerts(
      world,
      "ack",
      id,
      "--reason",
      "server is rebooting",
      "--by",
      "Mara",
    );
    expect(code).toBe(0);
    expect(output).toContain(`Acknowledged ${id}  contoso: `);
    expect((await list(world)).alerts[0]?.acknowledged).toMatchObject({
      by: "Mara",
      reason: "server is rebooting",
      via: "command",
    });
    expect(readStore(world.storeFile).transitions).toEqual(["raised", "acknowledged"]);

    await pollAgain(daemon);
    expect(await daemon.waitForLog("alert.acknowledged")).toMatchObject({
      alertId: raised.alertId,
      reason: "by-command",
      by: "Mara",
    });
    // The poll wrote the alert anew, and left the acknowledgement in place.
    expect((await list(world)).alerts[0]?.acknowledged).toMatchObject({ by: "Mara" });
    expect(await daemon.stop()).toMatchObject({ code: 0 });
    expect(daemon.lines.filter(({ level }) => level === "error").map(({ event }) => event)).toEqual([
      "alert.raised",
    ]);
  });

  test("a silence holds from the next poll on, and ends with unsilence", async (context) => {
    const world = await enter(context);
    const daemon = world.start();
    await daemon.waitForLog("mail.sent");
    const what = ["--tenant", "contoso", "--finding", "sync-stale", "--for", "4h"];
    const silenced = await alerts(world, "silence", ...what, "--reason", "planned move");
    expect(silenced.code).toBe(0);
    expect(silenced.output).toContain("Of the alerts that are open now it covers:");
    const [silence] = (await list(world)).silences;
    expect((await list(world)).alerts[0]?.silenced).toEqual({
      by: "silence",
      name: silence?.id,
      until: silence?.to,
    });
    await pollAgain(daemon);
    expect(await daemon.waitForLog("alert.silenced")).toMatchObject({ silencedBy: silence?.id });

    const ended = await alerts(world, "unsilence", silence?.id.slice(0, 8) ?? "");
    expect(ended).toMatchObject({ code: 0, output: expect.stringContaining("Ended ") });
    await pollAgain(daemon);
    await daemon.waitForLog("alert.unsilenced");
    expect((await list(world)).silences).toEqual([]);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });

  test("the link in the mail: opened, it shows the alert; filled in, it acknowledges", async (context) => {
    const world = await enter(context);
    const publicUrl = "https://sync.ops.example/health";
    await world.configure({ listen: "127.0.0.1:0" });
    const config = await readFile(world.configFile, "utf8");
    await writeFile(
      world.configFile,
      config.replace('listen: "127.0.0.1:0"', `$&, publicUrl: "${publicUrl}"`),
    );
    const daemon = world.start();
    const { address } = await daemon.waitForLog("status.listening");
    const [mail] = await world.inbox.waitForCount(1);
    const [link = ""] =
      /https:\/\/sync\.ops\.example\/health\/acknowledge\/\S+/.exec(mail?.parsed.text ?? "") ?? [];
    expect(mail?.parsed.html).toContain(link.replaceAll("&", "&amp;"));
    // The proxy that readers go through takes its own path away.
    const url = link.replace(publicUrl, String(address));

    const opened = await fetch(url);
    expect(opened.status).toBe(200);
    expect(await opened.text()).toContain("contoso: Synchronization has stopped for at least 24 hours");
    expect(readStore(world.storeFile).transitions).toEqual(["raised"]);

    const body = new URLSearchParams({ by: "Mara", reason: "on it", choice: "acknowledge" });
    const sent = await fetch(url, { method: "POST", body });
    expect(sent.status).toBe(200);
    expect(await daemon.waitForLog("alert.acknowledged")).toMatchObject({ reason: "by-link", by: "Mara" });
    expect((await list(world)).alerts[0]?.acknowledged).toMatchObject({ reason: "on it", via: "link" });
    expect(await daemon.stop()).toMatchObject({ code: 0 });
    // Who has the log must not have the links.
    const token = /acknowledge\/([^?]+)/.exec(link)?.[1] ?? "none";
    expect(JSON.stringify(daemon.lines)).not.toContain(token);
  });
});

describe.concurrent("on its own", () => {
  test("without a daemon, after it ran: the store can be read and written all the same", async (context) => {
    const world = await enter(context);
    const daemon = world.start();
    await daemon.waitForLog("mail.sent");
    await daemon.stop();
    const [alert] = (await list(world)).alerts;
    expect((await alerts(world, "ack", alert?.id ?? "", "--reason", "known")).code).toBe(0);
    expect((await list(world)).alerts[0]?.acknowledged).toMatchObject({ reason: "known" });
  });

  test("a mistake has its exit code and says what to do", async (context) => {
    const world = await enter(context);
    const early = await alerts(world, "list");
    expect(early).toMatchObject({ code: 69, output: expect.stringContaining("does not exist yet") });
    const daemon = world.start();
    await daemon.waitForLog("mail.sent");
    await daemon.stop();

    const cases: [args: string[], code: number, says: string][] = [
      [[], 64, "unsilence [options] <id>"],
      [["ack", "zzzz", "--reason", "x"], 65, "no open alert has an ID that begins so. There are:"],
      [["ack"], 64, "missing required argument"],
      [
        ["silence", "--tenant", "contoso", "--for", "4h", "--until", "2030-01-01T00:00Z"],
        64,
        "cannot be used",
      ],
      [["silence", "--everything", "--tenant", "contoso", "--for", "4h"], 64, "cannot be used"],
      [["silence", "--tenant", "contoso", "--for", "4h"], 64, "There is no terminal to ask on."],
    ];
    await Promise.all(
      cases.map(async ([args, code, says]) => {
        const [subcommand, ...rest] = args;
        const outcome = await (subcommand === undefined
          ? runCommand(["alerts"], world)
          : alerts(world, subcommand, ...rest));
        expect(outcome).toMatchObject({ code, output: expect.stringContaining(says) });
        // Whatever it was, nobody is shown a stack.
        expect(outcome.output).not.toMatch(/\n\s+at /);
      }),
    );
  });
});
