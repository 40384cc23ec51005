/** Rules over several polls: what ends an incident, what must not, and what begins one anew. */
import { describe, expect, test } from "vitest";
import type { BlindReading } from "../../../src/domain/blindness.ts";
import type { Assessment, Finding, FindingId } from "../../../src/domain/finding.ts";
import { day, hour, minute } from "../../../src/domain/instant.ts";
import { probeIds } from "../../../src/domain/probes.ts";
import type {
  AppCredential,
  AppCredentials,
  OrganizationReading,
  ProvisioningLogRow,
  Reading,
} from "../../../src/domain/reading.ts";
import { createReadings } from "../../support/readings.ts";
import { createWatcher } from "../../support/rules.ts";

const t0 = Date.parse("2026-09-14T08:00:00Z");
const found = ({ findings }: Assessment, id: FindingId) => findings.filter((finding) => finding.id === id);
const cleared = ({ clearances }: Assessment, id: FindingId, key = "tenant") =>
  clearances
    .filter((clearance) => clearance.id === id)
    .filter(({ subjectKey, ...more }) =>
      subjectKey === null ? "except" in more && !more.except.includes(key) : subjectKey === key,
    )
    .map(({ reason }) => reason);

const organization = (lastSyncAt: number): OrganizationReading => ({
  ...createReadings(t0).organization,
  syncEnabled: true,
  lastSyncAt,
});
const counts = (users: number): Reading => ({ kind: "object-counts", users, groups: 5, contacts: 0 });

describe("sync-stale", () => {
  const undated: OrganizationReading = { ...organization(t0), lastSyncAt: null };

  test("a date that goes missing is no recovery: what was seen before still counts", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [organization(t0 - 25 * hour)]);
    const result = watcher.poll(t0 + minute, [undated]);
    expect(found(result, "sync-stale")).toMatchObject([{ severity: "critical" }]);
    expect(cleared(result, "sync-stale")).toEqual([]);
  });

  test("a date far in the future is none", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [organization(t0 - 25 * hour)]);
    const result = watcher.poll(t0 + minute, [organization(Date.parse("2999-01-01T00:00:00Z"))]);
    expect(found(result, "sync-stale")).toHaveLength(1);
  });

  test("never synchronized, and switched on just now: nothing is proven either way", () => {
    const result = createWatcher().poll(t0, [undated]);
    expect([found(result, "sync-stale"), cleared(result, "sync-stale")]).toEqual([[], []]);
  });
});

describe("a switch that Graph does not tell", () => {
  const unsaid: OrganizationReading = { ...organization(t0), syncEnabled: "unsaid" };

  test("makes no orphans", () => {
    const result = createWatcher().poll(t0, [unsaid, counts(48)]);
    expect(found(result, "orphaned-synced-objects")).toEqual([]);
  });

  test("resolves nothing that holds while synchronization is on", () => {
    const watcher = createWatcher();
    const nobody: Reading = { kind: "notification-recipients", technicalMails: [] };
    watcher.poll(t0, [organization(t0), nobody]);
    const result = watcher.poll(t0 + minute, [unsaid, nobody]);
    expect(found(result, "notification-gap")).toHaveLength(1);
  });
});

describe("one finding for one subject", () => {
  const federated = (domain: string, days: number) => ({
    domain,
    signing: { thumbprint: "AB", subject: null, notBefore: t0 - day, notAfter: t0 + days * day },
    nextSigning: null,
    updateResult: null,
    updatedAt: null,
  });

  test("a domain that is listed twice is one, the worse of the two", () => {
    const domains = [federated("contoso.example", 20), federated("contoso.example", 5)];
    const result = createWatcher().poll(t0, [{ kind: "federation-certificates", domains }]);
    expect(found(result, "federation-certificate")).toMatchObject([{ severity: "critical" }]);
  });

  test("a key that UTF-8 can't hold is the same key when it comes back from the store", () => {
    const domains = [federated("con\ud800toso.example", 5)];
    const result = createWatcher().poll(t0, [{ kind: "federation-certificates", domains }]);
    const [finding] = found(result, "federation-certificate");
    expect(finding?.subject.key).toBe("con\ufffdtoso.example");
    expect(cleared(result, "federation-certificate", finding?.subject.key)).toEqual([]);
  });
});

describe("synced-objects-drop", () => {
  test("a second loss is told again, and the day begins anew with it", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [counts(1_000)]);
    const first = watcher.poll(t0 + hour, [counts(940)]);
    expect(found(first, "synced-objects-drop")).toMatchObject([{ facts: { before: 1_000, step: 1 } }]);
    const second = watcher.poll(t0 + 23 * hour, [counts(5)]);
    expect(found(second, "synced-objects-drop")).toMatchObject([{ facts: { after: 5, step: 2 } }]);
    const later = watcher.poll(t0 + 26 * hour, [counts(5)]);
    expect(found(later, "synced-objects-drop")).toHaveLength(1);
    const calm = watcher.poll(t0 + 48 * hour, [counts(5)]);
    expect(cleared(calm, "synced-objects-drop", "users")).toEqual(["level-accepted"]);
  });

  test("a small loss after the first changes nothing", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [counts(1_000)]);
    watcher.poll(t0 + hour, [counts(900)]);
    const result = watcher.poll(t0 + 2 * hour, [counts(899)]);
    expect(found(result, "synced-objects-drop")).toMatchObject([{ facts: { step: 1 } }]);
    const calm = watcher.poll(t0 + 26 * hour, [counts(899)]);
    expect(cleared(calm, "synced-objects-drop", "users")).toEqual(["level-accepted"]);
  });

  test("the objects come back: cleared, and not as accepted", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [counts(1_000)]);
    watcher.poll(t0 + hour, [counts(900)]);
    const result = watcher.poll(t0 + 2 * hour, [counts(990)]);
    expect(cleared(result, "synced-objects-drop", "users")).toEqual(["condition-cleared"]);
  });

  test("after a weekend without the monitor, the last count known is the measure", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [counts(1_000)]);
    expect(found(watcher.poll(t0 + 3 * day, [counts(500)]), "synced-objects-drop")).toHaveLength(1);
  });
});

describe("sync-principal-missing", () => {
  const gone: Reading = { kind: "sync-principal", present: false, enabled: null };
  test("never seen, and synchronization works again: cleared", () => {
    const watcher = createWatcher();
    const stale = watcher.poll(t0, [organization(t0 - 3 * hour), gone]);
    expect(found(stale, "sync-principal-missing")).toHaveLength(1);
    const fresh = watcher.poll(t0 + hour, [organization(t0 + hour - minute), gone]);
    expect(found(fresh, "sync-principal-missing")).toEqual([]);
    expect(cleared(fresh, "sync-principal-missing")).toEqual(["condition-cleared"]);
  });

  test("switched off, and then not said: no proof that it is on again", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [organization(t0), { kind: "sync-principal", present: true, enabled: true }]);
    const off = watcher.poll(t0 + 1, [
      organization(t0),
      { kind: "sync-principal", present: true, enabled: false },
    ]);
    const [last] = found(off, "sync-principal-missing");
    const open = [
      { finding: "sync-principal-missing" as const, subjectKey: "tenant", last: last as Finding },
    ];
    const unsaid: Reading = { kind: "sync-principal", present: true, enabled: null };
    const result = watcher.poll(t0 + 2, [organization(t0), unsaid], { open });
    expect(cleared(result, "sync-principal-missing")).toEqual([]);
  });

  test("seen before, and gone while synchronization still works: critical", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [organization(t0), { kind: "sync-principal", present: true, enabled: true }]);
    const result = watcher.poll(t0 + hour, [organization(t0 + hour), gone]);
    expect(found(result, "sync-principal-missing")).toMatchObject([{ severity: "critical" }]);
  });
});

describe("blind", () => {
  const blind = (probe: BlindReading["probe"], reason: BlindReading["reason"]): BlindReading => ({
    kind: "blind",
    probe,
    covers: [],
    reason,
    detail: "refused",
    code: null,
    catalogId: null,
    permission: reason === "permission" ? "User.Read.All" : null,
    requestId: null,
    clientRequestId: null,
  });
  const covers = (
    probe: BlindReading["probe"],
    kind: BlindReading["covers"][number],
    reason = "permission",
  ) => ({
    ...blind(probe, reason as BlindReading["reason"]),
    covers: [kind],
  });

  test("lesser probes that lack a permission share one finding, with every permission in it", () => {
    const watcher = createWatcher();
    const readings = [
      organization(t0),
      covers("object-counts", "object-counts"),
      { ...covers("group-names", "empty-group-names"), permission: "Group.Read.All" },
    ];
    watcher.poll(t0, readings);
    watcher.poll(t0 + 1, readings);
    const result = watcher.poll(t0 + 2, readings);
    expect(found(result, "blind")).toMatchObject([
      { subject: { key: "permissions" }, facts: { permission: "User.Read.All, Group.Read.All", polls: 3 } },
    ]);
  });

  test("a probe that is switched off is nobody's blindness any more", () => {
    const watcher = createWatcher();
    const readings = [organization(t0), covers("object-counts", "object-counts")];
    for (let n = 0; n < 3; n += 1) watcher.poll(t0 + n, readings);
    const watched = probeIds.filter((id) => id !== "object-counts");
    const result = watcher.poll(t0 + 3, [organization(t0)], { watched });
    expect(cleared(result, "blind", "permissions")).toContain("condition-cleared");
    expect(cleared(result, "blind", "object-counts")).toEqual(["subject-gone"]);
    expect(watcher.memory.blind).toEqual({});
  });

  test("unreachable at first, then not licensed: it did not come into sight", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [organization(t0), covers("object-counts", "object-counts", "unreachable")]);
    const result = watcher.poll(t0 + 1, [
      organization(t0),
      covers("object-counts", "object-counts", "licence"),
    ]);
    expect(cleared(result, "blind", "object-counts")).toEqual(["subject-gone"]);
  });
});

describe("job-entry-errors", () => {
  const [job] = createReadings(t0)["provisioning-jobs"].jobs;
  if (!job) throw new Error("no job among the sample readings");
  const healthy = { ...job, code: "Active" as const, quarantine: null };
  const jobs = (escrowed: number): Reading => ({
    kind: "provisioning-jobs",
    jobs: [
      {
        ...healthy,
        lastExecution: { state: "Succeeded", beganAt: t0, endedAt: t0, error: null, escrowed },
      },
    ],
  });
  const row = (more: Partial<ProvisioningLogRow>): ProvisioningLogRow => ({
    id: "r",
    at: t0,
    jobId: healthy.id,
    outcome: "failure",
    code: "EntryConflict",
    reason: "taken",
    objectKey: "o1",
    objectName: "Mara",
    action: "create",
    ...more,
  });
  const log = (rows: ProvisioningLogRow[], truncated = false): Reading => ({
    kind: "provisioning-log",
    rows,
    truncated,
  });

  test("a failure that arrives after the newer success is old news", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [jobs(0), log([row({ id: "s", at: t0 + minute, outcome: "success" })])]);
    const result = watcher.poll(t0 + 5 * minute, [jobs(0), log([row({ id: "f", at: t0 })])]);
    expect(found(result, "job-entry-errors")).toEqual([]);
  });

  test("a row that comes twice counts once, and a success ends it", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [jobs(0), log([row({ id: "a" })])]);
    watcher.poll(t0 + minute, [
      jobs(0),
      log([row({ id: "a" }), row({ id: "b", at: t0 + 1, outcome: "success" })]),
    ]);
    const result = watcher.poll(t0 + 2 * minute, [jobs(0), log([row({ id: "a" })])]);
    expect(found(result, "job-entry-errors")).toEqual([]);
    expect(cleared(result, "job-entry-errors", healthy.id)).toEqual(["condition-cleared"]);
  });

  test("objects not heard of for two days are forgotten, also when nobody reads the log", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [jobs(0), log([row({})])]);
    expect(found(watcher.poll(t0 + 47 * hour, [jobs(0)]), "job-entry-errors")).toHaveLength(1);
    expect(found(watcher.poll(t0 + 49 * hour, [jobs(0)]), "job-entry-errors")).toEqual([]);
  });

  test("with the log switched off, only the job's own count speaks", () => {
    const watcher = createWatcher();
    watcher.poll(t0, [jobs(0), log([row({})])]);
    const watched = probeIds.filter((id) => id !== "provisioning-log");
    const result = watcher.poll(t0 + hour, [jobs(0)], { watched });
    expect(found(result, "job-entry-errors")).toEqual([]);
  });

  test("a log that was cut off clears nothing, and its number is a least one", () => {
    const watcher = createWatcher();
    const full = watcher.poll(t0, [jobs(2), log([row({})], true)]);
    expect(found(full, "job-entry-errors")).toMatchObject([{ facts: { truncated: true } }]);
    const empty = createWatcher().poll(t0, [jobs(0), log([], true)]);
    expect(cleared(empty, "job-entry-errors", healthy.id)).toEqual([]);
  });

  test("fewer than the limit: cleared, as it is raised", () => {
    const thresholds = { jobEntryErrorsCount: 5 };
    const watcher = createWatcher();
    expect(found(watcher.poll(t0, [jobs(5), log([])], { thresholds }), "job-entry-errors")).toHaveLength(1);
    const result = watcher.poll(t0 + 1, [jobs(1), log([])], { thresholds });
    expect(cleared(result, "job-entry-errors", healthy.id)).toEqual(["condition-cleared"]);
  });
});

describe("object-quota", () => {
  const quota = (used: number): Reading => ({ kind: "directory-quota", quota: { used, total: 50_000 } });
  test("an object less does not make it milder: critical is left with a margin", () => {
    const watcher = createWatcher();
    const [full] = found(watcher.poll(t0, [quota(50_000)]), "object-quota");
    const open = [{ finding: "object-quota" as const, subjectKey: "tenant", last: full as Finding }];
    expect(found(watcher.poll(t0 + 1, [quota(49_999)], { open }), "object-quota")).toMatchObject([
      { severity: "critical" },
    ]);
    expect(found(watcher.poll(t0 + 2, [quota(49_000)], { open }), "object-quota")).toMatchObject([
      { severity: "warning" },
    ]);
  });

  test("between the limit and its margin nothing is proven", () => {
    const result = createWatcher().poll(t0, [quota(39_900)]);
    expect([found(result, "object-quota"), cleared(result, "object-quota")]).toEqual([[], []]);
  });
});

describe("credential-expiry", () => {
  const credential = (more: Partial<AppCredential>): AppCredential => ({
    keyId: "k",
    kind: "secret",
    displayName: null,
    startsAt: null,
    expiresAt: t0 + 20 * day,
    inUse: null,
    ...more,
  });
  const app = (credentials: AppCredential[], owner: AppCredentials["owner"] = "monitor"): Reading => ({
    kind: "app-credentials",
    complete: true,
    apps: [{ owner, appId: "a", displayName: "App", credentials }],
  });
  const judge = (reading: Reading, lastSyncAt = t0) =>
    createWatcher().poll(t0, [organization(lastSyncAt), reading]);
  const expired = [credential({ expiresAt: t0 - 60 * day })];

  test.each([
    [
      "the one in use, however long the others last",
      [credential({ inUse: true }), credential({ inUse: false, expiresAt: t0 + 900 * day })],
      1,
    ],
    ["a newer one has replaced it", [credential({}), credential({ expiresAt: t0 + 300 * day })], 0],
    ["none of them is in use (workload identity)", [credential({ inUse: false })], 0],
  ])("%s", (_name, credentials, expected) => {
    expect(found(judge(app(credentials)), "credential-expiry")).toHaveLength(expected);
  });

  test("an app that has no credential left has nothing that could expire", () => {
    expect(cleared(judge(app([])), "credential-expiry", "a")).toEqual(["subject-gone"]);
  });

  test("a certificate of Entra Connect's that ended long ago is history while synchronization works", () => {
    expect(found(judge(app(expired, "connect")), "credential-expiry")).toEqual([]);
    expect(found(judge(app(expired, "connect"), t0 - 5 * hour), "credential-expiry")).toHaveLength(1);
    expect(found(judge(app(expired, "monitor")), "credential-expiry")).toHaveLength(1);
  });

  test("an app that a part of Graph did not answer for is not gone", () => {
    const partly: Reading = { kind: "app-credentials", complete: false, apps: [] };
    expect(cleared(judge(partly), "credential-expiry", "a")).toEqual([]);
  });
});
