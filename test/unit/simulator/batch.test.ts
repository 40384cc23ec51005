import { afterEach, beforeEach, expect, test } from "vitest";
import { openWorld, type World } from "./setup.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld({}, { pageSize: 1 });
});
afterEach(() => world.close());

const organization = { method: "GET", url: "/organization?$select=id" };

interface Item {
  id: string;
  status: number;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever the simulator sent.
  body: any;
}

function byId(json: { responses: Item[] }): Record<string, Item> {
  return Object.fromEntries(json.responses.map((item) => [item.id, item]));
}

test.each([
  {
    name: "21 items",
    requests: Array.from({ length: 21 }, (_, index) => ({ ...organization, id: `${index}` })),
  },
  { name: "ids that differ in case only", requests: ["a", "A"].map((id) => ({ ...organization, id })) },
  { name: "an item without an id", requests: [organization] },
  { name: "no items", requests: [] },
  { name: "dependsOn an id that is not there", requests: [{ ...organization, id: "1", dependsOn: ["9"] }] },
])("a batch with $name is refused as a whole", async ({ requests }) => {
  const reply = await world.batch(requests);
  expect([reply.status, reply.json.error.code]).toEqual([400, "BadRequest"]);
});

test("20 items are answered, out of order, the same way for the same seed", async () => {
  const requests = Array.from({ length: 20 }, (_, index) => ({ ...organization, id: `${index}` }));
  const order = async (from: World) =>
    (await from.batch(requests)).json.responses.map((item: Item) => item.id);
  const first = await order(world);
  expect(first).toHaveLength(20);
  expect(first).not.toEqual(requests.map(({ id }) => id));
  const again = await openWorld({}, { pageSize: 1 });
  const other = await openWorld({}, { pageSize: 1, seed: 7 });
  expect(await order(again)).toEqual(first);
  expect(await order(other)).not.toEqual(first);
  await Promise.all([again.close(), other.close()]);
});

test("items stand alone: 200 outside whatever is inside, dependants of a failed one get 424", async () => {
  const { status, json } = await world.batch(
    [
      { ...organization, id: "good" },
      { id: "bad", method: "GET", url: "/nothing" },
      { ...organization, id: "child", dependsOn: ["BAD"] },
      { ...organization, id: "grandchild", dependsOn: ["child"] },
      { ...organization, id: "other", dependsOn: ["good"] },
      { ...organization, id: "absolute", url: `${world.cloud.graphUrl}/v1.0/organization` },
    ],
    "beta",
  );
  const items = byId(json);
  expect(status).toBe(200);
  const statuses = Object.fromEntries(Object.entries(items).map(([id, item]) => [id, item.status]));
  expect(statuses).toEqual({ good: 200, bad: 404, child: 424, grandchild: 424, other: 200, absolute: 400 });
  expect(items.good?.headers["x-ms-resource-unit"]).toBe("1");
});

test("one API version per batch, and absolute nextLinks", async () => {
  for (const domain of ["a.example", "b.example"]) world.tenant.addCloudSyncConfiguration({ domain });
  const select = { id: "1", method: "GET", url: "organization?$select=onPremisesLastPasswordSyncDateTime" };
  const list = { id: "2", method: "GET", url: "/servicePrincipals" };
  const v1 = byId((await world.batch([select, list])).json);
  const beta = byId((await world.batch([select, list], "beta")).json);
  expect([v1[1]?.status, beta[1]?.status]).toEqual([400, 200]);
  expect(v1[2]?.body["@odata.nextLink"]).toMatch(`${world.cloud.graphUrl}/v1.0/servicePrincipals?`);
  expect((await world.get(beta[2]?.body["@odata.nextLink"])).json.value[0].displayName).toBe("b.example");
});

test("bodies that are not JSON come in base64", async () => {
  world.tenant.raw("/organization", { body: "plain" });
  const items = byId((await world.batch([{ ...organization, id: "1" }])).json);
  expect(Buffer.from(items[1]?.body, "base64").toString()).toBe("plain");
});

test("items over the tenant's unit limit are throttled one by one, until the window ends", async () => {
  const limited = await openWorld({}, { resourceUnitLimit: 3 });
  const requests = ["1", "2", "3", "4", "5"].map((id) => ({ ...organization, id }));
  const items = byId((await limited.batch(requests)).json);
  expect(Object.values(items).map((item) => item.status)).toEqual([200, 200, 200, 429, 429]);
  // The window of 07:00:10 ends at 07:00:20; the clock stands at 07:00:10.250.
  expect(items[4]?.headers["Retry-After"]).toBe("10");
  expect(limited.cloud.counters.throttled).toBe(2);
  limited.clock.advance(10_000);
  expect((await limited.get("/v1.0/organization")).status).toBe(200);
  await limited.close();
});
