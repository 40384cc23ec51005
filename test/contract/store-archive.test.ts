/** What every store must find again: alerts, who was told of them and with what outcome, object errors, standings. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sampleOf } from "../../src/app/history-sample.ts";
import type { Alert, Transition } from "../../src/domain/alert.ts";
import type { OutboxState } from "../../src/domain/archive.ts";
import type { Finding } from "../../src/domain/finding.ts";
import { hour, minute } from "../../src/domain/instant.ts";
import type { Notification } from "../../src/domain/notification.ts";
import { standingOfUnseen, type TenantStanding } from "../../src/domain/standing.ts";
import type { ObjectError } from "../../src/domain/synced-object.ts";
import { emptyMemory } from "../../src/domain/tenant.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { PollOutcome, Store } from "../../src/store/store.ts";
import { createAlert, createAlertFinding, alertsNow as now } from "../support/alerts.ts";
import { createReport } from "../support/reports.ts";
import { createStanding } from "../support/standings.ts";

const everything = { offset: 0, limit: 1_000 };

let folder: string;
let file: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-health-archive-"));
  file = join(folder, "monitor.db");
  store = await openSqliteStore(file);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function commit(outcome: Partial<PollOutcome>): Promise<void> {
  const standing = createStanding(outcome.tenant ?? "contoso");
  return store.commitPoll({
    tenant: "contoso",
    tenantId: standing.tenantId,
    memory: emptyMemory(),
    report: createReport({ name: outcome.tenant ?? "contoso" }),
    standing,
    sample: sampleOf(standing, now),
    alerts: [],
    transitions: [],
    notifications: [],
    gather: (_burst, tenant, at) => ({ tenant, mails: 1, beganAt: at, lastAt: at, dueAt: at }),
    objectErrors: null,
    now,
    ...outcome,
  });
}

/** As somebody else, or a failing disk, would leave it. */
function damage(statement: string, ...values: (string | number)[]): void {
  const database = new DatabaseSync(file);
  database.prepare(statement).run(...values);
  database.close();
}

function transitionOf(alert: Alert, more: Partial<Transition> = {}): Transition {
  return {
    alertId: alert.id,
    kind: "raised",
    reason: "condition-met",
    at: now,
    alert,
    proof: null,
    quiet: false,
    toldBefore: null,
    nextReminderAt: null,
    ...more,
  };
}

function notificationOf(
  id: string,
  alerts: readonly Alert[],
  { transition = {}, ...more }: Partial<Notification> & { transition?: Partial<Transition> } = {},
): Notification {
  return {
    id,
    channel: "mail",
    tenants: [{ name: "contoso", tenantId: "t", profile: emptyMemory().profile }],
    language: "en",
    recipients: ["a@x.example", "b@x.example"],
    transitions: alerts.map((alert) => transitionOf(alert, transition)),
    incidents: [],
    references: [],
    messageId: `<${id}@x.example>`,
    createdAt: now,
    gatherKey: `key of ${id}`,
    ...more,
  };
}

describe("alerts", () => {
  const stale = (severity: Finding["severity"]): Finding => ({
    ...createAlertFinding("x", severity),
    id: "sync-stale",
    subject: { key: "tenant", name: "contoso" },
    facts: { lastSyncAt: now, basis: "organization", thresholdMinutes: 90 },
  });
  const ended = { resolvedAt: now + hour };
  const stored = [
    createAlert("oldest", { last: stale("critical"), raisedAt: now - 5 * hour }),
    createAlert("pending", { state: "pending", raisedAt: now - 4 * hour }),
    createAlert("other", { tenant: "fabrikam", raisedAt: now - 3 * hour }),
    createAlert("resolved", {
      state: "resolved",
      ...ended,
      last: stale("warning"),
      raisedAt: now - 2 * hour,
    }),
    createAlert("withdrawn", {
      state: "withdrawn",
      ...ended,
      last: createAlertFinding("y", "critical"),
      raisedAt: now - hour,
    }),
  ];
  beforeEach(() => commit({ alerts: stored }));

  test.each([
    ["all, the newest first", {}, ["withdrawn", "resolved", "other", "pending", "oldest"]],
    ["of a tenant", { tenant: "fabrikam" }, ["other"]],
    ["of no tenant", { tenant: "nobody" }, []],
    ["open", { state: "open" }, ["other", "oldest"]],
    ["pending", { state: "pending" }, ["pending"]],
    ["ended", { state: "ended" }, ["withdrawn", "resolved"]],
    ["of a finding", { finding: "sync-stale" }, ["resolved", "oldest"]],
    ["critical", { severity: "critical" }, ["withdrawn", "oldest"]],
    ["all that is asked for", { tenant: "contoso", state: "ended", severity: "warning" }, ["resolved"]],
    ["hostile text", { tenant: "' or 1=1 --" }, []],
  ] as const)("%s", async (_name, query, ids) => {
    const { items, total } = await store.alerts(query, everything);
    expect(items.map(({ id }) => id)).toEqual(ids);
    expect(total).toBe(ids.length);
  });

  test("as they were stored, one and all", async () => {
    expect(await store.alert("resolved")).toEqual(stored[3]);
    expect((await store.alerts({ state: "pending" }, everything)).items).toEqual([stored[1]]);
    expect(await store.alert("nobody's")).toBeNull();
  });

  test("in parts, each once, also those of one moment", async () => {
    const like = Array.from({ length: 7 }, (_, n) =>
      createAlert(`like${n}`, { tenant: "fabrikam", last: createAlertFinding(`d${n}`) }),
    );
    await commit({ alerts: like });
    const parts = await Promise.all(
      [0, 3, 6, 9].map((offset) => store.alerts({ tenant: "fabrikam" }, { offset, limit: 3 })),
    );
    expect(parts.map(({ items }) => items.length)).toEqual([3, 3, 2, 0]);
    expect(parts.map(({ total }) => total)).toEqual([8, 8, 8, 8]);
    expect(new Set(parts.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(8);
  });

  test("tallies count what is open, and of that what is acknowledged or held", async () => {
    const hold = {
      kind: "maintenance",
      name: "patching",
      until: now + hour,
      said: null,
    } as unknown as Alert["hold"];
    await commit({
      alerts: [
        createAlert("held", { hold, last: createAlertFinding("held") }),
        createAlert("known", { last: createAlertFinding("known") }),
      ],
    });
    await store.acknowledge(["known"], { at: now, by: "Mara", reason: "", via: "by-page" });
    expect((await store.alertTallies()).toSorted((a, b) => (a.tenant < b.tenant ? -1 : 1))).toEqual([
      { tenant: "contoso", open: 3, acknowledged: 1, held: 1 },
      { tenant: "fabrikam", open: 1, acknowledged: 0, held: 0 },
    ]);
  });
});

describe("deliveries", () => {
  const alert = createAlert("a1");
  const another = createAlert("a2", { last: createAlertFinding("other.example") });

  function end(notificationId: string, state: OutboxState, dueAt: number | null = null): Promise<void> {
    const results = [
      { address: "a@x.example", outcome: "accepted" as const, response: "250 2.0.0 Ok", via: "smtp" },
      { address: "b@x.example", outcome: "refused" as const, response: "550 <script>", via: "smtp" },
    ];
    return store.recordDelivery({ notificationId, results, state, dueAt, now: now + minute });
  }

  /** Oldest first: sent, dead, dropped, queued, and two that a digest tells of. */
  async function fill(): Promise<void> {
    await commit({
      alerts: [alert, another],
      notifications: [
        notificationOf("sent", [alert]),
        notificationOf("dead", [another], { transition: { kind: "changed", toldBefore: now } as never }),
        notificationOf("dropped", [another], { channel: "gone" }),
        notificationOf("queued", [another], { channel: "teams" }),
      ],
    });
    await end("sent", "sent");
    await end("dead", "dead");
    await end("queued", "queued", now + hour);
    await store.dropOtherChannels(["mail", "teams"], now);
    const ends = { kind: "resolved", reason: "condition-cleared" } as const;
    const abroad = createAlert("f1", { tenant: "fabrikam" });
    await commit({
      notifications: [notificationOf("part1", [alert], { transition: ends, gatherKey: "like" })],
    });
    await commit({
      tenant: "fabrikam",
      alerts: [abroad],
      notifications: [
        notificationOf("part2", [abroad], {
          transition: ends,
          gatherKey: "like",
          tenants: [{ name: "fabrikam", tenantId: "f", profile: emptyMemory().profile }],
        }),
      ],
    });
    await store.claimDue({
      now,
      leaseMs: minute,
      limit: 8,
      channel: "mail",
      onBuried: (id) => {
        throw new Error(`${id} can be read`);
      },
      merge: () => notificationOf("digest", [alert, abroad], { transition: ends }),
    });
  }

  test("each state by itself, the newest first; what a digest tells is left out unless asked for", async () => {
    await fill();
    const idsOf = async (state?: OutboxState) => {
      const { items, total } = await store.deliveries(state ? { state } : {}, everything);
      expect(items).toHaveLength(total);
      return items.map(({ id }) => id);
    };
    expect(await idsOf()).toEqual(["digest", "queued", "dropped", "dead", "sent"]);
    expect(await idsOf("queued")).toEqual(["digest", "queued"]);
    for (const state of ["sent", "dead", "dropped"] as const) expect(await idsOf(state)).toEqual([state]);
    expect((await idsOf("merged")).toSorted()).toEqual(["part1", "part2"]);
    expect(await store.deliveryCounts()).toEqual({ queued: 2, sent: 1, dead: 1, dropped: 1, merged: 2 });
  });

  test("what became of each, in full", async () => {
    await fill();
    const { items } = await store.deliveries({}, everything);
    expect(items.find(({ id }) => id === "dead")).toEqual({
      id: "dead",
      channel: "mail",
      state: "dead",
      attempts: 1,
      createdAt: now,
      dueAt: null,
      endedAt: now + minute,
      messageId: "<dead@x.example>",
      kinds: ["changed"],
      alerts: [{ id: "a2", tenant: "contoso", finding: "federation-certificate" }],
      alertsTotal: 1,
      recipients: [
        {
          address: "b@x.example",
          outcome: "refused",
          response: "550 <script>",
          at: now + minute,
          via: "smtp",
        },
        {
          address: "a@x.example",
          outcome: "accepted",
          response: "250 2.0.0 Ok",
          at: now + minute,
          via: "smtp",
        },
      ],
      recipientsTotal: 2,
    });
    expect(items.find(({ id }) => id === "queued")).toMatchObject({ dueAt: now + hour, endedAt: null });
    expect(items.find(({ id }) => id === "digest")).toMatchObject({ kinds: ["resolved"], alertsTotal: 2 });
  });

  test("those that tell of one alert", async () => {
    await fill();
    const { items, total } = await store.deliveries({ alertId: "a1" }, { offset: 1, limit: 5 });
    expect([items.map(({ id }) => id), total]).toEqual([["sent"], 2]);
    expect(await store.deliveries({ alertId: "a1", state: "dead" }, everything)).toEqual({
      items: [],
      total: 0,
    });
  });

  test("the notification, of what can be read", async () => {
    await fill();
    const sent = await store.delivery("sent");
    expect(sent?.notification?.transitions.map(({ alertId }) => alertId)).toEqual(["a1"]);
    expect(sent).toMatchObject({ state: "sent", recipientsTotal: 2, alerts: [{ id: "a1" }] });
    expect(await store.delivery("part1")).toMatchObject({ state: "merged", notification: null });
    expect(await store.delivery("nobody's")).toBeNull();
  });

  test.each([
    ["torn", '{"transitions":[{"kind":"chan'],
    ["no JSON at all", "\u0000"],
    ["of another shape", '["x"]'],
    ["null", "null"],
    ["with other things for transitions", '{"transitions":["x",null,7],"tenants":[],"incidents":[]}'],
    ["with transitions that are none", '{"transitions":{"kind":"changed"}}'],
  ])(
    "a document that is %s costs neither the list nor the rest of what is known",
    async (_name, document) => {
      const over = createAlert("over", { state: "resolved", resolvedAt: now });
      await commit({
        alerts: [alert, over],
        notifications: [
          notificationOf("whole", [alert]),
          notificationOf("bad", [alert]),
          notificationOf("bad and over", [over]),
        ],
      });
      damage("update outbox set document = ? where id <> 'whole'", document);
      const { items } = await store.deliveries({}, everything);
      expect(items.map(({ id, kinds }) => [id, kinds])).toEqual([
        ["bad and over", ["resolved"]],
        ["bad", ["raised"]],
        ["whole", ["raised"]],
      ]);
      expect(await store.delivery("bad")).toMatchObject({
        notification: null,
        alerts: [{ id: "a1" }],
        recipientsTotal: 2,
      });
    },
  );

  test("of very many alerts and recipients some are named, and all are counted", async () => {
    const many = Array.from({ length: 1_100 }, (_, n) =>
      createAlert(`m${n}`, { last: createAlertFinding(`d${n}.example`), raisedAt: now - n }),
    );
    const recipients = Array.from({ length: 1_500 }, (_, n) => `r${n}@x.example`);
    await commit({
      alerts: [alert, ...many],
      notifications: [notificationOf("one", [alert]), notificationOf("big", many, { recipients })],
    });
    await store.recordDelivery({
      notificationId: "big",
      results: recipients.slice(0, 1_499).map((address) => ({
        address,
        outcome: "accepted",
        response: "250",
        via: "smtp",
      })),
      state: "queued",
      dueAt: now,
      now,
    });
    const [big, one] = (await store.deliveries({}, everything)).items;
    expect(big).toMatchObject({ alertsTotal: 1_100, recipientsTotal: 1_500 });
    // As the mail tells them.
    expect(big?.alerts.map(({ id }) => id)).toEqual(many.slice(0, 20).map(({ id }) => id));
    expect(big?.recipients).toHaveLength(20);
    // Who waits is what one looks for.
    expect(big?.recipients[0]).toMatchObject({ address: "r1499@x.example", outcome: "waiting" });
    expect(one).toMatchObject({ alertsTotal: 1, recipientsTotal: 2 });
    const whole = await store.delivery("big");
    expect([whole?.alerts.length, whole?.recipients.length]).toEqual([1_000, 1_000]);
    expect(whole).toMatchObject({ alertsTotal: 1_100, recipientsTotal: 1_500 });
  });

  test("alerts that are forgotten are counted, and take no other's place", async () => {
    const past = Array.from({ length: 30 }, (_, n) =>
      createAlert(`p${n}`, { state: "resolved", resolvedAt: now - hour, last: createAlertFinding(`d${n}`) }),
    );
    await commit({ alerts: [...past, alert], notifications: [notificationOf("n", [...past, alert])] });
    await end("n", "sent");
    await store.prune(now, now);
    const [delivery] = (await store.deliveries({}, everything)).items;
    expect(delivery?.alerts.map(({ id }) => id)).toEqual(["a1"]);
    expect(delivery?.alertsTotal).toBe(31);
  });
});

describe("object errors", () => {
  const errorOf = (more: Partial<ObjectError> = {}): ObjectError => ({
    objectType: "user",
    objectId: "u1",
    displayName: "Mara Lindt",
    address: "mara.lindt@x.example",
    category: "PropertyConflict",
    property: "ProxyAddresses",
    value: "SMTP:mara@x.example",
    occurredAt: now,
    ...more,
  });
  const add = (errors: Record<string, Partial<ObjectError>>, at = now, tenant = "contoso") =>
    commit({
      tenant,
      objectErrors: {
        added: Object.entries(errors).map(([key, more]) => ({ key, error: errorOf(more) })),
        changed: [],
        gone: [],
      },
      now: at,
    });
  const keysOf = async (text?: string) =>
    (
      await store.openObjectErrors({ tenant: "contoso", ...(text === undefined ? {} : { text }) }, everything)
    ).items.map(({ key }) => key);

  test("the newest first: by Microsoft's date, else by when it was first seen; the fixed are left out", async () => {
    await add({ early: { occurredAt: now - hour }, undated: { occurredAt: null } }, now - minute);
    await add({ late: { occurredAt: now }, fixed: {} });
    await add({ elsewhere: {} }, now, "fabrikam");
    await commit({ objectErrors: { added: [], changed: [], gone: ["fixed"] } });
    damage("insert into object_error (tenant, key) values ('contoso', 'only a key')");
    expect(await keysOf()).toEqual(["late", "undated", "early", "only a key"]);
    expect((await store.openObjectErrors({ tenant: "contoso" }, { offset: 3, limit: 1 })).items).toEqual([
      { key: "only a key", error: null, firstSeenAt: null, fixedAt: null },
    ]);
  });

  const named = {
    accents: { displayName: "Renée Ångström" },
    apart: { displayName: "Rene\u0301e Petit" },
    sharp: { displayName: "Klaus Weiß" },
    percent: { value: "100%_sure@x.example" },
    quotes: { displayName: `Sean "Jack" O'Neil \\ <b>` },
    plain: { address: "desk@fabrikam.example", displayName: null, value: null },
  };
  test.each([
    ["without regard to case", "RENÉE", ["accents", "apart"]],
    ["however an accent is written", "rene\u0301e", ["accents", "apart"]],
    ["where upper case is longer", "WEISS", ["sharp"]],
    ["in the value", "100%", ["percent"]],
    ["a percent sign is no wildcard", "%", ["percent"]],
    ["an underscore is no wildcard", "_", ["percent"]],
    ["in the address", "DESK@fabrikam", ["plain"]],
    ["a double quote", `"Jack"`, ["quotes"]],
    ["a single quote", "o'neil", ["quotes"]],
    ["a backslash", "\\ <b", ["quotes"]],
    ["not in other members", "PropertyConflict", []],
    ["not across members", "weiß,", []],
    ["not the words of the document", "displayname", []],
    ["nothing", "nobody", []],
  ])("search: %s", async (_name, text, keys) => {
    await add(named);
    expect((await keysOf(text)).toSorted()).toEqual(keys);
  });

  test("an empty search is none", async () => {
    await add(named);
    expect(await keysOf("")).toHaveLength(6);
  });

  test("thousands, in parts: each once, and counted", async () => {
    await add(
      Object.fromEntries(
        Array.from({ length: 5_000 }, (_, n) => [
          `k${n}`,
          { displayName: n % 10 === 0 ? "Ten" : "Other", occurredAt: now - (n % 50) * minute },
        ]),
      ),
    );
    for (const text of [undefined, "TEN"]) {
      const total = text ? 500 : 5_000;
      const query = { tenant: "contoso", ...(text ? { text } : {}) };
      const seen: { key: string; at: number }[] = [];
      for (let offset = 0; offset < total; offset += total / 5) {
        const part = await store.openObjectErrors(query, { offset, limit: total / 5 });
        expect(part.total).toBe(total);
        seen.push(...part.items.map(({ key, error }) => ({ key, at: error?.occurredAt ?? 0 })));
      }
      expect(new Set(seen.map(({ key }) => key)).size).toBe(total);
      expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted((a, b) => b - a));
      expect(await store.openObjectErrors(query, { offset: total, limit: 5 })).toEqual({ items: [], total });
    }
  });

  test("torn words are no words, and cost nobody else's", async () => {
    await add({ whole: {}, torn: { occurredAt: now + hour } });
    damage("update object_error set document = '{\"displayName' where key = 'torn'");
    expect(await keysOf()).toEqual(["whole", "torn"]);
    expect(await keysOf("mara")).toEqual(["whole"]);
    expect((await store.objectErrors("contoso", { fixedSince: null })).map(({ error }) => error)).toEqual([
      null,
      errorOf(),
    ]);
  });
});

describe("how tenants stand", () => {
  test("as the last poll left them, in the order of their names", async () => {
    await commit({ tenant: "fabrikam" });
    await commit({ tenant: "contoso", standing: createStanding("contoso", { state: "critical" }) });
    await commit({ tenant: "contoso", standing: createStanding("contoso", { state: "warning" }) });
    const contoso = createStanding("contoso", { state: "warning" });
    expect(await store.standings()).toEqual([contoso, createStanding("fabrikam")]);
    expect(await store.standing("contoso")).toEqual(contoso);
    expect((await store.loadTenant("contoso", now)).standing).toEqual(contoso);
    expect(await store.standing("nobody")).toBeNull();
    expect((await store.report("fabrikam"))?.name).toBe("fabrikam");
    expect(await store.report("nobody")).toBeNull();
  });

  test.each<[name: string, document: string | null, standing: TenantStanding | null]>([
    ["none, by an earlier version", null, null],
    ["torn", '{"name":"conto', null],
    [
      "with less in it, by an earlier version",
      JSON.stringify({ name: "contoso", tenantId: "t1", state: "ok", polledAt: now }),
      { ...standingOfUnseen({ name: "contoso", tenantId: "t1" }), state: "ok", polledAt: now },
    ],
  ])("%s", async (_name, document, standing) => {
    await commit({});
    damage(
      `update tenant set standing = ${document === null ? "null" : "?"}`,
      ...(document === null ? [] : [document]),
    );
    expect(await store.standing("contoso")).toEqual(standing);
    expect(await store.standings()).toEqual(standing ? [standing] : []);
    // A poll goes on from there.
    expect((await store.loadTenant("contoso", now)).standing).toEqual(standing);
  });
});

test("a ping is answered by an open store, and by no other", async () => {
  await store.ping();
  const other = await openSqliteStore(join(folder, "other.db"));
  await other.close();
  await expect(other.ping()).rejects.toThrow();
});
