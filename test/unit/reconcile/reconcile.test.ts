/** Alerts from findings: raised once, changed when it matters, resolved only when proven, silent when inhibited. */
import { describe, expect, test } from "vitest";
import type { Alert } from "../../../src/domain/alert.ts";
import { defaultAlertRules, defaultFlapRule } from "../../../src/domain/alert-rules.ts";
import type { Clearance, Finding, FindingId } from "../../../src/domain/finding.ts";
import type { Severity } from "../../../src/domain/severity.ts";
import { applyInhibition } from "../../../src/reconcile/inhibit.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";

const now = 1_000_000;

function find(
  id: FindingId,
  more: { key?: string; severity?: Severity; code?: string; basis?: string } = {},
): Finding {
  const { key = "tenant", severity = "critical", code = null, basis = "organization" } = more;
  return {
    id,
    subject: { key, name: key },
    severity,
    code,
    catalogIds: [id],
    since: now,
    facts: { basis },
  } as unknown as Finding;
}

const clear = (id: FindingId, subjectKey = "tenant"): Clearance => ({
  id,
  subjectKey,
  reason: "condition-cleared",
  proof: { lastSuccessAt: now },
});

function run(findings: Finding[], clearances: Clearance[] = [], open: Alert[] = [], resolveAfterPolls = 2) {
  let next = 0;
  return reconcile({
    tenant: "contoso",
    assessment: { findings, clearances },
    alive: open,
    ended: [],
    rules: defaultAlertRules,
    flapping: defaultFlapRule,
    resolveAfterPolls,
    holdOf: () => null,
    now,
    createId: () => {
      next += 1;
      return `id-${next}`;
    },
  });
}

function openAlert(finding: Finding): Alert {
  const [alert] = run([finding]).alerts;
  if (!alert) throw new Error("no alert was raised");
  return alert;
}

const told = (result: ReturnType<typeof run>) => result.transitions.map(({ kind, reason }) => [kind, reason]);

describe("a life", () => {
  test("first sight raises", () => {
    expect(told(run([find("sync-stale")]))).toEqual([["raised", "condition-met"]]);
  });

  test("seen again: nothing to tell, but remembered as seen", () => {
    const alert = { ...openAlert(find("sync-stale")), lastSeenAt: 1, goodPolls: 1 };
    const result = run([find("sync-stale")], [], [alert]);
    expect(told(result)).toEqual([]);
    expect(result.alerts).toMatchObject([{ id: alert.id, lastSeenAt: now, goodPolls: 0 }]);
  });

  test.each<[Severity, Severity, string]>([
    ["warning", "critical", "severity-rose"],
    ["critical", "warning", "severity-fell"],
  ])("from %s to %s: %s", (before, after, reason) => {
    const alert = openAlert(find("sync-stale", { severity: before }));
    expect(told(run([find("sync-stale", { severity: after })], [], [alert]))).toEqual([["changed", reason]]);
  });

  test("another code changes a quarantine, and nothing else", () => {
    const change = (id: FindingId) =>
      told(run([find(id, { code: "B" })], [], [openAlert(find(id, { code: "A" }))]));
    expect(change("job-quarantine")).toEqual([["changed", "code-changed"]]);
    expect(change("job-failing")).toEqual([]);
    expect(change("blind")).toEqual([]);
  });

  test("neither found nor cleared: left exactly as it is", () => {
    const result = run([], [], [openAlert(find("sync-stale"))]);
    expect(result).toEqual({ alerts: [], transitions: [], inhibited: [] });
  });

  test("cleared once of two times: counted, not told", () => {
    const result = run([], [clear("sync-stale")], [openAlert(find("sync-stale"))]);
    expect(told(result)).toEqual([]);
    expect(result.alerts).toMatchObject([{ state: "open", goodPolls: 1 }]);
  });

  test("cleared for the second time: resolved, with its proof", () => {
    const alert = { ...openAlert(find("sync-stale")), goodPolls: 1 };
    const result = run([], [clear("sync-stale")], [alert]);
    expect(result.transitions).toMatchObject([
      { kind: "resolved", reason: "condition-cleared", proof: { lastSuccessAt: now } },
    ]);
    expect(result.alerts).toMatchObject([{ state: "resolved", resolvedAt: now }]);
  });

  test("another subject's clearance proves nothing", () => {
    expect(
      run([], [clear("job-failing", "job-2")], [openAlert(find("job-failing", { key: "job-1" }))]).alerts,
    ).toEqual([]);
  });

  test("a subject that is no longer listed is gone; one that is listed is not", () => {
    const gone: Clearance = {
      id: "job-failing",
      subjectKey: null,
      except: ["job-1"],
      reason: "subject-gone",
    };
    const alerts = ["job-1", "job-2"].map((key) => ({
      ...openAlert(find("job-failing", { key })),
      id: key,
      goodPolls: 1,
    }));
    const result = run([], [gone], alerts);
    expect(result.transitions.map(({ alertId, reason }) => [alertId, reason])).toEqual([
      ["job-2", "subject-gone"],
    ]);
  });
});

describe("inhibition", () => {
  const table: [by: Finding, silenced: Finding, yes: boolean][] = [
    [find("sync-disabled"), find("sync-stale"), true],
    [find("sync-disabled"), find("password-hash-sync-stale"), true],
    [find("job-quarantine", { key: "j" }), find("job-failing", { key: "j" }), true],
    [find("job-quarantine", { key: "j" }), find("job-stalled", { key: "j" }), true],
    [find("job-delete-threshold", { key: "j" }), find("job-failing", { key: "j" }), true],
    [find("job-quarantine", { key: "j" }), find("job-failing", { key: "other" }), false],
    [find("job-quarantine", { key: "j" }), find("sync-stale", { basis: "jobs" }), true],
    [find("job-quarantine", { key: "j" }), find("sync-stale"), false],
    [find("sync-stale"), find("password-hash-sync-stale"), false],
    [find("job-failing", { key: "j" }), find("job-quarantine", { key: "j" }), false],
  ];
  test.each(
    table.map(([by, silenced, yes]) => ({
      by,
      silenced,
      yes,
      name: `${by.id} ${yes ? "silences" : "leaves"} ${silenced.id} of ${silenced.subject.key}`,
    })),
  )("$name", ({ by, silenced, yes }) => {
    const { inhibited } = applyInhibition([by, silenced], [by, silenced], now);
    expect(inhibited.includes(silenced)).toBe(yes);
  });

  test("an inhibited finding raises nothing", () => {
    const result = run([find("sync-disabled"), find("sync-stale")]);
    expect(result.transitions.map(({ alert }) => alert.finding)).toEqual(["sync-disabled"]);
    expect(result.inhibited.map(({ id }) => id)).toEqual(["sync-stale"]);
  });

  test("an open alert that is still not proven good goes on silencing", () => {
    const result = run([find("sync-stale")], [], [openAlert(find("sync-disabled"))]);
    expect(told(result)).toEqual([]);
  });

  test("an alert that was open before it was inhibited stays open, and does not change", () => {
    const stale = openAlert(find("sync-stale", { severity: "warning" }));
    const result = run([find("sync-disabled"), find("sync-stale")], [], [stale]);
    expect(told(result)).toEqual([["raised", "condition-met"]]);
  });

  test("when the silencing one ends, what it silenced is raised", () => {
    const disabled = { ...openAlert(find("sync-disabled")), goodPolls: 1 };
    const result = run([find("sync-stale")], [clear("sync-disabled")], [disabled]);
    expect(result.transitions.map(({ kind, alert }) => `${kind} ${alert.finding}`).sort()).toEqual([
      "raised sync-stale",
      "resolved sync-disabled",
    ]);
  });
});

describe("steps", () => {
  const stepped = (step: number, more: object = {}): Finding =>
    ({
      ...find("credential-expiry", { severity: "warning" }),
      facts: { step, ...more },
    }) as unknown as Finding;

  test("a further one is told, a lower one is not, and the same again is not either", () => {
    const raised = openAlert(stepped(2));
    expect(told(run([stepped(3)], [], [raised]))).toEqual([["changed", "step-reached"]]);
    const lower = run([stepped(1)], [], [raised]);
    expect(told(lower)).toEqual([]);
    expect(told(run([stepped(2)], [], lower.alerts))).toEqual([]);
  });

  test("another end begins to count anew", () => {
    const raised = openAlert(stepped(4, { expiresAt: 1 }));
    const renewed = run([stepped(1, { expiresAt: 9 })], [], [raised]);
    expect(told(renewed)).toEqual([]);
    expect(told(run([stepped(2, { expiresAt: 9 })], [], renewed.alerts))).toEqual([
      ["changed", "step-reached"],
    ]);
  });
});

test("what rose while it was silenced is told when the silence ends", () => {
  const open = [openAlert(find("sync-stale", { severity: "warning" })), openAlert(find("sync-disabled"))];
  const silent = run([find("sync-stale"), find("sync-disabled")], [], open);
  expect(told(silent)).toEqual([]);
  const stale = silent.alerts.find((alert) => alert.finding === "sync-stale");
  expect(told(run([find("sync-stale")], [], stale ? [stale] : []))).toEqual([["changed", "severity-rose"]]);
});

test("how long a cause has lasted is counted from its alert, not from this poll", () => {
  const disabled = openAlert({ ...find("sync-disabled"), since: now - 80 * 3_600_000 });
  const result = run([find("sync-disabled"), find("orphaned-synced-objects")], [], [disabled]);
  expect(told(result)).toEqual([["raised", "condition-met"]]);
});
