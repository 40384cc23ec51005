/** The lists that mails take along: every object there is to tell of, and of errors what became of them since. */
import { describe, expect, test } from "vitest";
import { type ListSources, withFullLists } from "../../../src/app/full-lists.ts";
import type { Alert, Transition } from "../../../src/domain/alert.ts";
import type { Finding, FindingId, FindingOf } from "../../../src/domain/finding.ts";
import type { Reading } from "../../../src/domain/reading.ts";
import type { ObjectError, ServiceError, StoredObjectError } from "../../../src/domain/synced-object.ts";
import { emptyMemory, type FailingObject } from "../../../src/domain/tenant.ts";

const now = Date.parse("2026-09-14T08:00:00Z");
const told = now - 1_000;

function makeTransition(finding: Finding, more: Partial<Transition> = {}): Transition {
  const alert = { id: "a1", finding: finding.id, last: finding, raisedAt: now - 5_000 } as Alert;
  return {
    alertId: "a1",
    kind: "reminder",
    reason: "digest-due",
    at: now,
    alert,
    proof: null,
    quiet: false,
    toldBefore: told,
    nextReminderAt: null,
    ...more,
  };
}

function makeFinding<Id extends FindingId>(id: Id, facts: FindingOf<Id>["facts"]): Finding {
  const subject = { key: "tenant", name: "contoso" };
  const base = { id, subject, severity: "warning", code: null, catalogIds: [id], since: now, facts };
  return base as unknown as Finding;
}

function listIn(
  transition: Transition,
  sources: {
    readings?: Reading[];
    objectErrors?: StoredObjectError[];
    failing?: Record<string, Record<string, FailingObject>>;
  },
) {
  const { readings = [], objectErrors = [], failing = {} } = sources;
  const memory = emptyMemory();
  memory.provisioningLog.failing = failing;
  const [listed] = withFullLists([transition], { readings, objectErrors, memory });
  return listed?.alert.last.facts as Finding["facts"] & { sample: { [name: string]: unknown }[] };
}

const makeError = (value: string, occurredAt: number | null = now - 9_000): ObjectError => ({
  objectType: "user",
  objectId: "u1",
  displayName: null,
  address: null,
  category: "PropertyConflict",
  property: "ProxyAddresses",
  value,
  occurredAt,
});

describe("object errors", () => {
  const finding = makeFinding("object-errors", {
    total: 3,
    users: 3,
    groups: 0,
    contacts: 0,
    added: 7,
    fixed: 7,
    truncated: false,
    oldestAt: null,
    sample: [makeError("as last seen")],
  });
  const row = (
    value: string,
    firstSeenAt: number | null,
    fixedAt: number | null = null,
  ): StoredObjectError => ({
    key: value,
    error: makeError(value),
    firstSeenAt,
    fixedAt,
  });
  const before = row("there at the last mail", told);
  const long = row("there for long", told - 1);
  const unknown = row("of an earlier version", null);
  const came = row("came since", told + 1);
  const fixedThen = row("fixed with the last mail", told - 9, told);
  const fixedSince = row("fixed since", told - 9, told + 1);
  const cameAndWent = row("came and went", told + 1, now);
  const rows = [fixedSince, before, fixedThen, long, cameAndWent, unknown, came];

  const cases: [name: string, more: Partial<Transition>, standings: [string, string][]][] = [
    [
      "a digest: new, still there, fixed since the last mail",
      {},
      [
        ["came since", "new"],
        ["there at the last mail", "open"],
        ["there for long", "open"],
        ["of an earlier version", "open"],
        ["came and went", "fixed"],
        ["fixed since", "fixed"],
      ],
    ],
    [
      "the first mail: all are new, and none was fixed",
      { kind: "raised", toldBefore: null },
      [
        ["there at the last mail", "new"],
        ["there for long", "new"],
        ["of an earlier version", "new"],
        ["came since", "new"],
      ],
    ],
    [
      "a mail that a silence held back until now: all are new, and fixed are those since it was raised",
      { toldBefore: null },
      [
        ["there at the last mail", "new"],
        ["there for long", "new"],
        ["of an earlier version", "new"],
        ["came since", "new"],
        ["came and went", "fixed"],
        ["fixed since", "fixed"],
        ["fixed with the last mail", "fixed"],
      ],
    ],
  ];
  test.each(cases)("%s", (_name, more, standings) => {
    const facts = listIn(makeTransition(finding, more), { objectErrors: rows });
    expect(facts.sample.map(({ value, standing }) => [value, standing])).toEqual(standings);
    const count = (wanted: string) => standings.filter(([, standing]) => standing === wanted).length;
    expect(facts).toMatchObject({ total: 3, users: 3, added: count("new"), fixed: count("fixed") });
  });

  test("the end: what was fixed since the last mail", () => {
    const facts = listIn(makeTransition(finding, { kind: "resolved" }), {
      objectErrors: [fixedThen, fixedSince],
    });
    expect(facts).toMatchObject({ total: 3, added: 0, fixed: 1 });
    expect(facts.sample).toEqual([{ ...fixedSince.error, firstSeenAt: told - 9, standing: "fixed" }]);
  });

  test("each part has the newest first, those without a date last", () => {
    const objectErrors = [null, now - 3, now - 1, now - 2].map((at) => ({
      ...row(`of ${at}`, told + 1),
      error: makeError(`${at}`, at),
    }));
    const { sample } = listIn(makeTransition(finding), { objectErrors });
    expect(sample.map(({ occurredAt }) => occurredAt)).toEqual([now - 1, now - 2, now - 3, null]);
  });

  test("one whose words were never kept is counted, and can't be listed", () => {
    const facts = listIn(makeTransition(finding), {
      objectErrors: [came, { ...fixedSince, error: null }],
    });
    expect(facts).toMatchObject({ added: 1, fixed: 1, sample: [{ value: "came since" }] });
  });

  test("the beginning is told where it is known", () => {
    const { sample } = listIn(makeTransition(finding), { objectErrors: [unknown, long] });
    expect(sample.find(({ value }) => value === long.key)).toHaveProperty("firstSeenAt", told - 1);
    expect(sample.find(({ value }) => value === unknown.key)).not.toHaveProperty("firstSeenAt");
  });

  test("10,000 are listed, all are counted", () => {
    const objectErrors = Array.from({ length: 12_000 }, (_, n) => row(`n${n}`, told + 1));
    const facts = listIn(makeTransition(finding), { objectErrors: [...objectErrors, fixedSince] });
    expect(facts).toMatchObject({ added: 12_000, fixed: 1 });
    expect(facts.sample).toHaveLength(10_000);
  });

  test("nobody looked: the examples of the last look stay, and its numbers", () => {
    expect(listIn(makeTransition(finding), {})).toEqual(finding.facts);
  });
});

describe("other lists", () => {
  const serviceError = (detail: string, createdAt: number | null): ServiceError => ({
    objectType: "user",
    objectId: "u1",
    displayName: null,
    address: null,
    service: "exchange",
    detail,
    createdAt,
  });
  const services = makeFinding("service-provisioning-errors", {
    total: 1,
    services: [],
    truncated: false,
    sample: [serviceError("before", null)],
  });
  const users = makeFinding("unroutable-upn", { total: 1, suffixes: [], truncated: false, sample: [] });
  const groups = makeFinding("group-name-empty", { total: 1, truncated: false, sample: [] });
  const entries = makeFinding("job-entry-errors", {
    jobId: "job-1",
    escrowed: 1,
    failing: 1,
    codes: [],
    sample: [{ name: "before", code: null, reason: null, at: now }],
  } as unknown as FindingOf<"job-entry-errors">["facts"]);

  const user = (id: string) => ({
    id,
    displayName: null,
    userPrincipalName: "a@x.onmicrosoft.com",
    onPremisesUserPrincipalName: "a@x.local",
  });
  const failing = (name: string, at: number): FailingObject => ({
    name,
    code: "C",
    reason: "R",
    firstAt: at - 1,
    at,
  });
  const readings: Reading[] = [
    {
      kind: "service-errors",
      errors: [serviceError("old", now - 2), serviceError("new", now - 1), serviceError("undated", null)],
      truncated: false,
    },
    { kind: "unroutable-users", users: [user("u1"), user("u2")], truncated: false },
    { kind: "empty-group-names", groups: [{ id: "g1", mail: null }], truncated: false },
  ];
  const sources = {
    readings,
    failing: {
      "job-1": { a: failing("A", now - 5), b: failing("B", now - 4) },
      "job-2": { c: failing("C", now) },
    },
  };

  const cases: [name: string, finding: Finding, member: string, all: unknown[]][] = [
    ["service errors of this poll, the newest first", services, "detail", ["new", "old", "undated"]],
    ["unroutable users of this poll", users, "id", ["u1", "u2"]],
    ["nameless groups of this poll", groups, "id", ["g1"]],
    ["objects that fail in this job, the newest first", entries, "name", ["B", "A"]],
  ];
  test.each(cases)("%s", (_name, finding, member, all) => {
    for (const kind of ["raised", "changed", "reminder"] as const) {
      const { sample } = listIn(makeTransition(finding, { kind }), sources);
      expect(sample.map((item) => item[member])).toEqual(all);
    }
  });

  test("of a failing object no more is told than in the examples", () => {
    const { sample } = listIn(makeTransition(entries), sources);
    expect(sample[0]).toEqual({ name: "B", code: "C", reason: "R", at: now - 4 });
  });

  test.each(cases)("not %s, where nobody looked or all is well again", (_name, finding) => {
    expect(listIn(makeTransition(finding), {})).toEqual(finding.facts);
    expect(listIn(makeTransition(finding, { kind: "resolved" }), sources)).toEqual(finding.facts);
  });
});

test("what is not told stays as it is, and so do the alerts that are stored", () => {
  const finding = makeFinding("group-name-empty", { total: 1, truncated: false, sample: [] });
  const sources: ListSources = {
    readings: [{ kind: "empty-group-names", groups: [{ id: "g1", mail: null }], truncated: false }],
    objectErrors: [],
    memory: emptyMemory(),
  };
  const quiet = [
    makeTransition(finding, { quiet: true }),
    ...(["pending", "withdrawn", "silenced", "unsilenced", "acknowledged"] as const).map((kind) =>
      makeTransition(finding, { kind }),
    ),
  ];
  expect(withFullLists(quiet, sources)).toEqual(quiet);
  const transition = makeTransition(finding);
  const [listed] = withFullLists([transition], sources);
  expect(listed?.alert.last.facts).toMatchObject({ sample: [{ id: "g1" }] });
  expect(transition.alert.last.facts).toMatchObject({ sample: [] });
});
