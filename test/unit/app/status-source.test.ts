/** What the pages and the API get from the store, the configuration in force and the catalog; real ones of each. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sampleOf } from "../../../src/app/history-sample.ts";
import { createStatusSource } from "../../../src/app/status-source.ts";
import { loadCatalog } from "../../../src/catalog/load.ts";
import type { Config } from "../../../src/config/config.ts";
import { loadConfig } from "../../../src/config/load.ts";
import type { Delivery } from "../../../src/domain/archive.ts";
import { day, hour, minute } from "../../../src/domain/instant.ts";
import { standingOfUnseen } from "../../../src/domain/standing.ts";
import { emptyMemory } from "../../../src/domain/tenant.ts";
import { createManualClock, type ManualClock } from "../../../src/simulator/manual-clock.ts";
import type { StatusSource } from "../../../src/status/source.ts";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../src/store/store.ts";
import { createLogger } from "../../../src/telemetry/logger.ts";
import { createMetrics, type Metrics } from "../../../src/telemetry/metrics.ts";
import { createAlert, alertsNow as now, storeAlerts } from "../../support/alerts.ts";
import { createReport } from "../../support/reports.ts";
import { createStanding } from "../../support/standings.ts";
import type { LogLine } from "../../support/world.ts";

const catalog = await loadCatalog();
const credential =
  '{ type: clientSecret, clientId: 0b6a7a39-8f4e-4f0a-9f0b-6d1d3a1c5e11, clientSecret: "s" }';
const tenantId = (n: number) => `6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c2${n}`;
const yaml = `
tenants:
  - { name: fabrikam, tenantId: ${tenantId(0)}, credential: ${credential}, thresholds: { syncStaleWarningMinutes: 200 } }
  - { name: northwind, tenantId: ${tenantId(1)}, credential: ${credential}, enabled: false }
  - { name: contoso, tenantId: ${tenantId(2)}, credential: ${credential} }
  - { name: adatum, tenantId: ${tenantId(3)}, credential: ${credential} }
mail:
  from: Sync health <sync-health@ops.example>
  to: [ops@ops.example]
  transport: { type: smtp, host: localhost, port: 2525, tls: none }
  timeZone: Europe/Amsterdam
maintenance:
  - { name: now, from: 2026-09-14T07:00:00Z, to: 2026-09-14T09:00:00Z }
  - { name: over, from: 2026-09-13T07:00:00Z, to: 2026-09-13T09:00:00Z }
  - { name: each night, cron: "0 22 * * *", timeZone: UTC, duration: 4h }
`;

let folder: string;
let file: string;
let store: Store;
let clock: ManualClock;
let metrics: Metrics;
let config: Config;
let log: LogLine[];
let health: { lastRoundAt: number | null; staleAfter: number | null; stuckAfter: number | null };
let rejected: boolean;
let source: StatusSource;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-health-source-"));
  file = join(folder, "monitor.db");
  await writeFile(join(folder, "monitor.yaml"), yaml);
  ({ config } = await loadConfig({ file: join(folder, "monitor.yaml") }));
  store = await openSqliteStore(file);
  clock = createManualClock(now);
  metrics = createMetrics("1.2.3");
  log = [];
  health = { lastRoundAt: null, staleAfter: null, stuckAfter: null };
  rejected = false;
  source = createStatusSource({
    store,
    clock,
    metrics,
    log: createLogger({
      level: "debug",
      destination: { write: (line) => void log.push(JSON.parse(line)) },
      clock,
    }),
    generation: () => ({ config, health: () => health }),
    catalog: () => catalog,
    configRejected: () => rejected,
  });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function poll(tenant: string, at = now): Promise<void> {
  const standing = createStanding(tenant);
  return store.commitPoll({
    tenant,
    tenantId: standing.tenantId,
    memory: emptyMemory(),
    report: createReport({ name: tenant, staleAfter: "2026-09-14T08:20:00.000Z" }),
    standing,
    sample: sampleOf(standing, at),
    alerts: [],
    transitions: [],
    notifications: [],
    gather: () => {
      throw new Error("nothing is told");
    },
    objectErrors: null,
    now: at,
  });
}

describe("tenants", () => {
  const fabrikam = standingOfUnseen({ name: "fabrikam", tenantId: tenantId(0) });
  const adatum = standingOfUnseen({ name: "adatum", tenantId: tenantId(3) });
  beforeEach(async () => {
    for (const name of ["contoso", "northwind", "long gone"]) await poll(name);
  });

  test("those that are polled, in the configuration's order, also before they were", async () => {
    expect(await source.standings()).toEqual([fabrikam, createStanding("contoso"), adatum]);
    expect((await source.reports()).map(({ name, polledAt }) => [name, polledAt])).toEqual([
      ["fabrikam", null],
      ["contoso", createReport().polledAt],
      ["adatum", null],
    ]);
  });

  test.each(["northwind", "long gone", "nobody", "", "__proto__"])(
    "%j is not polled: there is nothing of it",
    async (name) => {
      expect(await source.standing(name)).toBeNull();
      expect(await source.report(name)).toBeNull();
      expect(source.thresholds(name)).toBeNull();
    },
  );

  test("one of them, with its own thresholds; its report unknown once it is stale", async () => {
    expect(await source.standing("fabrikam")).toEqual(fabrikam);
    expect(await source.standing("contoso")).toEqual(createStanding("contoso"));
    expect(source.thresholds("fabrikam")?.syncStaleWarningMinutes).toBe(200);
    expect((await source.report("contoso"))?.state).toBe("ok");
    clock.advance(21 * minute);
    expect((await source.report("contoso"))?.state).toBe("unknown");
    expect((await source.report("fabrikam"))?.polledAt).toBeNull();
  });

  test("a reload is seen at once", async () => {
    config = { ...config, tenants: config.tenants.filter(({ name }) => name === "contoso") };
    expect((await source.standings()).map(({ name }) => name)).toEqual(["contoso"]);
    expect(await source.standing("fabrikam")).toBeNull();
  });

  test("history in the shortest steps that reach back so far", async () => {
    await poll("contoso", now + 7 * minute);
    clock.advance(10 * minute);
    const atOf = async (back: number) => {
      const span = { from: clock.now() - back, to: clock.now(), maxPoints: 100_000 };
      return (await source.history({ tenant: "contoso", ...span })).map(({ at }) => at);
    };
    expect(await atOf(14 * day)).toEqual([now, now + 5 * minute]);
    expect(await atOf(14 * day + 1)).toEqual([now]);
  });
});

describe("acknowledging", () => {
  const words = { at: now, by: "Mara Lindt", reason: "The agent is being replaced." };

  test("is stored as done on the page, logged, and counted", async () => {
    await storeAlerts(store, [createAlert("a1")]);
    const alert = await source.acknowledge("a1", words);
    expect(alert?.acknowledgement).toEqual({ ...words, via: "by-page" });
    expect(await source.alert("a1")).toEqual(alert);
    expect((await source.timeline("a1")).at(-1)).toMatchObject({
      kind: "acknowledged",
      reason: "by-page",
      by: words.by,
      words: words.reason,
    });
    expect(log).toMatchObject([
      { event: "alert.acknowledged", alertId: "a1", reason: "by-page", by: words.by, words: words.reason },
    ]);
    expect((await metrics.render()).text).toMatch(
      /^sync_health_alert_transitions_total\{.*kind="acknowledged",reason="by-page"\} 1$/m,
    );
    expect(await source.alertTallies()).toEqual([{ tenant: "contoso", open: 1, acknowledged: 1, held: 0 }]);
  });

  test.each([
    ["resolved", "a1"],
    ["nowhere", "a2"],
  ])("what is %s can't be, and nothing is said of it", async (_name, id) => {
    await storeAlerts(store, [createAlert("a1", { state: "resolved", resolvedAt: now })]);
    expect(await source.acknowledge(id, words)).toBeNull();
    expect(log).toEqual([]);
  });
});

describe("the mail of a delivery", () => {
  async function deliveryOf(change?: (document: string) => string): Promise<Delivery> {
    await storeAlerts(store, [createAlert("a1")], "n1");
    await store.recordDelivery({
      notificationId: "n1",
      results: [{ address: "ops@ops.example", outcome: "accepted", response: "250", via: "smtp" }],
      state: "sent",
      dueAt: null,
      now,
    });
    if (change) {
      const database = new DatabaseSync(file);
      const row = database.prepare("select document from outbox").get() as { document: string };
      database.prepare("update outbox set document = ?").run(change(row.document));
      database.close();
    }
    return (await source.delivery("n1")) as Delivery;
  }

  test("as its readers have it, and without the link to acknowledge", async () => {
    const mail = source.mailOf(await deliveryOf());
    expect(mail).toMatchObject({ from: config.mail.from, messageId: "<n1@ops.example>" });
    expect(mail?.subject).toContain("contoso.example");
    expect(mail?.html).toContain("<html");
    // In the configured time zone: two hours ahead of UTC.
    expect(mail?.text).toContain("10:00");
    expect(mail?.html).not.toContain("/acknowledge");
    // What it says of the time that has passed was true when it was sent.
    clock.advance(3 * day);
    expect(source.mailOf((await source.delivery("n1")) as Delivery)).toEqual(mail);
    expect(log).toEqual([]);
  });

  test("that is still to leave", async () => {
    await storeAlerts(store, [createAlert("a1")], "n1");
    expect(source.mailOf((await source.delivery("n1")) as Delivery)).not.toBeNull();
  });

  test.each([
    ["that is kept no more", () => "{}"],
    ["that is torn", (document: string) => document.slice(0, 100)],
    [
      "that was none, but a post to a channel",
      (document: string) => document.replace('"channel":"mail"', '"channel":"teams"'),
    ],
  ])("%s: null, and no fault", async (_name, change) => {
    expect(source.mailOf(await deliveryOf(change))).toBeNull();
    expect(log).toEqual([]);
  });

  test("that can't be rendered: null, and the log says so", async () => {
    const delivery = await deliveryOf((document) =>
      document.replaceAll('"federation-certificate"', '"of a later version"'),
    );
    expect(source.mailOf(delivery)).toBeNull();
    expect(log).toMatchObject([{ level: "error", event: "status.failed" }]);
  });
});

test("maintenance windows: in force, next, or over for good", () => {
  const at = (iso: string) => Date.parse(`2026-09-${iso}:00Z`);
  expect(source.maintenance().map(({ window, next }) => [window.name, next])).toEqual([
    ["now", { from: at("14T07:00"), to: at("14T09:00") }],
    ["over", null],
    ["each night", { from: at("14T22:00"), to: at("15T02:00") }],
  ]);
  clock.advance(15 * hour);
  expect(source.maintenance().map(({ next }) => next)).toEqual([
    null,
    null,
    { from: at("14T22:00"), to: at("15T02:00") },
  ]);
});

test("silences: made, seen and ended, by the daemon's clock", async () => {
  const silence = {
    id: "s1",
    tenant: "contoso",
    finding: null,
    subjectKey: null,
    startsAt: now,
    endsAt: now + hour,
    by: "Mara",
    reason: "",
    createdAt: now,
  };
  await source.addSilence(silence);
  expect(await source.silences()).toEqual([silence]);
  expect(await source.endSilence("s1", "mara")).toBe(true);
  expect(await source.endSilence("s1", "mara")).toBe(false);
  clock.advance(1);
  expect(await source.silences()).toEqual([]);
  expect(log.filter(({ event }) => String(event).startsWith("silence."))).toMatchObject([
    { event: "silence.added", by: silence.by, silenceId: "s1" },
    { event: "silence.ended", by: silence.by, silenceId: "s1", endedBy: "mara" },
  ]);
});

test("health: well until the round that was planned is late; a refused reload is told", () => {
  expect(source.health()).toEqual({ healthy: true, lastRoundAt: null, configRejected: false });
  health = { lastRoundAt: now, staleAfter: now + 15 * minute, stuckAfter: null };
  clock.advance(15 * minute);
  expect(source.health()).toEqual({ healthy: true, lastRoundAt: now, configRejected: false });
  clock.advance(1);
  rejected = true;
  expect(source.health()).toEqual({ healthy: false, lastRoundAt: now, configRejected: true });
});

test("the catalog explains in the language that is asked for; times are in the configured zone", () => {
  const text = "HybridIdentityServiceNoActiveAgents";
  const [dutch, english] = (["nl", "en"] as const).map(
    (language) => source.explain(text, language).matches[0],
  );
  expect(dutch?.id).toBe(english?.id);
  expect(dutch?.id).not.toBe("unknown");
  expect(dutch?.title).not.toBe(english?.title);
  expect(source.timeZone()).toBe("Europe/Amsterdam");
});

test("what fails while somebody reads: the log has what the page does not say", async () => {
  await source.ping();
  source.onFailed(new Error("disk I/O error"));
  expect(log).toMatchObject([{ level: "error", event: "status.failed", error: "disk I/O error" }]);
});
