/** The provisioning log: what is asked for, which rows count, and what they say of an object. */
import { describe, expect, test } from "vitest";
import { day, hour, minute, toIso } from "../../../src/domain/instant.ts";
import type { ProvisioningLogReading } from "../../../src/domain/reading.ts";
import { emptyMemory, type ProvisioningLogMemory } from "../../../src/domain/tenant.ts";
import { GraphFault } from "../../../src/graph/fault.ts";
import { provisioningLogProbe } from "../../../src/probes/provisioning-log/probe.ts";
import {
  type Answers,
  expectBlind,
  lookAt,
  fakeNow as now,
  refusal,
} from "../../support/fake-graph-reader.ts";

const jobId = "AD2AADProvisioning.6f0c3a525c2e4d579a540e3a9b7f1c20.b8f0d2c4-11aa-4b8e-8a6a-5a0f4c3e9d17";
const row = {
  id: "row-1",
  activityDateTime: "2026-09-14T06:31:08Z",
  jobId,
  changeId: "change-1",
  provisioningAction: "create",
  provisioningStatusInfo: {
    status: "failure",
    errorInformation: {
      errorCode: "AzureActiveDirectoryDuplicateObject",
      reason: "StatusCode: 409\r\nMessage: <pii>mara.lindt</pii> is taken",
      errorCategory: "nonServiceFailure",
    },
  },
  provisioningSteps: [
    { name: "EntryImportAdd", details: {} },
    { name: "EntryExportAdd", details: { ReportableIdentifier: "mara.lindt@northwind.example" } },
  ],
  sourceIdentity: { id: "b1d3", displayName: "Mara Lindt" },
  targetIdentity: { id: "", displayName: "" },
};
const success = { status: "success", errorInformation: null };
const rowsOf = (reading: unknown) => (reading as ProvisioningLogReading).rows;
const look = (...value: unknown[]) => lookAt(provisioningLogProbe, () => ({ value }));
const remembering = (changes: Partial<ProvisioningLogMemory>) => ({
  memory: { provisioningLog: { ...emptyMemory().provisioningLog, ...changes } },
});
const failing = { [jobId]: { b1d3: { name: null, code: null, reason: null, firstAt: now, at: now } } };
const query = (since: number, status = " and provisioningStatusInfo/status eq 'failure'") =>
  `/auditLogs/provisioning?$filter=activityDateTime gt ${toIso(since)}${status}&$top=500`;

describe("what it asks", () => {
  const cases: [name: string, memory: Partial<ProvisioningLogMemory>, path: string][] = [
    // A failure may have been mended within that day.
    ["at the first look, a day, successes too", {}, query(now - day, "")],
    [
      "later, from the newest row with an overlap",
      { watermarkAt: now - hour },
      query(now - hour - 15 * minute),
    ],
    ["after a long absence, a week", { watermarkAt: now - 30 * day }, query(now - 7 * day)],
    ["with a watermark ahead of us, the overlap", { watermarkAt: now + day }, query(now - 15 * minute)],
    ["with failing objects, successes too", { watermarkAt: now, failing }, query(now - 15 * minute, "")],
  ];
  test.each(cases)("%s", async (_name, memory, path) => {
    const { paths } = await lookAt(provisioningLogProbe, () => ({ value: [] }), remembering(memory));
    expect(paths).toEqual([path]);
  });

  test("a refused status clause is dropped, and stays so", async () => {
    const options = { cache: new Map(), ...remembering({ watermarkAt: now }) };
    const since = now - 15 * minute;
    const answers: Answers = (path) => (path.includes("status eq") ? refusal(400) : { value: [row] });
    const first = await lookAt(provisioningLogProbe, answers, options);
    expect(first.paths).toEqual([query(since), query(since, "")]);
    expect(rowsOf(first.reading)).toHaveLength(1);
    const second = await lookAt(provisioningLogProbe, answers, options);
    expect(second.paths).toEqual([query(since, "")]);
  });

  test("pages are followed; after three the reading is cut off", async () => {
    const paged =
      (last: number): Answers =>
      (path) => {
        const page = Number(/\$skiptoken=(\d+)/.exec(path)?.[1] ?? 1);
        const more = { "@odata.nextLink": `/auditLogs/provisioning?$skiptoken=${page + 1}` };
        return { value: [{ ...row, id: `row-${page}` }], ...(page < last ? more : {}) };
      };
    const few = await lookAt(provisioningLogProbe, paged(2));
    expect(few.reading).toMatchObject({ truncated: false });
    expect(rowsOf(few.reading).map(({ id }) => id)).toEqual(["row-1", "row-2"]);
    const many = await lookAt(provisioningLogProbe, paged(99));
    expect(many.reading).toMatchObject({ truncated: true });
    expect(many.paths).toHaveLength(3);
    const all = await lookAt(provisioningLogProbe, paged(3));
    expect(all.reading).toMatchObject({ truncated: false });
  });
});

describe("when nothing was known to fail", () => {
  const quiet = remembering({ watermarkAt: now - hour, seenIds: ["old"] });
  const since = now - hour - 15 * minute;
  const at = (id: string, when: number, info: object = row.provisioningStatusInfo) => ({
    ...row,
    id,
    activityDateTime: toIso(when),
    provisioningStatusInfo: info,
  });
  const failed = at("failed", now - 40 * minute);
  const written = at("written", now - 20 * minute, success);
  const isFiltered = (path: string) => path.includes("status eq");
  /** Pages of failures, and pages of everything, by their number. */
  const answering =
    (failures: unknown[][], everything: unknown[][]): Answers =>
    (path) => {
      const [, kind, number] = /\$skiptoken=(failures|everything)-(\d+)/.exec(path) ?? [];
      const isFailures = kind === "failures" || isFiltered(path);
      const pages = isFailures ? failures : everything;
      const index = Number(number ?? 0);
      const token = `${isFailures ? "failures" : "everything"}-${index + 1}`;
      const more = index + 1 < pages.length ? { "@odata.nextLink": `/auditLogs/x?$skiptoken=${token}` } : {};
      return { value: pages[index] ?? [], ...more };
    };
  const outcomes = (reading: unknown) => rowsOf(reading).map(({ id, outcome }) => `${id} ${outcome}`);

  test("a new failure makes everything since then be read: it may have been mended", async () => {
    const { reading, paths } = await lookAt(
      provisioningLogProbe,
      answering([[at("later", now - 30 * minute), failed]], [[written, failed]]),
      quiet,
    );
    expect(paths).toEqual([query(since), query(now - 40 * minute - 1, "")]);
    expect(outcomes(reading).toSorted()).toEqual(["failed failure", "later failure", "written success"]);
    expect(reading).toMatchObject({ truncated: false });
  });

  test("a failure that an earlier look brought is no reason to", async () => {
    const { reading, paths } = await lookAt(
      provisioningLogProbe,
      answering([[at("old", now - hour)]], []),
      quiet,
    );
    expect(paths).toEqual([query(since)]);
    expect(outcomes(reading)).toEqual(["old failure"]);
  });

  test("nor is one of another product's", async () => {
    const { paths } = await lookAt(
      provisioningLogProbe,
      answering([[{ ...failed, jobId: "salesforce.x.y" }]], []),
      quiet,
    );
    expect(paths).toEqual([query(since)]);
  });

  test("with more failures than a page holds, everything is read from the beginning", async () => {
    const { reading, paths } = await lookAt(
      provisioningLogProbe,
      answering([[failed], [at("older", now - 50 * minute)]], [[written], [failed]]),
      quiet,
    );
    expect(paths.slice(0, 2)).toEqual([query(since), query(since, "")]);
    expect(paths).toHaveLength(3);
    expect(reading).toMatchObject({ truncated: false });
    expect(rowsOf(reading)).toHaveLength(2);
  });

  test("both questions share three pages", async () => {
    const everything = Array.from({ length: 9 }, (_, n) => [at(`e-${n}`, now - 30 * minute, success)]);
    const { reading, paths } = await lookAt(provisioningLogProbe, answering([[failed]], everything), quiet);
    expect(paths).toHaveLength(3);
    expect(reading).toMatchObject({ truncated: true });
    expect(rowsOf(reading).map(({ id }) => id)).toEqual(["failed", "e-0", "e-1"]);
  });

  test("failures that show on the last page alone: what can't be read any more is said to be missing", async () => {
    const old = [at("old", now - hour)];
    const { reading, paths } = await lookAt(provisioningLogProbe, answering([old, old, [failed]], []), quiet);
    expect(paths).toHaveLength(3);
    expect(reading).toMatchObject({ truncated: true });
  });

  test("everything that is throttled leaves nothing to judge by", async () => {
    const { readings } = await lookAt(
      provisioningLogProbe,
      (path) => (isFiltered(path) ? { value: [failed] } : refusal(429)),
      quiet,
    );
    expectBlind(readings[0], "provisioning-log", { reason: "throttled" });
  });
});

describe("a poll that runs out of time", () => {
  const outOfTime = () =>
    new GraphFault({ reason: "unreachable", detail: "no time left in this poll", outOfTime: true });
  const late: Answers = (path) =>
    path.includes("skiptoken")
      ? outOfTime()
      : { value: [row], "@odata.nextLink": "/auditLogs/provisioning?$skiptoken=2" };

  test("keeps the pages that it read, and says that there are more", async () => {
    const { readings } = await lookAt(provisioningLogProbe, late);
    expect(readings).toMatchObject([{ kind: "provisioning-log", truncated: true, rows: [{ id: "row-1" }] }]);
  });

  test("keeps the failures where there is no time for the successes", async () => {
    const { readings } = await lookAt(
      provisioningLogProbe,
      (path) => (path.includes("status eq") ? { value: [row] } : outOfTime()),
      remembering({ watermarkAt: now }),
    );
    expect(readings).toMatchObject([{ kind: "provisioning-log", truncated: true, rows: [{ id: "row-1" }] }]);
  });

  test("with the status clause refused, asks without it the next time, while there is time", async () => {
    const options = { cache: new Map(), ...remembering({ watermarkAt: now }) };
    const first = await lookAt(
      provisioningLogProbe,
      (path) => (path.includes("status eq") ? refusal(400) : outOfTime()),
      options,
    );
    expectBlind(first.readings[0], "provisioning-log", { reason: "unreachable" });
    const second = await lookAt(provisioningLogProbe, () => ({ value: [row] }), options);
    expect(second.paths).toEqual([query(now - 15 * minute, "")]);
  });

  test("before the first page it is blind", async () => {
    const { readings } = await lookAt(provisioningLogProbe, outOfTime);
    expectBlind(readings[0], "provisioning-log", { reason: "unreachable" });
  });
});

describe("a row", () => {
  test("of a failure", async () => {
    const { readings } = await look(row);
    expect(readings).toEqual([
      {
        kind: "provisioning-log",
        truncated: false,
        rows: [
          {
            id: "row-1",
            at: Date.parse("2026-09-14T06:31:08Z"),
            jobId,
            outcome: "failure",
            code: "AzureActiveDirectoryDuplicateObject",
            reason: "StatusCode: 409 Message: mara.lindt is taken",
            objectKey: "b1d3",
            objectName: "Mara Lindt",
            action: "create",
          },
        ],
      },
    ]);
  });

  test("of a success has neither code nor reason", async () => {
    const { errorInformation } = row.provisioningStatusInfo;
    const { reading } = await look(
      { ...row, provisioningStatusInfo: success },
      { ...row, id: "row-2", provisioningStatusInfo: { status: "Success", errorInformation } },
    );
    expect(rowsOf(reading).map(({ outcome, code, reason }) => ({ outcome, code, reason }))).toEqual(
      Array(2).fill({ outcome: "success", code: null, reason: null }),
    );
  });

  test("none is an answer", async () => {
    const { readings } = await look();
    expect(readings).toEqual([{ kind: "provisioning-log", rows: [], truncated: false }]);
  });

  const dropped: [name: string, changes: Record<string, unknown>][] = [
    ["another product's job", { jobId: "aws.74beb1753b704b63b8d56f0b76082b16.10a7a801" }],
    ["the kind that stands for others", { jobId: "other.74beb175" }],
    ["no job", { jobId: null }],
    ["skipped", { provisioningStatusInfo: { status: "skipped" } }],
    ["a warning", { provisioningStatusInfo: { status: "warning" } }],
    ["a word of the future", { provisioningStatusInfo: { status: "unknownFutureValue" } }],
    ["no status", { provisioningStatusInfo: null }],
    ["a staged delete", { provisioningAction: "stagedDelete" }],
    ["a staged delete, as the filters spell it", { provisioningAction: "stageddelete" }],
    ["no date", { activityDateTime: "" }],
    ["the date that means never", { activityDateTime: "0001-01-01T00:00:00Z" }],
    ["no id", { id: null }],
  ];
  test.each(dropped)("dropped: %s", async (_name, changes) => {
    const { reading } = await look({ ...row, id: "other", ...changes }, null, "x", row);
    expect(rowsOf(reading)).toHaveLength(1);
  });

  test.each(["AD2AADPasswordHash", "AAD2ADGroupProvisioning", "ad2aadprovisioning"])(
    "a job of the kind %s counts",
    async (kind) => {
      const { reading } = await look({ ...row, jobId: `${kind}.6f0c3a525c2e4d579a540e3a9b7f1c20` });
      expect(rowsOf(reading)).toHaveLength(1);
    },
  );

  const named: [name: string, changes: Record<string, unknown>, key: string, objectName: string | null][] = [
    ["its id, and its name", {}, "b1d3", "Mara Lindt"],
    [
      "its name where it has no id",
      { sourceIdentity: { id: "", displayName: "Mara Lindt" } },
      "Mara Lindt",
      "Mara Lindt",
    ],
    [
      "its name in Entra ID",
      { sourceIdentity: null, targetIdentity: { displayName: "Mara in the cloud" } },
      "Mara in the cloud",
      "Mara in the cloud",
    ],
    [
      "what a step calls it",
      { sourceIdentity: {}, targetIdentity: undefined },
      "mara.lindt@northwind.example",
      "mara.lindt@northwind.example",
    ],
    ["the change", { sourceIdentity: null, targetIdentity: [], provisioningSteps: null }, "change-1", null],
    [
      "the row, at last",
      {
        sourceIdentity: null,
        targetIdentity: null,
        provisioningSteps: [null, { details: "x" }],
        changeId: null,
      },
      "row-1",
      null,
    ],
  ];
  test.each(named)("the object is known by %s", async (_name, changes, objectKey, objectName) => {
    const { reading } = await look({ ...row, ...changes });
    expect(rowsOf(reading)[0]).toMatchObject({ objectKey, objectName });
  });

  test("a failure without a word, and one with too many", async () => {
    const { reading } = await look(
      { ...row, provisioningStatusInfo: { status: "FAILURE", errorInformation: null } },
      {
        ...row,
        id: "row-2",
        provisioningStatusInfo: { status: "failure", errorInformation: { reason: "x".repeat(9_000) } },
      },
    );
    expect(rowsOf(reading)[0]).toMatchObject({ outcome: "failure", code: null, reason: null });
    expect(rowsOf(reading)[1]?.reason).toHaveLength(500);
  });

  test("a date far ahead does not become the newest for good", async () => {
    const { reading } = await look({ ...row, activityDateTime: "2099-01-01T00:00:00Z" });
    expect(rowsOf(reading)[0]?.at).toBe(now + hour);
  });
});

describe("blind", () => {
  const nonPremium = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";
  const faults: [name: string, answer: () => unknown, reason: string, permission: string | null][] = [
    ["refused", () => refusal(403), "permission", "ProvisioningLog.Read.All"],
    ["not licensed", () => refusal(403, nonPremium), "licence", null],
    ["throttled", () => refusal(429), "throttled", null],
    ["any filter is refused", () => refusal(400), "malformed", null],
    ["no list", () => ({ value: null }), "malformed", null],
  ];
  test.each(faults)("%s", async (_name, answer, reason, permission) => {
    const { readings } = await lookAt(provisioningLogProbe, answer);
    expect(readings).toHaveLength(1);
    expectBlind(readings[0], "provisioning-log", {
      covers: ["provisioning-log"],
      reason: reason as "permission",
      permission,
    });
  });

  test("a page that fails half way: not half a reading", async () => {
    const { readings } = await lookAt(provisioningLogProbe, (path) =>
      path.includes("skiptoken")
        ? refusal(503)
        : { value: [row], "@odata.nextLink": "/auditLogs/provisioning?$skiptoken=2" },
    );
    expect(readings.map(({ kind }) => kind)).toEqual(["blind"]);
  });
});

test("it says what it needs", () => {
  expect(provisioningLogProbe).toMatchObject({
    licence: "Entra ID P1 or P2",
    notIn: ["china"],
    findings: ["job-entry-errors"],
    permissions: [{ name: "ProvisioningLog.Read.All", instead: ["AuditLog.Read.All", "Directory.Read.All"] }],
  });
});
