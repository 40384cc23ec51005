/** What the product makes of everything that Graph and the sign-in service can do wrong, seen from outside. */
import { afterEach, describe, expect, test } from "vitest";
import { hour, minute } from "../../src/domain/instant.ts";
import { probeIds } from "../../src/domain/probes.ts";
import { classifySignIn, signInClasses } from "../../src/graph/sign-in-fault.ts";
import { aadstsNumbers } from "../support/aadsts.ts";
import { createWorld, toldBy, type World, type WorldOptions } from "../support/world.ts";

let world: World;
afterEach(() => world.close());

async function enter(options?: WorldOptions): Promise<World> {
  world = await createWorld(options);
  return world;
}

const cloudSync = { tenants: [{ name: "fabrikam", connectSync: false, passwordHashSync: false }] };
const events = (name: string) => world.log.filter((line) => line.event === name);

describe("passing faults are ridden out within the poll", () => {
  const cases: [name: string, fault: Parameters<World["cloud"]["faults"]["add"]>[0]][] = [
    ["one 429 with Retry-After in seconds", { kind: "status", status: 429, retryAfter: 7, count: 1 }],
    [
      "one 429 with Retry-After as a date",
      { kind: "status", status: 429, retryAfter: "Mon, 14 Sep 2026 08:05:20 GMT", count: 1 },
    ],
    ["one 429 without Retry-After", { kind: "status", status: 429, count: 1 }],
    [
      "one throttled item of a batch",
      { kind: "item-status", status: 429, retryAfter: 3, path: "/v1.0/organization", count: 1 },
    ],
    ["one throttled item without Retry-After", { kind: "item-status", status: 429, count: 1 }],
    ["one item with 503", { kind: "item-status", status: 503, count: 1 }],
    ["two 503", { kind: "status", status: 503, count: 2 }],
    ["one 504", { kind: "status", status: 504, count: 1 }],
    ["one 500", { kind: "status", status: 500, code: "Service_InternalServerError", count: 1 }],
    ["one connection reset", { kind: "reset", count: 1 }],
    ["one truncated body", { kind: "truncated", count: 1 }],
    ["one page of HTML", { kind: "html", count: 1 }],
    ["one refused token", { kind: "unauthorized", count: 1 }],
    ["a slow body", { kind: "slow", delayMs: 40, count: 1 }],
    ["one 503 of the sign-in service", { kind: "status", status: 503, endpoint: "token", count: 1 }],
  ];
  test.each(cases)("%s", async (_name, fault) => {
    await enter();
    world.cloud.faults.add(fault);
    await world.poll();
    expect(await world.report()).toMatchObject({ state: "ok", blind: [] });
    expect(events("probe.blind")).toEqual([]);
  });

  test("Retry-After is waited for, to the second, and only the throttled item is asked again", async () => {
    await enter();
    world.cloud.faults.add({
      kind: "item-status",
      status: 429,
      retryAfter: 7,
      path: "/v1.0/organization",
      count: 1,
    });
    await world.poll();
    expect(world.clock.pauses).toContain(7_000);
    const v1 = world.cloud.requests.filter((request) => request.path === "/v1.0/$batch");
    const alone = v1.filter((request) => request.batchPaths?.length === 1);
    expect(alone.map((request) => request.batchPaths?.[0])).toContainEqual(
      expect.stringMatching(/^GET \/organization\?/),
    );
    const asked = v1.flatMap((request) => request.batchPaths ?? []);
    expect(asked.filter((path) => path.startsWith("GET /organization"))).toHaveLength(2);
    expect(asked.filter((path) => path.startsWith("GET /contacts")).length).toBe(
      new Set(asked.filter((path) => path.startsWith("GET /contacts"))).size,
    );
  });

  test("429 for a minute: one poll, late but whole", async () => {
    await enter();
    const started = world.clock.now();
    const fault = world.cloud.faults.add({ kind: "status", status: 429, retryAfter: 20 });
    const sleep = world.clock.sleep;
    world.clock.sleep = async (ms, signal) => {
      await sleep(ms, signal);
      if (world.clock.now() - started > 6 * minute) fault.clear();
    };
    await world.poll();
    expect(await world.report()).toMatchObject({ state: "ok" });
  });
});

describe("lasting faults make blind, never ill and never well", () => {
  const cases: [name: string, fault: Parameters<World["cloud"]["faults"]["add"]>[0], reason: string][] = [
    ["429 without end", { kind: "status", status: 429, retryAfter: 600 }, "throttled"],
    ["429 of every item", { kind: "item-status", status: 429, retryAfter: 600 }, "throttled"],
    ["503", { kind: "status", status: 503 }, "unreachable"],
    ["502 with a page of HTML", { kind: "html", status: 502 }, "unreachable"],
    ["connection reset", { kind: "reset" }, "unreachable"],
    ["truncated JSON", { kind: "truncated" }, "malformed"],
    ["HTML instead of JSON", { kind: "html" }, "malformed"],
    ["an empty body", { kind: "empty" }, "malformed"],
    ["an oversized body", { kind: "oversized", bytes: 40 * 1024 * 1024 }, "malformed"],
    ["a token that is always refused", { kind: "unauthorized", count: 10_000 }, "credential"],
    ["a sign-in service that resets", { kind: "reset", endpoint: "token" }, "unreachable"],
    ["a sign-in service that answers HTML", { kind: "html", endpoint: "token" }, "unreachable"],
    ["403", { kind: "item-status", status: 403, code: "Authorization_RequestDenied" }, "permission"],
    [
      "403 for want of a license",
      { kind: "item-status", status: 403, code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant" },
      "licence",
    ],
    [
      "401 for an app that is gone",
      { kind: "item-status", status: 401, code: "Authorization_IdentityNotFound" },
      "credential",
    ],
    ["400", { kind: "item-status", status: 400, code: "Request_UnsupportedQuery" }, "malformed"],
    ["501", { kind: "item-status", status: 501, code: "NotImplemented" }, "unsupported"],
  ];
  test.each(cases)("%s", async (_name, fault, reason) => {
    await enter();
    world.tenant.setLastSync(world.clock.now() - 26 * hour);
    expect(await world.poll(0)).toHaveLength(1);
    world.cloud.faults.add(fault);
    // The library counts a token's life in real time: on a manual clock it must be told that it is over.
    if (fault.endpoint === "token") world.tenant.revokeTokens();
    const mails = await world.polls(3, 2 * hour);
    expect(mails.map(({ finding, state }) => [finding, state])).toEqual([["blind", "raised"]]);
    const report = await world.report();
    // Whatever was open stays open: it was not seen to end.
    expect(report).toMatchObject({ state: "critical" });
    expect(new Set(report.blind.map((entry) => entry.reason))).toEqual(new Set([reason]));
    const [blind] = events("probe.blind");
    expect(blind).toMatchObject({ level: "warn", reason });
    expect(blind?.clientRequestId).toMatch(/^[0-9a-f-]{36}$/);

    world.cloud.faults.clear();
    world.tenant.resumeSync();
    const after = await world.polls(3);
    expect(toldBy(after)).toEqual(["blind resolved", "sync-stale resolved"]);
  });

  test("503 for an hour: one mail that says so, one that says it is over", async () => {
    await enter();
    await world.poll();
    world.cloud.faults.add({ kind: "status", status: 503 });
    expect((await world.polls(12)).map(({ finding, state }) => [finding, state])).toEqual([
      ["blind", "raised"],
    ]);
    world.cloud.faults.clear();
    expect((await world.polls(12)).map(({ finding, state }) => [finding, state])).toEqual([
      ["blind", "resolved"],
    ]);
  });

  test("a hanging Graph costs a poll its time limit, no more", async () => {
    await enter({ yaml: "poll: { requestTimeoutSeconds: 1, timeoutSeconds: 1 }" });
    world.cloud.faults.add({ kind: "hang" });
    await world.poll();
    const { blind } = await world.report();
    expect(blind.map(({ probe }) => probe)).toEqual(probeIds);
    expect(new Set(blind.map(({ reason }) => reason))).toEqual(new Set(["unreachable"]));
  });

  test("a request-id of Microsoft's stands in the log beside our own", async () => {
    await enter();
    world.tenant.permissions.delete("Application.Read.All");
    await world.poll();
    const [blind] = events("probe.blind");
    expect(blind).toMatchObject({
      probe: "provisioning-jobs",
      reason: "permission",
      permission: "Application.Read.All",
    });
    expect(blind?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    // Of the exchange in which it happened, not of whichever came last.
    const asked = world.cloud.requests.find((request) => request.path === "/v1.0/$batch");
    expect(blind?.clientRequestId).toBe(asked?.clientRequestId);
    const [poll] = events("poll.completed");
    expect(poll?.clientRequestIds).toHaveLength(
      (poll as unknown as { requestIds: string[] }).requestIds.length,
    );
    expect(poll?.clientRequestIds).toContain(world.cloud.requests.at(-1)?.clientRequestId);
  });
});

describe("rights", () => {
  test("jobs answered with 401 UnknownError: a permission is missing, the token is not renewed", async () => {
    await enter(cloudSync);
    world.tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
    world.tenant.permissions.delete("Synchronization.Read.All");
    const mails = await world.polls(4, minute);
    expect((await world.report()).blind).toMatchObject([
      { probe: "provisioning-jobs", reason: "permission" },
    ]);
    expect(world.cloud.counters.requests.token).toBe(1);
    expect(mails.map(({ finding, state }) => [finding, state])).toEqual([["blind", "raised"]]);
    expect(mails[0]?.text).toContain("Synchronization.Read.All");
  });

  test("a tenant without Cloud Sync does not need Synchronization.Read.All", async () => {
    await enter();
    world.tenant.permissions.delete("Synchronization.Read.All");
    expect(await world.polls(4)).toEqual([]);
    expect(await world.report()).toMatchObject({ state: "ok" });
  });

  test("one probe blind leaves the other working", async () => {
    await enter();
    world.tenant.permissions.delete("Application.Read.All");
    world.tenant.setLastSync(world.clock.now() - 3 * hour);
    const mails = await world.polls(4);
    expect(mails.map((mail) => mail.finding)).toEqual(["sync-stale", "blind"]);
  });
});

test("a Connect-only tenant that goes dark altogether is one critical incident", async () => {
  await enter();
  await world.polls(2);
  world.tenant.revokeTokens();
  world.tenant.refuseToken({ code: 7000222 });
  const mails = await world.polls(4);
  expect(mails.map((mail) => mail.subject)).toEqual([expect.stringContaining("cannot see this tenant")]);
  expect((await world.store.openAlerts()).map(({ last }) => [last.id, last.severity])).toEqual([
    ["blind", "critical"],
  ]);
});

test("a sign-in service that can't be reached is not called Graph", async () => {
  await enter();
  world.cloud.faults.add({ kind: "reset", endpoint: "token" });
  const [mail] = await world.polls(3);
  expect(mail?.subject).toBe(
    "contoso: Monitoring cannot see this tenant – the sign-in service cannot be reached",
  );
  expect(mail?.text).toContain("https://login.microsoftonline.com/");
});

test("what a proxy writes into its headers reaches neither status, log nor mail", async () => {
  await enter();
  world.tenant.refuseToken(null);
  world.cloud.faults.add({ kind: "html", endpoint: "token", status: 403 });
  const mails = await world.polls(3);
  expect(mails[0]?.text).toContain("sign-in");
  const everything = JSON.stringify([world.log, await world.report(), mails.map((mail) => mail.text)]);
  expect(everything).not.toMatch(/content-type|keep-alive/i);
});

describe("every refusal of the sign-in service", () => {
  test.each(aadstsNumbers)("AADSTS%i is one of ours", async (number) => {
    await enter();
    expect(signInClasses).toContain(classifySignIn(number));
    expect(classifySignIn(number)).not.toBe("refused");
    world.tenant.refuseToken({ code: number });
    const mails = await world.polls(3);
    expect(mails.map((mail) => mail.finding)).toEqual(["blind"]);
    expect(mails[0]?.message.parsed.headers.get("x-sync-health-tenant")).toBe("contoso");
    expect(mails[0]?.text).toContain(`AADSTS${number}`);
    expect(JSON.stringify(world.log)).not.toContain(world.tenant.clientSecret);
    world.tenant.refuseToken(null);
    expect((await world.polls(2)).map(({ state }) => state)).toEqual(["resolved"]);
  });
});

describe("quirks of shape", () => {
  test("jobs and principals over several pages, in whatever order", async () => {
    await enter(cloudSync);
    const configurations = Array.from({ length: 120 }, (_, n) =>
      world.tenant.addCloudSyncConfiguration({ domain: `d${n}.example` }),
    );
    await world.poll();
    configurations[119]?.provisioning.quarantine({ reason: "Unknown", error: null });
    const mails = await world.poll();
    expect(mails.map((mail) => mail.finding)).toEqual(["job-quarantine"]);
    expect(world.cloud.requests.every((request) => (request.batchPaths?.length ?? 0) <= 20)).toBe(true);
  });

  test("unknown enum values, missing members and wrong types hurt nothing", async () => {
    await enter(cloudSync);
    world.tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
    world.tenant.override(/synchronization\/jobs$/, () => ({
      value: [
        { id: "AD2AADProvisioning.a.b" },
        { id: "AD2AADProvisioning.a.c", status: null, schedule: null, synchronizationJobSettings: null },
        {
          id: "Brand.new",
          status: { code: "Meditating", lastExecution: { state: 7, timeEnded: "" }, progress: "none" },
          schedule: { interval: 12, state: "Sleeping" },
        },
      ],
    }));
    world.tenant.override("/organization", (body) => {
      const row = (body as { value: Record<string, unknown>[] }).value[0];
      return { value: [{ ...row, verifiedDomains: null, preferredLanguage: 5, unheardOf: {} }] };
    });
    expect(await world.polls(4)).toEqual([]);
    const report = await world.report();
    expect(report.findings).toEqual([]);
    // Without an initial domain nobody can say who is on it: said, and no alarm.
    expect(report.blind).toMatchObject([{ probe: "domains", reason: "unsupported", optional: true }]);
    expect(report.state).toBe("ok");
  });

  test("a list with a row that has no id is malformed: no job counts as gone", async () => {
    await enter(cloudSync);
    const { provisioning } = world.tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
    provisioning.quarantine({ reason: "Unknown", error: null });
    expect(await world.poll()).toHaveLength(1);
    world.tenant.override(/synchronization\/jobs$/, () => ({ value: [{ templateId: "x" }] }));
    expect((await world.polls(5)).map((mail) => mail.finding)).toEqual(["blind"]);
    expect((await world.store.openAlerts()).map((alert) => alert.finding).sort()).toEqual([
      "blind",
      "job-quarantine",
    ]);
  });

  test("a nextLink that leads back to itself is followed once", async () => {
    await enter();
    const link = `${world.cloud.graphUrl}/v1.0/servicePrincipals?$skiptoken=x`;
    world.tenant.override("/servicePrincipals", () => ({ value: [], "@odata.nextLink": link }));
    await world.poll();
    const askers = ["provisioning-jobs", "sync-principal", "credential-expiry"];
    const { blind } = await world.report();
    expect(blind.map(({ probe, reason }) => [probe, reason])).toEqual(askers.map((id) => [id, "malformed"]));
    expect(world.cloud.counters.requests.direct).toBeLessThan(10);
  });

  test("a nextLink to another host is not followed, and gets no token", async () => {
    await enter();
    world.tenant.override("/servicePrincipals", () => ({
      value: [],
      "@odata.nextLink": "https://evil.example/v1.0/x",
    }));
    await world.poll();
    expect((await world.report()).blind).toContainEqual(
      expect.objectContaining({ probe: "provisioning-jobs", reason: "malformed" }),
    );
  });
});

test("the round trips of a healthy tenant: two, once token and discovery are there", async () => {
  await enter(cloudSync);
  world.tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
  await world.poll();
  const before = { ...world.cloud.counters.requests };
  await world.poll();
  const after = world.cloud.counters.requests;
  expect(after.batch - before.batch + after.direct - before.direct + after.token - before.token).toBe(2);
});
