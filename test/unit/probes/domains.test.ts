/** Users on the initial domain for want of a verified suffix: who counts, who does not, and who can't be judged. */
import { describe, expect, test } from "vitest";
import { day } from "../../../src/domain/instant.ts";
import { emptyMemory } from "../../../src/domain/tenant.ts";
import { domainsProbe } from "../../../src/probes/domains/probe.ts";
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

const initial = "northwindlab.onmicrosoft.com";
const onInitial = `onPremisesSyncEnabled eq true and endsWith(userPrincipalName,'@${initial}')`;
const synced = "onPremisesSyncEnabled eq true";

const verifiedDomains = [
  { name: "Northwind.example", isInitial: false },
  { name: "NorthwindLab.onmicrosoft.com", isInitial: true },
  { name: null, isInitial: null },
];
const organization = (more: object = {}) =>
  rows([{ id: "t", createdDateTime: "2019-03-11T08:21:44Z", verifiedDomains, ...more }]);

const user = (more: object = {}) => ({
  id: "u1",
  displayName: "Mara Lindt",
  userPrincipalName: `mara@${initial}`,
  onPremisesUserPrincipalName: "mara@corp.local",
  onPremisesProvisioningErrors: [],
  ...more,
});

const answering = (users: FakeAnswer, tenant: FakeAnswer = organization()) =>
  createFakeGraphReader(({ resource }) => (resource === "/organization" ? tenant : users));

const memoryWith = (initialDomain: string | null) => {
  const memory = emptyMemory();
  return { ...memory, profile: { ...memory.profile, initialDomain } };
};

async function look(graph: ReturnType<typeof answering>, knownInitial: string | null = initial) {
  const [reading, ...others] = await domainsProbe.look(
    contextFor(graph, { memory: memoryWith(knownInitial) }),
  );
  expect(others).toEqual([]);
  return reading;
}

const userQuestions = (asked: FakeRequest[]) =>
  asked.filter(({ resource }) => resource === "/users").map(({ query }) => query.$filter ?? null);

test("a user whose suffix is no verified domain", async () => {
  expect(await look(answering(rows([user()])))).toEqual({
    kind: "unroutable-users",
    truncated: false,
    users: [
      {
        id: "u1",
        displayName: "Mara Lindt",
        userPrincipalName: `mara@${initial}`,
        onPremisesUserPrincipalName: "mara@corp.local",
      },
    ],
  });
});

test("no such user is an answer", async () => {
  expect(await look(answering(rows([])))).toEqual({ kind: "unroutable-users", users: [], truncated: false });
});

describe("who counts", () => {
  const parked = (category: unknown, propertyCausingError: unknown) =>
    user({ onPremisesProvisioningErrors: [{ category, propertyCausingError, value: "mara@corp.local" }] });
  const cases: [name: string, row: object, counts: boolean][] = [
    [
      "a suffix that is verified, in another case",
      user({ onPremisesUserPrincipalName: "m@NORTHWIND.example" }),
      false,
    ],
    ["a suffix below a verified one", user({ onPremisesUserPrincipalName: "m@sub.northwind.example" }), true],
    ["the initial domain on-premises too", user({ onPremisesUserPrincipalName: `m@${initial}` }), false],
    [
      "the initial domain in another case",
      user({ userPrincipalName: "m@NORTHWINDLAB.onmicrosoft.com" }),
      true,
    ],
    ["a sign-in name elsewhere", user({ userPrincipalName: "mara@northwind.example" }), false],
    ["a sign-in name that only ends alike", user({ userPrincipalName: `mara@x${initial}` }), false],
    ["parked by a conflict of sign-in names", parked("PropertyConflict", "UserPrincipalName"), false],
    ["parked, in another case", parked("propertyconflict", "userPrincipalName"), false],
    ["a conflict of addresses", parked("PropertyConflict", "ProxyAddresses"), true],
    ["an error of an unknown category", parked("Other", "UserPrincipalName"), true],
    ["no on-premises name", user({ onPremisesUserPrincipalName: null }), false],
    ["an on-premises name without a suffix", user({ onPremisesUserPrincipalName: "mara" }), false],
    ["an on-premises name with an empty suffix", user({ onPremisesUserPrincipalName: "mara@" }), false],
    ["an on-premises name that is no text", user({ onPremisesUserPrincipalName: 7 }), false],
    ["no sign-in name", user({ userPrincipalName: null }), false],
    ["nothing said of errors", user({ onPremisesProvisioningErrors: null, displayName: null }), true],
  ];
  test.each(cases)("%s: %s", async (_name, row, counts) => {
    expect(await look(answering(rows([row])))).toHaveProperty("users.length", counts ? 1 : 0);
  });

  test("a row without an id makes the whole unreadable", async () => {
    const reading = await look(answering(rows([user({ id: null })])));
    expect(reading).toMatchObject({ kind: "blind", reason: "malformed" });
  });
});

describe("what is asked", () => {
  test("with the initial domain known: both at the same moment", async () => {
    const graph = answering(rows([]));
    const looking = domainsProbe.look(
      contextFor(graph, { memory: memoryWith("NorthwindLab.onmicrosoft.com") }),
    );
    expect(graph.asked.map(({ resource }) => resource)).toMatchObject(["/organization", "/users"]);
    await looking;
    expect(graph.asked).toHaveLength(2);
    expect(graph.asked[1]).toMatchObject({
      version: "v1.0",
      resource: "/users",
      query: {
        $filter: onInitial,
        $select: "id,displayName,userPrincipalName,onPremisesUserPrincipalName,onPremisesProvisioningErrors",
        $top: "999",
        $count: "true",
      },
      headers: { ConsistencyLevel: "eventual" },
    });
  });

  test("at the first look: the organization, then the users", async () => {
    const graph = answering(rows([user()]));
    const looking = domainsProbe.look(contextFor(graph));
    expect(graph.asked.map(({ resource }) => resource)).toMatchObject(["/organization"]);
    expect(await looking).toMatchObject([{ users: [{ id: "u1" }] }]);
    expect(userQuestions(graph.asked)).toMatchObject([onInitial]);
  });

  test("with another initial domain than was known: the users once more, and only those count", async () => {
    const graph = createFakeGraphReader(({ resource, query }) => {
      if (resource === "/organization") return organization();
      return query.$filter === onInitial ? rows([user()]) : rows([user({ id: "old" })], "2");
    });
    expect(await look(graph, "old.onmicrosoft.com")).toMatchObject({ users: [{ id: "u1" }] });
    expect(userQuestions(graph.asked)).toMatchObject([
      onInitial.replace(initial, "old.onmicrosoft.com"),
      onInitial,
    ]);
  });

  test("a refusal of the question about the old one does not count", async () => {
    const graph = createFakeGraphReader(({ resource, query }) => {
      if (resource === "/organization") return organization();
      return query.$filter === onInitial ? rows([user()]) : refusal(400, "Other");
    });
    expect(await look(graph, "old.onmicrosoft.com")).toMatchObject({ users: [{ id: "u1" }] });
  });

  test("a quote in the domain stays within the filter's text", async () => {
    const graph = answering(rows([]));
    await look(graph, "o'neill.onmicrosoft.com");
    expect(userQuestions(graph.asked)[0]).toContain("'@o''neill.onmicrosoft.com')");
  });
});

test("a refused filter is replaced by a reading of every synchronized user, and not asked again for a day", async () => {
  const elsewhere = user({ id: "u2", userPrincipalName: "x@northwind.example" });
  const graph = createFakeGraphReader(({ resource, query }) => {
    if (resource === "/organization") return organization();
    return query.$filter === onInitial ? unsupportedQuery : rows([elsewhere, user()]);
  });
  const context = contextFor(graph, { memory: memoryWith(initial) });
  const questionsAt = async (now: number) => {
    graph.asked.length = 0;
    expect(await domainsProbe.look({ ...context, now })).toMatchObject([{ users: [{ id: "u1" }] }]);
    return userQuestions(graph.asked);
  };
  expect(await questionsAt(fakeNow)).toEqual([onInitial, synced]);
  expect(await questionsAt(fakeNow + day - 1)).toEqual([synced]);
  expect(await questionsAt(fakeNow + day)).toEqual([onInitial, synced]);
});

describe("blindness names the part that failed", () => {
  const cases: [name: string, users: FakeAnswer, tenant: FakeAnswer, want: object][] = [
    [
      "users refused",
      noPrivileges,
      organization(),
      { reason: "permission", permission: "User.Read.All", code: "Authorization_RequestDenied" },
    ],
    [
      "organization refused",
      rows([user()]),
      noPrivileges,
      { reason: "permission", permission: "Organization.Read.All" },
    ],
    [
      "organization answered half",
      rows([user()]),
      organization({ createdDateTime: null }),
      { reason: "permission", permission: "Organization.Read.All" },
    ],
    [
      "no initial domain",
      rows([user()]),
      organization({ verifiedDomains: null }),
      { reason: "unsupported", permission: null },
    ],
    ["no organization", rows([user()]), rows([]), { reason: "malformed", permission: null }],
    ["no list of users", { status: 200, body: {} }, organization(), { reason: "malformed" }],
  ];
  test("both refused: both are named, where both were asked for", async () => {
    const graph = () => answering(refusal(403), refusal(403));
    expect(await look(graph(), null)).toMatchObject({ permission: "Organization.Read.All" });
    expect(await look(graph())).toMatchObject({ permission: "Organization.Read.All, User.Read.All" });
  });

  test.each(cases)("%s", async (_name, users, tenant, want) => {
    for (const known of [initial, null]) {
      expect(await look(answering(users, tenant), known)).toMatchObject({
        kind: "blind",
        probe: "domains",
        covers: ["unroutable-users"],
        ...want,
      });
    }
  });
});

test("10,000 users are kept, more are only noted, and the reading ends there", async () => {
  let page = 0;
  const graph = createFakeGraphReader(({ resource }) => {
    if (resource === "/organization") return organization();
    page += 1;
    const list = Array.from({ length: 999 }, (_, index) => user({ id: `${page}-${index}` }));
    return rows(list, String(page + 1));
  });
  const reading = await look(graph);
  expect(reading).toMatchObject({ kind: "unroutable-users", truncated: true });
  expect(reading).toHaveProperty("users.length", 10_000);
  expect(page).toBe(11);
});
