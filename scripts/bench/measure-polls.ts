/**
 * In: the simulated cloud. Out: HTTP exchanges of a poll whose token and discovery are cached, and its CPU next to that
 * of the bare work. This process holds the client alone, and the two take turns: whatever else the machine does in the
 * meantime hits both.
 */
import { availableProbes } from "../../src/app/available-probes.ts";
import { createRuntimes } from "../../src/app/generation.ts";
import { type PollDependencies, pollTenant } from "../../src/app/poll-cycle.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { withEveryProbeDue } from "../../src/cli/one-look.ts";
import { loadConfig } from "../../src/config/load.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { createLogger } from "../../src/telemetry/logger.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";
import { systemClock } from "../../src/util/clock.ts";
import { captureRequests, createBareWork } from "./bare-work.ts";
import type { BenchCloud } from "./bench-cloud.ts";
import { round, type Summary, summarize } from "./statistics.ts";

const rounds = 20;
const repeatsPerRound = 50;
/** Enough for the compiler to have seen the hot paths of both. */
const warmUpRepeats = 400;

export interface PollFigures {
  roundTripsPerPoll: number;
  /** With every probe due at once. */
  roundTripsAllDue: number;
  /** Poll over bare work, of rounds that followed each other. */
  cpuRatio: Summary;
  pollCpuMs: Summary;
  bareCpuMs: Summary;
  pollWallMs: Summary;
  bareWallMs: Summary;
}

export async function measurePolls(cloud: BenchCloud): Promise<PollFigures> {
  const { config, secrets } = await loadConfig({ file: await cloud.configure("polls") });
  const store = await openSqliteStore(config.store.path);
  const [runtime] = createRuntimes(config, systemClock);
  if (!runtime) throw new Error("the configuration has no tenant");
  const deps: PollDependencies = {
    config,
    catalog: await loadCatalog(),
    store,
    clock: systemClock,
    log: createLogger({ level: "info", destination: "/dev/null", secrets }),
    metrics: createMetrics("bench"),
    probes: availableProbes(config),
    staleAfter: null,
  };
  const everything: PollDependencies = { ...deps, config: withEveryProbeDue(config) };
  const never = new AbortController().signal;
  const poll = () => pollWith(deps);
  async function pollWith(dependencies: PollDependencies): Promise<void> {
    const { state } = await pollTenant(runtime as NonNullable<typeof runtime>, dependencies, never);
    // A poll that can't look does less: it would make a fine figure.
    if (state !== "ok") throw new Error(`the tenant should be healthy, and is ${state}`);
  }

  await poll();
  const beforeAll = await cloud.countRequests();
  await pollWith(everything);
  const roundTripsAllDue = (await cloud.countRequests()) - beforeAll;
  const bare = createBareWork(await captureRequests(poll), cloud.address.caFile);
  try {
    await measure(poll, warmUpRepeats);
    await measure(bare.repeat, warmUpRepeats);
    const before = await cloud.countRequests();
    const turns: { poll: Cost; bare: Cost }[] = [];
    for (let n = 0; n < rounds; n += 1) {
      turns.push({
        poll: await measure(poll, repeatsPerRound),
        bare: await measure(bare.repeat, repeatsPerRound),
      });
    }
    const sent = (await cloud.countRequests()) - before;
    const bareSent = turns.length * repeatsPerRound * (await bare.repeat()).length;
    return {
      roundTripsAllDue,
      roundTripsPerPoll: round((sent - bareSent) / (turns.length * repeatsPerRound), 3),
      cpuRatio: summarize(turns.map((turn) => turn.poll.cpuMs / turn.bare.cpuMs)),
      pollCpuMs: summarize(turns.map((turn) => turn.poll.cpuMs)),
      bareCpuMs: summarize(turns.map((turn) => turn.bare.cpuMs)),
      pollWallMs: summarize(turns.map((turn) => turn.poll.wallMs)),
      bareWallMs: summarize(turns.map((turn) => turn.bare.wallMs)),
    };
  } finally {
    await bare.close();
    await runtime.close();
    await store.close();
  }
}

/** Of one repeat, on average. */
interface Cost {
  cpuMs: number;
  wallMs: number;
}

async function measure(work: () => Promise<unknown>, repeats: number): Promise<Cost> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  for (let n = 0; n < repeats; n += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return {
    cpuMs: (user + system) / 1000 / repeats,
    wallMs: (performance.now() - startedAt) / repeats,
  };
}
