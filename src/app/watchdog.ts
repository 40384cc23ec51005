/**
 * Tells systemd again and again that the daemon is well; when it hears nothing for WatchdogSec, systemd restarts the
 * service. In: how often, and whether polls keep their schedule. Out: WATCHDOG=1, for as long as they do. An event loop
 * that is stuck tells nothing either, since the telling needs it.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Watchdog } from "../config/watchdog.ts";
import { second } from "../domain/instant.ts";
import type { Logger } from "../telemetry/logger.ts";
import { cleanLine } from "../util/clean-text.ts";
import type { Clock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";

export interface WatchdogOptions extends Watchdog {
  isTurning: () => boolean;
  clock: Clock;
  log: Logger;
  /** Rejects when systemd could not be told; `signal` ends it early. */
  notify?: (signal: AbortSignal) => Promise<void>;
}

/** systemd-notify waits (from systemd 246 on) until the message was read, for five seconds at most. */
const helperTimeoutMs = 10 * second;

/** Tells systemd at once, then every `intervalMs`. */
export function startWatchdog(options: WatchdogOptions): { stop(): void } {
  const { intervalMs, environment, isTurning, clock, log } = options;
  const notify = options.notify ?? ((signal) => notifySystemd(environment, signal));
  const stopping = new AbortController();
  const { signal } = stopping;
  let isWithheld = false;
  let hasFailed = false;

  async function report(): Promise<void> {
    const wasWithheld = isWithheld;
    isWithheld = !isTurning();
    if (isWithheld) {
      // Said before systemd acts: afterwards nobody could tell why the service was restarted.
      if (!wasWithheld) log.error("watchdog.withheld");
      return;
    }
    try {
      await notify(signal);
      hasFailed = false;
    } catch (thrown) {
      if (hasFailed || signal.aborted) return;
      hasFailed = true;
      log.error("watchdog.failed", { error: cleanLine(coerceError(thrown).message) });
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await report();
      await clock.sleep(intervalMs, signal).catch(() => {});
    }
  }
  void run();
  return { stop: () => stopping.abort() };
}

/**
 * Runs `systemd-notify WATCHDOG=1`. A child process, because Node has no datagram sockets for paths; systemd hears it
 * only with NotifyAccess=all. https://www.freedesktop.org/software/systemd/man/latest/systemd-notify.html
 */
export async function notifySystemd(
  environment: Watchdog["environment"],
  signal: AbortSignal,
  timeoutMs = helperTimeoutMs,
): Promise<void> {
  try {
    await promisify(execFile)("systemd-notify", ["WATCHDOG=1"], {
      env: environment,
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      signal,
    });
  } catch (thrown) {
    const error = coerceError(thrown);
    if (!("killed" in error && error.killed)) throw error;
    throw new Error(`systemd-notify was not done after ${timeoutMs} ms`, { cause: error });
  }
}
