/** Conflicting addresses and sign-in names: what counts as one, what Graph may refuse, and what makes it blind. */
import { describe, expect, test } from "vitest";
import { day, hour } from "../../../src/domain/instant.ts";
import { GraphFault } from "../../../src/graph/fault.ts";
import { objectErrorsProbe } from "../../../src/probes/object-errors/probe.ts";
import {
  contextFor,
  createFakeGraphReader,
  type FakeAnswer,
  type FakeRequest,
  fakeNow,
  noPrivileges,
  refusal,
  rows,
  unsupportedQuery,
} from "../../support/fake-graph-reader.ts";

const conflict = "onPremisesProvisioningErrors/any(o:o/category eq 'PropertyConflict')";
const synced = "onPremisesSyncEnabled eq true";
const filterOf = ({ query }: FakeRequest) => query.$filter ?? null;

const entry = (value: string, propertyCausingError: unknown = "ProxyAddresses") => ({
  category: "PropertyConflict",
  propertyCausingError,
  value,
  occurredDateTime: "2026-09-13T22:04:10.1183026Z",
});
const mara = {
  id: "u1",
  displayName: "Mara Lindt",
  userPrincipalName: "mara.lindt4821@northwindlab.onmicrosoft.com",
  onPremisesProvisioningErrors: [entry("mara.lindt@northwind.example", "UserPrincipalName")],
};
const none: Record<string, FakeAnswer> = { "/users": rows([]), "/groups": rows([]), "/contacts": rows([]) };
const answering = (answers: Record<string, FakeAnswer>) =>
  createFakeGraphReader(({ resource }) => ({ ...none, ...answers })[resource] ?? refusal(404, "NotFound"));

async function look(graph: ReturnType<typeof answering>) {
  const [reading, ...others] = await objectErrorsProbe.look(contextFor(graph));
  expect(others).toEqual([]);
  return reading;
}

/** The errors of a user whose list of errors is this. */
async function errorsFrom(onPremisesProvisioningErrors: unknown) {
  const reading = await look(answering({ "/users": rows([{ ...mara, onPremisesProvisioningErrors }]) }));
  return reading?.kind === "object-errors" ? reading.errors : reading;
}

test("a conflict of a user, a group and a contact, each with the address people know it by", async () => {
  const team = { id: "g1", displayName: "Team", mail: "team@northwind.example" };
  const guest = { id: "c1", displayName: null, mail: null };
  const graph = answering({
    "/users": rows([mara]),
    "/groups": rows([{ ...team, onPremisesProvisioningErrors: [entry("SMTP:team@northwind.example")] }]),
    "/contacts": rows([{ ...guest, onPremisesProvisioningErrors: [entry("smtp:x@y.example")] }]),
  });
  const reading = await look(graph);
  expect(reading).toMatchObject({ kind: "object-errors", truncated: false });
  expect(reading).toHaveProperty("errors.length", 3);
  expect(reading).toHaveProperty("errors.0", {
    objectType: "user",
    objectId: "u1",
    displayName: "Mara Lindt",
    address: "mara.lindt4821@northwindlab.onmicrosoft.com",
    category: "PropertyConflict",
    property: "UserPrincipalName",
    value: "mara.lindt@northwind.example",
    occurredAt: Date.parse("2026-09-13T22:04:10.118Z"),
    holder: null,
  });
  expect(reading).toHaveProperty("errors.1.address", "team@northwind.example");
  expect(reading).toHaveProperty("errors.2.address", null);
});

test("all three are asked at the same moment, in default mode, for no more than is read", async () => {
  const graph = answering({});
  const looking = objectErrorsProbe.look(contextFor(graph));
  expect(graph.asked.map(({ resource }) => resource)).toMatchObject(["/users", "/groups", "/contacts"]);
  expect(await looking).toEqual([{ kind: "object-errors", errors: [], truncated: false }]);
  expect(graph.asked).toHaveLength(3);
  expect(graph.asked[0]).toMatchObject({
    version: "v1.0",
    resource: "/users",
    query: {
      $filter: conflict,
      $select: "id,displayName,userPrincipalName,onPremisesProvisioningErrors",
      $top: "999",
    },
    headers: {},
  });
  expect(graph.asked[1]?.query.$select).toBe("id,displayName,mail,onPremisesProvisioningErrors");
});

describe("the property", () => {
  const cases: [said: unknown, read: string | null][] = [
    ["ProxyAddress", "ProxyAddresses"],
    ["proxyaddresses", "ProxyAddresses"],
    ["userprincipalname", "UserPrincipalName"],
    ["Mail", "Mail"],
    [null, null],
    [7, null],
  ];
  test.each(cases)("%j is read as %j", async (said, read) => {
    expect(await errorsFrom([entry("x", said)])).toMatchObject([{ property: read }]);
  });
});

describe("odd lists of errors", () => {
  const cases: [name: string, list: unknown, values: (string | null)[]][] = [
    ["two values held back are two errors", [entry("a"), entry("b")], ["a", "b"]],
    ["null is none", null, []],
    ["an entry with nothing in it is one all the same", [{}], [null]],
    ["an entry that is no object is left out", [null, "x", entry("a")], ["a"]],
    ["a value that is no text", [{ ...entry("a"), value: 7 }], [null]],
  ];
  test.each(cases)("%s", async (_name, list, values) => {
    expect(await errorsFrom(list)).toMatchObject(values.map((value) => ({ value })));
    expect(await errorsFrom(list)).toHaveLength(values.length);
  });

  test.each([
    ["without the list", { ...mara, onPremisesProvisioningErrors: undefined }],
    ["with something else for a list", { ...mara, onPremisesProvisioningErrors: "none" }],
    ["without an id", { ...mara, id: null }],
    ["that is null", null],
  ])("a row %s makes the whole unreadable", async (_name, row) => {
    const reading = await look(answering({ "/users": rows([mara, row]) }));
    expect(reading).toMatchObject({ kind: "blind", reason: "malformed", permission: null });
  });

  test("an object on two pages counts once", async () => {
    const graph = createFakeGraphReader(({ resource }) => {
      if (resource === "/users") return rows([mara], "2");
      return resource === "/next" ? rows([mara]) : rows([]);
    });
    expect(await look(graph)).toHaveProperty("errors.length", 1);
  });
});

describe("a refused filter", () => {
  const other = { ...mara, onPremisesProvisioningErrors: [{ ...entry("a"), category: "Other" }] };
  const clean = { ...mara, id: "u2", onPremisesProvisioningErrors: [] };

  test.each([
    [400, "Request_UnsupportedQuery"],
    [400, "Request_BadRequest"],
    [400, "BadRequest"],
    [400, ""],
    [501, "NotImplemented"],
  ])("%i %s: every synchronized object is read, whatever the category", async (status, code) => {
    const graph = createFakeGraphReader((request) => {
      if (request.resource !== "/users") return rows([]);
      return filterOf(request) === conflict ? refusal(status, code) : rows([clean, other]);
    });
    expect(await look(graph)).toMatchObject({ errors: [{ objectId: "u1", category: "Other" }] });
    expect(graph.asked.map(filterOf)).toMatchObject([conflict, conflict, conflict, synced]);
  });

  test("is remembered for a day, for that type only, and then tried again", async () => {
    const graph = createFakeGraphReader((request) =>
      request.resource === "/contacts" && filterOf(request) === conflict ? unsupportedQuery : rows([]),
    );
    const context = contextFor(graph);
    const contactsAskedAt = async (now: number) => {
      graph.asked.length = 0;
      await objectErrorsProbe.look({ ...context, now });
      expect(graph.asked.filter((request) => filterOf(request) === conflict).length).toBeGreaterThan(1);
      return graph.asked.filter(({ resource }) => resource === "/contacts").map(filterOf);
    };
    expect(await contactsAskedAt(fakeNow)).toEqual([conflict, synced]);
    expect(await contactsAskedAt(fakeNow + 15 * 60_000)).toEqual([synced]);
    expect(await contactsAskedAt(fakeNow + day - hour)).toEqual([synced]);
    expect(await contactsAskedAt(fakeNow + day)).toEqual([conflict, synced]);
  });

  test("where even the synchronized objects can't be asked for, all are read and the others left out", async () => {
    const graph = createFakeGraphReader((request) => {
      if (request.resource !== "/contacts") return rows([]);
      if (filterOf(request) !== null) return unsupportedQuery;
      return rows([
        { ...other, id: "synced", onPremisesSyncEnabled: true },
        { ...other, id: "cloud", onPremisesSyncEnabled: null },
        { ...other, id: "was-synced", onPremisesSyncEnabled: false },
        { ...other, id: "unsaid" },
      ]);
    });
    expect(await look(graph)).toMatchObject({ errors: [{ objectId: "synced" }, { objectId: "unsaid" }] });
    expect(graph.asked.at(-1)?.query.$select).toBe(
      "id,displayName,mail,onPremisesProvisioningErrors,onPremisesSyncEnabled",
    );
  });

  test("in the midst of a list is no answer to go on with", async () => {
    const graph = createFakeGraphReader(({ resource }) => {
      if (resource === "/users") return rows([mara], "2");
      return resource === "/next" ? unsupportedQuery : rows([]);
    });
    expect(await look(graph)).toMatchObject({ kind: "blind", reason: "malformed" });
    expect(graph.asked).toHaveLength(4);
  });

  test("another fault is not taken for one", async () => {
    const graph = answering({ "/users": refusal(400, "Directory_ExpiredPageToken") });
    expect(await look(graph)).toMatchObject({ kind: "blind", code: "Directory_ExpiredPageToken" });
    expect(graph.asked).toHaveLength(3);
  });
});

describe("half a list proves nothing", () => {
  test.each([
    ["/users", "User.Read.All"],
    ["/groups", "Group.Read.All"],
    ["/contacts", "OrgContact.Read.All"],
  ])("without %s the whole is blind for want of %s", async (resource, permission) => {
    const reading = await look(answering({ "/users": rows([mara]), [resource]: noPrivileges }));
    expect(reading).toMatchObject({
      kind: "blind",
      probe: "object-errors",
      covers: ["object-errors"],
      reason: "permission",
      code: "Authorization_RequestDenied",
      permission,
      requestId: "r-1",
    });
  });

  test("of several reasons, the missing permission is named before what passes by itself", async () => {
    const graph = answering({ "/users": refusal(503, "ServiceUnavailable"), "/contacts": noPrivileges });
    expect(await look(graph)).toMatchObject({ reason: "permission", permission: "OrgContact.Read.All" });
  });

  test("of several missing permissions, each is named", async () => {
    const graph = answering({ "/users": noPrivileges, "/groups": rows([]), "/contacts": noPrivileges });
    expect(await look(graph)).toMatchObject({
      reason: "permission",
      permission: "User.Read.All, OrgContact.Read.All",
    });
  });

  test("a fault in the fallback is a fault, with its own reason", async () => {
    const graph = createFakeGraphReader((request) => {
      if (request.resource !== "/groups") return rows([]);
      if (filterOf(request) === conflict) return unsupportedQuery;
      return new GraphFault({ reason: "throttled", detail: "groups: slow down", status: 429 });
    });
    expect(await look(graph)).toMatchObject({ kind: "blind", reason: "throttled", permission: null });
  });
});

test("50,000 errors are kept, more are only noted, and the reading ends there", async () => {
  let page = 0;
  const graph = createFakeGraphReader((request) => {
    const { resource } = request;
    const isAboutHolders = filterOf(request)?.includes("proxyAddresses");
    if (resource === "/groups" || resource === "/contacts" || isAboutHolders) return rows([]);
    page += 1;
    const list = Array.from({ length: 999 }, (_, index) => ({
      ...mara,
      id: `${page}-${index}`,
    }));
    return rows(list, String(page + 1));
  });
  const reading = await look(graph);
  expect(reading).toMatchObject({ kind: "object-errors", truncated: true });
  expect(reading).toHaveProperty("errors.length", 50_000);
  expect(page).toBe(51);
});
