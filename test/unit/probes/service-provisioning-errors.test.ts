/** Errors that a service published on synchronized objects: which count, what their XML says, and the refused filter. */
import { describe, expect, test } from "vitest";
import { day, hour } from "../../../src/domain/instant.ts";
import { serviceProvisioningErrorsProbe } from "../../../src/probes/service-provisioning-errors/probe.ts";
import { textOfXml } from "../../../src/probes/service-provisioning-errors/text-of-xml.ts";
import {
  contextFor,
  createFakeGraphReader,
  type FakeRequest,
  fakeNow,
  noPrivileges,
  refusal,
  rows,
  unsupportedQuery,
} from "../../support/fake-graph-reader.ts";

const unresolved = "serviceProvisioningErrors/any(x:x/isResolved eq false)";
const synced = "onPremisesSyncEnabled eq true";
const filterOf = ({ query }: FakeRequest) => query.$filter ?? null;

const xmlError = {
  "@odata.type": "#microsoft.graph.serviceProvisioningXmlError",
  createdDateTime: "2026-09-12T03:10:00Z",
  isResolved: false,
  serviceInstance: "exchange/EURP189-005",
  errorDetail: "<ServiceInstance><Name>EURP189-005</Name><Why>Bad &amp; worse</Why></ServiceInstance>",
};
const mara = {
  id: "u1",
  displayName: "Mara Lindt",
  userPrincipalName: "mara@northwind.example",
  onPremisesSyncEnabled: true,
  serviceProvisioningErrors: [xmlError],
};

/** A tenant whose users are these rows, with neither groups nor contacts. */
const withUsers = (list: unknown[]) =>
  createFakeGraphReader(({ resource }) => rows(resource === "/users" ? list : []));

async function look(graph: ReturnType<typeof withUsers>) {
  const [reading, ...others] = await serviceProvisioningErrorsProbe.look(contextFor(graph));
  expect(others).toEqual([]);
  return reading;
}

const lookAtErrors = (serviceProvisioningErrors: unknown) =>
  look(withUsers([{ ...mara, serviceProvisioningErrors }]));

test("an unresolved error, with its service and the text of its XML", async () => {
  expect(await look(withUsers([mara]))).toEqual({
    kind: "service-errors",
    truncated: false,
    errors: [
      {
        objectType: "user",
        objectId: "u1",
        displayName: "Mara Lindt",
        address: "mara@northwind.example",
        service: "exchange",
        detail: "EURP189-005 Bad & worse",
        createdAt: Date.parse("2026-09-12T03:10:00Z"),
      },
    ],
  });
});

test("groups and contacts are known by their mail address", async () => {
  const group = { ...mara, id: "g1", mail: "team@northwind.example" };
  const graph = createFakeGraphReader(({ resource }) => rows(resource === "/users" ? [] : [group]));
  expect(await look(graph)).toMatchObject({
    errors: [
      { objectType: "group", address: "team@northwind.example" },
      { objectType: "contact", address: "team@northwind.example" },
    ],
  });
});

test("all three are asked at the same moment; nothing found is an answer", async () => {
  const graph = withUsers([]);
  const looking = serviceProvisioningErrorsProbe.look(contextFor(graph));
  expect(graph.asked.map(({ resource }) => resource)).toEqual(["/users", "/groups", "/contacts"]);
  expect(await looking).toEqual([{ kind: "service-errors", errors: [], truncated: false }]);
  expect(graph.asked.map(({ query }) => query)).toMatchObject([
    {
      $filter: unresolved,
      $select: "id,displayName,userPrincipalName,onPremisesSyncEnabled,serviceProvisioningErrors",
      $top: "999",
    },
    { $select: "id,displayName,mail,onPremisesSyncEnabled,serviceProvisioningErrors" },
    { $select: "id,displayName,mail,onPremisesSyncEnabled,serviceProvisioningErrors" },
  ]);
});

describe("which errors count", () => {
  const cases: [name: string, error: unknown, read: object[]][] = [
    ["a resolved one does not", { ...xmlError, isResolved: true }, []],
    ["one that does not say so does", { ...xmlError, isResolved: null }, [{ service: "exchange" }]],
    ["one with nothing in it does", {}, [{ service: null, detail: null, createdAt: null }]],
    ["one that is no object does not", null, []],
    ["a service without an instance", { serviceInstance: "SharePoint" }, [{ service: "SharePoint" }]],
    ["an instance without a service", { serviceInstance: "/x" }, [{ service: null }]],
    ["a detail that is no text", { errorDetail: { code: 7 } }, [{ detail: null }]],
    ["a detail of tags alone", { errorDetail: "<a><b/></a>" }, [{ detail: null }]],
    ["year 0001", { createdDateTime: "0001-01-01T00:00:00Z" }, [{ createdAt: null }]],
  ];
  test.each(cases)("%s", async (_name, error, read) => {
    expect(await lookAtErrors([error])).toHaveProperty("errors.length", read.length);
    expect(await lookAtErrors([error])).toMatchObject({ errors: read });
  });

  test("null for the list is none; a row without it makes the whole unreadable", async () => {
    expect(await lookAtErrors(null)).toMatchObject({ kind: "service-errors", errors: [] });
    expect(await lookAtErrors(undefined)).toMatchObject({ kind: "blind", reason: "malformed" });
  });

  test("those of the cloud's own objects, which the filter finds as well, do not", async () => {
    const cloud = { ...mara, id: "u2", onPremisesSyncEnabled: null };
    expect(await look(withUsers([cloud, mara]))).toMatchObject({ errors: [{ objectId: "u1" }] });
  });

  test("a long detail is cut", async () => {
    const reading = await lookAtErrors([{ ...xmlError, errorDetail: `<a>${"word ".repeat(2_000)}</a>` }]);
    const detail = reading?.kind === "service-errors" ? reading.errors[0]?.detail : null;
    expect(detail).toMatch(/^word word .*…$/);
    expect(detail).toHaveLength(300);
  });
});

describe("the text of XML", () => {
  const cases: [xml: string, text: string][] = [
    ["plain", "plain"],
    ["<a>one</a><b>two</b>", "one two"],
    ["<a\n b='c'> one\n\t two </a>", "one two"],
    ["&lt;b&gt; &quot;x&quot; &apos;y&apos; &amp;amp; &nbsp;", `<b> "x" 'y' &amp; &nbsp;`],
    ["<?xml version='1.0'?><!-- <a>not this</a> --><a>this</a>", "this"],
    ["<a><![CDATA[1 < 2 && <b>bold</b> &amp;]]></a>", "1 < 2 && <b>bold</b> &amp;"],
    ["limit < 5 and > 3", "limit < 5 and > 3"],
    ["cut <a>in the <mid", "cut in the <mid"],
    ["<![CDATA[never <b>closed</b>", "<![CDATA[never <b>closed</b>"],
    ["<", "<"],
    ["", ""],
  ];
  test.each(cases)("%j is %j", (xml, text) => expect(textOfXml(xml)).toBe(text));

  test.each(["<a ", "<![CDATA[", "<!--", "<a>", "<", "&amp"])(
    "%j over and over does not hold it up",
    (piece) => {
      const startedAt = performance.now();
      textOfXml(piece.repeat(500_000));
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    },
  );
});

test("the refused filter is replaced by a reading of every synchronized object, and not asked again for a day", async () => {
  const graph = createFakeGraphReader((request) => {
    if (filterOf(request) === unresolved) return unsupportedQuery;
    return rows(request.resource === "/users" ? [mara] : []);
  });
  const context = contextFor(graph);
  const lookAt = (now: number) => serviceProvisioningErrorsProbe.look({ ...context, now });

  expect(await lookAt(fakeNow)).toMatchObject([{ errors: [{ objectId: "u1" }] }]);
  expect(graph.asked.map(filterOf)).toEqual([...Array(3).fill(unresolved), ...Array(3).fill(synced)]);

  graph.asked.length = 0;
  const again = lookAt(fakeNow + day - 1);
  expect(graph.asked.map(filterOf)).toEqual([synced, synced, synced]);
  expect(await again).toMatchObject([{ errors: [{ objectId: "u1" }] }]);

  graph.asked.length = 0;
  await lookAt(fakeNow + day);
  expect(graph.asked.map(filterOf)).toContain(unresolved);
});

test.each([
  ["/users", "User.Read.All"],
  ["/groups", "Group.Read.All"],
  ["/contacts", "OrgContact.Read.All"],
])("without %s the whole is blind for want of %s", async (resource, permission) => {
  const graph = createFakeGraphReader((request) =>
    request.resource === resource ? noPrivileges : rows([mara]),
  );
  expect(await look(graph)).toMatchObject({
    kind: "blind",
    probe: "service-provisioning-errors",
    covers: ["service-errors"],
    reason: "permission",
    permission,
  });
});

test("10,000 errors are kept, more are only noted, and the reading ends there", async () => {
  let page = 0;
  const graph = createFakeGraphReader(({ resource }) => {
    if (resource === "/groups" || resource === "/contacts") return rows([]);
    page += 1;
    const list = Array.from({ length: 600 }, (_, index) => ({
      ...mara,
      id: `${page}-${index}`,
      serviceProvisioningErrors: [xmlError, xmlError, { ...xmlError, isResolved: true }],
    }));
    return rows(list, String(page + 1));
  });
  const reading = await look(graph);
  expect(reading).toMatchObject({ kind: "service-errors", truncated: true });
  expect(reading).toHaveProperty("errors.length", 10_000);
  expect(page).toBe(9);
});

describe("a directory of many pages", () => {
  const page = (n: number, last: number) =>
    rows([{ ...mara, id: `u${n}` }], n < last ? String(n + 1) : undefined);
  const tenant = (last: number) =>
    createFakeGraphReader(({ resource, query }) => {
      if (query.$skiptoken !== undefined) return page(Number(query.$skiptoken), last);
      return resource === "/users" ? page(1, last) : rows([]);
    });

  test("is read in several looks, without a reading until the last, and no page twice", async () => {
    const graph = tenant(7);
    const context = contextFor(graph, { pagesAtOnce: 3 });
    expect(await serviceProvisioningErrorsProbe.look(context)).toEqual([]);
    expect(await serviceProvisioningErrorsProbe.look(context)).toEqual([]);
    const [reading] = await serviceProvisioningErrorsProbe.look(context);
    expect(reading).toMatchObject({ kind: "service-errors", truncated: false });
    expect(reading).toHaveProperty("errors.length", 7);
    const users = graph.asked.filter(({ resource }) => resource !== "/groups" && resource !== "/contacts");
    expect(new Set(users.map(({ path }) => path)).size).toBe(users.length);
    expect(graph.asked.filter(({ resource }) => resource === "/groups")).toHaveLength(1);
  });

  test("that ends on the last allowed page is read to its end", async () => {
    const context = contextFor(tenant(3), { pagesAtOnce: 3 });
    expect(await serviceProvisioningErrorsProbe.look(context)).toHaveLength(1);
  });

  /** Users whose pages never end: `next` names the page after each. */
  const endless = (next: (page: number) => number) =>
    createFakeGraphReader(({ resource, query }) => {
      if (resource !== "/users" && query.$skiptoken === undefined) return rows([]);
      const n = Number(query.$skiptoken ?? 1);
      return rows([{ ...mara, id: `u${n}` }], String(next(n)));
    });
  const endlessly = { kind: "blind", reason: "malformed", covers: ["service-errors"] };

  test("that lead round in a circle longer than a look is no list, and the next look begins anew", async () => {
    const graph = endless((n) => (n === 5 ? 2 : n + 1));
    const context = contextFor(graph, { pagesAtOnce: 3 });
    expect(await serviceProvisioningErrorsProbe.look(context)).toEqual([]);
    expect(await serviceProvisioningErrorsProbe.look(context)).toMatchObject([
      { ...endlessly, detail: "users: a nextLink leads back to a page already read" },
    ]);
    graph.asked.length = 0;
    expect(await serviceProvisioningErrorsProbe.look(context)).toEqual([]);
    expect(graph.asked.map(({ resource }) => resource)).toContain("/users");
  });

  test("of which there are more than 2,000 is no list either", async () => {
    const graph = endless((n) => n + 1);
    const context = contextFor(graph, { pagesAtOnce: 900 });
    expect(await serviceProvisioningErrorsProbe.look(context)).toEqual([]);
    expect(await serviceProvisioningErrorsProbe.look(context)).toEqual([]);
    expect(await serviceProvisioningErrorsProbe.look(context)).toMatchObject([
      { ...endlessly, detail: "users: a list that does not end: more than 2000 pages" },
    ]);
    const users = graph.asked.filter(({ resource }) => resource !== "/groups" && resource !== "/contacts");
    expect(users).toHaveLength(2_000);
  });

  test("that takes longer than six hours is given up", async () => {
    const context = contextFor(tenant(9), { pagesAtOnce: 1 });
    const lookAfter = (ms: number) => serviceProvisioningErrorsProbe.look({ ...context, now: fakeNow + ms });
    expect(await lookAfter(0)).toEqual([]);
    expect(await lookAfter(6 * hour)).toEqual([]);
    expect(await lookAfter(6 * hour + 1)).toMatchObject([
      { ...endlessly, detail: "users: a list that does not end: not read in 6 hours" },
    ]);
    expect(await lookAfter(6 * hour + 2)).toEqual([]);
  });

  test("a page that fails makes it blind, and the next look begins anew", async () => {
    let broken = true;
    const graph = createFakeGraphReader(({ resource, query }) => {
      if (query.$skiptoken === "3" && broken) return refusal(503);
      if (query.$skiptoken !== undefined) return page(Number(query.$skiptoken), 4);
      return resource === "/users" ? page(1, 4) : rows([]);
    });
    const context = contextFor(graph, { pagesAtOnce: 2 });
    expect(await serviceProvisioningErrorsProbe.look(context)).toEqual([]);
    expect(await serviceProvisioningErrorsProbe.look(context)).toMatchObject([
      { kind: "blind", reason: "unreachable" },
    ]);
    broken = false;
    expect(await serviceProvisioningErrorsProbe.look(context)).toEqual([]);
    const [reading] = await serviceProvisioningErrorsProbe.look(context);
    expect(reading).toHaveProperty("errors.length", 4);
  });
});
