/** `status`: what the daemon saw last. A tenant that was not polled lately is unknown, whatever it was then. */
import { existsSync } from "node:fs";
import { schedule } from "node-cron";
import { AppError } from "../domain/errors.ts";
import type { TenantReport } from "../domain/report.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { systemClock } from "../util/clock.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";
import { exitCodeOf, printStatus } from "./print-status.ts";

export async function runStatus(options: ConfigOption & { format: "text" | "json" }): Promise<number> {
  const { config } = await loadForCommand(options);
  if (!existsSync(config.store.path)) {
    throw new AppError(
      "UNAVAILABLE",
      `store.path ${config.store.path} does not exist yet: the daemon (sync-health run) has not polled.`,
    );
  }
  const store = await openSqliteStore(config.store.path, { readOnly: true });
  try {
    const now = systemClock.now();
    const limitMs = 3 * intervalOf(config.poll.cron) + config.poll.timeoutMs;
    const configured = new Set(config.tenants.map((tenant) => tenant.name));
    const tenants = (await store.reports())
      .filter((report) => configured.has(report.name))
      .map((report) => markStale(report, now, limitMs));
    printStatus({ generatedAt: new Date(now).toISOString(), tenants }, options.format);
    const { queued, dead } = await store.outboxSummary();
    if (options.format === "text" && queued + dead > 0) {
      console.log(`Mails waiting: ${queued}; given up: ${dead}.`);
    }
    return exitCodeOf(tenants);
  } finally {
    await store.close();
  }
}

function markStale(report: TenantReport, now: number, limitMs: number): TenantReport {
  const polledAt = report.polledAt === null ? 0 : Date.parse(report.polledAt);
  return now - polledAt <= limitMs ? report : { ...report, state: "unknown" };
}

function intervalOf(cron: string): number {
  const task = schedule(cron, () => {}, { unref: true });
  const [first, second] = task.getNextRuns(2);
  void task.destroy();
  return first && second ? second.getTime() - first.getTime() : 0;
}
