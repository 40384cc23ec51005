/** What every store must do, whatever it is made of. A new store is one more row of `stores`. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Alert, Transition } from "../../src/domain/alert.ts";
import type { FindingOf } from "../../src/domain/finding.ts";
import type { Notification } from "../../src/domain/notification.ts";
import type { TenantReport } from "../../src/domain/report.ts";
import { emptyMemory } from "../../src/domain/tenant.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { PollOutcome, Store } from "../../src/store/store.ts";

const stores: [name: string, open: (folder: string) => Promise<Store>][] = [
  ["sqlite", (folder) => openSqliteStore(join(folder, "monitor.db"))],
];

const now = Date.parse("2026-09-14T08:00:00Z");
const report: TenantReport = {
  name: "contoso",
  tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
  state: "ok",
  findings: [],
  blind: [],
  readings: {},
  polledAt: "2026-09-14T08:00:00.000Z",
  staleAfter: "2026-09-14T08:20:00.000Z",
};
const finding: FindingOf<"sync-stale"> = {
  id: "sync-stale",
  subject: { key: "tenant", name: "contoso" },
  severity: "warning",
  code: null,
  catalogIds: ["sync-stale"],
  since: now,
  facts: { lastSyncAt: now, basis: "organization", thresholdMinutes: 90 },
};

function makeAlert(id: string, more: Partial<Alert> = {}): Alert {
  return {
    id,
    tenant: "contoso",
    finding: "sync-stale",
    subjectKey: "tenant",
    state: "open",
    last: finding,
    raisedAt: now,
    changedAt: null,
    lastSeenAt: now,
    resolvedAt: null,
    goodPolls: 0,
    ...more,
  };
}

function makeTransition(alert: Alert, kind: Transition["kind"] = "raised"): Transition {
  return { alertId: alert.id, kind, reason: "condition-met", at: now, alert, proof: null };
}

function makeNotification(
  id: string,
  alert: Alert,
  recipients = ["a@x.example", "b@x.example"],
): Notification {
  return {
    id,
    tenant: "contoso",
    tenantId: report.tenantId,
    profile: emptyMemory().profile,
    language: "en",
    recipients,
    transitions: [makeTransition(alert)],
    references: [],
    messageId: `<${id}@x.example>`,
    createdAt: now,
  };
}

function makeOutcome(more: Partial<PollOutcome> = {}): PollOutcome {
  return {
    tenant: "contoso",
    tenantId: report.tenantId,
    memory: emptyMemory(),
    report,
    alerts: [],
    transitions: [],
    notifications: [],
    objectErrors: null,
    now,
    ...more,
  };
}

describe.each(stores)("%s", (_name, open) => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "store-"));
    store = await open(folder);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const claim = (at = now) => store.claimDue({ now: at, leaseMs: 1_000, limit: 10 });
  const enqueue = (...notifications: [id: string, alert: Alert][]) =>
    store.commitPoll(
      makeOutcome({
        alerts: [...new Map(notifications.map(([, alert]) => [alert.id, alert])).values()],
        notifications: notifications.map(([id, alert]) => makeNotification(id, alert)),
      }),
    );

  test("an unknown tenant is empty, not an error", async () => {
    expect(await store.loadTenant("nobody")).toEqual({ memory: emptyMemory(), open: [], report: null });
  });

  test("what a poll stored is there for the next one, and after reopening", async () => {
    const alert = makeAlert("a1");
    const memory = { ...emptyMemory(), syncWasOn: true, jobs: { j: { firstSeenAt: now, hasRun: true } } };
    await store.commitPoll(makeOutcome({ memory, alerts: [alert], transitions: [makeTransition(alert)] }));
    await store.close();
    store = await open(folder);
    expect(await store.loadTenant("contoso")).toEqual({ memory, open: [alert], report });
    expect(await store.openAlerts()).toEqual([alert]);
    expect(await store.reports()).toEqual([report]);
  });

  test("a resolved alert is open no more", async () => {
    await store.commitPoll(makeOutcome({ alerts: [makeAlert("a1")] }));
    await store.commitPoll(
      makeOutcome({ alerts: [makeAlert("a1", { state: "resolved", resolvedAt: now })] }),
    );
    expect(await store.openAlerts()).toEqual([]);
  });

  test("two open alerts of one identity are refused, and nothing of that poll is kept", async () => {
    await store.commitPoll(makeOutcome({ alerts: [makeAlert("a1")] }));
    const twin = makeAlert("a2");
    await expect(
      store.commitPoll(makeOutcome({ alerts: [twin], notifications: [makeNotification("n", twin)] })),
    ).rejects.toThrow();
    expect((await store.openAlerts()).map((alert) => alert.id)).toEqual(["a1"]);
    expect(await claim()).toEqual([]);
  });

  test("a claim leases: nobody else gets the row until the lease is over", async () => {
    await enqueue(["n1", makeAlert("a1")]);
    const [claimed] = await claim();
    expect(claimed).toMatchObject({
      waiting: ["a@x.example", "b@x.example"],
      attempts: 0,
      acceptedBefore: false,
    });
    expect(claimed?.notification).toEqual(makeNotification("n1", makeAlert("a1")));
    expect(await claim(now + 999)).toEqual([]);
    expect(await claim(now + 1_000)).toHaveLength(1);
  });

  test("only recipients without a final answer are asked for again", async () => {
    await enqueue(["n1", makeAlert("a1")]);
    await claim();
    await store.recordDelivery({
      notificationId: "n1",
      results: [
        { address: "a@x.example", outcome: "accepted", response: "250 ok" },
        { address: "b@x.example", outcome: "deferred", response: "451 later" },
      ],
      state: "queued",
      dueAt: now + 5_000,
      now,
    });
    expect(await claim(now + 4_999)).toEqual([]);
    expect(await store.nextDueAt()).toBe(now + 5_000);
    expect(await claim(now + 5_000)).toMatchObject([
      { waiting: ["b@x.example"], attempts: 1, acceptedBefore: true },
    ]);
  });

  test("mails of one incident leave in order, those of others do not wait", async () => {
    const first = makeAlert("a1");
    const other = makeAlert("a2", { finding: "sync-disabled" });
    await enqueue(["n1", first], ["n2", first], ["n3", other]);
    expect((await claim()).map(({ notification }) => notification.id)).toEqual(["n1", "n3"]);
    await store.recordDelivery({ notificationId: "n1", results: [], state: "sent", dueAt: null, now });
    expect((await claim()).map(({ notification }) => notification.id)).toEqual(["n2"]);
  });

  test("a mail that waits behind another is not what is due next", async () => {
    const alert = makeAlert("a1");
    await enqueue(["n1", alert], ["n2", alert]);
    await claim();
    await store.recordDelivery({
      notificationId: "n1",
      results: [],
      state: "queued",
      dueAt: now + 60_000,
      now,
    });
    expect(await store.nextDueAt()).toBe(now + 60_000);
  });

  test("threads: the Message-IDs of an alert's mails, the first first", async () => {
    const alert = makeAlert("a1");
    await enqueue(["n1", alert], ["n2", alert]);
    expect(await store.loadThreads(["a1", "none"])).toEqual(
      new Map([["a1", ["<n1@x.example>", "<n2@x.example>"]]]),
    );
    expect(await store.loadThreads([])).toEqual(new Map());
  });

  test("the summary counts what waits and what was given up", async () => {
    await enqueue(["n1", makeAlert("a1")], ["n2", makeAlert("a2", { finding: "sync-disabled" })]);
    await store.recordDelivery({ notificationId: "n2", results: [], state: "dead", dueAt: null, now });
    expect(await store.outboxSummary()).toEqual({ queued: 1, dead: 1, oldestQueuedAt: now });
  });

  test("pruning takes what ended long ago, and keeps the thread of an incident that goes on", async () => {
    const old = makeAlert("a1", { state: "resolved", resolvedAt: now });
    const current = makeAlert("a2", { finding: "sync-disabled" });
    await enqueue(["n1", old], ["n2", current]);
    for (const notificationId of ["n1", "n2"]) {
      await store.recordDelivery({ notificationId, results: [], state: "sent", dueAt: null, now });
    }
    await store.prune(now + 1);
    expect(await store.loadThreads(["a1", "a2"])).toEqual(new Map([["a2", ["<n2@x.example>"]]]));
  });

  test("the same recipient twice is one recipient", async () => {
    const alert = makeAlert("a1");
    await store.commitPoll(
      makeOutcome({
        alerts: [alert],
        notifications: [makeNotification("n1", alert, ["a@x.example", "a@x.example"])],
      }),
    );
    expect((await claim())[0]?.waiting).toEqual(["a@x.example"]);
  });

  test("object errors: keys come and go with the poll that saw it, each tenant's its own", async () => {
    const many = Array.from({ length: 450 }, (_, n) => `key-${n}`);
    await store.commitPoll(makeOutcome({ objectErrors: { added: many, gone: [] } }));
    await store.commitPoll(makeOutcome({ tenant: "other", objectErrors: { added: ["key-1"], gone: [] } }));
    await store.commitPoll(makeOutcome({ objectErrors: { added: ["new"], gone: many.slice(1) } }));
    await store.commitPoll(makeOutcome());
    expect(await store.objectErrorKeys("contoso")).toEqual(new Set(["key-0", "new"]));
    expect(await store.objectErrorKeys("other")).toEqual(new Set(["key-1"]));
  });
});
