/** How many objects are synchronized: Graph's own counts, and what is no count. */
import { describe, expect, test } from "vitest";
import { objectCountsProbe } from "../../../src/probes/object-counts/probe.ts";
import {
  contextFor,
  createFakeGraphReader,
  type FakeAnswer,
  noPrivileges,
  refusal,
} from "../../support/fake-graph-reader.ts";

const counted = (count: unknown): FakeAnswer => ({
  status: 200,
  body: { "@odata.count": count, value: [{ id: "one" }] },
});
const uncounted: FakeAnswer = { status: 200, body: { value: [{ id: "one" }] } };

const answering = (answers: Record<string, FakeAnswer>) =>
  createFakeGraphReader(({ resource }) => answers[resource] ?? counted(7));

async function look(answers: Record<string, FakeAnswer>) {
  const [reading, ...others] = await objectCountsProbe.look(contextFor(answering(answers)));
  expect(others).toEqual([]);
  return reading;
}

test("each type has its own count", async () => {
  expect(await look({ "/users": counted(18_102), "/groups": counted(212), "/contacts": counted(0) })).toEqual(
    { kind: "object-counts", users: 18_102, groups: 212, contacts: 0 },
  );
});

test("three questions at the same moment, with what an advanced query needs", async () => {
  const graph = answering({});
  const looking = objectCountsProbe.look(contextFor(graph));
  const query = {
    $filter: "onPremisesSyncEnabled eq true",
    $count: "true",
    $top: "1",
    $select: "id",
  };
  const headers = { ConsistencyLevel: "eventual" };
  expect(graph.asked).toMatchObject(
    ["/users", "/groups", "/contacts"].map((resource) => ({ version: "v1.0", resource, query, headers })),
  );
  await looking;
  expect(graph.asked).toHaveLength(3);
});

describe("a count of users that Graph writes as", () => {
  const cases: [name: string, answer: FakeAnswer, users: number | null][] = [
    ["a number", counted(12), 12],
    ["0", counted(0), 0],
    ["text", counted("12"), 12],
    ["empty text", counted(""), null],
    ["other text", counted("many"), null],
    ["null", counted(null), null],
    ["less than nothing", counted(-1), null],
    ["a list", counted([3]), null],
    ["nothing at all", uncounted, null],
  ];
  test.each(cases)("%s", async (_name, answer, users) => {
    expect(await look({ "/users": answer })).toEqual({
      kind: "object-counts",
      users,
      groups: 7,
      contacts: 7,
    });
  });
});

test.each([
  ["/users", "User.Read.All"],
  ["/groups", "Group.Read.All"],
  ["/contacts", "OrgContact.Read.All"],
])("without %s the whole is blind for want of %s", async (resource, permission) => {
  expect(await look({ [resource]: noPrivileges })).toMatchObject({
    kind: "blind",
    probe: "object-counts",
    covers: ["object-counts"],
    reason: "permission",
    permission,
  });
});

test.each<[string, FakeAnswer]>([
  ["no object", { status: 200, body: "18102" }],
  ["null", { status: 200, body: null }],
  ["a refused query", refusal(400, "Request_UnsupportedQuery")],
])("%s for an answer is blind, not zero", async (_name, answer) => {
  expect(await look({ "/groups": answer })).toMatchObject({
    kind: "blind",
    reason: "malformed",
    permission: null,
  });
});
