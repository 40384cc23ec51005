/** How a tenant stands after a poll: what was read now, what was read before, and never a number that nobody said. */
import { describe, expect, onTestFinished, test } from "vitest";
import { sampleOf } from "../../../src/app/history-sample.ts";
import { standingOf } from "../../../src/app/standing.ts";
import { remember } from "../../../src/classify/remember.ts";
import { day, hour, type Instant, minute } from "../../../src/domain/instant.ts";
import type { JobKind, ProvisioningJob } from "../../../src/domain/job.ts";
import { probeIds } from "../../../src/domain/probes.ts";
import type { Reading } from "../../../src/domain/reading.ts";
import type { TenantReport } from "../../../src/domain/report.ts";
import {
  maxStandingFindings,
  maxStandingJobs,
  standingOfUnseen,
  type TenantStanding,
} from "../../../src/domain/standing.ts";
import { emptyMemory, type TenantMemory } from "../../../src/domain/tenant.ts";
import { defaultThresholds } from "../../../src/domain/thresholds.ts";
import { createReadings } from "../../support/readings.ts";
import { createBlindness, createFinding, createReport } from "../../support/reports.ts";
import { createWorld, type WorldOptions } from "../../support/world.ts";

const now = Date.parse("2026-09-14T08:00:00Z");
const unseen = standingOfUnseen(createReport());

interface Poll {
  memory: TenantMemory;
  standing: TenantStanding;
}

/** One poll after the other, remembered as the product does. */
function poll(
  readings: readonly Reading[],
  before: Poll | null = null,
  { at = now, ...report }: Partial<TenantReport> & { at?: Instant } = {},
): Poll {
  const memory = remember(before?.memory ?? emptyMemory(), readings, {
    thresholds: defaultThresholds,
    watched: probeIds,
    now: at,
  });
  const standing = standingOf({
    readings,
    previous: before?.standing ?? null,
    memory,
    report: createReport(report),
    now: at,
  });
  return { memory, standing };
}

const read = createReadings(now);
const [quarantined] = read["provisioning-jobs"].jobs as [ProvisioningJob];
const jobsReading = (...jobs: ProvisioningJob[]): Reading => ({ kind: "provisioning-jobs", jobs });
const jobOf = (kind: JobKind, lastSuccessAt: Instant | null, more: Partial<ProvisioningJob> = {}) => ({
  ...quarantined,
  id: `${kind}.1`,
  kind,
  code: "Active" as const,
  successiveFailures: 0,
  lastExecution: null,
  quarantine: null,
  lastSuccessAt,
  ...more,
});

describe("a poll", () => {
  test("that reads everything shows it", () => {
    const { standing } = poll(Object.values(read), null, {
      state: "warning",
      staleAfter: "2026-09-14T08:20:00.000Z",
      findings: [createFinding("warning", { code: "TimeOut" })],
      blind: [createBlindness()],
    });
    expect(standing).toEqual({
      name: "contoso",
      tenantId: createReport().tenantId,
      displayName: "Contoso",
      initialDomain: "contoso.onmicrosoft.com",
      state: "warning",
      polledAt: now,
      staleAfter: now + 20 * minute,
      sync: { switch: "on", lastAt: now - 12 * minute, basis: "organization" },
      lastPasswordSyncAt: now - 3 * minute,
      objectErrors: { total: 1, truncated: false, newestAt: now - 10 * hour },
      serviceErrors: { total: 1, truncated: false },
      jobs: [
        {
          id: quarantined.id,
          kind: "AD2AADProvisioning",
          configuration: "corp.contoso.example",
          code: "Quarantine",
          paused: false,
          successiveFailures: 3,
          escrowed: 2,
          lastSuccessAt: now - 5 * hour,
          lastActivityAt: now - 30 * minute,
          quarantine: {
            reason: "EncounteredQuarantineException",
            beganAt: now - 4 * hour,
            nextAttemptAt: now + 2 * hour,
            disableAt: now - 4 * hour + 28 * day,
          },
          deleteThreshold: 500,
        },
      ],
      jobsTotal: 1,
      quota: { used: 18_422, total: 300_000 },
      deleteProtection: { prevention: "enabled-for-count", threshold: 500 },
      objects: { users: 1840, groups: 212, contacts: 17 },
      connect: { machine: "SYNC01", version: "2.5.79.0" },
      verifiedDomains: 2,
      unroutableUsers: { total: 1, truncated: false },
      blind: [{ probe: "organization", reason: "permission", optional: false }],
      findings: [
        {
          id: "sync-stale",
          subject: "tenant",
          severity: "warning",
          code: "TimeOut",
          since: Date.parse("2026-09-14T05:00:00.000Z"),
        },
      ],
      findingsTotal: 1,
      seen: Object.fromEntries(Object.keys(read).map((kind) => [kind, now])),
    });
  });

  test("that reads nothing leaves all as it was last seen", () => {
    const first = poll(Object.values(read));
    const { standing } = poll([], first, { at: now + 5 * minute, state: "unknown" });
    expect(standing).toEqual({ ...first.standing, polledAt: now + 5 * minute, state: "unknown" });
  });

  test("of a tenant of which nothing was ever read knows no number, not even 0", () => {
    const { standing } = poll([], null, { state: "unknown" });
    expect(standing).toEqual({ ...unseen, polledAt: now });
    expect(sampleOf(standing, now)).toEqual({
      state: "unknown",
      syncAgeMs: null,
      passwordSyncAgeMs: null,
      objectErrors: null,
      serviceErrors: null,
      escrowed: null,
      users: null,
      groups: null,
      contacts: null,
      quotaUsed: null,
      quotaTotal: null,
    });
  });

  test("that finds nothing wrong says 0, and is not taken for one that did not look", () => {
    const first = poll(Object.values(read));
    const { standing } = poll(
      [
        { ...read["object-errors"], errors: [] },
        { ...read["service-errors"], errors: [], truncated: true },
        { ...read["unroutable-users"], users: [] },
        jobsReading(),
      ],
      first,
    );
    expect(standing).toMatchObject({
      objectErrors: { total: 0, truncated: false, newestAt: null },
      serviceErrors: { total: 0, truncated: true },
      unroutableUsers: { total: 0 },
      jobs: [],
      jobsTotal: 0,
    });
    expect(sampleOf(standing, now)).toMatchObject({ objectErrors: 0, serviceErrors: 0, escrowed: 0 });
  });

  test("that is not told the quota keeps what it was told before", () => {
    const { standing } = poll([{ kind: "directory-quota", quota: null }], poll(Object.values(read)));
    expect(standing.quota).toEqual({ used: 18_422, total: 300_000 });
  });

  test("keeps a line of each text, of no more than a page can show", () => {
    const nasty = `\u202e<b>\r\nBcc: x${"y".repeat(5_000)}`;
    const { standing } = poll([
      { ...read.organization, displayName: nasty, initialDomain: nasty },
      { ...read["delete-protection"], clientMachine: nasty, clientVersion: nasty },
      jobsReading({
        ...quarantined,
        id: nasty,
        configuration: nasty,
        quarantine: {
          ...(quarantined.quarantine as NonNullable<ProvisioningJob["quarantine"]>),
          reason: nasty,
        },
      }),
    ]);
    const [job] = standing.jobs ?? [];
    const texts = [
      standing.displayName,
      standing.initialDomain,
      standing.connect?.machine,
      standing.connect?.version,
      job?.id,
      job?.configuration,
      job?.quarantine?.reason,
    ];
    for (const text of texts) {
      expect(text).toMatch(/^<b> Bcc: xy+…$/);
      expect(text?.length).toBeLessThanOrEqual(300);
    }
  });

  test("counts all findings, and keeps the first", () => {
    const findings = Array.from({ length: 30 }, (_, n) => createFinding("warning", { subject: `job:${n}` }));
    const { standing } = poll([], null, { findings });
    expect(standing.findings.map(({ subject }) => subject)).toEqual(
      findings.slice(0, maxStandingFindings).map(({ subject }) => subject),
    );
    expect(standing.findingsTotal).toBe(30);
  });

  test("of more jobs than are kept, keeps those in trouble, the worst first", () => {
    const well = Array.from({ length: 60 }, (_, n) => jobOf("other", now, { id: `well${n}` }));
    const held = { state: "Succeeded", beganAt: now, endedAt: now, error: null, escrowed: 4 } as const;
    const { standing } = poll([
      jobsReading(
        ...well,
        jobOf("other", now, { id: "holding back", lastExecution: held }),
        jobOf("other", null, { id: "paused", code: "Paused" }),
        jobOf("other", null, { id: "failing", successiveFailures: 2 }),
        quarantined,
      ),
    ]);
    expect(standing.jobs).toHaveLength(maxStandingJobs);
    expect(standing.jobsTotal).toBe(64);
    const ids = standing.jobs?.map(({ id }) => id) ?? [];
    expect(ids.slice(0, 5)).toEqual([quarantined.id, "failing", "holding back", "paused", "well0"]);
    expect(sampleOf(standing, now).escrowed).toBe(6);
  });
});

describe("the newest proof of a synchronization", () => {
  const organization = (lastSyncAt: Instant | null, more: object = {}): Reading => ({
    ...read.organization,
    lastSyncAt,
    ...more,
  });
  const provisioning = (at: Instant | null) => jobsReading(jobOf("AD2AADProvisioning", at));
  const ago = (minutes: number) => now - minutes * minute;

  test.each<[name: string, polls: Reading[][], lastAt: Instant | null, basis: "organization" | "jobs"]>([
    ["the organization's date", [[organization(ago(10)), jobsReading()]], ago(10), "organization"],
    ["the jobs', where it is newer", [[organization(ago(600)), provisioning(ago(2))]], ago(2), "jobs"],
    [
      "the organization's, where that is newer",
      [[organization(ago(1)), provisioning(ago(2))]],
      ago(1),
      "organization",
    ],
    ["none of either", [[organization(null), provisioning(null)]], null, "jobs"],
    [
      "none, with sync never seen",
      [[organization(null, { syncEnabled: null }), jobsReading()]],
      null,
      "organization",
    ],
    [
      "what the jobs proved, while nobody can see them",
      [[organization(ago(600)), provisioning(ago(5))], [organization(ago(600))]],
      ago(5),
      "jobs",
    ],
    [
      "a date that has overtaken the jobs, while nobody can see them",
      [[organization(ago(600)), provisioning(ago(50))], [organization(ago(10), { lastSyncAt: ago(10) })]],
      ago(10),
      "organization",
    ],
    [
      "what it was, when a later answer lacks it",
      [[organization(ago(10))], [organization(null)]],
      ago(10),
      "organization",
    ],
    ["what it was, while nobody can look at all", [[organization(ago(10))], []], ago(10), "organization"],
  ])("%s", (_name, polls, lastAt, basis) => {
    const last = polls.reduce<Poll | null>((before, readings) => poll(readings, before), null);
    expect(last?.standing.sync).toMatchObject({ lastAt, basis });
  });

  test("after an earlier version, which kept no standing, with the jobs out of sight", () => {
    const { memory } = poll([organization(ago(600)), provisioning(ago(5))]);
    const last = poll([organization(ago(600))], { memory, standing: unseen });
    expect(last.standing.sync).toEqual({ switch: "on", lastAt: ago(600), basis: "organization" });
  });

  test.each([
    [true, "on"],
    [false, "off"],
    [null, "off"],
    ["unsaid", "unknown"],
  ] as const)("the switch, as Graph says it: %s is %s", (syncEnabled, expected) => {
    expect(poll([{ ...read.organization, syncEnabled }]).standing.sync.switch).toBe(expected);
  });
});

describe("the newest proof of a password hash synchronization", () => {
  const password = (lastPasswordSyncAt: Instant | null): Reading => ({
    kind: "password-sync",
    lastPasswordSyncAt,
  });
  const hashes = (at: Instant | null) => jobsReading(jobOf("AD2AADPasswordHash", at));

  test.each<[name: string, polls: Reading[][], expected: Instant | null]>([
    ["the organization's date", [[password(now - hour)]], now - hour],
    ["the job's, where it is newer", [[password(now - day), hashes(now - minute)]], now - minute],
    [
      "the job's, while nobody can see it",
      [[password(now - day), hashes(now - hour)], [password(now - day)]],
      now - hour,
    ],
    ["none where it never was in use, whatever a job says", [[password(null), hashes(now - minute)]], null],
    ["what it was, when a later answer lacks it", [[password(now - hour)], [password(null)]], now - hour],
  ])("%s", (_name, polls, expected) => {
    const last = polls.reduce<Poll | null>((before, readings) => poll(readings, before), null);
    expect(last?.standing.lastPasswordSyncAt).toBe(expected);
  });
});

describe("stored with each poll", () => {
  async function enter(options?: WorldOptions) {
    const world = await createWorld(options);
    onTestFinished(() => world.close());
    const standing = async () => (await world.store.standing(world.tenant.name)) as TenantStanding;
    return { world, standing };
  }

  test("a Connect tenant, as it is; and what is looked at every hour stands in between", async () => {
    const { world, standing } = await enter();
    const { tenant } = world;
    const user = tenant.directory.addUser({ displayName: "Mara Lindt" });
    tenant.directory.conflict(user, { property: "ProxyAddresses", value: "mara@contoso.example" });
    await world.poll();
    const first = await standing();
    expect(first).toMatchObject({
      displayName: "contoso",
      state: "warning",
      sync: { switch: "on", lastAt: tenant.lastSyncAt, basis: "organization" },
      lastPasswordSyncAt: tenant.lastPasswordSyncAt,
      objectErrors: { total: 1, truncated: false },
      jobs: [],
      quota: tenant.directorySize,
      connect: { machine: "CONTOSO-SYNC01", version: "2.5.79.0" },
      findings: [{ id: "object-errors" }],
    });
    tenant.directory.addUser();
    await world.poll();
    const next = await standing();
    expect(next.objects).toEqual(first.objects);
    expect(next.seen["object-counts"]).toBe(first.polledAt);
    expect(next.polledAt).toBe(world.clock.now());
    const history = { tenant: tenant.name, from: 0, to: world.clock.now(), maxPoints: 10 };
    expect(await world.store.history(history, "coarse")).toMatchObject([
      {
        state: "warning",
        objectErrors: 1,
        users: first.objects?.users,
        quotaUsed: tenant.directorySize.used,
      },
    ]);
  });

  test("a Cloud Sync tenant: the day of the disable is the alert's, and a job that never ran has no date", async () => {
    const { world, standing } = await enter({
      tenants: [{ name: "fabrikam", connectSync: false, passwordHashSync: false }],
    });
    const configuration = world.tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
    configuration.passwordHash.reset("not-run");
    await world.poll();
    configuration.provisioning.quarantine({ reason: "EncounteredQuarantineException" });
    await world.poll();
    const [alert] = await world.store.openAlerts();
    const facts = alert?.last.facts as { disableAt: number };
    const { jobs, sync } = await standing();
    expect(jobs?.[0]).toMatchObject({ code: "Quarantine", quarantine: { disableAt: facts.disableAt } });
    expect(facts.disableAt).toBeGreaterThan(now);
    expect(jobs?.find(({ kind }) => kind === "AD2AADPasswordHash")).toMatchObject({
      code: "NotRun",
      lastSuccessAt: null,
      lastActivityAt: null,
    });
    expect(sync.basis).toBe("jobs");
  });

  test("while Graph can't be reached it stands as it was, and says since when nobody has seen it", async () => {
    const { world, standing } = await enter();
    await world.poll();
    const first = await standing();
    world.tenant.permissions.clear();
    world.tenant.revokeTokens();
    await world.polls(3);
    const { seen, objectErrors, quota, sync, blind, state, objects } = await standing();
    expect({ seen, objectErrors, quota, lastAt: sync.lastAt, objects }).toEqual({
      seen: first.seen,
      objectErrors: first.objectErrors,
      quota: first.quota,
      lastAt: first.sync.lastAt,
      objects: first.objects,
    });
    expect(state).toBe("unknown");
    expect(blind.map(({ reason }) => reason)).toContain("permission");
  });
});
