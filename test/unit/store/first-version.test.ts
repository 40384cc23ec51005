/** A store as version 0.1 left it, before alerts had a life of their own: its incidents and unsent mails go on. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { up as initial } from "../../../src/store/migrations/0001-initial.ts";
import { up as objectErrors } from "../../../src/store/migrations/0002-object-errors.ts";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../src/store/store.ts";

const raisedAt = Date.parse("2026-09-14T08:00:00Z");
const finding = {
  id: "sync-stale",
  subject: { key: "tenant", name: "contoso" },
  severity: "critical",
  code: null,
  catalogIds: ["sync-stale"],
  since: raisedAt,
  facts: { lastSyncAt: raisedAt, basis: "organization", thresholdMinutes: 90 },
};
const alert = {
  id: "a1",
  tenant: "contoso",
  finding: "sync-stale",
  subjectKey: "tenant",
  state: "open",
  last: finding,
  raisedAt,
  changedAt: null,
  lastSeenAt: raisedAt,
  resolvedAt: null,
  goodPolls: 0,
};
const notification = {
  id: "n1",
  tenant: "contoso",
  tenantId: "6f0c3a52",
  profile: { displayName: "Contoso", initialDomain: null, preferredLanguage: null },
  language: "en",
  recipients: ["ops@x.example"],
  transitions: [{ alertId: "a1", kind: "raised", reason: "condition-met", at: raisedAt, alert, proof: null }],
  references: [],
  messageId: "<n1@x.example>",
  createdAt: raisedAt,
};

/** Kysely on node:sqlite, as far as migrations need it. */
async function writeFirstVersion(file: string): Promise<void> {
  const database = new DatabaseSync(file);
  const dialect = new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare: (text: string) => {
        const statement = database.prepare(text);
        return {
          reader: false,
          all: () => statement.all(),
          run: () => statement.run(),
          iterate: () => statement.iterate(),
        };
      },
    } as unknown as ConstructorParameters<typeof SqliteDialect>[0]["database"],
  });
  const db = new Kysely<unknown>({ dialect });
  await initial(db);
  await objectErrors(db);
  database.exec(`
    create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null);
    create table kysely_migration_lock (id varchar(255) primary key, is_locked integer default 0 not null);
    insert into kysely_migration_lock values ('migration_lock', 0);
    insert into kysely_migration values ('0001-initial', '2026-09-01'), ('0002-object-errors', '2026-09-01');`);
  database
    .prepare("insert into alert values ('a1','contoso','sync-stale','tenant','open',?,?,null,?,null,0)")
    .run(JSON.stringify(finding), raisedAt, raisedAt);
  const outbox = database.prepare("insert into outbox values (?,?,?,?,'queued',0,?,null,?,null)");
  outbox.run("n1", 1, "<n1@x.example>", JSON.stringify(notification), raisedAt, raisedAt);
  outbox.run("n2", 2, "<n2@x.example>", "torn", raisedAt, raisedAt);
  database
    .prepare("insert into tenant values ('contoso', '6f0c3a52', '{}', ?, ?)")
    .run(JSON.stringify({ name: "contoso" }), raisedAt);
  database.exec(`
    insert into outbox_alert values ('n1', 'a1');
    insert into object_error values ('contoso', 'only a key');
    insert into outbox_recipient values ('n1', 'ops@x.example', 'waiting', null, null),
      ('n2', 'ops@x.example', 'waiting', null, null);`);
  await db.destroy();
}

async function openFirstVersion(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "monitor.db");
  await writeFirstVersion(file);
  const store = await openSqliteStore(file);
  onTestFinished(() => store.close());
  return store;
}

test("what it knew can be looked through, and what it did not is not made up", async () => {
  const store = await openFirstVersion();
  const span = { offset: 0, limit: 10 };
  expect(await store.standings()).toEqual([]);
  expect((await store.loadTenant("contoso", 0)).standing).toBeNull();
  const year = { tenant: "contoso", from: 0, to: raisedAt, maxPoints: 10 };
  expect(await store.history(year, "coarse")).toEqual([]);
  expect(await store.alerts({ state: "open" }, span)).toMatchObject({ items: [{ id: "a1" }], total: 1 });
  expect(await store.deliveries({}, span)).toMatchObject({
    items: [
      { id: "n2", kinds: [], alertsTotal: 0 },
      { id: "n1", kinds: ["raised"], alerts: [{ id: "a1" }] },
    ],
    total: 2,
  });
  expect((await store.delivery("n1"))?.notification?.tenants).toMatchObject([{ name: "contoso" }]);
  expect((await store.delivery("n2"))?.notification).toBeNull();
  expect(await store.openObjectErrors({ tenant: "contoso" }, span)).toEqual({
    items: [{ key: "only a key", error: null, firstSeenAt: null, fixedAt: null }],
    total: 1,
  });
});

test("an open alert counts as told, and its mail leaves in today's form", async () => {
  const store = await openFirstVersion();
  const carried = {
    ...alert,
    pendingSince: raisedAt,
    pendingPolls: 1,
    goodSince: null,
    announced: { finding, at: raisedAt },
    toldAt: raisedAt,
    owing: null,
    flapping: false,
    changes: [],
    hold: null,
    acknowledgement: null,
  };
  expect(await store.openAlerts()).toEqual([carried]);
  const claimed = await store.claimDue({
    now: raisedAt,
    leaseMs: 1_000,
    limit: 8,
    channel: "mail",
    onBuried: () => {},
    merge: (parts) => {
      throw new Error(`nothing is to be merged of ${parts.length}`);
    },
  });
  expect(claimed).toHaveLength(1);
  const { tenant: name, tenantId, profile, ...same } = notification;
  expect(claimed[0]?.notification).toEqual({
    ...same,
    channel: "mail",
    tenants: [{ name, tenantId, profile }],
    incidents: [],
    gatherKey: "",
    transitions: [
      {
        ...notification.transitions[0],
        alert: carried,
        quiet: false,
        toldBefore: null,
        nextReminderAt: null,
      },
    ],
  });
  expect(await store.outboxSummary()).toMatchObject({ queued: 1, dead: 1 });
});
