/** Every state of a tenant that this version knows, from Graph's answer to the mail, and back to health. */
import { afterEach, describe, expect, test } from "vitest";
import { day, hour, minute } from "../../src/domain/instant.ts";
import type { SimulatedTenant } from "../../src/simulator/tenant.ts";
import { createWorld, toldBy, type World, type WorldOptions } from "../support/world.ts";

let world: World;
afterEach(() => world.close());

async function enter(options?: WorldOptions): Promise<World> {
  world = await createWorld(options);
  return world;
}

const cloudSyncTenant = { name: "fabrikam", connectSync: false, passwordHashSync: false };

test("a healthy Connect tenant gets no mail in a day", async () => {
  await enter();
  expect(await world.polls(48, 30 * minute)).toEqual([]);
  expect(await world.report()).toMatchObject({ state: "ok", findings: [], blind: [] });
});

test("a healthy Cloud Sync tenant, with its password hash job switched off, gets no mail in a day", async () => {
  await enter({ tenants: [cloudSyncTenant] });
  world.tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example", passwordHash: false });
  expect(await world.polls(48, 30 * minute)).toEqual([]);
  expect(await world.report()).toMatchObject({ state: "ok" });
});

describe("sync-stale", () => {
  test("3 hours: a warning, with the last success in it", async () => {
    await enter();
    world.tenant.setLastSync(world.clock.now() - 3 * hour);
    const [mail, ...rest] = await world.poll(0);
    expect(rest).toEqual([]);
    expect(mail).toMatchObject({ finding: "sync-stale", state: "raised" });
    expect(mail?.subject).toBe(
      "contoso.onmicrosoft.com: No recent synchronization – last success 3 hours ago",
    );
    expect(mail?.text).toContain("September 14, 2026 05:00 UTC");
    expect((await world.report()).findings).toMatchObject([{ id: "sync-stale", severity: "warning" }]);
  });

  test("26 hours: critical, in the words of Microsoft's own notification", async () => {
    await enter();
    world.tenant.setLastSync(world.clock.now() - 26 * hour);
    const [mail, ...rest] = await world.poll(0);
    expect(rest).toEqual([]);
    expect(mail?.subject).toBe("contoso.onmicrosoft.com: Synchronization has stopped for at least 24 hours");
    expect((await world.report()).findings).toMatchObject([{ id: "sync-stale", severity: "critical" }]);
  });

  test("89 minutes is near enough", async () => {
    await enter();
    world.tenant.setLastSync(world.clock.now() - 89 * minute);
    expect(await world.poll(0)).toEqual([]);
  });

  test("a day of silence: one warning, one change to critical, one recovery after two good polls", async () => {
    await enter();
    await world.poll();
    world.tenant.stopSync();
    const mails = await world.polls(27 * 12);
    expect(mails.map((mail) => mail.state)).toEqual(["raised", "changed"]);
    world.tenant.resumeSync();
    expect(await world.poll()).toEqual([]);
    const [resolved] = await world.poll();
    expect(resolved).toMatchObject({ state: "resolved", finding: "sync-stale" });
    expect(resolved?.subject).toMatch(/^\[Resolved\] contoso\.onmicrosoft\.com: /);
    expect(new Set([...mails, resolved].map((mail) => mail?.alertId)).size).toBe(1);
    // The current value, not the last bad one: the server came back at 11:05 on the next day.
    expect(resolved?.text).toContain("Last success: September 15, 2026 11:05 UTC");
    const first = mails[0]?.message.parsed.messageId;
    expect(resolved?.message.parsed.inReplyTo).toBe(first);
    expect(resolved?.message.parsed.references).toContain(first);
    expect(await world.polls(5)).toEqual([]);
  });

  test("an old organization date says nothing where Cloud Sync jobs run", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    world.tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
    world.tenant.setLastSync(world.clock.now() - 40 * day);
    expect(await world.polls(4)).toEqual([]);
  });

  test("an organization date that used to move beside Cloud Sync jobs is a signal of its own", async () => {
    await enter();
    world.tenant.addCloudSyncConfiguration({ domain: "corp.contoso.example" });
    await world.polls(3, 31 * minute);
    world.tenant.stopSync();
    const mails = await world.polls(20);
    expect(mails.map((mail) => mail.finding)).toEqual(["sync-stale"]);
  });
});

describe("password-hash-sync-stale", () => {
  test("stale: critical", async () => {
    await enter();
    world.tenant.setLastPasswordSync(world.clock.now() - 130 * minute);
    const mails = await world.poll(0);
    expect(mails.map((mail) => mail.subject)).toEqual([
      "contoso.onmicrosoft.com: No recent password hash synchronization – none in the last 120 minutes",
    ]);
    world.tenant.resumePasswordSync();
    expect((await world.polls(2)).map((mail) => mail.state)).toEqual(["resolved"]);
  });

  test("null: password hash sync is not in use, nothing is wrong", async () => {
    await enter({ tenants: [{ name: "contoso", passwordHashSync: false }] });
    expect(await world.polls(4)).toEqual([]);
    expect(await world.report()).toMatchObject({ state: "ok" });
  });

  test("null after a stale date: unknown, so the alert stays as it is", async () => {
    await enter();
    world.tenant.setLastPasswordSync(world.clock.now() - 5 * hour);
    expect(await world.poll(0)).toHaveLength(1);
    world.tenant.setLastPasswordSync(null);
    expect(await world.polls(5)).toEqual([]);
    expect((await world.store.openAlerts()).map((alert) => alert.finding)).toEqual([
      "password-hash-sync-stale",
    ]);
  });

  test("119 minutes, and a date of last year: nothing to say", async () => {
    await enter();
    world.tenant.setLastPasswordSync(world.clock.now() - 119 * minute);
    expect(await world.poll(0)).toEqual([]);
    world.tenant.setLastPasswordSync(world.clock.now() - 300 * day);
    expect(await world.poll(0)).toEqual([]);
  });

  test("beta out of reach leaves the rest in sight, and is no alert where no hash was ever seen", async () => {
    await enter();
    world.tenant.raw("/beta/organization", { status: 503, body: null });
    world.tenant.setLastSync(world.clock.now() - 3 * hour);
    const mails = await world.polls(6);
    expect(mails.map((mail) => mail.finding)).toEqual(["sync-stale"]);
    expect((await world.report()).blind).toMatchObject([{ probe: "organization", reason: "unreachable" }]);
  });
});

describe("sync-disabled", () => {
  const off: [string, false | null][] = [
    ["false", false],
    ["null", null],
  ];
  test.each(off)("was on, now %s: critical, and nothing about staleness beside it", async (_name, value) => {
    await enter();
    await world.poll();
    world.tenant.setSyncEnabled(value);
    const mails = await world.polls(40);
    expect(mails.map((mail) => [mail.finding, mail.state])).toEqual([["sync-disabled", "raised"]]);
    world.tenant.setSyncEnabled(true);
    expect((await world.polls(2)).map((mail) => [mail.finding, mail.state])).toEqual([
      ["sync-disabled", "resolved"],
    ]);
  });

  test("never synced: nothing to say", async () => {
    await enter({ tenants: [{ name: "contoso", syncEnabled: null }] });
    world.tenant.setLastSync(null);
    expect(await world.polls(5)).toEqual([]);
    expect(await world.report()).toMatchObject({ state: "ok" });
  });

  test("off since last year: a choice, not an incident", async () => {
    await enter({ tenants: [{ name: "contoso", syncEnabled: false }] });
    world.tenant.setLastSync(world.clock.now() - 400 * day);
    expect(await world.polls(5)).toEqual([]);
  });

  test("not said at all: nothing is concluded from it", async () => {
    await enter();
    await world.poll();
    world.tenant.override("/organization", (body) => {
      const rows = (body as { value: Record<string, unknown>[] }).value;
      return { value: rows.map(({ onPremisesSyncEnabled: _, ...rest }) => rest) };
    });
    expect(await world.polls(4)).toEqual([]);
  });

  test("answered with nulls for lack of rights: blind, not off", async () => {
    await enter();
    await world.poll();
    world.tenant.permissions.clear();
    const mails = await world.polls(4);
    expect(mails.map((mail) => mail.finding)).not.toContain("sync-disabled");
    expect((await world.report()).blind).toContainEqual(
      expect.objectContaining({ probe: "organization", reason: "permission" }),
    );
  });
});

/** The ten codes that the product grew from; the first one's name is TimeOut. */
const seedCodes: [code: string, message: string][] = [
  [
    "TimeOut",
    "We've detected a request timeout error when contacting the on-premises agent and synchronizing your configuration.",
  ],
  [
    "HybridSynchronizationActiveDirectoryInternalServerError",
    "We were unable to process this request at this point.",
  ],
  ["HybridIdentityServiceNoAgentsAssigned", "Please check to see if the agents have been removed."],
  [
    "HybridIdentityServiceNoActiveAgents",
    "Please check to see if the agent is running by going to the server.",
  ],
  ["HybridIdentityServiceInvalidResource", "There seems to be an issue with your cloud sync setup."],
  ["HybridIdentityServiceAgentSignalingError", "We were unable to process this request at this point."],
  [
    "AzureDirectoryServiceServerBusy",
    "An error occurred. Error Code: 81. Entra is currently busy. Tracking ID: 8a4ab3b5-3664-4278-ab64-9cff37fd3f4f Server Name:",
  ],
  [
    "AzureActiveDirectoryInvalidCredential",
    "We found an issue with the service account that is used to run cloud sync. CredentialsInvalid AADSTS50034: {EmailHidden}",
  ],
  ["AzureActiveDirectoryExpiredCredentials", "CredentialsExpired AADSTS50055: The password is expired."],
  ["AzureActiveDirectoryAuthenticationFailed", "Additional Error Details: UnexpectedError"],
];

function withCloudSync(tenant: SimulatedTenant) {
  return tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
}

describe.each(seedCodes)("%s", (code, message) => {
  test("as the error of the last run: job-failing, explained, and resolved", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    await world.poll();
    provisioning.fail({ code, message, tenantActionable: true });
    const [mail, ...rest] = await world.poll();
    expect(rest).toEqual([]);
    expect(mail).toMatchObject({ finding: "job-failing", state: "raised" });
    expect(mail?.subject).toContain("corp.fabrikam.example");
    expect(mail?.subject).toContain(code);
    const { loadCatalog } = await import("../../src/catalog/load.ts");
    const entry = (await loadCatalog()).entry(code);
    expect(mail?.text.replace(/\s+/g, " ")).toContain(
      entry.text.en.meaning.replace(/\s+/g, " ").slice(0, 60),
    );
    provisioning.succeed();
    expect((await world.polls(3)).map(({ finding, state }) => [finding, state])).toEqual([
      ["job-failing", "resolved"],
    ]);
  });

  test("as the error of a quarantine: job-quarantine with the countdown, and resolved", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    await world.poll();
    provisioning.quarantine({
      reason: "EncounteredQuarantineException",
      error: { code, message, tenantActionable: false },
    });
    const mails = await world.polls(30);
    expect(mails.map(({ finding, state }) => [finding, state])).toEqual([["job-quarantine", "raised"]]);
    expect(mails[0]?.subject).toBe(
      `fabrikam.onmicrosoft.com: Provisioning for corp.fabrikam.example is in quarantine – ${code}`,
    );
    expect(mails[0]?.text).toContain("October 12, 2026");
    provisioning.succeed();
    expect((await world.polls(3)).map(({ state }) => state)).toEqual(["resolved"]);
  });
});

describe("quarantine reasons", () => {
  const reasons = [
    "EncounteredQuarantineException",
    "EncounteredEscrowProportionThreshold",
    "EncounteredBaseEscrowThreshold",
    "EncounteredTotalEscrowThreshold",
    "IngestionInterrupted",
    "QuarantinedOnDemand",
    "QuarantineOnDemand",
    "Unknown",
    "SomethingNewFromMicrosoft",
  ];
  test.each(reasons)("%s without an error: named in the subject", async (reason) => {
    await enter({ tenants: [cloudSyncTenant] });
    withCloudSync(world.tenant).provisioning.quarantine({ reason, error: null });
    const mails = await world.polls(3);
    expect(mails.map(({ finding, subject }) => [finding, subject])).toEqual([
      [
        "job-quarantine",
        `fabrikam.onmicrosoft.com: Provisioning for corp.fabrikam.example is in quarantine – ${reason}`,
      ],
    ]);
  });

  test("TooManyDeletes with a null error: the delete threshold, with its number", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    provisioning.quarantine({ reason: "TooManyDeletes", error: null });
    const mails = await world.polls(3);
    expect(mails.map((mail) => mail.finding)).toEqual(["job-delete-threshold"]);
    expect(mails[0]?.subject).toMatch(/Export was stopped – accidental delete threshold reached/);
    expect(mails[0]?.text).toContain("500");
    provisioning.succeed();
    expect((await world.polls(2)).map(({ state }) => state)).toEqual(["resolved"]);
  });

  test("a new reason is told as a change of the same incident", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    provisioning.quarantine({ reason: "IngestionInterrupted", error: null });
    const [raised] = await world.poll();
    provisioning.quarantine({ reason: "EncounteredEscrowProportionThreshold", error: null });
    const [changed] = await world.poll();
    expect(changed).toMatchObject({ state: "changed", alertId: raised?.alertId });
  });

  test("a reason in another case is no other reason, and is spelled as Microsoft documents it", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    provisioning.quarantine({ reason: "encounteredBaseEscrowThreshold", error: null });
    const [raised] = await world.poll();
    expect(raised?.subject).toMatch(/EncounteredBaseEscrowThreshold$/);
    provisioning.quarantine({ reason: "EncounteredBaseEscrowThreshold", error: null });
    expect(await world.polls(3)).toEqual([]);
  });

  test("an empty quarantine is named by the error of the last run", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    provisioning.fail({ code: "TimeOut", message: "" });
    await world.poll();
    world.tenant.override(/synchronization\/jobs$/, (body) => {
      const { value } = body as { value: { status: Record<string, unknown> }[] };
      return {
        value: value.map((job, n) =>
          n > 0 ? job : { ...job, status: { ...job.status, code: "Quarantine", quarantine: null } },
        ),
      };
    });
    expect((await world.polls(2)).map((mail) => mail.subject)).toEqual([
      "fabrikam.onmicrosoft.com: Provisioning for corp.fabrikam.example is in quarantine – TimeOut",
    ]);
  });

  test("a job list that answers 404 while its configuration is still there: blind, not gone", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    provisioning.quarantine({ reason: "Unknown", error: null });
    await world.poll();
    world.tenant.raw(/synchronization\/jobs$/, {
      status: 404,
      body: { error: { code: "Request_ResourceNotFound", message: "" } },
    });
    expect((await world.polls(4)).map(({ finding, state }) => [finding, state])).toEqual([
      ["blind", "raised"],
    ]);
    expect((await world.store.openAlerts()).map((alert) => alert.finding)).toContain("job-quarantine");
  });

  test("a configuration that is removed ends its alert: the subject is gone", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const configuration = withCloudSync(world.tenant);
    configuration.provisioning.quarantine({ reason: "Unknown", error: null });
    expect(await world.poll()).toHaveLength(1);
    world.tenant.removeCloudSyncConfiguration(configuration);
    expect((await world.polls(3)).map(({ state }) => state)).toEqual(["resolved"]);
    expect(world.log.find((line) => line.event === "alert.resolved")).toMatchObject({
      reason: "subject-gone",
    });
  });
});

describe("job states", () => {
  test("paused with year-0001 dates and an empty quarantine object: job-paused, no such date shown", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    provisioning.pause({ emptyQuarantine: true });
    const mails = await world.polls(3);
    expect(mails.map((mail) => mail.finding)).toEqual(["job-paused"]);
    expect(mails[0]?.text).not.toMatch(/0001|Invalid/);
    expect(mails[0]?.html).not.toMatch(/0001-|January 1, 1\b|Invalid/);
    provisioning.succeed();
    expect((await world.polls(2)).map(({ state }) => state)).toEqual(["resolved"]);
  });

  test.each(["disable", "escrowsPruned", "not-configured"])("%s: job-paused", async (how) => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    if (how === "disable") provisioning.disable();
    else if (how === "escrowsPruned") provisioning.pause({ escrowsPruned: true });
    else provisioning.reset("not-configured");
    expect((await world.polls(3)).map((mail) => mail.finding)).toEqual(["job-paused"]);
  });

  test("stalled: Active by its own account, silent for an hour", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    await world.poll();
    provisioning.stall();
    expect(await world.polls(11)).toEqual([]);
    expect((await world.polls(2)).map((mail) => mail.finding)).toEqual(["job-stalled"]);
  });

  test("failing three times in a row: from warning to critical where the code alone is a warning", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    provisioning.fail({ code: "TimeOut", message: "" });
    const mails = await world.polls(4, 2 * minute);
    expect(mails.map(({ finding, state }) => [finding, state])).toEqual([
      ["job-failing", "raised"],
      ["job-failing", "changed"],
    ]);
  });

  test("a failing job that enters quarantine: the quarantine is told, the failure falls silent", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const { provisioning } = withCloudSync(world.tenant);
    const error = { code: "HybridIdentityServiceNoActiveAgents", message: "", tenantActionable: true };
    provisioning.fail(error);
    expect((await world.poll()).map((mail) => mail.finding)).toEqual(["job-failing"]);
    provisioning.quarantine({ reason: "EncounteredQuarantineException", error });
    expect((await world.polls(5)).map((mail) => mail.finding)).toEqual(["job-quarantine"]);
    provisioning.succeed();
    expect(toldBy(await world.polls(3))).toEqual(["job-failing resolved", "job-quarantine resolved"]);
  });

  test("a configuration of the 2019 preview is found by its appId", async () => {
    await enter({ tenants: [cloudSyncTenant] });
    const configuration = world.tenant.addCloudSyncConfiguration({ domain: "old.example", preview: true });
    configuration.provisioning.quarantine({ reason: "Unknown", error: null });
    expect((await world.polls(2)).map((mail) => mail.finding)).toEqual(["job-quarantine"]);
  });
});

test("a Dutch tenant is written to in Dutch", async () => {
  await enter({ tenants: [{ name: "contoso", preferredLanguage: "nl-NL" }] });
  world.tenant.setLastSync(world.clock.now() - 26 * hour);
  const [mail] = await world.poll(0);
  expect(mail?.subject).toBe(
    "contoso.onmicrosoft.com: Adreslijstsynchronisatie is al minstens 24 uur gestopt",
  );
  expect(mail?.message.parsed.headers.get("content-language")).toBe("nl");
});

test("objects that are left after a switch-off are told after three days, not at once", async () => {
  await enter();
  await world.poll();
  world.tenant.setSyncEnabled(false);
  const firstDays = await world.polls(70, hour);
  expect(toldBy(firstDays)).toEqual([
    "sync-disabled raised",
    "sync-disabled reminder",
    "sync-disabled reminder",
  ]);
  const fourthDay = await world.polls(6, hour);
  expect(toldBy(fourthDay)).toEqual(["orphaned-synced-objects raised", "sync-disabled reminder"]);
});
