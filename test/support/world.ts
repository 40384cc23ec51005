/**
 * The whole application against a simulated cloud and a real SMTP server, on a manual clock: no timers run, a test
 * moves the time and asks for polls. Everything between configuration file and mail is the product's own.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Channel, type Channels, openChannels } from "../../src/app/channels.ts";
import { deliverDue } from "../../src/app/deliver-loop.ts";
import { createGeneration, type Generation } from "../../src/app/generation.ts";
import { leaveBehind } from "../../src/app/leave-behind.ts";
import { openCatalog } from "../../src/app/open-catalog.ts";
import { openCloud } from "../../src/app/open-cloud.ts";
import { loadConfig } from "../../src/config/load.ts";
import { minute } from "../../src/domain/instant.ts";
import type { TenantReport } from "../../src/domain/report.ts";
import { type Certificates, createCertificates } from "../../src/simulator/certificates.ts";
import { type Cloud, startCloud } from "../../src/simulator/cloud.ts";
import { type Inbox, type InboxMessage, startInbox } from "../../src/simulator/inbox.ts";
import { createManualClock, type ManualClock } from "../../src/simulator/manual-clock.ts";
import { createTenant, type SimulatedTenant, type TenantOptions } from "../../src/simulator/tenant.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { createLogger } from "../../src/telemetry/logger.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";

export type LogLine = { event: string; level: string; tenant?: string } & Record<string, unknown>;

export interface World {
  clock: ManualClock;
  cloud: Cloud;
  inbox: Inbox;
  /** The first tenant. */
  tenant: SimulatedTenant;
  tenants: SimulatedTenant[];
  store: Store;
  log: LogLine[];
  /** What /metrics would show. */
  metrics(): Promise<string>;
  folder: string;
  /** Moves the clock (five minutes unless told), polls every tenant, delivers what is due; resolves with the new mails. */
  poll(advanceMs?: number): Promise<MailSeen[]>;
  /** `count` polls, one after the other. */
  polls(count: number, advanceMs?: number): Promise<MailSeen[]>;
  deliver(): Promise<MailSeen[]>;
  /** Moves the clock to that moment, and delivers on the way what becomes due. */
  deliverUntil(at: number): Promise<MailSeen[]>;
  report(): Promise<TenantReport>;
  /** Ends the application, keeps its store, and starts it again, as after a reboot; with another configuration if told. */
  restart(change?: (yaml: string) => string): Promise<void>;
  close(): Promise<void>;
}

/** A mail as a test looks at it. */
export interface MailSeen {
  subject: string;
  finding: string;
  state: string;
  alertId: string;
  text: string;
  html: string;
  message: InboxMessage;
}

export interface WorldOptions {
  tenants?: (Partial<TenantOptions> & { name: string })[];
  /** Lines added to the configuration file. */
  yaml?: string;
  /** Lines added to its `mail`. */
  mailYaml?: string;
  /** A tenant's own `mail`, by its name. */
  mailOf?: Record<string, string>;
  /** `status.publicUrl`; left out: no status page. */
  publicUrl?: string;
  recipients?: string[];
  /** Files in catalog.d, by name. */
  ownCatalog?: Record<string, string>;
  start?: number;
  /** Stand between the application and its store or channels; called anew for each life of the application. */
  wrapStore?: (store: Store) => Store;
  wrapChannel?: (channel: Channel) => Channel;
}

let certificates: Promise<Certificates> | null = null;

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const clock = createManualClock(options.start ?? Date.parse("2026-09-14T08:00:00Z"));
  certificates ??= createCertificates();
  const shared = await certificates;
  const tenants = (options.tenants ?? [{ name: "contoso" }]).map((tenant) =>
    createTenant({ clock, ...tenant }),
  );
  const folder = await mkdtemp(join(tmpdir(), "sync-health-"));
  const caFile = join(folder, "ca.pem");
  const cloud = await startCloud({ clock, tenants, certificates: shared, caFile });
  const inbox = await startInbox({ tls: "none" });
  const file = join(folder, "monitor.yaml");
  await writeFile(
    file,
    describeConfig({
      cloud,
      inbox,
      tenants,
      folder,
      caFile,
      extra: `${options.mailYaml ?? ""}\n${options.yaml ?? ""}`,
      recipients: options.recipients,
      mailOf: options.mailOf,
      ...(options.publicUrl ? { listen: "127.0.0.1:0", publicUrl: options.publicUrl } : {}),
    }),
  );
  let { config, secrets } = await loadConfig({ file });
  for (const [name, text] of Object.entries(options.ownCatalog ?? {})) {
    await mkdir(join(folder, "catalog.d"), { recursive: true });
    await writeFile(join(folder, "catalog.d", name), text);
  }

  const log: LogLine[] = [];
  const logger = createLogger({
    level: "debug",
    destination: { write: (line) => void log.push(JSON.parse(line)) },
    secrets,
    clock,
  });

  const metrics = createMetrics("0.0.0");
  const catalog = await openCatalog(config, logger);
  let store: Store;
  let generation: Generation;
  let channels: Channels;
  const linkSecret = "a secret that signs links";
  async function start(): Promise<void> {
    const file = await openSqliteStore(config.store.path);
    await file.takeOver();
    store = options.wrapStore?.(file) ?? file;
    const common = { config, catalog, clock, log: logger, linkSecret };
    generation = createGeneration({ ...common, store, metrics });
    const opened = openChannels({ ...common, cloud: openCloud(config) });
    const wrap = options.wrapChannel ?? ((channel: Channel) => channel);
    channels = new Map([...opened].map(([name, channel]) => [name, wrap(channel)]));
  }
  async function stop(): Promise<void> {
    await generation.stop(AbortSignal.abort());
    for (const channel of channels.values()) await channel.close();
    await store.close();
  }
  await start();

  async function deliver(): Promise<MailSeen[]> {
    const before = inbox.messages.length;
    const deps = { config, store, clock, log: logger, metrics, channels };
    const never = new AbortController().signal;
    await leaveBehind(deps);
    const deliverAll = async () => {
      let count = 0;
      for (const channel of channels.values()) count += await deliverDue(channel, deps, never);
      return count;
    };
    while ((await deliverAll()) > 0);
    return inbox.messages.slice(before).map(toMailSeen);
  }

  async function deliverUntil(at: number): Promise<MailSeen[]> {
    const mails: MailSeen[] = [];
    for (;;) {
      const dueAt = await store.nextDueAt();
      if (dueAt === null || dueAt > at) break;
      clock.advance(Math.max(0, dueAt - clock.now()));
      mails.push(...(await deliver()));
    }
    clock.advance(Math.max(0, at - clock.now()));
    return mails;
  }

  async function poll(advanceMs = 5 * minute): Promise<MailSeen[]> {
    clock.advance(advanceMs);
    await generation.pollAll();
    return deliver();
  }

  return {
    clock,
    cloud,
    inbox,
    tenants,
    tenant: tenants[0] as SimulatedTenant,
    get store() {
      return store;
    },
    log,
    metrics: async () => (await metrics.render()).text,
    folder,
    poll,
    async polls(count, advanceMs) {
      const mails: MailSeen[] = [];
      for (let n = 0; n < count; n += 1) mails.push(...(await poll(advanceMs)));
      return mails;
    },
    deliver,
    deliverUntil,
    report: async () => (await store.reports())[0] as TenantReport,
    async restart(change) {
      await stop();
      if (change) {
        await writeFile(file, change(await readFile(file, "utf8")));
        ({ config, secrets } = await loadConfig({ file }));
      }
      await start();
    },
    async close() {
      await stop();
      await cloud.close();
      await inbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `finding state` of everything that mails tell of, sorted. */
export function toldBy(mails: readonly MailSeen[]): string[] {
  return mails
    .flatMap(({ finding, state }) => {
      const states = state.split(", ");
      return finding.split(", ").map((id, index) => `${id} ${states[index]}`);
    })
    .sort();
}

export function toMailSeen(message: InboxMessage): MailSeen {
  const header = (name: string) => String(message.parsed.headers.get(name) ?? "");
  return {
    subject: message.parsed.subject ?? "",
    finding: header("x-sync-health-finding"),
    state: header("x-sync-health-state"),
    alertId: header("x-sync-health-alert"),
    text: message.parsed.text ?? "",
    html: message.parsed.html || "",
    message,
  };
}

export function describeConfig({
  cloud,
  inbox,
  tenants,
  folder,
  caFile,
  extra,
  recipients = ["ops@ops.example"],
  mailOf = {},
  listen = "off",
  publicUrl,
}: {
  cloud: { graphUrl: string; authorityUrl: string };
  inbox: { host: string; port: number };
  tenants: SimulatedTenant[];
  folder: string;
  caFile: string;
  extra: string;
  recipients?: string[] | undefined;
  mailOf?: Record<string, string> | undefined;
  /** `status.listen`. */
  listen?: string;
  publicUrl?: string;
}): string {
  return [
    `cloud: { graph: ${cloud.graphUrl}, authority: ${cloud.authorityUrl}, caFile: ${caFile} }`,
    "tenants:",
    ...tenants.flatMap((tenant) => [
      `  - name: ${tenant.name}`,
      `    tenantId: ${tenant.tenantId}`,
      `    credential: { type: clientSecret, clientId: ${tenant.clientId}, clientSecret: "${tenant.clientSecret}" }`,
      ...(mailOf[tenant.name] ? [`    mail: ${mailOf[tenant.name]}`] : []),
    ]),
    "mail:",
    "  from: Sync health <sync-health@ops.example>",
    `  to: [${recipients.join(", ")}]`,
    `  transport: { type: smtp, host: ${inbox.host}, port: ${inbox.port}, tls: none }`,
    extra,
    `store: { path: ${join(folder, "monitor.db")} }`,
    `status: { listen: "${listen}"${publicUrl ? `, publicUrl: "${publicUrl}"` : ""} }`,
  ].join("\n");
}
