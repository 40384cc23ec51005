/** The metrics' page, rules and dashboard say what /metrics gives: every name and label they use exists. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type MetricName, metricDefinitions } from "../../src/telemetry/metric-definitions.ts";
import { projectRoot } from "../support/markdown.ts";

const read = (file: string) => readFile(join(projectRoot, "docs", file), "utf8");

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string };
}

async function readRules(): Promise<Rule[]> {
  const { groups } = parse(await read("prometheus-alerts.yaml")) as { groups: { rules: Rule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

async function readDashboard(): Promise<{ title: string; expr: string; legend: string }[]> {
  const dashboard = JSON.parse(await read("grafana-dashboard.json"));
  return dashboard.panels.flatMap(
    (panel: { title: string; targets: { expr: string; legendFormat: string }[] }) =>
      panel.targets.map(({ expr, legendFormat }) => ({ title: panel.title, expr, legend: legendFormat })),
  );
}

/** What an expression asks for that we don't have, and brackets that don't match. */
function faultsOf(expr: string): string[] {
  const faults: string[] = [];
  for (const [, name = "", , selector = ""] of expr.matchAll(
    /\b((?:sync_health|process)_\w+)(\{([^}]*)\})?/g,
  )) {
    const base = name.replace(/_(bucket|sum|count)$/, "");
    const known = metricDefinitions[(name in metricDefinitions ? name : base) as MetricName];
    if (!known || (base !== name && known.type !== "histogram")) {
      faults.push(`no metric ${name}`);
      continue;
    }
    for (const [, label = ""] of selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)) {
      if (!known.labels.includes(label)) faults.push(`${name} has no label ${label}`);
    }
  }
  for (const [open, close] of ["()", "{}", "[]"]) {
    if (expr.split(open ?? "").length !== expr.split(close ?? "").length)
      faults.push(`unbalanced ${open}${close}`);
  }
  return faults;
}

test("what looks for faults finds them", () => {
  expect(faultsOf('sync_health_tenant_state{stat="ok"}')).toEqual([
    "sync_health_tenant_state has no label stat",
  ]);
  expect(faultsOf("rate(sync_health_nothing_total[5m])")).toEqual(["no metric sync_health_nothing_total"]);
  expect(faultsOf("sync_health_outbox_queued_bucket")).toEqual([
    "no metric sync_health_outbox_queued_bucket",
  ]);
  expect(faultsOf("max(sync_health_outbox_queued")).toEqual(["unbalanced ()"]);
});

describe("the alert rules", async () => {
  const rules = await readRules();
  test.each(rules.map((rule) => [rule.alert, rule] as const))(
    "%s",
    (_name, { expr, labels, annotations }) => {
      expect(faultsOf(expr)).toEqual([]);
      expect(["warning", "critical"]).toContain(labels.severity);
      expect(annotations.summary.length).toBeGreaterThan(20);
      expect(annotations.description.length).toBeGreaterThan(20);
    },
  );
  test("have names of their own", () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });
});

describe("the dashboard", async () => {
  const targets = await readDashboard();
  test.each(targets.map((target) => [`${target.title}: ${target.expr}`, target] as const))(
    "%s",
    (_name, { expr, legend }) => {
      expect(faultsOf(expr)).toEqual([]);
      const labels = [...(legend ?? "").matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
      for (const label of labels) expect(expr + label).toMatch(/\w/);
    },
  );
});

test("the page's own questions ask for what exists", async () => {
  const questions = (await read("metrics.md")).split("## Questions they answer")[1] ?? "";
  const asked = [...questions.matchAll(/\| `([^`]+)` \|/g)].map(([, expr = ""]) => expr);
  expect(asked.length).toBeGreaterThan(5);
  for (const expr of asked) expect(faultsOf(expr)).toEqual([]);
});

test("names and units are Prometheus' own convention", () => {
  for (const [name, { type, help, labels }] of Object.entries(metricDefinitions)) {
    expect(name).toMatch(/^(sync_health|process)_[a-z_]+$/);
    expect(name.endsWith("_total")).toBe(type === "counter");
    expect(name).not.toMatch(/_(ms|minutes|hours|percent)(_|$)/);
    expect(help).toMatch(/\.$/);
    for (const label of labels) expect(label).toMatch(/^[a-z_]+$/);
  }
});
