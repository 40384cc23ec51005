/**
 * What systemd's watchdog expects of this process. In: the environment that systemd started it with. Out: how often to
 * report, and the environment of the helper that does; null where nobody waits for this process.
 * https://www.freedesktop.org/software/systemd/man/latest/sd_watchdog_enabled.html
 */
import { hour } from "../domain/instant.ts";

export interface Watchdog {
  /** Between two reports: a third of systemd's limit, so that two may go missing. */
  intervalMs: number;
  /** All that systemd-notify is given: the rest of ours may hold secrets. */
  environment: { NOTIFY_SOCKET: string; PATH: string };
}

const usualPath = "/usr/local/bin:/usr/bin:/bin";
/** Reporting more often than asked does no harm; a timer that is longer than 24 days would fire at once. */
const maxIntervalMs = hour;

export function readWatchdog(
  env: Readonly<Record<string, string | undefined>> = process.env,
  pid = process.pid,
): Watchdog | null {
  const { WATCHDOG_USEC: limit = "", WATCHDOG_PID: watched, NOTIFY_SOCKET: socket, PATH: path } = env;
  // Zero switches it off, and the largest number of 64 bits, which has 20 digits, stands for infinity.
  if (!/^[1-9]\d{0,18}$/.test(limit) || !socket) return null;
  // Children inherit the variables: they may be meant for the shell that started this process.
  if (watched !== undefined && watched !== String(pid)) return null;
  const thirdMs = Math.floor(Number(limit) / 1_000 / 3);
  return {
    intervalMs: Math.min(Math.max(thirdMs, 1), maxIntervalMs),
    environment: { NOTIFY_SOCKET: socket, PATH: path || usualPath },
  };
}
