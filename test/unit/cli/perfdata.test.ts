/** Performance data: every number with its unit and limits, and none that would be false. */
import { describe, expect, test } from "vitest";
import { renderNagios } from "../../../src/cli/print-nagios.ts";
import type { TenantReport } from "../../../src/domain/report.ts";
import { defaultThresholds } from "../../../src/domain/thresholds.ts";
import { createBlindness, createFinding, createReport, generatedAt } from "../../support/reports.ts";
import { render, seen } from "./read-nagios.ts";

describe("performance data", () => {
  test("every number, with its unit and limits", () => {
    const findings = [
      createFinding("critical"),
      createFinding("warning"),
      createFinding("warning"),
      createFinding("info"),
    ];
    const blind = [
      createBlindness({ probe: "group-names" }),
      createBlindness({ probe: "provisioning-log", optional: true }),
    ];
    expect(render([createReport({ state: "critical", findings, blind, readings: seen })]).data).toEqual({
      sync_age: { value: 600, unit: "s", limits: ";5400;86400;0" },
      password_sync_age: { value: 90, unit: "s", limits: ";;7200;0" },
      quota_percent: { value: 6.1, unit: "%", limits: ";80;100" },
      object_errors: { value: 2, unit: "", limits: ";;;0" },
      synced_users: { value: 1840, unit: "", limits: ";;;0" },
      synced_groups: { value: 212, unit: "", limits: ";;;0" },
      jobs_quarantined: { value: 1, unit: "", limits: ";;;0" },
      findings_critical: { value: 1, unit: "", limits: ";;;0" },
      findings_warning: { value: 2, unit: "", limits: ";;;0" },
      blind_probes: { value: 1, unit: "", limits: ";;;0" },
    });
  });

  test("without limits where none are known", () => {
    const { data } = render([createReport({ readings: seen })], new Map());
    expect(data.sync_age).toEqual({ value: 600, unit: "s", limits: ";;;0" });
    expect(data.quota_percent).toEqual({ value: 6.1, unit: "%", limits: "" });
  });

  test("the tenant's own limits, not another's", () => {
    const own = { ...defaultThresholds, syncStaleWarningMinutes: 0.5, syncStaleCriticalMinutes: 2 };
    const thresholds = new Map([
      ["contoso", own],
      ["fabrikam", defaultThresholds],
    ]);
    const { data } = render([createReport({ readings: seen })], thresholds);
    expect(data.sync_age?.limits).toBe(";30;120;0");
  });

  test("the tenant's name before each label, where there are several", () => {
    const { data } = render([createReport({ readings: seen }), createReport({ name: "fabrikam" })]);
    expect(Object.keys(data)).toContain("contoso_sync_age");
    expect(Object.keys(data).filter((label) => label.startsWith("fabrikam_"))).toEqual([
      "fabrikam_findings_critical",
      "fabrikam_findings_warning",
      "fabrikam_blind_probes",
    ]);
  });

  const gaps: [string, Partial<TenantReport>, string[]][] = [
    [
      "its probe is blind just now",
      { blind: [createBlindness()] },
      ["sync_age", "password_sync_age", "quota_percent"],
    ],
    [
      "there is no date",
      { readings: { ...seen, organization: { syncEnabled: true, lastSyncAt: null } } },
      ["sync_age"],
    ],
    [
      "sync is switched off",
      { readings: { ...seen, organization: { syncEnabled: false, lastSyncAt: "2024-01-01T00:00:00.000Z" } } },
      ["sync_age", "password_sync_age"],
    ],
    ["Graph did not say", { readings: { ...seen, "directory-quota": { quota: null } } }, ["quota_percent"]],
    [
      "the quota is zero",
      { readings: { ...seen, "directory-quota": { quota: { used: 1, total: 0 } } } },
      ["quota_percent"],
    ],
  ];
  test.each(gaps)("no datum where %s", (_, fields, missing) => {
    const all = Object.keys(render([createReport({ readings: seen })]).data);
    const { data } = render([createReport({ readings: seen, ...fields })]);
    expect(all.filter((label) => !(label in data))).toEqual(missing);
  });

  test("the true length of a list that the report had to cut, or nothing", () => {
    const cut = {
      "object-errors": { errors: [{ objectId: "a" }], errorsTotal: 140, truncated: false },
      "provisioning-jobs": { jobs: [{ code: "Quarantine" }], jobsTotal: 140 },
    };
    const { data } = render([createReport({ readings: cut })]);
    expect(data.object_errors?.value).toBe(140);
    expect(data.jobs_quarantined).toBeUndefined();
  });

  test("none at all of a tenant that was not polled when it was due", () => {
    const overdue = { staleAfter: "2026-09-14T07:59:00.000Z", state: "unknown" } as const;
    expect(render([createReport({ readings: seen, ...overdue })]).text).not.toContain("|");
    expect(render([createReport({ readings: seen, polledAt: null })]).text).not.toContain("|");
  });

  test("a quote in a label is doubled, and an equals sign is none", () => {
    const text = renderNagios({ generatedAt, tenants: [createReport({ name: "o'b=c" }), createReport()] });
    expect(text).toContain("'o''b-c_findings_critical'=0;;;0");
  });
});
