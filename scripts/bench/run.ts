/**
 * `npm run bench`: what a poll and an idle daemon cost, measured against a simulated cloud in a process of its own.
 * Out: one JSON object on standard output. With `--assert` the exit code is 1 when a figure misses its limit.
 */
import { cpus } from "node:os";
import { settleAfterStart, startFrugally } from "../../src/util/heap.ts";
import { startBenchCloud } from "./bench-cloud.ts";
import { measureCatalog } from "./measure-catalog.ts";
import { measureDelivery } from "./measure-delivery.ts";
import { measureHistory } from "./measure-history.ts";
import { measureLarge } from "./measure-large.ts";
import { measurePages } from "./measure-pages.ts";
import { measurePolls } from "./measure-polls.ts";
import { measureProcess } from "./measure-process.ts";

interface Figure {
  value: number;
  limit: number;
  unit: string;
  ok: boolean;
}

const cloud = await startBenchCloud();
try {
  const catalog = await measureCatalog(cloud.folder);
  // As the daemon does: what is saved in memory may be paid for in CPU.
  startFrugally();
  settleAfterStart();
  const polls = await measurePolls(cloud);
  const daemon = await measureProcess(cloud);
  const large = await measureLarge();
  const delivery = await measureDelivery();
  const history = await measureHistory();
  const pages = await measurePages();
  const figures: Record<string, Figure> = {
    roundTripsPerPoll: judge(polls.roundTripsPerPoll, 2, "HTTP exchanges"),
    cpuPerPoll: judge(polls.cpuRatio.median, 3, "x bare work"),
    firstPoll: judge(daemon.firstPollMs.median, 2_000, "ms from process start"),
    idleMemory: judge(daemon.idleMemory.residentMb, 130, "MB resident"),
    roundTripsAllDue: judge(polls.roundTripsAllDue, 4, "HTTP exchanges"),
    largeTenantMemory: judge(large.peakMb, 300, "MB at the peak"),
    largeTenantRepeats: judge(large.repeatedPages, 0, "pages read twice"),
    // 200,000 messages a second.
    catalogMatch: judge(catalog.microsecondsPerMessage.median, 5, "µs per message"),
    catalogFlat: judge(catalog.moreEntriesRatio.median, 1.5, "x with ten times the entries"),
    catalogLinear: judge(catalog.longTextRatio.median, 1.5, "x per character of 1 MB over 64 KB"),
    mailLatency: judge(delivery.latencyMs.p99, 2_000, "ms from poll to acceptance, 99th percentile"),
    stormMails: judge(
      Math.max(delivery.stormMails.raised, delivery.stormMails.resolved),
      3,
      "mails per recipient when 1,000 tenants fail alike",
    ),
    stormLost: judge(delivery.stormLost, 0, "of these alerts in no mail"),
    overviewTime: judge(pages.overviewMs.median, 100, "ms for the overview of 1,000 tenants"),
    overviewSize: judge(pages.overviewKb, 300, "KB of the overview of 1,000 tenants"),
    tenantTime: judge(pages.tenantMs.median, 100, "ms for the page of a tenant with a year of history"),
    scriptSize: judge(pages.scriptKb, 50, "KB of script in all"),
    historySize: judge(history.fileMb, 200, "MB for a year of 100 tenants"),
    historyPage: judge(history.pageMs.median, 100, "ms of look-ups for the page of a tenant"),
    historyPrune: judge(history.pruneMs.longest, 100, "ms at a stretch while old history is removed"),
    explainStart: judge(catalog.explainMs.median, 300, "ms from process start"),
  };
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  process.stdout.write(
    `${JSON.stringify({ figures, polls, daemon, large, catalog, delivery, history, pages, machine }, null, 2)}\n`,
  );
  const missed = Object.values(figures).some((figure) => !figure.ok);
  process.exitCode = missed && process.argv.includes("--assert") ? 1 : 0;
} finally {
  await cloud.close();
}

/** A figure is good when it is no larger than its limit. */
function judge(value: number, limit: number, unit: string): Figure {
  return { value, limit, unit, ok: value <= limit };
}
