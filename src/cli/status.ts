/** `status`: what the daemon saw last. A tenant that was not polled lately is unknown, whatever it was then. */
import { existsSync } from "node:fs";
import { currentReports } from "../app/current-reports.ts";
import { toOutboxReport } from "../app/outbox-report.ts";
import { AppError } from "../domain/errors.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { systemClock } from "../util/clock.ts";
import { type ConfigOption, loadForCommand, thresholdsOf } from "./load.ts";
import { exitCodeOf, printStatus, type StatusFormat } from "./print-status.ts";

export async function runStatus(options: ConfigOption & { format: StatusFormat }): Promise<number> {
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
    const tenants = await currentReports(store, config, now);
    const outbox = toOutboxReport(await store.outboxSummary());
    const report = { generatedAt: new Date(now).toISOString(), tenants, outbox };
    printStatus(report, options.format, thresholdsOf(config));
    return exitCodeOf(tenants);
  } finally {
    await store.close();
  }
}
