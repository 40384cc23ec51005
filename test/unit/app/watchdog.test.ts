/** When systemd is told, when it is not, and what the log says; and the helper that tells, as a real process. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { notifySystemd, startWatchdog } from "../../../src/app/watchdog.ts";
import { createManualClock } from "../../../src/simulator/manual-clock.ts";
import { createLogger } from "../../../src/telemetry/logger.ts";
import type { Clock } from "../../../src/util/clock.ts";
import type { LogLine } from "../../support/world.ts";

const environment = { NOTIFY_SOCKET: "/run/systemd/notify", PATH: "/usr/bin" };
const intervalMs = 100_000;

/** What one interval finds. */
type Turn = "well" | "late" | "no helper";

/** Lives through `turns`, then stops. Out: in which of them systemd was told, and what was logged when. */
async function live(turns: Turn[]) {
  const manual = createManualClock(0);
  const told: number[] = [];
  const tried: number[] = [];
  const log: LogLine[] = [];
  const { promise: over, resolve } = Promise.withResolvers<void>();
  let stop = () => {};
  const turn = () => manual.now() / intervalMs;
  const clock: Clock = {
    now: manual.now,
    sleep(ms, signal) {
      if (turn() + 1 === turns.length) {
        stop();
        // Whoever goes on after the stop gets some turns of the event loop to show it.
        setImmediate(() => setImmediate(() => setImmediate(resolve)));
      }
      return manual.sleep(ms, signal);
    },
  };
  const watchdog = startWatchdog({
    intervalMs,
    environment,
    isTurning: () => turns[turn()] !== "late",
    clock,
    log: createLogger({
      level: "debug",
      destination: { write: (line) => void log.push({ ...JSON.parse(line), turn: turn() }) },
      clock,
    }),
    async notify() {
      tried.push(turn());
      if (turns[turn()] === "no helper") throw new Error("spawn\nsystemd-notify ENOENT");
      told.push(turn());
    },
  });
  stop = () => watchdog.stop();
  await over;
  return { told, tried, log: log.map(({ event, turn }) => `${turn}: ${event}`), lines: log };
}

describe("systemd is told", () => {
  test("at once, then once in each interval, until the stop; the log has nothing to say", async () => {
    const { told, log } = await live(["well", "well", "well", "well"]);
    expect(told).toEqual([0, 1, 2, 3]);
    expect(log).toEqual([]);
  });

  test("nothing while polls are late, which is logged once each time", async () => {
    const { tried, log } = await live(["well", "late", "late", "well", "late", "well"]);
    expect(tried).toEqual([0, 3, 5]);
    expect(log).toEqual(["1: watchdog.withheld", "4: watchdog.withheld"]);
  });

  test("again and again where the helper fails, which is logged once until it works", async () => {
    const { tried, told, log, lines } = await live(["no helper", "no helper", "well", "no helper", "well"]);
    expect(tried).toEqual([0, 1, 2, 3, 4]);
    expect(told).toEqual([2, 4]);
    expect(log).toEqual(["0: watchdog.failed", "3: watchdog.failed"]);
    expect(lines[0]).toMatchObject({ level: "error", error: "spawn systemd-notify ENOENT" });
  });

  test("polls that are late in between do not make a broken helper news", async () => {
    const { log } = await live(["no helper", "late", "no helper"]);
    expect(log).toEqual(["0: watchdog.failed", "1: watchdog.withheld"]);
  });

  test("a stop ends a helper that is under way, and that is no failure", async () => {
    const log: string[] = [];
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const watchdog = startWatchdog({
      intervalMs,
      environment,
      isTurning: () => true,
      clock: createManualClock(0),
      log: createLogger({ level: "debug", destination: { write: (line) => void log.push(line) } }),
      notify: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            reject(signal.reason);
            setImmediate(resolve);
          });
        }),
    });
    watchdog.stop();
    await ended;
    expect(log).toEqual([]);
  });
});

describe("the helper", () => {
  const folder = mkdtempSync(join(tmpdir(), "sync-health-watchdog-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const unending = new AbortController().signal;

  /** A systemd-notify that runs `body` in Node; its folder is all of the path. */
  function install(body: string) {
    const path = mkdtempSync(join(folder, "bin-"));
    const file = join(path, "systemd-notify");
    writeFileSync(file, `#!${process.execPath}\n${body}\n`);
    chmodSync(file, 0o755);
    return { NOTIFY_SOCKET: "/run/systemd/notify", PATH: path };
  }

  test("is systemd-notify with one argument, and an environment of two variables", async () => {
    const seen = join(folder, "seen.json");
    const env = install(
      `require("fs").writeFileSync(${JSON.stringify(seen)}, JSON.stringify([process.argv.slice(2), process.env]))`,
    );
    await notifySystemd(env, unending);
    expect(JSON.parse(readFileSync(seen, "utf8"))).toEqual([["WATCHDOG=1"], env]);
  });

  test("that is missing is a failure that names it", async () => {
    const missing = { ...environment, PATH: join(folder, "nowhere") };
    await expect(notifySystemd(missing, unending)).rejects.toThrow("systemd-notify ENOENT");
  });

  test("that fails tells why", async () => {
    const env = install(`console.error("Failed to notify init system: refused"); process.exitCode = 1`);
    await expect(notifySystemd(env, unending)).rejects.toThrow("Failed to notify init system: refused");
  });

  test("that hangs is killed", async () => {
    const env = install(`process.on("SIGTERM", () => {}); setInterval(() => {}, 1_000)`);
    await expect(notifySystemd(env, unending, 100)).rejects.toThrow("was not done after 100 ms");
  });

  test("is killed by a stop", async () => {
    const env = install(`setInterval(() => {}, 1_000)`);
    const stopping = new AbortController();
    const call = notifySystemd(env, stopping.signal);
    stopping.abort();
    await expect(call).rejects.toThrow("aborted");
  });
});
