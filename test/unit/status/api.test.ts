/** What /api/v1 answers: every route against the document, what filters leave, and what is never told. */
import { beforeAll, describe, expect, test } from "vitest";
import { findingIds } from "../../../src/domain/finding.ts";
import { day, hour } from "../../../src/domain/instant.ts";
import { readingKinds } from "../../../src/domain/reading-kinds.ts";
import type { TenantReport } from "../../../src/domain/report.ts";
import {
  type ApiFixture,
  componentOf,
  createApiFixture,
  document,
  faultsOf,
} from "../../support/api-fixture.ts";
import { statusNow as now } from "../../support/status-world.ts";

let api: ApiFixture;
beforeAll(async () => {
  api = await createApiFixture();
});

const iso = (at: number) => new Date(at).toISOString();
const ids = (answer: { body: { items: { id: string }[] } }) => answer.body.items.map(({ id }) => id);

/** An address of each path, and of each parameter. */
const addresses: [path: string, address: () => string][] = [
  ["/status", () => "/status"],
  ["/tenants", () => "/tenants"],
  ["/tenants", () => "/tenants?state=critical"],
  ["/tenants", () => "/tenants?q=northwind&sort=name"],
  ["/tenants", () => "/tenants?offset=1&limit=1"],
  ["/tenants/{name}", () => "/tenants/contoso"],
  ["/tenants/{name}", () => "/tenants/fabrikam"],
  ["/tenants/{name}", () => "/tenants/northwind"],
  ["/tenants/{name}/readings", () => "/tenants/contoso/readings"],
  ["/tenants/{name}/readings", () => "/tenants/northwind/readings"],
  ["/tenants/{name}/history", () => "/tenants/contoso/history"],
  [
    "/tenants/{name}/history",
    () => `/tenants/contoso/history?from=${iso(now - 30 * day)}&to=${iso(now)}&points=50`,
  ],
  ["/tenants/{name}/history", () => "/tenants/northwind/history"],
  ["/tenants/{name}/object-errors", () => "/tenants/contoso/object-errors?limit=200"],
  ["/tenants/{name}/object-errors", () => "/tenants/contoso/object-errors?q=person5&offset=1"],
  ["/findings", () => "/findings?limit=200"],
  ["/findings", () => "/findings?tenant=contoso&id=sync-stale&severity=warning&offset=0"],
  ["/alerts", () => "/alerts?limit=200"],
  ["/alerts", () => "/alerts?state=open&tenant=contoso&finding=sync-stale&severity=warning&offset=0"],
  ["/alerts/{id}", () => `/alerts/${api.world.alerts[0]?.id}`],
  ["/deliveries", () => "/deliveries?limit=200"],
  ...["queued", "sent", "dead", "merged", "dropped"].map((state): [string, () => string] => [
    "/deliveries",
    () => `/deliveries?state=${state}&offset=0`,
  ]),
  ["/deliveries/{id}", () => `/deliveries/${api.world.deliveries[1]?.id}`],
  [
    "/deliveries/{id}",
    () => `/deliveries/${api.world.deliveries.find(({ state }) => state === "merged")?.id}`,
  ],
  ["/silences", () => "/silences"],
  ["/silences", () => "/silences?offset=1&limit=1"],
  ["/catalog", () => "/catalog?limit=200"],
  ["/catalog", () => "/catalog?q=secret&surface=token&lang=nl&offset=0"],
  ["/catalog/{id}", () => "/catalog/AADSTS7000222?lang=nl"],
  ["/explain", () => "/explain?text=AADSTS7000222&lang=nl"],
  ["/explain", () => `/explain?text=${encodeURIComponent("no such thing as TooManyDeltees")}`],
  ["/openapi.json", () => "/openapi.json"],
];

describe("against the document", () => {
  test.each(addresses)("%s, address %#", async (path, address) => {
    const { status, headers, body } = await api.get(address());
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(faultsOf(componentOf(path), body)).toBeNull();
  });

  test("every path and every parameter of it was asked for", () => {
    const documented = Object.entries(document.paths).flatMap(([path, { get }]) => [
      path,
      ...get.parameters.filter((one) => one.in === "query").map(({ name }) => `${path}?${name}`),
    ]);
    const asked = addresses.flatMap(([path, address]) => [
      path,
      ...[...new URL(address(), "http://localhost").searchParams.keys()].map((name) => `${path}?${name}`),
    ]);
    expect([...new Set(asked)].toSorted()).toEqual(documented.toSorted());
  });

  test("the check itself sees a member that is not documented, and one of another type", () => {
    expect(faultsOf("Outbox", { queued: 0, dead: 0, oldestQueuedAt: null, lastDeadAt: null })).toBeNull();
    expect(
      faultsOf("Outbox", { queued: 0, dead: 0, oldestQueuedAt: null, lastDeadAt: null, x: 1 }),
    ).toContain("additional");
    expect(faultsOf("Outbox", { queued: 0, dead: 0, oldestQueuedAt: 1, lastDeadAt: null })).not.toBeNull();
  });

  test("the facts of every finding are those of its own component", async () => {
    const seen = new Set<string>();
    for (const { id } of api.world.alerts) {
      const { body } = await api.get(`/alerts/${id}`);
      expect(faultsOf("AlertDetails", body)).toBeNull();
      const words = body.finding.split("-").map((word: string) => word[0]?.toUpperCase() + word.slice(1));
      expect(faultsOf(`${words.join("")}Facts`, body.facts), body.finding).toBeNull();
      seen.add(body.finding);
    }
    expect([...seen].toSorted()).toEqual([...findingIds].toSorted());
  });

  test("no number that is a moment", async () => {
    for (const [, address] of addresses) {
      const { text } = await api.get(address());
      expect(text).not.toMatch(/"(?:\w+A|a)t":\s*\d/);
    }
  });
});

describe("tenants", () => {
  test("the worst first; one whose polls have stopped is not known, whatever it was", async () => {
    const { body } = await api.get("/tenants");
    expect(
      body.items.map(({ name, state, stale }: Record<string, unknown>) => ({ name, state, stale })),
    ).toEqual([
      { name: "contoso", state: "critical", stale: false },
      { name: "fabrikam", state: "unknown", stale: true },
      { name: "northwind", state: "unknown", stale: false },
    ]);
  });

  test.each([
    ["state", "?state=unknown", ["fabrikam", "northwind"]],
    ["its state before its polls stopped", "?state=warning", []],
    ["name", "?q=NORTH", ["northwind"]],
    ["display name", "?q=contoso b.v.", ["contoso"]],
    ["initial domain", "?q=fabrikam.onmicrosoft", ["fabrikam"]],
    ["tenant id", "?q=6f0c3a52", ["contoso"]],
    ["blanks alone", "?q=%20", ["contoso", "fabrikam", "northwind"]],
    ["both", "?q=contoso&state=unknown", []],
  ])("by %s", async (_name, query, names) => {
    const { body } = await api.get(`/tenants${query}`);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(names);
    expect(body.total).toBe(names.length);
  });

  test("one: how it stands, and its alerts", async () => {
    const { body } = await api.get("/tenants/contoso");
    expect(body).toMatchObject({
      sync: { switch: "on", lastAt: iso(now - 95 * 60_000), basis: "organization" },
      objectErrors: { total: 120, truncated: false },
      staleAfter: iso(now + 18 * 60_000),
    });
    expect(body.jobs[0].quarantine.disableAt).toBe(iso(now + 28 * day - 3 * hour));
    const open = api.world.alerts.filter(({ tenant, state }) => tenant === "contoso" && state === "open");
    expect(body.alerts).toEqual({ open: open.length, acknowledged: 1, silenced: 2 });
    expect(body.findingsTotal).toBeGreaterThanOrEqual(body.findings.length);
  });

  test("null is not zero: what was never seen", async () => {
    const { body } = await api.get("/tenants/northwind");
    expect(body).toMatchObject({
      polledAt: null,
      objectErrors: null,
      jobs: null,
      quota: null,
      state: "unknown",
    });
  });

  test("readings: every kind, and when it was last seen", async () => {
    const { body } = await api.get("/tenants/contoso/readings");
    expect(Object.keys(body.readings).toSorted()).toEqual([...readingKinds].toSorted());
    expect(Object.keys(body.seenAt)).toEqual([...readingKinds]);
    expect(body.seenAt.organization).toBe(iso(now - 2 * 60_000));
  });
});

describe("history", () => {
  const history = (query = "") => api.get(`/tenants/contoso/history${query}`);

  test("the last day unless told, in steps of five minutes", async () => {
    const { body } = await history();
    expect([body.from, body.to, body.stepSeconds]).toEqual([iso(now - day), iso(now), 300]);
    expect(body.points).toHaveLength(288);
    expect(body.points[0]).toMatchObject({
      at: iso(now - day),
      objectErrors: 96,
      passwordSyncAgeSeconds: 120,
    });
  });

  test("further back than the short steps are kept: the long ones", async () => {
    const { body } = await history(`?from=${iso(now - 20 * day)}&points=1000`);
    expect(body.stepSeconds).toBe(3_600);
    expect(body.points[0].syncAgeSeconds).toBe(60);
  });

  test("no more points than asked for", async () => {
    for (const points of [2, 7, 1000]) {
      const { body } = await history(`?from=${iso(now - 13 * day)}&points=${points}`);
      expect(body.points.length).toBeGreaterThan(0);
      expect(body.points.length).toBeLessThanOrEqual(points);
    }
  });

  test("the end alone: the day before it", async () => {
    const { body } = await history(`?to=${iso(now - 2 * day)}`);
    expect([body.from, body.to]).toEqual([iso(now - 3 * day), iso(now - 2 * day)]);
  });

  test("any offset, any fraction of a second", async () => {
    const { body } = await history("?from=2025-01-23T12:00:00.1234567%2B02:00&to=2025-01-23T11:00:00Z");
    expect([body.from, body.to]).toEqual(["2025-01-23T10:00:00.123Z", "2025-01-23T11:00:00.000Z"]);
  });
});

describe("object errors", () => {
  test("searched without regard to case", async () => {
    const { body } = await api.get("/tenants/contoso/object-errors?q=PERSON 118");
    expect(body.items.map(({ displayName }: { displayName: string }) => displayName)).toEqual(["Person 118"]);
  });

  test("one that an earlier version stored without words is there, and says nothing", async () => {
    const { body } = await api.get("/tenants/contoso/object-errors?offset=119");
    expect(body.items).toHaveLength(1);
    expect(new Set(Object.values(body.items[0]))).toEqual(new Set([null]));
  });
});

describe("findings", () => {
  test("of all tenants, the worst first, then what lasts longest", async () => {
    const { body } = await api.get("/findings?limit=200");
    const order = body.items.map(
      ({ severity, since }: { severity: string; since: string }) =>
        `${severity === "critical" ? 0 : 1} ${since}`,
    );
    expect(order).toEqual(order.toSorted());
    expect(new Set(body.items.map(({ tenant }: { tenant: string }) => tenant))).toEqual(
      new Set(["contoso", "fabrikam"]),
    );
  });

  test("of a tenant whose polls have stopped: as last seen, and said so", async () => {
    const { body } = await api.get("/findings?tenant=fabrikam");
    expect(body.items).toMatchObject([{ tenant: "fabrikam", id: "sync-stale", stale: true }]);
  });

  test("filters take what fits all of them", async () => {
    const { body } = await api.get("/findings?id=object-quota&severity=warning&tenant=contoso");
    expect(body.items).toMatchObject([
      { tenant: "contoso", id: "object-quota", severity: "warning", stale: false },
    ]);
    expect((await api.get("/findings?id=object-quota&severity=critical")).body.total).toBe(0);
  });
});

test("findings of a tenant that only an earlier version polled are not lost", async () => {
  const other = await createApiFixture();
  const [contoso] = other.world.reports;
  const northwind = other.world.reports.findIndex(({ name }) => name === "northwind");
  other.world.reports[northwind] = { ...(contoso as TenantReport), name: "northwind" };
  const { body } = await other.get("/findings?tenant=northwind");
  expect(body.total).toBe(contoso?.findings.length);
});

describe("alerts", () => {
  test("in lists, facts without lists of objects; by itself, with them", async () => {
    const { body } = await api.get("/alerts?finding=object-errors");
    expect(body.items[0].facts.total).toBe(27);
    expect(body.items[0].facts).not.toHaveProperty("sample");
    const one = await api.get(`/alerts/${body.items[0].id}`);
    expect(one.body.facts.sample).toHaveLength(12);
    expect(one.body.facts.sample[0].occurredAt).toBe(iso(now - 22 * 60_000));
  });

  test.each(["open", "pending", "ended"])("state %s", async (state) => {
    const { body } = await api.get(`/alerts?state=${state}&limit=200`);
    const states = new Set(body.items.map((alert: { state: string }) => alert.state));
    expect(states).toEqual(new Set(state === "ended" ? ["resolved", "withdrawn"] : [state]));
  });

  test("a pending one was not raised; what holds one back, and who is on it", async () => {
    const { body } = await api.get("/alerts?limit=200");
    const find = (finding: string) =>
      body.items.find((alert: { finding: string }) => alert.finding === finding);
    expect(find("job-stalled")).toMatchObject({ state: "pending", raisedAt: null });
    expect(find("job-paused").silenced).toEqual({
      by: "maintenance",
      name: "patch tuesday",
      until: iso(now + hour),
    });
    const acknowledged = body.items.find((alert: { acknowledged: unknown }) => alert.acknowledged);
    expect(acknowledged.acknowledged).toEqual({
      at: iso(now - hour),
      by: "Mara Lindt",
      reason: "the server is being moved",
      via: "link",
    });
  });

  test("nothing holds back the mails of one that is over", async () => {
    const other = await createApiFixture();
    const held = other.world.alerts.find(({ hold }) => hold !== null);
    Object.assign(held ?? {}, { state: "resolved", resolvedAt: now });
    const { body } = await other.get(`/alerts/${held?.id}`);
    expect([body.state, body.silenced, body.resolvedAt]).toEqual(["resolved", null, iso(now)]);
  });

  test("timeline and deliveries of one", async () => {
    const alert = api.world.alerts.find(({ acknowledgement }) => acknowledgement !== null);
    const { body } = await api.get(`/alerts/${alert?.id}`);
    expect(body.timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
      "pending",
      "raised",
      "acknowledged",
    ]);
    expect(body.timeline[2]).toMatchObject({
      by: "Mara Lindt",
      words: "the server is being moved",
      severity: null,
    });
    expect(body.deliveriesTotal).toBe(1);
    expect(body.deliveries[0].alerts).toEqual([
      { id: alert?.id, tenant: "contoso", finding: alert?.finding },
    ]);
  });

  test("of a tenant that is polled no more there are past ones, and nobody calls that a slip", async () => {
    const { status, body } = await api.get("/alerts?tenant=litware");
    expect([status, body.items.map(({ state }: { state: string }) => state)]).toEqual([200, ["withdrawn"]]);
  });
});

describe("deliveries", () => {
  test("by state; those that a digest told only when asked for", async () => {
    const all = await api.get("/deliveries?limit=200");
    expect(new Set(all.body.items.map(({ state }: { state: string }) => state))).toEqual(
      new Set(["queued", "sent", "dead", "dropped"]),
    );
    const merged = await api.get("/deliveries?state=merged");
    expect(merged.body.items).toMatchObject([{ state: "merged", recipients: [{ outcome: "waiting" }, {}] }]);
  });

  test("each recipient's outcome, and nothing of the mail's text", async () => {
    const dead = api.world.deliveries.find(({ state }) => state === "dead");
    const { body, text } = await api.get(`/deliveries/${dead?.id}`);
    expect(body.language).toBe("en");
    expect(body.recipients).toMatchObject([
      { address: "ops@contoso.example", outcome: "refused", response: "550 5.1.1 no such user", via: "smtp" },
      { address: "jan@contoso.example", outcome: "accepted" },
    ]);
    for (const word of ["notification", "transitions", "gatherKey", "facts"])
      expect(text).not.toContain(word);
  });
});

describe("silences", () => {
  test("in the order of their beginning, with the windows that are in force or come again", async () => {
    const { body } = await api.get("/silences");
    expect(body.items.map(({ reason, inForce }: Record<string, unknown>) => [reason, inForce])).toEqual([
      ["it moves to another tenant", true],
      ["more is on order", true],
      ["the new firewall", false],
    ]);
    expect(body.maintenance.map(({ name, inForce }: Record<string, unknown>) => [name, inForce])).toEqual([
      ["patch tuesday", true],
      ["server move", false],
    ]);
    expect(body.maintenanceTotal).toBe(2);
  });
});

describe("catalog", () => {
  test("a code finds its entry first, then those that name it", async () => {
    expect(ids(await api.get("/catalog?q=aadsts7000222"))[0]).toBe("AADSTS7000222");
    const found = ids(await api.get("/catalog?q=secret expired"));
    expect(found).toContain("AADSTS7000222");
    expect((await api.get("/catalog?q=zzzz")).body.items).toEqual([]);
  });

  test("by surface", async () => {
    const { body } = await api.get("/catalog?surface=quarantine-reason&limit=200");
    expect(body.items.length).toBeGreaterThan(0);
    for (const { surfaces } of body.items) expect(surfaces).toContain("quarantine-reason");
  });

  test("in the language that was asked for", async () => {
    const entry = api.source.catalog().entry("sync-stale");
    for (const lang of ["en", "nl"] as const) {
      const { body } = await api.get(`/catalog/sync-stale?lang=${lang}`);
      expect(body).toMatchObject(entry.text[lang]);
      const listed = await api.get(`/catalog?q=sync-stale&lang=${lang}`);
      expect(listed.body.items[0].title).toBe(entry.text[lang].title);
    }
  });

  test("an id without regard to case", async () => {
    expect((await api.get("/catalog/toomanydeletes")).body.id).toBe("TooManyDeletes");
  });

  test("explain says what the command prints", async () => {
    const { body } = await api.get("/explain?text=AADSTS7000222&lang=nl");
    expect(body).toEqual(JSON.parse(JSON.stringify(await api.source.explain("AADSTS7000222", "nl"))));
  });
});

describe("parts", () => {
  test.each([
    ["object errors", "/tenants/contoso/object-errors", "?q=example&limit=50", 119],
    ["parts that end with the list", "/tenants/contoso/object-errors", "?limit=60", 120],
    ["alerts", "/alerts", "?limit=7", undefined],
    ["deliveries", "/deliveries", "?limit=9", undefined],
    ["findings", "/findings", "?limit=5&tenant=contoso", undefined],
    ["silences", "/silences", "?limit=2", 3],
    ["tenants", "/tenants", "?limit=2&sort=name", 3],
    ["catalog", "/catalog", "?limit=90&lang=nl", undefined],
  ])(
    "%s: `next` leads through all of them once, never more than the limit",
    async (_name, path, begin, count) => {
      const whole: unknown[] = [];
      let parts = 0;
      for (let next: string | null = begin; next !== null; parts += 1) {
        const { status, body } = await api.get(`${path}${next}`);
        expect(status).toBe(200);
        expect(body.items.length).toBeLessThanOrEqual(body.limit);
        expect(body.offset).toBe(whole.length);
        whole.push(...body.items);
        if (body.next === null)
          expect([whole.length, parts + 1]).toEqual([body.total, Math.ceil(body.total / body.limit)]);
        next = body.next;
      }
      expect(parts).toBeGreaterThan(1);
      expect(new Set(whole.map((item) => JSON.stringify(item))).size).toBe(whole.length);
      if (count !== undefined) expect(whole).toHaveLength(count);
    },
  );

  test("beyond the end: nothing, and no next part", async () => {
    const { body } = await api.get("/alerts?offset=999999999&limit=200");
    expect(body).toMatchObject({ items: [], next: null });
  });

  test("fifty unless told", async () => {
    const { body } = await api.get("/tenants/contoso/object-errors");
    expect([body.items.length, body.limit, body.total, body.next]).toEqual([
      50,
      50,
      120,
      "?offset=50&limit=50",
    ]);
  });
});
