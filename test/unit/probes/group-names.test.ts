/** Mail-enabled groups without a display name: what is a name, and what Graph may refuse. */
import { describe, expect, test } from "vitest";
import { day } from "../../../src/domain/instant.ts";
import { lookOrBlind } from "../../../src/probes/blind.ts";
import { groupNamesProbe } from "../../../src/probes/group-names/probe.ts";
import {
  contextFor,
  createFakeGraphReader,
  type FakeAnswer,
  fakeNow,
  noPrivileges,
  rows,
  unsupportedQuery,
} from "../../support/fake-graph-reader.ts";

const mailEnabled = "onPremisesSyncEnabled eq true and mailEnabled eq true";
const synced = "onPremisesSyncEnabled eq true";
const group = (displayName: unknown, more: object = {}) => ({
  id: "g1",
  displayName,
  mail: "g1@northwind.example",
  ...more,
});

async function look(answer: FakeAnswer) {
  const [reading, ...others] = await lookOrBlind(
    groupNamesProbe,
    contextFor(createFakeGraphReader(() => answer)),
  );
  expect(others).toEqual([]);
  return reading;
}

describe("a display name of", () => {
  const cases: [name: string, displayName: unknown, missing: boolean][] = [
    ["null", null, true],
    ["nothing", "", true],
    ["blanks", " \t\n\u00a0", true],
    ["marks that can't be seen", "\u200e\u202e", true],
    ["a word", "Team", false],
    ["a word between blanks", "  Team ", false],
    ["a single sign", "0", false],
  ];
  test.each(cases)("%s: missing is %s", async (_name, displayName, missing) => {
    expect(await look(rows([group(displayName)]))).toEqual({
      kind: "empty-group-names",
      groups: missing ? [{ id: "g1", mail: "g1@northwind.example" }] : [],
      truncated: false,
    });
  });

  test.each([
    ["that leaves the name out", group(undefined)],
    ["with a name that is no text", group(7)],
    ["without an id", group(null, { id: "" })],
    ["that is null", null],
  ])("a row %s makes the whole unreadable", async (_name, row) => {
    expect(await look(rows([row]))).toMatchObject({ kind: "blind", reason: "malformed" });
  });

  test("a group without a mail address is told all the same", async () => {
    expect(await look(rows([group(null, { mail: null })]))).toMatchObject({
      groups: [{ id: "g1", mail: null }],
    });
  });
});

test("one question, asked at once, for no more than is read; no such group is an answer", async () => {
  const graph = createFakeGraphReader(() => rows([]));
  const looking = groupNamesProbe.look(contextFor(graph));
  expect(graph.asked).toMatchObject([
    {
      version: "v1.0",
      resource: "/groups",
      query: { $filter: mailEnabled, $select: "id,displayName,mail", $top: "999" },
      headers: {},
    },
  ]);
  expect(await looking).toEqual([{ kind: "empty-group-names", groups: [], truncated: false }]);
  expect(graph.asked).toHaveLength(1);
});

test("a refused filter is replaced by a reading of every synchronized group, and not asked again for a day", async () => {
  const graph = createFakeGraphReader(({ query }) =>
    query.$filter === mailEnabled
      ? unsupportedQuery
      : rows([
          group(null, { id: "security", mailEnabled: false }),
          group("", { id: "list", mailEnabled: true }),
          group("Team", { id: "named", mailEnabled: true }),
        ]),
  );
  const context = contextFor(graph);
  const questionsAt = async (now: number) => {
    graph.asked.length = 0;
    expect(await groupNamesProbe.look({ ...context, now })).toMatchObject([{ groups: [{ id: "list" }] }]);
    return graph.asked.map(({ query }) => [query.$filter, query.$select]);
  };
  const narrow = [mailEnabled, "id,displayName,mail"];
  const broad = [synced, "id,displayName,mail,mailEnabled"];
  expect(await questionsAt(fakeNow)).toEqual([narrow, broad]);
  expect(await questionsAt(fakeNow + day - 1)).toEqual([broad]);
  expect(await questionsAt(fakeNow + day)).toEqual([narrow, broad]);
});

test("a clock that was set back does not keep a refusal alive", async () => {
  const graph = createFakeGraphReader(({ query }) =>
    query.$filter === mailEnabled ? unsupportedQuery : rows([]),
  );
  const context = contextFor(graph);
  await groupNamesProbe.look(context);
  graph.asked.length = 0;
  await groupNamesProbe.look({ ...context, now: fakeNow - day });
  expect(graph.asked.map(({ query }) => query.$filter)).toMatchObject([mailEnabled, synced]);
});

test("without the permission it is blind, and names it", async () => {
  expect(await look(noPrivileges)).toMatchObject({
    kind: "blind",
    probe: "group-names",
    covers: ["empty-group-names"],
    reason: "permission",
    permission: "Group.Read.All",
  });
});

test("10,000 groups are kept, more are only noted, and the reading ends there", async () => {
  let page = 0;
  const graph = createFakeGraphReader(() => {
    page += 1;
    const list = Array.from({ length: 999 }, (_, index) => group(null, { id: `${page}-${index}` }));
    return rows(list, String(page + 1));
  });
  const [reading] = await groupNamesProbe.look(contextFor(graph));
  expect(reading).toMatchObject({ kind: "empty-group-names", truncated: true });
  expect(reading).toHaveProperty("groups.length", 10_000);
  expect(page).toBe(11);
});
