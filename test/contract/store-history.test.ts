/** What every store must keep of how tenants stood: both series, the worst of a step, the last of its counts, and for how long. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sampleOf } from "../../src/app/history-sample.ts";
import { type HistorySample, historySteps } from "../../src/domain/history.ts";
import { day, hour, type Instant, minute } from "../../src/domain/instant.ts";
import { emptyMemory } from "../../src/domain/tenant.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { createReport } from "../support/reports.ts";
import { createStanding } from "../support/standings.ts";

const start = Date.parse("2026-09-14T08:00:00Z");
const empty: HistorySample = {
  state: "ok",
  syncAgeMs: null,
  passwordSyncAgeMs: null,
  objectErrors: null,
  serviceErrors: null,
  escrowed: null,
  users: null,
  groups: null,
  contacts: null,
  quotaUsed: null,
  quotaTotal: null,
};

let store: Store;
beforeEach(async () => {
  store = await openSqliteStore(":memory:");
});
afterEach(() => store.close());

function sampled(at: Instant, sample: Partial<HistorySample>, tenant = "contoso"): Promise<void> {
  return store.commitPoll({
    tenant,
    tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
    memory: emptyMemory(),
    report: createReport(),
    standing: createStanding(tenant),
    sample: { ...empty, ...sample },
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

const worstMembers = ["syncAgeMs", "passwordSyncAgeMs", "objectErrors", "serviceErrors", "escrowed"] as const;
const lastMembers = ["users", "groups", "contacts", "quotaUsed", "quotaTotal"] as const;

const all = { tenant: "contoso", from: start, to: start + day, maxPoints: 1_000 };

describe("a step", () => {
  test("keeps the worst of state, ages and errors, and the last of counts and quota", async () => {
    await sampled(start, {
      state: "critical",
      syncAgeMs: 9 * minute,
      objectErrors: 7,
      users: 100,
      quotaUsed: 5,
    });
    await sampled(start + minute, {
      state: "ok",
      syncAgeMs: minute,
      objectErrors: 0,
      users: 90,
      quotaUsed: 4,
    });
    for (const step of ["fine", "coarse"] as const) {
      expect(await store.history(all, step)).toEqual([
        {
          ...empty,
          at: start,
          state: "critical",
          syncAgeMs: 9 * minute,
          objectErrors: 7,
          users: 90,
          quotaUsed: 4,
        },
      ]);
    }
  });

  test("what is not known is no number, and takes none away", async () => {
    await sampled(start, { objectErrors: 3, users: 100 });
    await sampled(start + minute, { objectErrors: null, users: null });
    await sampled(start + 5 * minute, {});
    expect(await store.history(all, "fine")).toEqual([
      { ...empty, at: start, objectErrors: 3, users: 100 },
      { ...empty, at: start + 5 * minute },
    ]);
  });

  test("not known is worse than well, and no alarm", async () => {
    await sampled(start, { state: "unknown" });
    await sampled(start + minute, { state: "ok" });
    await sampled(start + hour, { state: "unknown" });
    await sampled(start + hour + minute, { state: "warning" });
    expect((await store.history(all, "coarse")).map(({ state }) => state)).toEqual(["unknown", "warning"]);
  });

  test("what can be no number of objects is none, or the nearest that can", async () => {
    await sampled(start, {
      users: 9.2e18,
      groups: -3,
      contacts: Number.NaN,
      syncAgeMs: 1e300,
      quotaTotal: 2.4,
    });
    expect(await store.history(all, "fine")).toMatchObject([
      { users: Number.MAX_SAFE_INTEGER, groups: 0, contacts: null, quotaTotal: 2 },
    ]);
  });

  test("tenants are kept apart", async () => {
    await sampled(start, { users: 1 });
    await sampled(start, { users: 2 }, "fabrikam");
    expect((await store.history({ ...all, tenant: "fabrikam" }, "fine")).map(({ users }) => users)).toEqual([
      2,
    ]);
    expect(await store.history({ ...all, tenant: "nobody" }, "fine")).toEqual([]);
  });
});

describe("neighbouring steps taken together", () => {
  test("there are no more points than asked for, and no peak is lost", async () => {
    for (let n = 0; n < 288; n += 1) {
      await sampled(start + n * 5 * minute, { objectErrors: n === 123 ? 999 : 1, users: n });
    }
    for (const maxPoints of [1, 2, 7, 50, 287, 288]) {
      const points = await store.history({ ...all, maxPoints }, "fine");
      expect(points.length).toBeLessThanOrEqual(maxPoints);
      expect(Math.max(...points.map(({ objectErrors }) => objectErrors ?? 0))).toBe(999);
      expect(points.at(-1)?.users).toBe(287);
      expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).toSorted((a, b) => a - b));
    }
  });

  test("of counts the last that is known, also where the last step knew none", async () => {
    await sampled(start, { users: 1, groups: 10 });
    await sampled(start + 5 * minute, { users: 2, groups: null });
    await sampled(start + 10 * minute, { users: null, groups: null, contacts: null });
    const points = await store.history({ ...all, maxPoints: 1 }, "fine");
    expect(points).toEqual([{ ...empty, at: start, users: 2, groups: 10 }]);
  });

  test("neither what is before the span nor what is after it", async () => {
    for (const n of [-1, 0, 1, 2]) await sampled(start + n * hour, { users: n + 1 });
    const span = { ...all, from: start, to: start + hour };
    expect((await store.history(span, "coarse")).map(({ users }) => users)).toEqual([1, 2]);
  });

  test("an hour is the worst of its five minutes", async () => {
    const number = fc.option(fc.nat(1_000), { nil: null });
    const states = ["ok", "unknown", "warning", "critical"] as const;
    const state = fc.constantFrom(...states);
    const age = fc.option(
      fc.nat(1_000).map((seconds) => seconds * 1_000),
      { nil: null },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            minuteOf: fc.nat(179),
            state,
            syncAgeMs: age,
            passwordSyncAgeMs: age,
            objectErrors: number,
            serviceErrors: number,
            escrowed: number,
            users: number,
            quotaTotal: number,
          }),
          { maxLength: 40 },
        ),
        async (samples) => {
          const own = await openSqliteStore(":memory:");
          const before = store;
          store = own;
          const inOrder = samples.toSorted((a, b) => a.minuteOf - b.minuteOf);
          for (const { minuteOf, ...sample } of inOrder) await sampled(start + minuteOf * minute, sample);
          const fine = await own.history(all, "fine");
          const coarse = await own.history(all, "coarse");
          for (const point of coarse) {
            const within = fine.filter(({ at }) => at >= point.at && at < point.at + hour);
            const knownOf = (member: Exclude<keyof HistorySample, "state">) =>
              within.map((each) => each[member]).filter((value) => value !== null);
            for (const member of worstMembers) {
              const known = knownOf(member);
              expect(point[member]).toBe(known.length > 0 ? Math.max(...known) : null);
            }
            for (const member of lastMembers) expect(point[member]).toBe(knownOf(member).at(-1) ?? null);
            const rank = ({ state }: HistorySample) => states.indexOf(state);
            expect(rank(point)).toBe(Math.max(...within.map(rank)));
          }
          expect(new Set(coarse.map(({ at }) => at))).toEqual(
            new Set(fine.map(({ at }) => at - (at % hour))),
          );
          store = before;
          await own.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});

test("five minutes are kept for a fortnight, hours for a year and a month", async () => {
  const { fine, coarse } = historySteps;
  await sampled(start, { users: 1 });
  await sampled(start + 2 * day, { users: 2 });
  const span = { ...all, to: start + 500 * day };
  const kept = async (step: "fine" | "coarse") => (await store.history(span, step)).map(({ users }) => users);
  await store.prune(0, start + day + fine.keptMs);
  expect([await kept("fine"), await kept("coarse")]).toEqual([[2], [1, 2]]);
  await store.prune(0, start + day + coarse.keptMs);
  expect([await kept("fine"), await kept("coarse")]).toEqual([[], [2]]);
});

test("a sample of a standing: ages from its dates, and nothing for what was never seen", () => {
  const standing = createStanding("contoso", { objects: null, lastPasswordSyncAt: null });
  const now = standing.polledAt ?? 0;
  expect(sampleOf(standing, now)).toMatchObject({
    state: "ok",
    syncAgeMs: 26 * minute,
    passwordSyncAgeMs: null,
    objectErrors: 0,
    escrowed: 0,
    users: null,
    quotaUsed: 129_000,
  });
  const ahead = { ...standing, sync: { ...standing.sync, lastAt: now + hour } };
  expect(sampleOf(ahead, now).syncAgeMs).toBe(0);
});
