/** Microsoft's own incidents: which ones count, in which order, and what happens where the filter is refused. */
import { describe, expect, test } from "vitest";
import type { ServiceIncidentsReading } from "../../../src/domain/reading.ts";
import { serviceIncidentsProbe } from "../../../src/probes/service-incidents/probe.ts";
import { type Answers, expectBlind, lookAt, refusal } from "../../support/fake-graph-reader.ts";

const issue = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  title: "Delays in directory synchronization",
  service: "Microsoft Entra",
  status: "serviceDegradation",
  startDateTime: "2026-09-14T04:00:00Z",
  endDateTime: null,
  isResolved: false,
  ...changes,
});
const ids = (reading: unknown) =>
  (reading as ServiceIncidentsReading).incidents.map((incident) => incident.id);
const list = "/admin/serviceAnnouncement/issues";
const filtered = `${list}?$filter=isResolved eq false&$top=100`;

describe("what it reads", () => {
  test("an open issue of ours", async () => {
    const { readings, paths } = await lookAt(serviceIncidentsProbe, () => ({ value: [issue("MO987654")] }));
    expect(paths).toEqual([filtered]);
    expect(readings).toEqual([
      {
        kind: "service-incidents",
        incidents: [
          {
            id: "MO987654",
            title: "Delays in directory synchronization",
            service: "Microsoft Entra",
            status: "serviceDegradation",
            startedAt: Date.parse("2026-09-14T04:00:00Z"),
          },
        ],
      },
    ]);
  });

  test("none is an answer", async () => {
    const { readings } = await lookAt(serviceIncidentsProbe, () => ({ value: [] }));
    expect(readings).toEqual([{ kind: "service-incidents", incidents: [] }]);
  });

  const kept: [name: string, changes: Record<string, unknown>, stays: boolean][] = [
    ["Identity Service", { service: "Identity Service" }, true],
    ["Microsoft Entra ID, in capitals", { service: "MICROSOFT ENTRA ID" }, true],
    ["Azure Active Directory", { service: "Azure Active Directory" }, true],
    ["Microsoft 365 suite", { service: "Microsoft 365 suite" }, true],
    ["Exchange Online", { service: "Exchange Online" }, false],
    ["no service", { service: null }, false],
    ["resolved", { isResolved: true }, false],
    ["resolved is not said, no end", { isResolved: null }, true],
    [
      "resolved is not said, with an end",
      { isResolved: undefined, endDateTime: "2026-09-14T05:00:00Z" },
      false,
    ],
    ["no id", { id: null }, false],
  ];
  test.each(kept)("%s", async (_name, changes, stays) => {
    const { reading } = await lookAt(serviceIncidentsProbe, () => ({
      value: [null, 7, issue("A", changes)],
    }));
    expect(ids(reading)).toEqual(stays ? ["A"] : []);
  });

  test("the newest first, at most twenty, each once, titles cut", async () => {
    const value = Array.from({ length: 30 }, (_, index) =>
      issue(`A${index}`, { startDateTime: `2026-09-${index < 9 ? "0" : ""}${index + 1}T00:00:00Z` }),
    );
    const undated = issue("undated", { startDateTime: null });
    const { reading } = await lookAt(serviceIncidentsProbe, () => ({
      value: [
        undated,
        ...value,
        issue("A29", { startDateTime: "2026-09-30T00:00:00Z", title: "x".repeat(900) }),
      ],
    }));
    expect(ids(reading)).toHaveLength(20);
    expect(ids(reading).slice(0, 3)).toEqual(["A29", "A28", "A27"]);
    expect((reading as ServiceIncidentsReading).incidents[0]?.title).toHaveLength(200);
  });

  test("pages are followed, but not for ever", async () => {
    let page = 0;
    const { reading, paths } = await lookAt(serviceIncidentsProbe, () => {
      page += 1;
      return { value: [issue(`A${page}`)], "@odata.nextLink": `${list}?$skip=${page}` };
    });
    expect(paths).toHaveLength(10);
    expect(ids(reading)).toHaveLength(10);
  });
});

test("a refused filter is dropped, two pages are read, and that is remembered", async () => {
  const cache = new Map();
  const answers: Answers = (path) =>
    path.includes("$filter")
      ? refusal(400)
      : {
          value: [issue(`A${path.length}`), issue("B", { isResolved: true })],
          "@odata.nextLink": `${path}${path.includes("?") ? "0" : "?$skip=1"}`,
        };
  const first = await lookAt(serviceIncidentsProbe, answers, { cache });
  expect(first.paths).toEqual([filtered, list, `${list}?$skip=1`]);
  expect(ids(first.reading)).toHaveLength(2);
  const second = await lookAt(serviceIncidentsProbe, answers, { cache });
  expect(second.paths).toEqual([list, `${list}?$skip=1`]);
});

const blind: [name: string, answer: () => unknown, reason: string, permission: string | null][] = [
  ["refused", () => refusal(403), "permission", "ServiceHealth.Read.All"],
  ["the whole list is refused too", () => refusal(400), "malformed", null],
  ["throttled", () => refusal(429), "throttled", null],
  ["no list", () => ({}), "malformed", null],
];
test.each(blind)("blind: %s", async (_name, answer, reason, permission) => {
  const { reading } = await lookAt(serviceIncidentsProbe, answer);
  expectBlind(reading, "service-incidents", {
    covers: ["service-incidents"],
    reason: reason as "permission",
    permission,
  });
});
