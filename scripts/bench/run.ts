/**
 * `npm run bench`: what a poll and an idle daemon cost, measured against a simulated cloud in a process of its own.
 * Out: one JSON object on standard output. With `--assert` the exit code is 1 when a figure misses its limit.
 */
import { cpus } from "node:os";
import { settleAfterStart, startFrugally } from "../../src/util/heap.ts";
import { startBenchCloud } from "./bench-cloud.ts";
import { measureLarge } from "./measure-large.ts";
import { measurePolls } from "./measure-polls.ts";
import { measureProcess } from "./measure-process.ts";

interface Figure {
  value: number;
  limit: number;
  unit: string;
  ok: boolean;
}

// As the daemon does: what is saved in memory may be paid for in CPU.
startFrugally();
settleAfterStart();
const cloud = await startBenchCloud();
try {
  const polls = await measurePolls(cloud);
  const daemon = await measureProcess(cloud);
  const large = await measureLarge();
  const figures: Record<string, Figure> = {
    roundTripsPerPoll: judge(polls.roundTripsPerPoll, 2, "HTTP exchanges"),
    cpuPerPoll: judge(polls.cpuRatio.median, 3, "x bare work"),
    firstPoll: judge(daemon.firstPollMs.median, 2_000, "ms from process start"),
    idleMemory: judge(daemon.idleMemory.residentMb, 130, "MB resident"),
    roundTripsAllDue: judge(polls.roundTripsAllDue, 4, "HTTP exchanges"),
    largeTenantMemory: judge(large.peakMb, 300, "MB at the peak"),
    largeTenantRepeats: judge(large.repeatedPages, 0, "pages read twice"),
  };
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  process.stdout.write(`${JSON.stringify({ figures, polls, daemon, large, machine }, null, 2)}\n`);
  const missed = Object.values(figures).some((figure) => !figure.ok);
  process.exitCode = missed && process.argv.includes("--assert") ? 1 : 0;
} finally {
  await cloud.close();
}

/** A figure is good when it is no larger than its limit. */
function judge(value: number, limit: number, unit: string): Figure {
  return { value, limit, unit, ok: value <= limit };
}
