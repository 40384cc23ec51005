import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../../src/domain/instant.ts";
import { createManualClock } from "../../../src/simulator/manual-clock.ts";
import { createTenant } from "../../../src/simulator/tenant.ts";
import { openWorld, start, type World } from "./setup.ts";

const eventual = { ConsistencyLevel: "eventual" };
const conflicts = "onPremisesProvisioningErrors/any(o:o/category eq 'PropertyConflict')";

let world: World;
beforeEach(async () => {
  world = await openWorld({}, { pageSize: 10 });
});
afterEach(() => world.close());

/** Every page, and every page's body. */
async function readAll(path: string, headers: Record<string, string> = {}) {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever the simulator sent.
  const bodies: any[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const { json } = await world.get(next, headers);
    bodies.push(json);
    next = json["@odata.nextLink"];
  }
  return { bodies, rows: bodies.flatMap((body) => body.value) };
}

async function namesOf(path: string, headers: Record<string, string> = {}) {
  return (await readAll(path, headers)).rows.map((row) => row.displayName);
}

describe("a new tenant", () => {
  test.each([
    { collection: "users", all: 26, synced: 24 },
    { collection: "groups", all: 6, synced: 6 },
    { collection: "contacts", all: 3, synced: 3 },
  ])(
    "has $all $collection, $synced of them synced, each with its own id",
    async ({ collection, all, synced }) => {
      const { rows } = await readAll(`/v1.0/${collection}?$select=id,onPremisesSyncEnabled`);
      expect(rows).toHaveLength(all);
      expect(new Set(rows.map((row) => row.id)).size).toBe(all);
      expect(rows.filter((row) => row.onPremisesSyncEnabled === true)).toHaveLength(synced);
      expect(rows.filter((row) => row.onPremisesSyncEnabled === null)).toHaveLength(all - synced);
    },
  );

  test("is healthy: no errors, verified suffixes, three mail-enabled groups, every group with a name", async () => {
    const select = "$select=userPrincipalName,onPremisesUserPrincipalName,onPremisesSyncEnabled";
    const { rows: users } = await readAll(`/v1.0/users?${select},onPremisesProvisioningErrors`);
    for (const user of users) {
      const domain = user.onPremisesSyncEnabled ? "contoso.example" : "contoso.onmicrosoft.com";
      expect(user.userPrincipalName).toMatch(new RegExp(`^[a-z]+\\.[a-z]+@${domain}$`));
      expect(user.onPremisesUserPrincipalName).toBe(
        user.onPremisesSyncEnabled ? user.userPrincipalName : null,
      );
      expect(user.onPremisesProvisioningErrors).toEqual([]);
    }
    const { rows: groups } = await readAll("/v1.0/groups");
    expect(groups.filter((group) => group.mailEnabled)).toHaveLength(3);
    expect(groups.every((group) => group.displayName !== "")).toBe(true);
  });

  test.each([{ syncEnabled: null }, { syncEnabled: false }])(
    "that begins with sync at $syncEnabled has the same people, none of them synced",
    ({ syncEnabled }) => {
      const { directory } = createTenant({ clock: world.clock, name: "fabrikam", syncEnabled });
      expect(directory.users.singles()).toHaveLength(26);
      expect(directory.users.singles().filter(({ synced }) => synced)).toEqual([]);
      expect(directory.groups.singles().filter(({ synced }) => synced)).toEqual([]);
    },
  );
});

describe("members", () => {
  test("of users: a basic set; the rest only when selected", async () => {
    const { json } = await world.get("/v1.0/users?$top=1");
    expect(Object.keys(json.value[0]).sort()).toEqual([
      "businessPhones",
      "displayName",
      "givenName",
      "id",
      "jobTitle",
      "mail",
      "mobilePhone",
      "officeLocation",
      "preferredLanguage",
      "surname",
      "userPrincipalName",
    ]);
    const selected = await world.get(
      "/v1.0/users?$top=1&$select=id,proxyAddresses,serviceProvisioningErrors",
    );
    expect(Object.keys(selected.json.value[0])).toEqual([
      "id",
      "proxyAddresses",
      "serviceProvisioningErrors",
    ]);
    expect(selected.json["@odata.context"]).toBe(
      `${world.cloud.graphUrl}/v1.0/$metadata#users(id,proxyAddresses,serviceProvisioningErrors)`,
    );
  });

  test.each(["groups", "contacts"])("of %s: the errors come by themselves", async (collection) => {
    const { json } = await world.get(`/beta/${collection}?$top=1`);
    expect(json.value[0]).toMatchObject({
      onPremisesSyncEnabled: true,
      onPremisesProvisioningErrors: [],
      serviceProvisioningErrors: [],
    });
  });

  test("that nobody knows are refused, or ignored when told so", async () => {
    const path = "/v1.0/groups?$top=1&$select=id,nonsense";
    const refused = await world.get(path);
    expect([refused.status, refused.json.error.code]).toEqual([400, "BadRequest"]);
    expect(refused.json.error.message).toContain("'nonsense' on type 'microsoft.graph.group'");
    world.tenant.unknownSelect = "ignore";
    expect(Object.keys((await world.get(path)).json.value[0])).toEqual(["id"]);
  });
});

describe("pages", () => {
  test("have the service's size, $top up to 999, and an opaque token", async () => {
    const first = (await world.get("/v1.0/users?$select=id")).json;
    expect(first.value).toHaveLength(10);
    const token = new URL(first["@odata.nextLink"]).searchParams.get("$skiptoken");
    expect(token).not.toMatch(/^\d*$/);
    expect(first["@odata.nextLink"]).toContain(`${world.cloud.graphUrl}/v1.0/users?`);
    const { bodies } = await readAll("/v1.0/users?$select=id");
    expect(bodies.map((body) => body.value.length)).toEqual([10, 10, 6]);
    expect((await world.get("/v1.0/users?$select=id&$top=999")).json.value).toHaveLength(26);
    expect((await world.get("/v1.0/users?$top=3")).json.value).toHaveLength(3);
  });

  test.each(["0", "1000", "many"])("$top=%s is refused", async (top) => {
    const { status, json } = await world.get(`/v1.0/users?$top=${top}`);
    expect([status, json.error.code]).toEqual([400, "Request_UnsupportedQuery"]);
  });

  test("of a filtered list end without a link to an empty page", async () => {
    const { bodies, rows } = await readAll("/v1.0/users?$filter=onPremisesSyncEnabled eq true&$top=12");
    expect(bodies.map((body) => body.value.length)).toEqual([12, 12]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(24);
  });
});

describe("$count", () => {
  const path = "/v1.0/users?$filter=onPremisesSyncEnabled eq true&$count=true&$select=id";

  test("needs the header, and comes on the first page only", async () => {
    const { bodies } = await readAll(path, eventual);
    expect(bodies.map((body) => body["@odata.count"])).toEqual([24, undefined, undefined]);
    expect((await world.get(path)).json).not.toHaveProperty("@odata.count");
    expect((await world.get("/v1.0/users", eventual)).json).not.toHaveProperty("@odata.count");
  });

  test("works in a batch, by the item's own header, whatever its case", async () => {
    const url = "/groups?$filter=onPremisesSyncEnabled eq true&$count=true&$top=1&$select=id";
    const { json } = await world.batch([
      { id: "with", method: "GET", url, headers: { consistencylevel: "Eventual" } },
      { id: "without", method: "GET", url },
    ]);
    const counts = json.responses.map((item: { id: string; body: Record<string, unknown> }) => [
      item.id,
      item.body["@odata.count"],
    ]);
    expect(Object.fromEntries(counts)).toEqual({ with: 6, without: undefined });
  });
});

describe("filters", () => {
  test("endsWith finds users by their sign-in name, in advanced mode only", async () => {
    const path =
      "/v1.0/users?$filter=onPremisesSyncEnabled eq true and endsWith(userPrincipalName,'@Contoso.onmicrosoft.com')";
    world.tenant.directory.addUser({
      displayName: "Lost",
      onPremisesUserPrincipalName: "lost@contoso.local",
    });
    for (const [query, headers] of [
      [path, {}],
      [path, eventual],
      [`${path}&$count=true`, {}],
    ] as const) {
      const { status, json } = await world.get(query, headers);
      expect([status, json.error?.code]).toEqual([400, "Request_UnsupportedQuery"]);
    }
    const { json } = await world.get(`${path}&$count=true`, eventual);
    expect(json).toMatchObject({
      "@odata.count": 1,
      value: [{ displayName: "Lost", userPrincipalName: "lost@contoso.onmicrosoft.com" }],
    });
  });

  test("mailEnabled finds groups, with other clauses beside it", async () => {
    const path = "/v1.0/groups?$filter=mailEnabled eq true and onPremisesSyncEnabled eq true";
    world.tenant.directory.addGroup({ displayName: "Cloud", mail: "cloud@contoso.example", synced: false });
    expect(await namesOf(path)).toEqual(["Finance", "Sales", "Engineering"]);
  });

  test("PropertyConflict needs no advanced mode, takes any variable, and can be refused", async () => {
    const { directory } = world.tenant;
    const user = directory.addUser({ displayName: "Mara Lindt" });
    directory.conflict(user, { property: "ProxyAddresses", value: "smtp:mara@contoso.example" });
    expect(await namesOf(`/v1.0/users?$filter=${conflicts}`)).toEqual(["Mara Lindt"]);
    expect(await namesOf(`/v1.0/users?$filter=${conflicts.replaceAll("o:o/", "e: e/")}`)).toEqual([
      "Mara Lindt",
    ]);
    world.tenant.propertyConflictFilter = "refuse";
    expect((await world.get(`/v1.0/users?$filter=${conflicts}`)).status).toBe(400);
  });

  describe("for whoever has an address", () => {
    // Whole addresses are sent as they are, with every character in its place.
    const pathOf = (collection: string, clauses: string[]) =>
      `${world.cloud.graphUrl}/v1.0/${collection}?$filter=${encodeURIComponent(clauses.join(" or "))}`;
    const find = (collection: string, ...clauses: string[]) =>
      namesOf(`${pathOf(collection, clauses)}&$top=999`);
    const hasAddress = (address: string) => `proxyAddresses/any(p:p eq '${address}')`;

    test("by sign-in name, mail or address, of the cloud's own too, without case but for the scheme", async () => {
      const { directory } = world.tenant;
      directory.addUser({ displayName: "Cloud", userPrincipalName: "Mara@contoso.example", synced: false });
      directory.addUser({
        displayName: "Alias",
        proxyAddresses: ["SMTP:a@contoso.example", "smtp:B@contoso.example", "sip:b@contoso.example"],
      });
      directory.addGroup({ displayName: "Team", mail: "team@contoso.example" });
      directory.addContact({ displayName: "Partner", mail: "ann@partner.example" });
      expect(await find("users", "userPrincipalName eq 'mara@CONTOSO.example'")).toEqual(["Cloud"]);
      expect(await find("users", hasAddress("smtp:b@contoso.example"))).toEqual(["Alias"]);
      expect(await find("users", hasAddress("SIP:b@contoso.example"))).toEqual([]);
      expect(
        await find("users", "userPrincipalName eq 'mara'", hasAddress("SMTP:a@contoso.example")),
      ).toEqual(["Alias"]);
      expect(await find("groups", "mail eq 'TEAM@contoso.example'")).toEqual(["Team"]);
      expect(await find("contacts", hasAddress("SMTP:ann@partner.example"))).toEqual(["Partner"]);
    });

    test.each(["o''hara", "mara+x", "a#b&c", "x or y eq ''1''"])("%s is text", async (quoted) => {
      const userPrincipalName = `${quoted.replaceAll("''", "'")}@contoso.example`;
      world.tenant.directory.addUser({ displayName: "Odd", userPrincipalName });
      expect(await find("users", `userPrincipalName eq '${quoted}@contoso.example'`)).toEqual(["Odd"]);
    });

    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => hasAddress(`smtp:${n}@x.example`));
    const long = (length: number) => [hasAddress(`smtp:${"x".repeat(length - 5)}`)];
    const limits: [name: string, collection: string, clauses: string[], status: number][] = [
      ["15 clauses", "users", many(15), 200],
      ["16 clauses", "users", many(16), 400],
      ["120 characters", "contacts", long(120), 200],
      ["121 characters", "contacts", long(121), 400],
      ["the sign-in name of a group", "groups", ["userPrincipalName eq 'x'"], 400],
      ["a mixture of and and or", "groups", ["mail eq 'x' and mail eq 'y'", "mail eq 'z'"], 400],
      ["two variables", "groups", ["proxyAddresses/any(p:q eq 'x')"], 400],
    ];
    test.each(limits)("%s of %s", async (_name, collection, clauses, status) => {
      expect((await world.get(pathOf(collection, clauses))).status).toBe(status);
    });

    test("advanced queries know neither limit", async () => {
      for (const clauses of [many(16), long(200)]) {
        const path = `${pathOf("users", clauses)}&$count=true`;
        expect((await world.get(path, eventual)).status).toBe(200);
      }
    });
  });

  test("on service errors are refused as reported, unless Microsoft has mended it", async () => {
    const path = "/beta/contacts?$filter=serviceProvisioningErrors/any(x:x/isResolved eq false)";
    const { directory } = world.tenant;
    directory.failService(directory.addContact({ displayName: "Open" }), { service: "exchange/X" });
    directory.failService(directory.addContact({ displayName: "Done" }), {
      service: "exchange/X",
      resolved: true,
    });
    const advanced = await world.get(`${path}&$count=true`, eventual);
    expect([advanced.status, advanced.json.error.code]).toEqual([400, "Request_UnsupportedQuery"]);
    world.tenant.serviceErrorFilter = "works";
    expect(await namesOf(path)).toEqual(["Open"]);
  });

  test.each([
    { collection: "users", query: "$filter=mailEnabled eq true" },
    { collection: "groups", query: "$filter=endsWith(userPrincipalName,'x')&$count=true" },
    { collection: "users", query: "$filter=onPremisesProvisioningErrors/any()" },
    {
      collection: "users",
      query: "$filter=onPremisesProvisioningErrors/any(o:x/category eq 'PropertyConflict')",
    },
    { collection: "users", query: "$filter=onPremisesSyncEnabled eq true or accountEnabled eq true" },
    { collection: "users", query: "$filter=onPremisesSyncEnabled ne true" },
    { collection: "users", query: "$filter=" },
    { collection: "contacts", query: '$search="displayName:x"' },
    { collection: "groups", query: "$orderby=displayName" },
  ])("$collection?$query is refused", async ({ collection, query }) => {
    const { status, json } = await world.get(`/v1.0/${collection}?${query}`, eventual);
    expect([status, json.error.code]).toEqual([400, "Request_UnsupportedQuery"]);
  });
});

describe("conflicts", () => {
  const members =
    "id,displayName,userPrincipalName,proxyAddresses,onPremisesUserPrincipalName,onPremisesProvisioningErrors";

  test("park a sign-in name, with a date of seven digits, until they are cleared", async () => {
    const { directory } = world.tenant;
    const user = directory.addUser({ userPrincipalName: "mara.lindt@contoso.example" });
    directory.conflict(user, {
      property: "UserPrincipalName",
      value: "mara.lindt@contoso.example",
      at: start - minute,
    });
    const [row] = (await readAll(`/v1.0/users?$filter=${conflicts}&$select=${members}`)).rows;
    expect(row).toMatchObject({
      id: user.id,
      userPrincipalName: expect.stringMatching(/^mara\.lindt\+\d{4}@contoso\.onmicrosoft\.com$/),
      onPremisesUserPrincipalName: "mara.lindt@contoso.example",
      onPremisesProvisioningErrors: [
        {
          value: "mara.lindt@contoso.example",
          category: "PropertyConflict",
          propertyCausingError: "UserPrincipalName",
          occurredDateTime: expect.stringMatching(/^2026-09-14T06:59:10\.250\d{4}Z$/),
        },
      ],
    });
    directory.clearConflicts(user);
    expect(user).toMatchObject({ userPrincipalName: "mara.lindt@contoso.example", conflicts: [] });
  });

  test("withhold an address of anything, and give it back", async () => {
    const { directory } = world.tenant;
    const group = directory.addGroup({ displayName: "Sales Europe", mail: "sales@contoso.example" });
    const contact = directory.addContact({ mail: "ann@partner.example" });
    directory.conflict(group, { property: "ProxyAddresses", value: "smtp:SALES@contoso.example" });
    directory.conflict(contact, { property: "ProxyAddress", value: "ann@partner.example" });
    const [row] = (await readAll(`/v1.0/groups?$filter=${conflicts}`)).rows;
    expect(row).toMatchObject({ mail: "sales@contoso.example", proxyAddresses: [] });
    expect(row.onPremisesProvisioningErrors[0].propertyCausingError).toBe("ProxyAddresses");
    expect(contact.proxyAddresses).toEqual([]);
    directory.clearConflicts();
    expect(group.proxyAddresses).toEqual(["SMTP:sales@contoso.example"]);
    expect((await readAll(`/v1.0/contacts?$filter=${conflicts}`)).rows).toEqual([]);
  });
});

test("service errors carry their type and XML with marks around personal values", async () => {
  const { directory } = world.tenant;
  const user = directory.addUser({ mail: "mara@contoso.example" });
  const error = directory.failService(user, { service: "exchange/EURP189-005", at: start - minute });
  const rowOf = async () => {
    const { rows } = await readAll("/v1.0/users?$select=id,serviceProvisioningErrors");
    return rows.find(({ id }) => id === user.id).serviceProvisioningErrors;
  };
  expect(await rowOf()).toEqual([
    {
      "@odata.type": "#microsoft.graph.serviceProvisioningXmlError",
      createdDateTime: "2026-09-14T06:59:10Z",
      isResolved: false,
      serviceInstance: "exchange/EURP189-005",
      errorDetail: expect.stringMatching(
        /^<ServiceInstance>.*<pii>mara@contoso\.example<\/pii>.*<\/ServiceInstance>$/,
      ),
    },
  ]);
  error.isResolved = true;
  expect((await rowOf())[0].isResolved).toBe(true);
  directory.clearServiceErrors(user);
  expect(await rowOf()).toEqual([]);
});

test("objects can be changed and removed", async () => {
  const { directory } = world.tenant;
  const group = directory.addGroup({ displayName: "Temporary" });
  group.displayName = null;
  expect(await namesOf("/v1.0/groups")).toContain(null);
  expect([directory.remove(group), directory.remove(group)]).toEqual([true, false]);
  expect(await namesOf("/v1.0/groups")).not.toContain(null);
});

describe("many users", () => {
  test("a hundred thousand take little memory, and are counted and listed", async () => {
    const { directory } = createTenant({ clock: createManualClock(start), name: "huge" });
    const before = process.memoryUsage().heapUsed;
    directory.addUsers(100_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(1_000_000);
    const ids = new Set<string>();
    const names = new Set<string>();
    for (const { item } of directory.users.walk(0)) {
      ids.add(item.id);
      names.add(item.userPrincipalName);
    }
    expect([ids.size, names.size]).toEqual([100_026, 100_026]);
    for (const id of [...ids].slice(-3)) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test("every tenth in conflict, until cleared; pages resume where the last one ended", async () => {
    world.tenant.directory.addUsers(2_000, { conflictEvery: 10 });
    const path = `/v1.0/users?$filter=${conflicts}&$count=true&$top=150&$select=id,userPrincipalName,onPremisesUserPrincipalName`;
    const { bodies, rows } = await readAll(path, eventual);
    expect(bodies[0]["@odata.count"]).toBe(200);
    expect(bodies.map((body) => body.value.length)).toEqual([150, 50]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(200);
    for (const row of rows) {
      const [prefix] = row.onPremisesUserPrincipalName.split("@");
      expect(row.userPrincipalName).toMatch(new RegExp(`^${prefix}\\+\\d{4}@contoso\\.onmicrosoft\\.com$`));
    }
    world.tenant.directory.clearConflicts();
    expect((await readAll(path, eventual)).rows).toEqual([]);
  });

  test("can be taken away again, the latest first, and never those made in the cloud", async () => {
    const { directory } = world.tenant;
    const count = async () => {
      const path = "/v1.0/users?$filter=onPremisesSyncEnabled eq true&$count=true&$top=1&$select=id";
      return (await world.get(path, eventual)).json["@odata.count"];
    };
    directory.addUsers(1_000);
    const last = directory.addUser({ displayName: "Last" });
    expect(directory.removeSyncedUsers(1)).toBe(1);
    expect(directory.users.singles()).not.toContain(last);
    expect(directory.removeSyncedUsers(60)).toBe(60);
    expect(await count()).toBe(964);
    directory.addUsers(60);
    expect(await count()).toBe(1_024);
    expect(directory.removeSyncedUsers(Number.POSITIVE_INFINITY)).toBe(1_024);
    expect(directory.users.singles().map(({ synced }) => synced)).toEqual([false, false]);
  });
});

test.each([
  { collection: "users", permission: "User.Read.All", cost: "2" },
  { collection: "groups", permission: "Group.Read.All", cost: "1" },
  { collection: "contacts", permission: "OrgContact.Read.All", cost: "1" },
])(
  "$collection cost $cost and need $permission, or Directory.Read.All",
  async ({ collection, permission, cost }) => {
    const full = await world.get(`/v1.0/${collection}`);
    expect(full.headers["x-ms-resource-unit"]).toBe(cost);
    world.tenant.permissions.delete(permission);
    const denied = await world.get(`/v1.0/${collection}`);
    expect([denied.status, denied.json.error.code]).toEqual([403, "Authorization_RequestDenied"]);
    world.tenant.permissions.add("Directory.Read.All");
    expect((await world.get(`/v1.0/${collection}`)).status).toBe(200);
  },
);
