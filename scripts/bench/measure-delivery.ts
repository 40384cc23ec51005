/**
 * In: nothing. Out: how long it takes from the poll that sees a trouble to the mail server's acceptance, with an idle
 * queue; and what a thousand tenants that fail at once cost each recipient in mails. Real time, real SMTP; cloud and
 * mail server share this process, which makes the figures worse than they are.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGeneration } from "../../src/app/generation.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { loadConfig } from "../../src/config/load.ts";
import { hour, second } from "../../src/domain/instant.ts";
import { startCloud } from "../../src/simulator/cloud.ts";
import { startInbox } from "../../src/simulator/inbox.ts";
import { createTenant, type SimulatedTenant } from "../../src/simulator/tenant.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { silentLogger } from "../../src/telemetry/logger.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";
import { systemClock } from "../../src/util/clock.ts";

const mailsToTime = 100;
const stormTenants = 1_000;

export interface DeliveryFigures {
  /** Of the beginning of the poll to the acceptance, in milliseconds. */
  latencyMs: { median: number; p99: number };
  /** Mails that a recipient got of one trouble in a thousand tenants, and of its end. */
  stormMails: { raised: number; resolved: number };
  /** Alerts of the storm that no mail told of. */
  stormLost: number;
}

export async function measureDelivery(): Promise<DeliveryFigures> {
  return { latencyMs: await timeMails(), ...(await storm()) };
}

async function timeMails(): Promise<DeliveryFigures["latencyMs"]> {
  const bench = await open(1);
  const [tenant] = bench.tenants as [SimulatedTenant];
  const times: number[] = [];
  try {
    for (let n = 0; n < mailsToTime; n += 1) {
      tenant.setLastSync(systemClock.now() - 3 * hour);
      const startedAt = performance.now();
      const arrived = bench.inbox.waitForCount(2 * n + 1);
      await bench.pollAll();
      await arrived;
      times.push(performance.now() - startedAt);
      tenant.resumeSync();
      const ended = bench.inbox.waitForCount(2 * n + 2);
      await bench.pollAll();
      await ended;
    }
  } finally {
    await bench.close();
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { median: at(0.5), p99: at(0.99) };
}

async function storm(): Promise<Omit<DeliveryFigures, "latencyMs">> {
  const bench = await open(stormTenants);
  try {
    await bench.pollAll();
    const strike = async (happens: (tenant: SimulatedTenant) => void) => {
      const before = bench.inbox.messages.length;
      for (const tenant of bench.tenants) happens(tenant);
      await bench.pollAll();
      await bench.untilDelivered();
      return bench.inbox.messages.slice(before);
    };
    const raised = await strike((tenant) => tenant.setLastSync(systemClock.now() - 3 * hour));
    const resolved = await strike((tenant) => tenant.resumeSync());
    const told = new Set(
      raised.flatMap(({ parsed }) => String(parsed.headers.get("x-sync-health-tenant")).split(", ")),
    );
    return {
      stormMails: { raised: raised.length, resolved: resolved.length },
      stormLost: stormTenants - told.size,
    };
  } finally {
    await bench.close();
  }
}

async function open(count: number) {
  const clock = systemClock;
  const tenants = Array.from({ length: count }, (_, n) =>
    createTenant({ clock, name: `tenant-${n + 1}`, passwordHashSync: false }),
  );
  const folder = await mkdtemp(join(tmpdir(), "sync-health-bench-"));
  const caFile = join(folder, "ca.pem");
  const cloud = await startCloud({ clock, tenants, caFile });
  const inbox = await startInbox({ tls: "none" });
  const file = join(folder, "monitor.yaml");
  await writeFile(
    file,
    JSON.stringify({
      cloud: { graph: cloud.graphUrl, authority: cloud.authorityUrl, caFile },
      tenants: tenants.map(({ name, tenantId, clientId, clientSecret }) => ({
        name,
        tenantId,
        credential: { type: "clientSecret", clientId, clientSecret },
      })),
      // Only the rounds that are asked for.
      poll: { cron: "0 0 29 2 *" },
      mail: {
        from: "sync-health@ops.example",
        to: ["ops@ops.example"],
        transport: { type: "smtp", host: inbox.host, port: inbox.port, tls: "none" },
      },
      alerts: { flapping: { raises: 100, within: "1s" } },
      thresholds: { resolveAfterPolls: 1 },
      store: { path: join(folder, "monitor.db") },
      status: { listen: "off" },
    }),
  );
  const { config } = await loadConfig({ file, env: {} });
  const store = await openSqliteStore(config.store.path);
  const generation = createGeneration({
    config,
    catalog: await loadCatalog(),
    store,
    clock,
    log: silentLogger,
    metrics: createMetrics("bench"),
    linkSecret: "bench",
  });
  generation.start();
  return {
    tenants,
    inbox,
    pollAll: () => generation.pollAll(),
    async untilDelivered() {
      while ((await store.outboxSummary()).queued > 0) await clock.sleep(second / 4);
    },
    async close() {
      await generation.stop(AbortSignal.timeout(5 * second));
      await cloud.close();
      await inbox.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
