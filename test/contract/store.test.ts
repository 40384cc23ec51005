/** What every store must do, whatever it is made of. A new store is one more row of `stores`. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sampleOf } from "../../src/app/history-sample.ts";
import type { Alert, Transition } from "../../src/domain/alert.ts";
import type { FindingOf } from "../../src/domain/finding.ts";
import type { Notification } from "../../src/domain/notification.ts";
import type { TenantReport } from "../../src/domain/report.ts";
import type { ObjectError, ObjectErrorChange } from "../../src/domain/synced-object.ts";
import { emptyMemory } from "../../src/domain/tenant.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { PollOutcome, Store } from "../../src/store/store.ts";
import { createStanding } from "../support/standings.ts";

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
    goodSince: null,
    pendingSince: now,
    pendingPolls: 1,
    announced: { finding, at: now },
    toldAt: now,
    owing: null,
    flapping: false,
    changes: [],
    hold: null,
    acknowledgement: null,
    ...more,
  };
}

function makeTransition(alert: Alert, kind: Transition["kind"] = "raised"): Transition {
  return {
    alertId: alert.id,
    kind,
    reason: "condition-met",
    at: now,
    alert,
    proof: null,
    quiet: false,
    toldBefore: null,
    nextReminderAt: null,
  };
}

function makeNotification(
  id: string,
  alert: Alert,
  recipients = ["a@x.example", "b@x.example"],
): Notification {
  return {
    id,
    channel: "mail",
    tenants: [{ name: alert.tenant, tenantId: report.tenantId, profile: emptyMemory().profile }],
    language: "en",
    recipients,
    transitions: [makeTransition(alert)],
    incidents: [],
    references: [],
    messageId: `<${id}@x.example>`,
    createdAt: now,
    gatherKey: `key of ${id}`,
  };
}

function makeObjectError(more: Partial<ObjectError>): ObjectError {
  return {
    objectType: "user",
    objectId: "u1",
    displayName: "Mara Lindt",
    address: "mara.lindt@x.example",
    category: "PropertyConflict",
    property: "ProxyAddresses",
    value: null,
    occurredAt: now,
    ...more,
  };
}

function makeOutcome(more: Partial<PollOutcome> = {}): PollOutcome {
  return {
    tenant: "contoso",
    tenantId: report.tenantId,
    memory: emptyMemory(),
    report,
    standing: createStanding("contoso"),
    sample: sampleOf(createStanding("contoso"), now),
    alerts: [],
    transitions: [],
    notifications: [],
    gather: (_burst, tenant, at) => ({ tenant, mails: 1, beganAt: at, lastAt: at, dueAt: at }),
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
  const merge = (parts: Notification[]): Notification => ({
    ...(parts[0] as Notification),
    id: `digest of ${parts.map(({ id }) => id).join(" ")}`,
    messageId: "<digest@x.example>",
    tenants: parts.flatMap(({ tenants }) => tenants),
    transitions: parts.flatMap(({ transitions }) => transitions),
  });
  const buried: string[] = [];
  const claim = (at = now) =>
    store.claimDue({
      now: at,
      leaseMs: 1_000,
      limit: 10,
      channel: "mail",
      onBuried: (id) => buried.push(id),
      merge,
    });
  const deliver = (
    notificationId: string,
    outcome: "sent" | "queued" = "sent",
    answers: [string, string][] = [],
  ) =>
    store.recordDelivery({
      notificationId,
      results: answers.map(([address, answer]) => ({
        address,
        outcome: answer as "accepted",
        response: "said so",
        via: "smtp",
      })),
      state: outcome,
      dueAt: outcome === "queued" ? now : null,
      now,
    });
  const enqueue = (...notifications: [id: string, alert: Alert][]) =>
    store.commitPoll(
      makeOutcome({
        alerts: [...new Map(notifications.map(([, alert]) => [alert.id, alert])).values()],
        notifications: notifications.map(([id, alert]) => makeNotification(id, alert)),
      }),
    );

  test("an unknown tenant is empty, not an error", async () => {
    expect(await store.loadTenant("nobody", now)).toEqual({
      memory: emptyMemory(),
      alive: [],
      ended: [],
      silences: [],
      report: null,
      acknowledged: [],
      standing: null,
      newestTransition: 0,
    });
  });

  test("what a poll stored is there for the next one, and after reopening", async () => {
    const alert = makeAlert("a1");
    const memory = { ...emptyMemory(), syncWasOn: true, jobs: { j: { firstSeenAt: now, hasRun: true } } };
    await store.commitPoll(makeOutcome({ memory, alerts: [alert], transitions: [makeTransition(alert)] }));
    await store.close();
    store = await open(folder);
    expect(await store.loadTenant("contoso", now)).toEqual({
      memory,
      alive: [alert],
      ended: [],
      silences: [],
      report,
      acknowledged: [],
      standing: createStanding("contoso"),
      newestTransition: 1,
    });
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
        { address: "a@x.example", outcome: "accepted", response: "250 ok", via: "smtp" },
        { address: "b@x.example", outcome: "deferred", response: "451 later", via: "smtp" },
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
      new Map([
        [
          "a1",
          ["<n1@x.example>", "<n2@x.example>"].map((messageId) => ({
            messageId,
            channel: "mail",
            recipients: ["a@x.example", "b@x.example"],
          })),
        ],
      ]),
    );
    expect(await store.loadThreads([])).toEqual(new Map());
  });

  test("the summary counts what waits and what was given up", async () => {
    await enqueue(["n1", makeAlert("a1")], ["n2", makeAlert("a2", { finding: "sync-disabled" })]);
    await store.recordDelivery({ notificationId: "n2", results: [], state: "dead", dueAt: null, now });
    expect(await store.outboxSummary()).toEqual({
      queued: 1,
      dead: 1,
      oldestQueuedAt: now,
      lastDeadAt: now,
    });
  });

  test("pruning takes what ended long ago, and keeps the thread of an incident that goes on", async () => {
    const old = makeAlert("a1", { state: "resolved", resolvedAt: now });
    const current = makeAlert("a2", { finding: "sync-disabled" });
    await enqueue(["n1", old], ["n2", current]);
    for (const notificationId of ["n1", "n2"]) {
      await store.recordDelivery({ notificationId, results: [], state: "sent", dueAt: null, now });
    }
    await store.prune(now + 1, now);
    expect([...(await store.loadThreads(["a1", "a2"])).keys()]).toEqual(["a2"]);
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

  test("whose earlier mail has to wait holds up their own later one, and nobody else's", async () => {
    const alert = makeAlert("a1");
    await enqueue(["n1", alert], ["n2", alert]);
    await claim();
    await deliver("n1", "queued", [
      ["a@x.example", "accepted"],
      ["b@x.example", "deferred"],
    ]);
    const claims = await claim();
    expect(claims.map(({ notification, waiting, heldBack }) => [notification.id, waiting, heldBack])).toEqual(
      [
        ["n1", ["b@x.example"], false],
        ["n2", ["a@x.example"], true],
      ],
    );
  });

  describe("what is gathered", () => {
    const storm = (id: string, more: Partial<Notification> = {}) => {
      const alert = makeAlert(`a-${id}`, { tenant: `tenant-${id}` });
      return { alert, notification: { ...makeNotification(id, alert), gatherKey: "storm", ...more } };
    };
    const write = (
      { alert, notification }: ReturnType<typeof storm>,
      gather: PollOutcome["gather"] = makeOutcome().gather,
      at = now,
    ) =>
      store.commitPoll(
        makeOutcome({
          tenant: alert.tenant,
          alerts: [alert],
          notifications: [notification],
          gather,
          now: at,
        }),
      );
    const ids = async (at = now) => (await claim(at)).map(({ notification }) => notification.id);

    test("becomes one, in the place of the first, and is told of once", async () => {
      await write(storm("1"));
      await write(storm("2"));
      await write(storm("3", { gatherKey: "another" }));
      const [digest] = await claim();
      expect(digest).toMatchObject({
        notification: { id: "digest of 1 2", tenants: [{ name: "tenant-1" }, { name: "tenant-2" }] },
        waiting: ["a@x.example", "b@x.example"],
        attempts: 0,
      });
      await deliver("digest of 1 2");
      await deliver("3");
      expect(await ids()).toEqual([]);
      expect(await store.nextDueAt()).toBeNull();
      expect(await store.loadThreads(["a-2"])).toMatchObject(
        new Map([["a-2", [{ messageId: "<digest@x.example>" }]]]),
      );
    });

    test("and what comes later of one of them waits for it", async () => {
      await write(storm("1"));
      await write(storm("2"));
      const later = makeNotification("end", makeAlert("a-2", { tenant: "tenant-2" }));
      await store.commitPoll(makeOutcome({ tenant: "tenant-2", notifications: [later] }));
      expect(await ids()).toEqual(["digest of 1 2"]);
      await deliver("digest of 1 2");
      expect(await ids()).toEqual(["end"]);
    });

    test("leaves by itself what was tried before: its Message-ID is out in the world", async () => {
      await write(storm("1"));
      expect(await ids()).toEqual(["1"]);
      await deliver("1", "queued", [["a@x.example", "deferred"]]);
      await write(storm("2"));
      expect(await ids()).toEqual(["1", "2"]);
    });

    test("leaves by itself what a process took that has died since: a server may have it", async () => {
      await write(storm("1"));
      expect(await ids()).toEqual(["1"]);
      await store.takeOver();
      await write(storm("2"));
      expect(await ids()).toEqual(["1", "2"]);
    });

    test("is not spoiled by a part that is no notification: that one is given up", async () => {
      await write(storm("1"));
      const broken = storm("2");
      broken.notification = { ...broken.notification, transitions: null as never };
      await expect(write(broken)).rejects.toThrow();
      expect(await ids()).toEqual(["1"]);
    });

    test("is not two of one tenant: they would be told in one breath", async () => {
      await write(storm("1"));
      const second = storm("2");
      second.notification.tenants = storm("1").notification.tenants;
      await write(second);
      expect(await ids()).toEqual(["1", "2"]);
    });

    test("the end of an incident is gathered no longer when the next begins, and is told before it", async () => {
      const alert = makeAlert("a1");
      const resolved = makeNotification("end", { ...alert, state: "resolved", resolvedAt: now });
      const later: PollOutcome["gather"] = (_, tenant, at) => ({
        tenant,
        mails: 3,
        beganAt: at,
        lastAt: at,
        dueAt: at + 600_000,
      });
      await store.commitPoll(
        makeOutcome({
          alerts: [{ ...alert, state: "resolved", resolvedAt: now }],
          notifications: [{ ...resolved, transitions: [makeTransition(alert, "resolved")] }],
          gather: later,
        }),
      );
      expect(await claim()).toEqual([]);
      await enqueue(["next", makeAlert("a2")]);
      expect((await claim()).map(({ notification }) => notification.id)).toEqual(["end"]);
      await deliver("end", "sent", [
        ["a@x.example", "accepted"],
        ["b@x.example", "accepted"],
      ]);
      expect((await claim()).map(({ notification }) => notification.id)).toEqual(["next"]);
    });

    test("an incident that is told to two circles of readers is gathered for both", async () => {
      const alert = makeAlert("a1");
      await store.commitPoll(
        makeOutcome({
          alerts: [alert],
          notifications: [makeNotification("ops", alert), makeNotification("jan", alert, ["jan@x.example"])],
          gather: (_, tenant, at) => ({ tenant, mails: 3, beganAt: at, lastAt: at, dueAt: at + 600_000 }),
        }),
      );
      expect(await claim()).toEqual([]);
    });

    test("a reminder takes the place of one that could not leave, unless that says more or is read by others", async () => {
      const alert = makeAlert("a1");
      const other = makeAlert("a2", { finding: "sync-disabled" });
      const reminder = (id: string, more: Partial<Notification> = {}): Notification => ({
        ...makeNotification(id, alert),
        transitions: [makeTransition(alert, "reminder")],
        ...more,
      });
      const both = [makeTransition(alert, "reminder"), makeTransition(other, "raised")];
      await store.commitPoll(
        makeOutcome({
          alerts: [alert, other],
          notifications: [
            reminder("plain"),
            reminder("says more", { transitions: both }),
            reminder("another channel", { channel: "soc" }),
            reminder("other readers", { recipients: ["a@x.example", "c@x.example"] }),
          ],
        }),
      );
      await store.commitPoll(makeOutcome({ notifications: [reminder("newest")] }));
      expect(await store.outboxSummary()).toMatchObject({ queued: 4 });
      expect((await claim()).map(({ notification }) => notification.id)).not.toContain("plain");
    });

    test("leaves when the gathering says, and those that wait already wait with it", async () => {
      const until =
        (dueAt: number): PollOutcome["gather"] =>
        (burst, _tenant, at) => ({
          tenant: null,
          mails: (burst?.mails ?? 0) + 1,
          beganAt: at,
          lastAt: at,
          dueAt,
        });
      await write(storm("1"), until(now + 1_000));
      expect(await store.nextDueAt()).toBe(now + 1_000);
      await write(storm("2"), until(now + 5_000), now + 500);
      expect(await ids(now + 4_999)).toEqual([]);
      expect(await ids(now + 5_000)).toEqual(["digest of 1 2"]);
    });

    test("is handed how the storm goes", async () => {
      const seen: unknown[] = [];
      const gather: PollOutcome["gather"] = (burst, tenant, at) => {
        seen.push(burst);
        return { tenant, mails: 7, beganAt: at, lastAt: at, dueAt: at };
      };
      await write(storm("1"), gather);
      await write(storm("2"), gather);
      expect(seen).toEqual([null, { tenant: "tenant-1", mails: 7, beganAt: now, lastAt: now, dueAt: now }]);
    });
  });

  describe("acknowledgements", () => {
    const acknowledgement = { at: now + 1, by: "jan", reason: "known", via: "by-command" } as const;

    test("are written to open alerts alone, with their transition", async () => {
      await store.commitPoll(
        makeOutcome({
          alerts: [makeAlert("a1"), makeAlert("a2", { state: "resolved", resolvedAt: now })],
        }),
      );
      const done = await store.acknowledge(["a1", "a2", "a3"], acknowledgement);
      expect(done).toEqual([makeAlert("a1", { acknowledgement })]);
      expect(await store.openAlerts()).toEqual(done);
      expect(await store.transitionsOf("a1")).toEqual([
        {
          kind: "acknowledged",
          reason: "by-command",
          at: now + 1,
          severity: "warning",
          by: acknowledgement.by,
          words: acknowledgement.reason,
          quiet: true,
        },
      ]);
    });

    test("that commands made are found by the next poll, each with its own words, and once", async () => {
      await store.commitPoll(makeOutcome({ alerts: [makeAlert("a1")] }));
      const { newestTransition: seenTransition } = await store.loadTenant("contoso", now);
      await store.acknowledge(["a1"], acknowledgement);
      await store.acknowledge(["a1"], { ...acknowledgement, by: "link", via: "by-link" });
      await store.acknowledge(["a1"], { ...acknowledgement, at: now + 2, reason: "second thoughts" });
      await store.commitPoll(makeOutcome({ memory: { ...emptyMemory(), seenTransition } }));
      const { acknowledged, newestTransition } = await store.loadTenant("contoso", now);
      expect(acknowledged.map(({ acknowledgement: made }) => made)).toEqual([
        acknowledgement,
        { ...acknowledgement, at: now + 2, reason: "second thoughts" },
      ]);
      await store.commitPoll(makeOutcome({ memory: { ...emptyMemory(), seenTransition: newestTransition } }));
      expect((await store.loadTenant("contoso", now)).acknowledged).toEqual([]);
      expect((await store.loadTenant("fabrikam", now)).acknowledged).toEqual([]);
    });

    test("are not undone by a poll that began before them", async () => {
      await store.commitPoll(makeOutcome({ alerts: [makeAlert("a1")] }));
      const { alive } = await store.loadTenant("contoso", now);
      await store.acknowledge(["a1"], acknowledgement);
      await store.commitPoll(makeOutcome({ alerts: alive }));
      expect((await store.openAlerts())[0]?.acknowledgement).toEqual(acknowledgement);
    });

    test("are for all that a notification told of", async () => {
      await enqueue(["n1", makeAlert("a1")]);
      expect((await store.alertsOf("n1")).map(({ id }) => id)).toEqual(["a1"]);
      expect(await store.alertsOf("unknown")).toEqual([]);
    });
  });

  test("alerts of tenants that are polled no more end quietly, and are no ended incidents", async () => {
    await store.commitPoll(
      makeOutcome({ alerts: [makeAlert("a1"), makeAlert("a2", { tenant: "fabrikam", state: "pending" })] }),
    );
    expect(await store.withdrawOthers(["contoso", "fabrikam"], now)).toEqual([]);
    expect(await store.withdrawOthers(["contoso"], now)).toMatchObject([
      { kind: "withdrawn", reason: "not-polled", alert: { id: "a2" }, quiet: true },
    ]);
    expect((await store.openAlerts({ pending: true })).map(({ id }) => id)).toEqual(["a1"]);
    expect(await store.withdrawOthers([], now)).toHaveLength(1);
    expect((await store.loadTenant("contoso", now)).ended).toEqual([]);
    expect((await store.transitionsOf("a1")).at(-1)).toMatchObject({ reason: "not-polled" });
  });

  describe("silences", () => {
    const silence = (id: string, more: object = {}) => ({
      id,
      tenant: null,
      finding: null,
      subjectKey: null,
      startsAt: now,
      endsAt: now + 1_000,
      by: "jan",
      reason: "work",
      createdAt: now,
      ...more,
    });

    test("are those of the tenant and of all, until they end", async () => {
      await store.addSilence(silence("s1"));
      await store.addSilence(silence("s2", { tenant: "contoso", finding: "sync-stale", startsAt: now + 1 }));
      await store.addSilence(silence("s3", { tenant: "fabrikam", startsAt: now + 2 }));
      const ids = (list: { id: string }[]) => list.map(({ id }) => id);
      expect(ids(await store.silences(now))).toEqual(["s1", "s2", "s3"]);
      expect(ids((await store.loadTenant("contoso", now)).silences)).toEqual(["s1", "s2"]);
      expect((await store.silences(now))[1]).toEqual(
        silence("s2", { tenant: "contoso", finding: "sync-stale", startsAt: now + 1 }),
      );
      expect(ids(await store.silences(now + 1_000))).toEqual([]);
    });

    test("can be ended early, once", async () => {
      await store.addSilence(silence("s1"));
      expect(await store.endSilence("s1", now + 1)).toBe(true);
      expect(await store.silences(now + 1)).toEqual([]);
      expect(await store.endSilence("s1", now + 2)).toBe(false);
      expect(await store.endSilence("none", now)).toBe(false);
    });
  });

  test("a secret is made once, and the same ever after", async () => {
    expect(await store.secret("link", () => "first")).toBe("first");
    await store.close();
    store = await open(folder);
    expect(await store.secret("link", () => "second")).toBe("first");
  });

  test("a pending alert is no open one, and has the place of one", async () => {
    await store.commitPoll(makeOutcome({ alerts: [makeAlert("a1", { state: "pending" })] }));
    expect(await store.openAlerts()).toEqual([]);
    expect((await store.openAlerts({ pending: true })).map(({ id }) => id)).toEqual(["a1"]);
    await expect(store.commitPoll(makeOutcome({ alerts: [makeAlert("a2")] }))).rejects.toThrow();
  });

  test("incidents that ended lately are those that were told of, from the moment asked for on", async () => {
    await store.commitPoll(
      makeOutcome({
        alerts: [
          makeAlert("a1", { state: "resolved", resolvedAt: now - 1 }),
          makeAlert("a2", { state: "resolved", resolvedAt: now }),
          makeAlert("a3", { state: "withdrawn", resolvedAt: now }),
        ],
      }),
    );
    expect((await store.loadTenant("contoso", now)).ended).toEqual([
      { finding: "sync-stale", subjectKey: "tenant", resolvedAt: now },
    ]);
  });

  describe("object errors", () => {
    const none: ObjectErrorChange = { added: [], changed: [], gone: [] };
    const write = (change: Partial<ObjectErrorChange>, at = now, tenant = "contoso") =>
      store.commitPoll(makeOutcome({ tenant, objectErrors: { ...none, ...change }, now: at }));
    const read = async (fixedSince: number | null = null, tenant = "contoso") =>
      (await store.objectErrors(tenant, { fixedSince })).toSorted((a, b) => a.key.localeCompare(b.key));
    const keyed = (key: string, more: Partial<ObjectError> = {}) => ({
      key,
      error: makeObjectError({ value: key, ...more }),
    });

    test("come and go with the poll that saw it, each tenant's their own", async () => {
      const many = Array.from({ length: 2_450 }, (_, n) => keyed(`key-${n}`));
      await write({ added: many });
      await write({ added: [keyed("key-1")] }, now, "other");
      await write({ added: [keyed("new")], gone: many.slice(1).map(({ key }) => key) }, now + 1);
      await store.commitPoll(makeOutcome({ now: now + 2 }));
      expect(await read()).toEqual([
        { ...keyed("key-0"), firstSeenAt: now, fixedAt: null },
        { ...keyed("new"), firstSeenAt: now + 1, fixedAt: null },
      ]);
      expect(await read(null, "other")).toEqual([{ ...keyed("key-1"), firstSeenAt: now, fixedAt: null }]);
      expect(await read(now + 1)).toHaveLength(2_451);
    });

    test("that were fixed are told from the moment asked for on, beside the open ones", async () => {
      await write({ added: [keyed("a"), keyed("b"), keyed("c")] });
      await write({ gone: ["a"] }, now + 5);
      await write({ gone: ["b"] }, now + 6);
      const [a, b, c] = [
        { ...keyed("a"), firstSeenAt: now, fixedAt: now + 5 },
        { ...keyed("b"), firstSeenAt: now, fixedAt: now + 6 },
        { ...keyed("c"), firstSeenAt: now, fixedAt: null },
      ];
      expect(await read()).toEqual([c]);
      expect(await read(now + 5)).toEqual([a, b, c]);
      expect(await read(now + 6)).toEqual([b, c]);
      expect(await read(now + 7)).toEqual([c]);
    });

    test("one that comes back begins anew; one that is there already does not", async () => {
      await write({ added: [keyed("a"), keyed("b")] });
      await write({ gone: ["a"] }, now + 1);
      await write({ added: [keyed("a", { displayName: "Back" }), keyed("b")] }, now + 2);
      expect(await read(now)).toEqual([
        { ...keyed("a", { displayName: "Back" }), firstSeenAt: now + 2, fixedAt: null },
        { ...keyed("b"), firstSeenAt: now, fixedAt: null },
      ]);
    });

    test("other words are kept under the same beginning, and one that is fixed stays as it was", async () => {
      const holder = {
        objectType: "group",
        objectId: "g",
        displayName: null,
        address: "x@y.example",
      } as const;
      await write({ added: [keyed("a"), keyed("b")] });
      await write({ gone: ["b"] }, now + 1);
      await write({ changed: [keyed("a", { holder }), keyed("b", { holder })] }, now + 2);
      expect(await read(now)).toEqual([
        { ...keyed("a", { holder }), firstSeenAt: now, fixedAt: null },
        { ...keyed("b"), firstSeenAt: now, fixedAt: now + 1 },
      ]);
    });

    test("an error is fixed once: a second word on it does not move the moment", async () => {
      await write({ added: [keyed("a")] });
      await write({ gone: ["a"] }, now + 1);
      await write({ gone: ["a"] }, now + 9);
      expect(await read(now)).toMatchObject([{ fixedAt: now + 1 }]);
    });

    test("pruning takes those fixed long ago, and all of tenants that nobody looks at", async () => {
      const lookedAt = (at: number) => ({ ...emptyMemory(), seen: { "object-errors": at } });
      await write({ added: [keyed("old"), keyed("late"), keyed("open")] });
      await write({ gone: ["old"] }, now + 1);
      await write({ gone: ["late"] }, now + 2);
      await write({ added: [keyed("left")] }, now, "left");
      await write({ added: [keyed("off")] }, now, "off");
      await store.commitPoll(makeOutcome({ memory: lookedAt(now + 2), now: now + 9 }));
      await store.commitPoll(makeOutcome({ tenant: "off", memory: lookedAt(now), now: now + 9 }));
      await store.prune(now + 2, now);
      expect((await read(0)).map(({ key }) => key)).toEqual(["late", "open"]);
      expect(await read(0, "left")).toEqual([]);
      expect(await read(0, "off")).toEqual([]);
    });
  });
});
