/**
 * In: a scenario. Out: the real application in a simulated tenant, on a clock that stands still between polls: the real
 * configuration loader, Graph client, probes, rules, outbox and mail texts. Only the last step, SMTP, is left out.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Channel } from "../../app/channels.ts";
import { deliverDue } from "../../app/deliver-loop.ts";
import { createGeneration } from "../../app/generation.ts";
import { loadCatalog } from "../../catalog/load.ts";
import { loadConfig } from "../../config/load.ts";
import type { Language } from "../../domain/catalog.ts";
import { type Mail, mailChannel } from "../../domain/notification.ts";
import type { TenantReport } from "../../domain/report.ts";
import { renderMail } from "../../mail/render/render-mail.ts";
import type { RenderOptions } from "../../mail/render/render-options.ts";
import { startCloud } from "../../simulator/cloud.ts";
import { createManualClock } from "../../simulator/manual-clock.ts";
import type { Scenario, Stage } from "../../simulator/scenarios/scenario.ts";
import { createTenant, type SimulatedTenant } from "../../simulator/tenant.ts";
import { openSqliteStore } from "../../store/sqlite/sqlite-store.ts";
import { silentLogger } from "../../telemetry/logger.ts";
import { createMetrics } from "../../telemetry/metrics.ts";

export interface Play {
  stage: Stage;
  /** Moves the clock and polls; resolves with the mails that this would have sent. */
  poll(advanceMs: number): Promise<Mail[]>;
  report(): Promise<TenantReport>;
  close(): Promise<void>;
}

const start = Date.parse("2026-09-14T08:00:00Z");

export async function openPlay(options: Scenario["tenant"], language: Language): Promise<Play> {
  const clock = createManualClock(start);
  const tenant = createTenant({ clock, name: "contoso", displayName: "Contoso B.V.", ...options });
  const folder = await mkdtemp(join(tmpdir(), "sync-health-simulate-"));
  const caFile = join(folder, "ca.pem");
  const cloud = await startCloud({ clock, tenants: [tenant], caFile });
  const file = join(folder, "monitor.yaml");
  await writeFile(file, describeConfig(tenant, cloud, caFile, language));
  const { config } = await loadConfig({ file, env: {} });
  const catalog = await loadCatalog();
  const store = await openSqliteStore(":memory:");
  const metrics = createMetrics("simulate");
  const generation = createGeneration({
    config,
    catalog,
    store,
    clock,
    log: silentLogger,
    metrics,
    linkSecret: "none",
  });
  const mails: Mail[] = [];
  const channel = collectInto(mails, () => ({
    from: config.mail.from,
    entries: (ids) => ids.map((id) => catalog.entry(id)),
    now: clock.now(),
    acknowledgeUrl: null,
  }));
  const deliveries = { config, store, clock, log: silentLogger, metrics };
  const never = new AbortController().signal;

  return {
    stage: { tenant, clock },
    async poll(advanceMs) {
      const before = mails.length;
      clock.advance(advanceMs);
      await generation.pollAll();
      while ((await deliverDue(channel, deliveries, never)) > 0);
      return mails.slice(before);
    },
    report: async () => (await store.reports())[0] as TenantReport,
    async close() {
      await generation.stop(AbortSignal.abort());
      await cloud.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Mails as they would leave, kept instead of sent. */
function collectInto(mails: Mail[], options: () => RenderOptions): Channel {
  return {
    name: mailChannel,
    isBlocked: false,
    timeoutMs: 0,
    otherWayAfterMs: null,
    async deliver(notification, to) {
      mails.push(renderMail(notification, options()));
      return to.map((address) => ({ address, outcome: "accepted", response: "kept", via: "simulate" }));
    },
    close: async () => {},
  };
}

function describeConfig(
  { name, tenantId, clientId, clientSecret }: SimulatedTenant,
  { graphUrl, authorityUrl }: { graphUrl: string; authorityUrl: string },
  caFile: string,
  language: Language,
): string {
  return JSON.stringify({
    cloud: { graph: graphUrl, authority: authorityUrl, caFile },
    tenants: [
      {
        name,
        tenantId,
        credential: { type: "clientSecret", clientId, clientSecret },
        mail: { language },
      },
    ],
    mail: {
      from: "Sync health <sync-health@ops.example>",
      to: ["identity-team@ops.example"],
      transport: { type: "smtp", host: "nowhere.example" },
    },
    status: { listen: "off" },
  });
}
