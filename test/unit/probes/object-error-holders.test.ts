/** Who has the value that is held back: what is asked of Graph, how often, and what an answer is worth. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, hour, minute } from "../../../src/domain/instant.ts";
import type { ObjectError } from "../../../src/domain/synced-object.ts";
import { objectErrorsProbe } from "../../../src/probes/object-errors/probe.ts";
import type { ProbeContext } from "../../../src/probes/probe.ts";
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

type Row = Record<string, unknown> & { id: string };
interface Conflict {
  value: string | null;
  id?: string;
  property?: string | null;
  category?: string | null;
  at?: number;
}

const clausesOf = ({ query }: FakeRequest) => (query.$filter ?? "").split(" or ");
const isAboutHolders = ({ query }: FakeRequest) => /proxyAddresses/.test(query.$filter ?? "");

/** Users with these conflicts, and a directory that answers whoever is asked for by `answer`. */
function directoryOf(
  conflicts: readonly Conflict[],
  answer: (request: FakeRequest) => FakeAnswer = () => rows([]),
) {
  const wanting = conflicts.map(({ value, id, property, category, at }, index) => ({
    id: id ?? `wants-${index}`,
    displayName: `Wants ${index}`,
    userPrincipalName: `wants-${index}@x.onmicrosoft.com`,
    onPremisesProvisioningErrors: [
      {
        category: category === undefined ? "PropertyConflict" : category,
        propertyCausingError: property === undefined ? "ProxyAddresses" : property,
        value,
        occurredDateTime: new Date(at ?? fakeNow - index * minute).toISOString(),
      },
    ],
  }));
  const graph = createFakeGraphReader((request) => {
    if (isAboutHolders(request)) return answer(request);
    return rows(request.resource === "/users" ? wanting : []);
  });
  const context = contextFor(graph);
  const look = async (more: Partial<ProbeContext> = {}): Promise<ObjectError[]> => {
    const [reading] = await objectErrorsProbe.look({ ...context, ...more });
    if (reading?.kind !== "object-errors") throw new Error(`blind: ${JSON.stringify(reading)}`);
    return reading.errors;
  };
  /** What was asked about holders since this was asked last. */
  const asked = () => graph.asked.splice(0).filter(isAboutHolders);
  return { look, asked };
}

const at =
  (resource: string, ...found: Row[]) =>
  (request: FakeRequest) =>
    rows(request.resource === resource ? found : []);

const cloudUser = {
  id: "h1",
  displayName: "Ines Novak",
  userPrincipalName: "Mara.Lindt@contoso.example",
  proxyAddresses: [],
};
const team = {
  id: "h2",
  displayName: "Team",
  mail: "team@contoso.example",
  proxyAddresses: ["SMTP:team@contoso.example", "smtp:Mara.Lindt@contoso.example"],
};

describe("the holder is", () => {
  const cases: [name: string, conflict: Conflict, where: string, row: Row, address: string | null][] = [
    [
      "a user with that sign-in name",
      { property: "UserPrincipalName", value: "mara.lindt@contoso.example" },
      "/users",
      cloudUser,
      "Mara.Lindt@contoso.example",
    ],
    [
      "a user whose sign-in name is that address",
      { value: "SMTP:mara.lindt@contoso.example" },
      "/users",
      cloudUser,
      "Mara.Lindt@contoso.example",
    ],
    [
      "a group with that address among others",
      { value: "mara.lindt@contoso.example" },
      "/groups",
      team,
      "team@contoso.example",
    ],
    [
      "a group whose address is a wanted sign-in name",
      { property: "userPrincipalName", value: "mara.lindt@contoso.example" },
      "/groups",
      team,
      "team@contoso.example",
    ],
    [
      "a contact with that address for calls",
      { property: "ProxyAddress", value: "SIP:Bram@contoso.example" },
      "/contacts",
      { id: "h3", proxyAddresses: ["sip:bram@contoso.example"] },
      null,
    ],
  ];
  test.each(cases)("%s", async (_name, conflict, where, row, address) => {
    const { look } = directoryOf([conflict], at(where, row));
    const objectType = where.slice(1, -1);
    const { id, displayName = null } = row;
    expect(await look()).toMatchObject([{ holder: { objectType, objectId: id, displayName, address } }]);
  });

  const others: [name: string, value: string, row: Row][] = [
    [
      "somebody else, whom nobody asked for",
      "smtp:mara.lindt@contoso.example",
      { ...team, proxyAddresses: [] },
    ],
    ["the same address of another kind", "sip:mara.lindt@contoso.example", team],
    ["the mail address alone", "smtp:team@contoso.example", { ...team, proxyAddresses: [] }],
    ["addresses that can't be read", "smtp:team@contoso.example", { ...team, proxyAddresses: "x" }],
    ["the object itself", "smtp:mara.lindt@contoso.example", { ...team, id: "wants-0" }],
  ];
  test.each(others)("not %s", async (_name, value, row) => {
    const { look } = directoryOf([{ value }], at("/groups", row));
    expect(await look()).toMatchObject([{ holder: null }]);
  });

  test("of two objects that want the same the one for the other, where one has it by another name", async () => {
    const { look } = directoryOf(
      [
        { id: "h1", value: "smtp:mara.lindt@contoso.example" },
        { id: "u2", value: "smtp:mara.lindt@contoso.example" },
      ],
      (request) =>
        rows(request.resource === "/users" ? [cloudUser] : request.resource === "/groups" ? [team] : []),
    );
    expect(await look()).toMatchObject([{ holder: { objectId: "h2" } }, { holder: { objectId: "h1" } }]);
  });
});

describe("the question", () => {
  const addressClauses = (...addresses: string[]) =>
    addresses.map((address) => `proxyAddresses/any(p:p eq '${address}')`);

  test("is put to all three at one moment, in default mode, after the lists are read", async () => {
    const { look, asked } = directoryOf([{ value: "SMTP:Mara@contoso.example" }]);
    await look();
    const questions = asked();
    const both = addressClauses("smtp:Mara@contoso.example", "SMTP:Mara@contoso.example");
    expect(questions.map(({ resource, headers }) => [resource, headers])).toEqual([
      ["/users", {}],
      ["/groups", {}],
      ["/contacts", {}],
    ]);
    expect(questions.map(clausesOf)).toEqual([
      ["userPrincipalName eq 'Mara@contoso.example'", ...both],
      both,
      both,
    ]);
    expect(questions.map(({ query }) => query.$select)).toEqual([
      "id,displayName,userPrincipalName,proxyAddresses",
      "id,displayName,mail,proxyAddresses",
      "id,displayName,mail,proxyAddresses",
    ]);
    expect(new Set(questions.map(({ exchange }) => exchange))).toEqual(new Set([2]));
  });

  const values: [name: string, value: string, spelled: string[]][] = [
    ["a quote is doubled", "smtp:o'hara@x.example", ["smtp:o''hara@x.example", "SMTP:o''hara@x.example"]],
    [
      "signs of a URL arrive",
      "a+b#c&d%e@x.example",
      ["smtp:a+b#c&d%e@x.example", "SMTP:a+b#c&d%e@x.example"],
    ],
    ["another scheme is kept", "sIp:bob@x.example", ["sip:bob@x.example", "SIP:bob@x.example"]],
    ["a name of the old kind", "X500:/o=Org/cn=Bob", ["x500:/o=Org/cn=Bob", "X500:/o=Org/cn=Bob"]],
  ];
  test.each(values)("%s", async (_name, value, spelled) => {
    const { look, asked } = directoryOf([{ value }]);
    await look();
    const [ofUsers, ofGroups] = asked().map(clausesOf);
    expect(ofGroups).toEqual(addressClauses(...spelled));
    const names = value.includes("@") && !value.startsWith("sIp") ? 1 : 0;
    expect(ofUsers?.slice(names)).toEqual(ofGroups);
  });

  const skipped: [name: string, conflict: Conflict][] = [
    ["without a value", { value: null }],
    ["of nothing but a scheme", { value: "smtp:" }],
    ["of another category", { value: "smtp:a@x.example", category: "Other" }],
    ["of a category that is not said", { value: "smtp:a@x.example", category: null }],
    ["of another property", { value: "a@x.example", property: "ImmutableId" }],
    ["of 10 KB", { value: `smtp:${"a".repeat(10_000)}@x.example` }],
    ["of 121 characters", { value: `smtp:${"a".repeat(116)}` }],
    ["of signs that take thrice the room", { value: `smtp:${"\u3042".repeat(100)}` }],
    ["with half a character", { value: "smtp:\ud800@x.example" }],
  ];
  test.each(skipped)("is not asked about a conflict %s", async (_name, conflict) => {
    const { look, asked } = directoryOf([conflict]);
    const [error] = await look();
    expect(asked()).toEqual([]);
    expect(error).not.toHaveProperty("holder");
  });

  test("is asked about the newest 20 values, in ten requests of 15 clauses at most, and then the next", async () => {
    const conflicts = Array.from({ length: 23 }, (_, n) => ({
      value: `smtp:user-${n}@contoso.example`,
      at: fakeNow - n * minute,
    }));
    // The same values again, of other objects and in other letters, are no further questions.
    const again = conflicts.map(({ value }) => ({ value: value.toUpperCase(), at: fakeNow - day }));
    const { look, asked } = directoryOf([...again, ...conflicts].toReversed());
    const errors = await look();
    const questions = asked();
    const counts = questions.map((request) => `${request.resource} ${clausesOf(request).length}`);
    expect(counts).toEqual([
      ...Array(4).fill("/users 15"),
      ...["/groups 14", "/groups 14", "/groups 12"],
      ...["/contacts 14", "/contacts 14", "/contacts 12"],
    ]);
    expect(errors.filter(({ holder }) => holder === null)).toHaveLength(40);
    expect(errors.slice(0, 4).map((error) => "holder" in error)).toEqual([false, false, false, true]);

    await look({ now: fakeNow + 15 * minute });
    expect(asked().flatMap(clausesOf)).toHaveLength(3 * (3 + 2 + 2));
    await look({ now: fakeNow + 30 * minute });
    expect(asked()).toEqual([]);
  });

  test("never takes more than one $batch, nor a longer URL than Graph reads", async () => {
    const long = (n: number) => `smtp:${n}${"é".repeat(60)}@contoso.example`;
    const { look, asked } = directoryOf(Array.from({ length: 20 }, (_, n) => ({ value: long(n) })));
    await look();
    const questions = asked();
    expect(questions.length).toBeGreaterThan(12);
    expect(questions.length).toBeLessThanOrEqual(20);
    for (const { query, resource } of questions) {
      const url = `${resource}?$filter=${encodeURIComponent(query.$filter ?? "")}&$select=${query.$select}`;
      expect(url.length).toBeLessThanOrEqual(2_000);
    }
    // What did not fit is asked at the next look.
    await look({ now: fakeNow + 15 * minute });
    expect(asked().length).toBeGreaterThan(0);
  });
});

describe("what is known", () => {
  const value = "smtp:mara.lindt@contoso.example";

  test("who was found is not looked for again, and stays named", async () => {
    const { look, asked } = directoryOf([{ value }], at("/groups", team));
    await look();
    asked();
    expect(await look({ now: fakeNow + 9 * day })).toMatchObject([{ holder: { objectId: "h2" } }]);
    expect(asked()).toEqual([]);
  });

  test("who was not found is looked for again after a day", async () => {
    const { look, asked } = directoryOf([{ value }]);
    await look();
    asked();
    expect(await look({ now: fakeNow + day - 1 })).toMatchObject([{ holder: null }]);
    expect(asked()).toEqual([]);
    await look({ now: fakeNow + day });
    expect(asked()).toHaveLength(3);
  });

  test("is forgotten with the conflict", async () => {
    const conflicts: Conflict[] = [{ value }];
    const found = at("/groups", team);
    const { look, asked } = directoryOf(conflicts, found);
    const cache = new Map();
    await look({ cache });
    const none = directoryOf([], found);
    await none.look({ cache });
    asked();
    await look({ cache, now: fakeNow + hour });
    expect(asked()).toHaveLength(3);
  });
});

describe("without an answer from", () => {
  const value = "smtp:mara.lindt@contoso.example";
  const failing = (answer: FakeAnswer, found: Row[] = []) =>
    directoryOf([{ value }], ({ resource }) => {
      if (resource === "/contacts") return answer;
      return rows(resource === "/groups" ? found : []);
    });
  const odd = (body: unknown): FakeAnswer => ({ status: 200, body });

  const answers: [name: string, answer: FakeAnswer, askedNext: number][] = [
    ["a refused filter", unsupportedQuery, 0],
    ["a refused permission", noPrivileges, 0],
    ["an unknown resource", refusal(404, "Request_ResourceNotFound"), 3],
    ["an overloaded service", refusal(503, "ServiceUnavailable"), 3],
    ["an answer that is no list", odd({ value: "x" }), 0],
    ["an answer of nothing", odd(null), 0],
    ["a list that goes on and on", rows([team], "2"), 0],
  ];
  test.each(answers)(
    "contacts (%s) nobody is said to be missing, and nothing is blind",
    async (_name, answer, next) => {
      const { look, asked } = failing(answer);
      const [error] = await look();
      expect(error).toMatchObject({ value });
      expect(error).not.toHaveProperty("holder");
      expect(asked()).toHaveLength(3);
      await look({ now: fakeNow + 15 * minute });
      expect(asked()).toHaveLength(next);
      await look({ now: fakeNow + 2 * day });
      expect(asked()).toHaveLength(3);
    },
  );

  test.each(answers)("contacts (%s) whoever was found elsewhere is the holder", async (_name, answer) => {
    const { look, asked } = failing(answer, [team]);
    expect(await look()).toMatchObject([{ holder: { objectId: "h2" } }]);
    asked();
    await look({ now: fakeNow + 15 * minute });
    expect(asked()).toEqual([]);
  });
});

test("whatever is held back and whatever Graph answers, the reading is there", async () => {
  const json = fc.jsonValue({ maxDepth: 2 });
  const wild = fc.string({ unit: "binary", maxLength: 400 });
  const conflict = fc.record({
    value: fc.oneof(
      wild,
      wild.map((text) => `smtp:${text}`),
      fc.constant("smtp:a@x.example"),
    ),
    property: fc.constantFrom("UserPrincipalName", "ProxyAddresses"),
  });
  const row = fc.record({
    id: fc.oneof(json, fc.string()),
    displayName: json,
    userPrincipalName: fc.oneof(json, fc.constant("a@x.example")),
    proxyAddresses: fc.oneof(json, fc.array(fc.oneof(json, wild, fc.constant("smtp:a@x.example")))),
  });
  const answer = fc.oneof(
    fc.array(row).map((value) => rows(value)),
    json.map((body): FakeAnswer => ({ status: 200, body })),
    fc.constantFrom(400, 401, 403, 404, 429, 500).map((status) => refusal(status, "BadRequest")),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(conflict, { minLength: 1, maxLength: 30 }),
      fc.array(answer, { minLength: 1, maxLength: 5 }),
      async (conflicts, answers) => {
        let turn = 0;
        const { look, asked } = directoryOf(conflicts, () => answers[turn++ % answers.length] ?? rows([]));
        const errors = await look();
        expect(errors).toHaveLength(conflicts.length);
        expect(asked().length).toBeLessThanOrEqual(20);
        for (const { holder, objectId } of errors) expect(holder?.objectId).not.toBe(objectId);
      },
    ),
    { numRuns: 200 },
  );
});
