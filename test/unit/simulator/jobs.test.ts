import type { SynchronizationJob } from "@microsoft/microsoft-graph-types";
import { beforeEach, describe, expect, test } from "vitest";
import { day, hour, minute } from "../../../src/domain/instant.ts";
import type { CloudSyncConfiguration } from "../../../src/simulator/cloud-sync.ts";
import { neverDate, neverInterval } from "../../../src/simulator/graph-values.ts";
import type { SimulatedJob } from "../../../src/simulator/job.ts";
import { createTenant } from "../../../src/simulator/tenant.ts";
import { type ManualClock, manualClock } from "./setup.ts";

let clock: ManualClock;
let configuration: CloudSyncConfiguration;
let job: SimulatedJob;
beforeEach(() => {
  clock = manualClock();
  const tenant = createTenant({ clock, name: "contoso", tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20" });
  configuration = tenant.addCloudSyncConfiguration({ domain: "corp.contoso.example" });
  job = configuration.provisioning;
});

const status = () => job.body().status as NonNullable<SynchronizationJob["status"]>;
const credentials = { code: "AzureActiveDirectoryExpiredCredentials", message: "expired" };

describe("a healthy job", () => {
  test("has the captured shapes: 7 digits, a stub, year 1, key-value arrays", () => {
    expect(job.id).toMatch(/^AD2AADProvisioning\.6f0c3a525c2e4d579a540e3a9b7f1c20\.[0-9a-f-]{36}$/);
    const body = job.body();
    expect(body.schedule).toEqual({ expiration: null, interval: "PT2M", state: "Active" });
    expect(body.status).toMatchObject({
      code: "Active",
      quarantine: null,
      progress: [],
      troubleshootingUrl: "",
    });
    expect(body.status?.lastExecution?.timeEnded).toMatch(/^2026-09-14T07:00:00\.\d{7}Z$/);
    expect(body.status?.lastExecution?.timeBegan).toMatch(/^2026-09-14T06:59:19\.\d{6}Z$/);
    expect(body.status?.lastSuccessfulExecution).toMatchObject({
      activityIdentifier: null,
      timeBegan: neverDate,
    });
    expect(body.status?.lastSuccessfulExecutionWithExports).toBeNull();
    expect(body.status?.synchronizedEntryCountByType).toContainEqual({ key: "user to User", value: 1840 });
    expect(body.synchronizationJobSettings).toContainEqual({
      name: "QuarantineTooManyDeletesThreshold",
      value: "500",
    });
  });

  test("runs every two minutes by the clock", () => {
    const first = status().lastExecution;
    clock.advance(109_749);
    expect(status().lastExecution).toEqual(first);
    clock.advance(1);
    expect(status().lastExecution?.timeEnded).toMatch(/^2026-09-14T07:02:00/);
    expect(status().lastExecution?.activityIdentifier).not.toBe(first?.activityIdentifier);
  });

  test("may fail entries while it succeeds", () => {
    job.failEntries(15);
    expect(status().lastExecution).toMatchObject({ state: "Succeeded", countEscrowed: 15, error: null });
    job.failEntries(2, { state: "EntryLevelErrors" });
    expect(status().lastExecution).toMatchObject({ state: "EntryLevelErrors", countEscrowed: 2 });
  });
});

test("a failing job counts its failures by the clock and keeps its last success; success ends that", () => {
  const successBefore = status().steadyStateLastAchievedTime;
  job.fail(credentials);
  expect(status()).toMatchObject({
    code: "Active",
    countSuccessiveCompleteFailures: 1,
    lastExecution: { state: "Failed", error: { ...credentials, tenantActionable: true } },
    steadyStateLastAchievedTime: successBefore,
  });
  clock.advance(20 * minute);
  expect(status().countSuccessiveCompleteFailures).toBe(11);
  expect(status().lastExecution?.timeEnded).toMatch(/^2026-09-14T07:20:00/);
  expect(status().steadyStateLastAchievedTime).toBe(successBefore);
  job.succeed();
  expect(status()).toMatchObject({
    countSuccessiveCompleteFailures: 0,
    lastExecution: { state: "Succeeded" },
  });
  expect(job.lastSuccessAt).toBe(clock.now());
});

test("a quarantine is re-evaluated after 6, 12 and 24 hours, then daily, and ends in a disabled job after 28 days", () => {
  job.quarantine({ reason: "EncounteredQuarantineException", error: credentials });
  const seriesBegan = status().quarantine?.seriesBegan;
  const seen = [0, 6 * hour, 12 * hour, 24 * hour, 2 * day, 3 * day].map((elapsed) => {
    clock.advance(elapsed - (clock.now() - Date.parse("2026-09-14T07:00:10.250Z")));
    const { currentBegan, nextAttempt, seriesCount } = status().quarantine ?? {};
    return [currentBegan?.slice(5, 13), nextAttempt?.slice(5, 13), seriesCount];
  });
  expect(seen).toEqual([
    ["09-14T07", "09-14T13", 0],
    ["09-14T13", "09-14T19", 1],
    ["09-14T19", "09-15T07", 2],
    ["09-15T07", "09-16T07", 3],
    ["09-16T07", "09-17T07", 4],
    ["09-17T07", "09-18T07", 5],
  ]);
  expect(status().countSuccessiveCompleteFailures).toBe(6);
  expect(status()).toMatchObject({ code: "Quarantine", quarantine: { seriesBegan, error: credentials } });
  job.quarantine({ reason: "TooManyDeletes" });
  expect(status().quarantine).toMatchObject({ seriesBegan, reason: "TooManyDeletes", error: null });
  expect(job.body().schedule?.state).toBe("Active");
  clock.advance(25 * day);
  expect(job.body().schedule?.state).toBe("Disabled");
  job.succeed();
  expect(status().quarantine).toBeNull();
});

test.each([
  { name: "paused", act: () => job.pause(), code: "Paused", state: "Paused", interval: "PT2M" },
  { name: "disabled", act: () => job.disable(), code: "Paused", state: "Disabled", interval: neverInterval },
  { name: "not run", act: () => job.reset("not-run"), code: "NotRun", state: "Active", interval: "PT2M" },
  {
    name: "not configured",
    act: () => job.reset("not-configured"),
    code: "NotConfigured",
    state: "Active",
    interval: "PT2M",
  },
  { name: "stalled", act: () => job.stall(), code: "Active", state: "Active", interval: "PT2M" },
])("$name: $code, $state, and no run any more", ({ act, code, state, interval }) => {
  act();
  const before = status().lastExecution;
  clock.advance(day);
  expect(status().lastExecution).toEqual(before);
  expect(status().code).toBe(code);
  expect(job.body().schedule).toMatchObject({ state, interval });
});

test("jobs that never ran say year 1 and null", () => {
  job.reset("not-run");
  expect(status()).toMatchObject({
    lastExecution: null,
    lastSuccessfulExecution: null,
    steadyStateFirstAchievedTime: neverDate,
    steadyStateLastAchievedTime: neverDate,
    synchronizedEntryCountByType: [],
  });
});

test("a job that is off leaves progress out; a paused one may have a quarantine of empty strings", () => {
  job.disable();
  expect(status()).not.toHaveProperty("progress");
  job.pause({ emptyQuarantine: true, escrowsPruned: true });
  expect(status()).toMatchObject({
    code: "Paused",
    escrowsPruned: true,
    quarantine: { reason: "", seriesBegan: "" },
  });
});

test("failing goes on after a quarantine or a pause with a new count and the old success", () => {
  const success = job.lastSuccessAt;
  job.fail(credentials);
  clock.advance(10 * minute);
  job.pause();
  expect(status()).toMatchObject({ code: "Paused", countSuccessiveCompleteFailures: 6 });
  clock.advance(hour);
  job.fail(credentials);
  expect(status()).toMatchObject({ code: "Active", countSuccessiveCompleteFailures: 1 });
  job.quarantine({ reason: "Unknown" });
  clock.advance(day);
  job.fail(credentials);
  expect(status()).toMatchObject({ code: "Active", quarantine: null, countSuccessiveCompleteFailures: 1 });
  expect(job.lastSuccessAt).toBe(success);
});

test("ids of older configurations have two parts; a reported template may differ from the id", () => {
  const tenant = createTenant({ clock, name: "fabrikam" });
  const old = tenant.addCloudSyncConfiguration({
    domain: "a.example",
    shortJobIds: true,
    passwordHash: false,
  });
  expect(old.provisioning.id.split(".")).toHaveLength(2);
  expect(old.passwordHash.mode).toBe("disabled");
  const odd = old.addJob("AD2AADProvisioning", { templateId: "ADDCInPassthrough" });
  expect(odd.body().templateId).toBe("ADDCInPassthrough");
});
