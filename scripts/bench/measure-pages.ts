/**
 * In: nothing. Out: how long the status page takes over HTTP with a thousand tenants in a real store, how large its answers
 * are, and how long a scrape of the metrics takes.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStatusSource } from "../../src/app/status-source.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { loadConfig } from "../../src/config/load.ts";
import { historySteps } from "../../src/domain/history.ts";
import { day, minute } from "../../src/domain/instant.ts";
import { emptyMemory } from "../../src/domain/tenant.ts";
import { startStatusServer } from "../../src/status/server.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { silentLogger } from "../../src/telemetry/logger.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";
import { systemClock } from "../../src/util/clock.ts";
import { createReport } from "../../test/support/reports.ts";
import { createStanding } from "../../test/support/standings.ts";
import { round, type Summary, summarize } from "./statistics.ts";

const tenantCount = 1_000;
const asks = 30;
const nameOf = (n: number) => `customer-${String(n).padStart(4, "0")}`;

export interface PageFigures {
  overviewMs: Summary;
  overviewKb: number;
  /** With a year of history. */
  tenantMs: Summary;
  scriptKb: number;
  scrapeMs: Summary;
  scrapeKb: number;
}

export async function measurePages(): Promise<PageFigures> {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-bench-"));
  const store = await openSqliteStore(join(folder, "monitor.db"));
  try {
    const configFile = join(folder, "monitor.yaml");
    await writeFile(configFile, describeConfig());
    const { config } = await loadConfig({ file: configFile });
    await fill(store);
    const metrics = createMetrics("bench");
    const catalog = await loadCatalog();
    const health = { lastRoundAt: systemClock.now(), staleAfter: null, stuckAfter: null };
    const source = createStatusSource({
      store,
      clock: systemClock,
      log: silentLogger,
      metrics,
      generation: () => ({ config, health: () => health }),
      catalog: () => catalog,
      configRejected: () => false,
    });
    metrics.watch(async () => ({
      now: systemClock.now(),
      standings: await source.standings(),
      tallies: await source.alertTallies(),
      outbox: await store.outboxSummary(),
      ...source.health(),
    }));
    return await ask(await serve({ source, store, metrics }));
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function describeConfig(): string {
  const tenants = Array.from({ length: tenantCount }, (_, n) => {
    const tenantId = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
    return `  - { name: ${nameOf(n)}, tenantId: ${tenantId}, credential: { type: clientSecret, clientId: 0b6a7a39-8f4e-4f0a-9f0b-6d1d3a1c5e11, clientSecret: not-a-secret } }`;
  });
  return [
    "tenants:",
    ...tenants,
    "mail: { from: bench@ops.example, to: [ops@ops.example], transport: { type: smtp, host: 127.0.0.1 } }",
  ].join("\n");
}

/** Every tenth tenant is ill; the first has a year of history, a point every six hours. */
async function fill(store: Store): Promise<void> {
  const now = systemClock.now();
  const commit = (n: number, at: number) => {
    const isIll = n % 10 === 0;
    const found = {
      id: "sync-stale",
      subject: "tenant",
      severity: "critical",
      code: null,
      since: at,
    } as const;
    const standing = createStanding(nameOf(n), {
      polledAt: at,
      staleAfter: at + 20 * minute,
      ...(isIll ? { state: "critical", findings: [found], findingsTotal: 1 } : {}),
    });
    return store.commitPoll({
      tenant: standing.name,
      tenantId: standing.tenantId,
      memory: emptyMemory(),
      report: createReport({ name: standing.name }),
      standing,
      sample: {
        state: standing.state,
        syncAgeMs: 28 * minute,
        passwordSyncAgeMs: 2 * minute,
        objectErrors: n % 7,
        serviceErrors: 0,
        escrowed: 0,
        users: 10_000,
        groups: 800,
        contacts: 60,
        quotaUsed: 129_000,
        quotaTotal: 300_000,
      },
      alerts: [],
      transitions: [],
      notifications: [],
      gather: () => {
        throw new Error("nothing is told");
      },
      objectErrors: null,
      now: at,
    });
  };
  for (let at = now - 365 * day; at < now; at += 6 * historySteps.coarse.stepMs) await commit(0, at);
  for (let n = 0; n < tenantCount; n += 1) await commit(n, now - minute);
}

async function serve({
  source,
  store,
  metrics,
}: {
  source: ReturnType<typeof createStatusSource>;
  store: Store;
  metrics: ReturnType<typeof createMetrics>;
}) {
  return startStatusServer({
    listen: { host: "127.0.0.1", port: 0 },
    tls: null,
    auth: null,
    publicHost: null,
    clock: systemClock,
    version: "bench",
    formSecret: "bench",
    source,
    metrics: () => metrics.render(),
    onRefused: () => {},
    onCertificate: () => {},
    onFailed: fail,
    acknowledge: {
      store,
      secret: "bench",
      language: "en",
      titleOf: ({ id }) => id,
      onAcknowledged: () => {},
      onFailed: fail,
    },
  });
}

function fail(error: Error): never {
  throw error;
}

async function ask({ address, close }: { address: string; close(): Promise<void> }): Promise<PageFigures> {
  const read = async (path: string) => {
    const answer = await fetch(address + path);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.text();
  };
  const time = async (path: string) => {
    const times: number[] = [];
    await read(path);
    for (let n = 0; n < asks; n += 1) {
      const startedAt = performance.now();
      await read(path);
      times.push(performance.now() - startedAt);
    }
    return summarize(times, 1);
  };
  const kb = (text: string) => round(Buffer.byteLength(text) / 1_000, 1);
  try {
    const overview = await read("/");
    const [, script = ""] = /<script src="\.([^"]+)"/.exec(overview) ?? [];
    return {
      overviewMs: await time("/"),
      overviewKb: kb(overview),
      tenantMs: await time(`/tenants/${nameOf(0)}?span=year`),
      scriptKb: kb(await read(script)),
      scrapeMs: await time("/metrics"),
      scrapeKb: kb(await read("/metrics")),
    };
  } finally {
    await close();
  }
}
