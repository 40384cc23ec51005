/** When polls run: never two of one tenant at once, each tenant at its own little delay, each probe at its cadence. */
import { afterEach, expect, test } from "vitest";
import { minute } from "../../src/domain/instant.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
afterEach(() => world.close());

const events = (name: string) => world.log.filter((line) => line.event === name);

test("a tenant whose poll still runs is left out, the others are not", async () => {
  world = await createWorld({ tenants: [{ name: "slow" }, { name: "quick" }] });
  await world.poll();
  world.cloud.faults.add({
    kind: "slow",
    delayMs: 300,
    tenantId: world.tenants[0]?.tenantId ?? "",
    count: 1,
  });
  await Promise.all([world.poll(), world.poll(0)]);
  expect(events("poll.skipped").map((line) => line.tenant)).toContain("slow");
  const completed = events("poll.completed").filter((line) => line.tenant === "slow");
  expect(completed).toHaveLength(2);
});

test("a probe with a cadence of its own is left alone until it is due, and its alert stays as it is", async () => {
  world = await createWorld({
    yaml: "probes: { provisioning-jobs: { every: 30m } }",
    tenants: [{ name: "fabrikam", connectSync: false }],
  });
  const { provisioning } = world.tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
  provisioning.quarantine({ reason: "Unknown", error: null });
  expect((await world.poll()).map((mail) => mail.finding)).toEqual(["job-quarantine"]);
  provisioning.succeed();
  const asked = () =>
    world.cloud.requests.filter((r) => r.batchPaths?.some((path) => path.includes("jobs"))).length;
  const before = asked();
  expect(await world.polls(4, 5 * minute)).toEqual([]);
  expect(asked()).toBe(before);
  expect((await world.polls(10, 6 * minute)).map((mail) => mail.state)).toEqual(["resolved"]);
});

test("a probe that is switched off asks nothing and says nothing", async () => {
  const off = ["provisioning-jobs", "sync-principal", "credential-expiry"];
  world = await createWorld({
    yaml: `probes: { ${off.map((id) => `${id}: { enabled: false }`).join(", ")} }`,
  });
  world.tenant.permissions.delete("Application.Read.All");
  expect(await world.polls(5)).toEqual([]);
  expect(
    world.cloud.requests.some((r) => r.batchPaths?.some((path) => path.includes("servicePrincipals"))),
  ).toBe(false);
  expect(await world.report()).toMatchObject({ state: "ok", blind: [] });
});

test("a look that saw nothing does not count: a blind probe is asked again at the next poll", async () => {
  world = await createWorld({ yaml: "probes: { provisioning-jobs: { every: 6h } }" });
  world.tenant.permissions.delete("Application.Read.All");
  await world.poll();
  await world.poll();
  const report = await world.report();
  expect(report.blind).toContainEqual(
    expect.objectContaining({ probe: "provisioning-jobs", reason: "permission", optional: false }),
  );
  expect(report.state).toBe("unknown");
  world.tenant.permissions.add("Application.Read.All");
  await world.poll();
  expect(await world.report()).toMatchObject({ state: "ok", blind: [] });
});

test("one probe blind while another has not been asked again: not the whole tenant", async () => {
  world = await createWorld({ yaml: "probes: { provisioning-jobs: { every: 2h } }" });
  await world.poll();
  world.tenant.raw("/organization", { status: 503, body: null });
  const mails = await world.polls(4);
  expect(mails.map((mail) => mail.subject)).toEqual([expect.stringContaining("synchronization dates")]);
});
