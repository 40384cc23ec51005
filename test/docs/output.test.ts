/** docs/output.md says what the commands print, member by member, and its examples are what they would print. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeTenant } from "../../src/app/tenant-report.ts";
import { explain } from "../../src/catalog/explain.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { type AlertsReport, describeAlerts, type Listing } from "../../src/cli/alerts/report.ts";
import { renderNagios } from "../../src/cli/print-nagios.ts";
import { type BlindReading, blindReasons } from "../../src/domain/blindness.ts";
import type { Finding } from "../../src/domain/finding.ts";
import { probeIds, readingsOf } from "../../src/domain/probes.ts";
import { type StatusReport, tenantStates } from "../../src/domain/report.ts";
import { severities } from "../../src/domain/severity.ts";
import { emptyMemory } from "../../src/domain/tenant.ts";
import { defaultThresholds } from "../../src/domain/thresholds.ts";
import { createAlert } from "../support/alerts.ts";
import { headingsOf, readPage, sectionOf } from "../support/markdown.ts";
import { createReadings } from "../support/readings.ts";

const page = "docs/output.md";
const now = Date.parse("2026-09-14T08:00:00Z");
const kinds = probeIds.flatMap((id) => readingsOf(id));

/** Code blocks of one language below a heading. */
function blocksOf(heading: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
  return [...sectionOf(page, heading).matchAll(pattern)].map(([, block]) => block ?? "");
}

/** The members that a section's tables name, by their first cells. */
function membersIn(heading: string): string[] {
  return [...sectionOf(page, heading).matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name ?? "");
}

/** `jobs[].schedule.state`: every leaf; lists of plain values are leaves. */
function leavesOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) {
    const objects = value.filter((item) => typeof item === "object" && item !== null);
    if (objects.length === 0) return [path];
    return [...new Set(objects.flatMap((item) => leavesOf(item, `${path}[]`)))];
  }
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) =>
    leavesOf(child, path === "" ? key : `${path}.${key}`),
  );
}

const finding: Finding = {
  id: "sync-stale",
  subject: { key: "tenant", name: "Contoso" },
  severity: "warning",
  code: null,
  catalogIds: ["sync-stale"],
  since: now,
  facts: { lastSyncAt: now, basis: "organization", thresholdMinutes: 90 },
};
const blind: BlindReading = {
  kind: "blind",
  probe: "object-errors",
  covers: ["object-errors"],
  reason: "permission",
  detail: "users: 403",
  code: null,
  catalogId: null,
  permission: "User.Read.All",
  requestId: null,
  clientRequestId: null,
};

/** A report as the program makes it, with everything in it. */
const report = describeTenant({
  tenant: { name: "contoso", tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20" },
  readings: [...Object.values(createReadings(now)), blind],
  assessment: { findings: [finding], clearances: [] },
  open: [],
  previous: null,
  memory: emptyMemory(),
  watched: probeIds,
  unwatched: new Set(),
  staleAfter: now,
  now,
});

describe("the JSON of check and status", () => {
  test("its own members, a tenant's, a finding's and a probe's that could not look", () => {
    const whole: StatusReport = {
      generatedAt: report.polledAt ?? "",
      tenants: [{ ...report, readings: {} }],
      outbox: { queued: 0, dead: 0, oldestQueuedAt: null, lastDeadAt: null },
    };
    expect(membersIn("Members").toSorted()).toEqual(
      [...leavesOf(whole), "tenants[].readings"].filter((path) => path !== "tenants[].readings.").toSorted(),
    );
  });

  test("every kind of reading has its heading, in the order of the probes", () => {
    expect(headingsOf(page, "####")).toEqual(kinds);
    expect(Object.keys(report.readings).toSorted()).toEqual(kinds.toSorted());
  });

  test.each(kinds)("%s: every member, and none that is not there", (kind) => {
    expect(membersIn(kind)).toEqual(leavesOf(report.readings[kind]));
  });

  test("every moment is ISO 8601 text", () => {
    const numbers = kinds
      .flatMap((kind) => momentsIn(report.readings[kind]))
      .filter(([, value]) => typeof value === "number");
    expect(numbers.map(([name]) => name)).toEqual([]);
  });

  test("every word that a closed list allows", () => {
    const section = sectionOf(page, "Members");
    for (const word of [...tenantStates, ...severities, ...blindReasons])
      expect(section).toContain(`\`${word}\``);
  });
});

function momentsIn(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap(momentsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    /^at$|At$|^not(Before|After)$/.test(key) ? [[key, child] as [string, unknown]] : momentsIn(child),
  );
}

describe("the examples", () => {
  const [text = ""] = blocksOf("Example", "json");
  const example = JSON.parse(text) as StatusReport;

  test("JSON: the shape that the program would print", () => {
    expect(Object.keys(example)).toEqual(["generatedAt", "tenants", "outbox"]);
    const [tenant] = example.tenants;
    expect(Object.keys(tenant ?? {})).toEqual(Object.keys(report));
    expect(tenant?.findings.length).toBeGreaterThan(0);
    for (const said of tenant?.findings ?? [])
      expect(Object.keys(said)).toEqual(Object.keys(report.findings[0] ?? {}));
    for (const said of tenant?.blind ?? [])
      expect(Object.keys(said)).toEqual(Object.keys(report.blind[0] ?? {}));
    for (const [kind, reading] of Object.entries(tenant?.readings ?? {})) {
      const real = report.readings[kind as keyof typeof report.readings];
      expect(leavesOf(reading), kind).toEqual(leavesOf(real));
    }
  });

  test("Nagios: what the program prints for the same report", () => {
    const [block = ""] = blocksOf("Nagios format", "text");
    const thresholds = new Map(example.tenants.map(({ name }) => [name, defaultThresholds]));
    expect(block.trimEnd()).toBe(renderNagios(example, thresholds));
  });

  test("Nagios: every label of its performance data is explained", () => {
    const all = createReadings(now);
    const readings = describeTenant({ ...reportInput(), readings: Object.values(all) });
    const line =
      renderNagios({ generatedAt: readings.polledAt ?? "", tenants: [readings] }).split("\n")[0] ?? "";
    const labels = [...line.matchAll(/'(\w+)'=/g)].map(([, label]) => label);
    expect(membersIn("Nagios format")).toEqual(labels);
  });

  test("explain: the shape that the program would print", async () => {
    const [block = ""] = blocksOf("explain --json", "json");
    const said = JSON.parse(block);
    const catalog = await loadCatalog();
    const real = explain(catalog, said.input, "en");
    expect(said).toEqual(real);
    const lists = ["remedy", "surfaces", "severityOn"];
    const guess = explain(catalog, "TooManyDeltees", "en");
    const leaves = [...leavesOf(real), ...leavesOf({ suggestions: guess.suggestions })];
    expect(membersIn("explain --json").toSorted()).toEqual(
      [
        ...new Set([
          ...leaves.filter((path) => !lists.some((list) => path.includes(list))),
          ...lists.map((list) => `matches[].${list}`),
        ]),
      ]
        .filter((path) => path !== "suggestions")
        .toSorted(),
    );
  });
});

function reportInput() {
  return {
    tenant: { name: "contoso", tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20" },
    assessment: { findings: [], clearances: [] },
    open: [],
    previous: null,
    memory: emptyMemory(),
    watched: probeIds,
    unwatched: new Set<never>(),
    staleAfter: null,
    now,
  };
}

describe("alerts list --format json", () => {
  const heading = "alerts list --format json";
  const example = JSON.parse(blocksOf(heading, "json")[0] ?? "") as AlertsReport;

  /** The alert, silence and window of the example, as the program has them. */
  const at = (iso: string | undefined) => Date.parse(iso ?? "");
  const [alert] = example.alerts;
  const [silence] = example.silences;
  const [window] = example.maintenance;
  const stored: Finding = {
    ...finding,
    since: at(alert?.since),
    facts: { lastSyncAt: at(alert?.since), basis: "organization", thresholdMinutes: 90 },
  };
  const listing: Listing = {
    alerts: [
      createAlert(alert?.id ?? "", {
        last: stored,
        raisedAt: at(alert?.raisedAt ?? ""),
        acknowledgement: {
          at: at(alert?.acknowledged?.at),
          by: "Mara Lindt",
          reason: "the server is being moved",
          via: "by-link",
        },
      }),
    ],
    silences: [
      {
        id: silence?.id ?? "",
        tenant: "contoso",
        finding: "sync-stale",
        subjectKey: null,
        startsAt: at(silence?.from),
        endsAt: at(silence?.to),
        by: "mara",
        reason: "the server is being moved",
        createdAt: at(silence?.createdAt),
      },
    ],
    maintenance: [
      {
        name: "patch tuesday",
        tenants: [],
        findings: ["sync-stale", "job-stalled"],
        when: {
          type: "recurring",
          cron: "0 22 * * 2",
          timeZone: "Europe/Amsterdam",
          durationMs: at(window?.to) - at(window?.from),
        },
      },
    ],
    tenant: null,
    now,
  };

  test("the example is what the program prints", () => {
    expect(example).toEqual(describeAlerts(listing));
  });

  test("every member, and none that is not there", () => {
    expect(membersIn(heading)).toEqual(leavesOf(describeAlerts(listing)));
  });
});

describe("the local check for Checkmk", () => {
  /** Runs the page's script with a `sync-health` that prints this and ends so. */
  function run(printed: string, code: number) {
    const folder = mkdtempSync(join(tmpdir(), "local-check-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "printed"), printed);
    writeFileSync(
      join(folder, "sync-health"),
      `#!/bin/sh\ncat '${join(folder, "printed")}'\nexit ${code}\n`,
      { mode: 0o755 },
    );
    // Not by its heading: the script's own comment looks like one.
    const script = /^```sh\n(.*?)^```$/ms.exec(readPage(page))?.[1] ?? "";
    const path = [folder, process.env.PATH].join(delimiter);
    const { stdout, stderr } = spawnSync("sh", { input: script, encoding: "utf8", env: { PATH: path } });
    expect(stderr).toBe("");
    return stdout;
  }

  test("state, name, metrics without quotes and units, text", () => {
    const printed =
      "SYNC WARNING - contoso: late| 'sync_age'=600s;5400;86400;0 'quota_percent'=6.1%;80;100 'blind_probes'=0;;;0\n[WARNING] more";
    expect(run(printed, 1)).toBe(
      '1 "Directory sync" sync_age=600;5400;86400;0|quota_percent=6.1;80;100|blind_probes=0;;;0 SYNC WARNING - contoso: late\n',
    );
  });

  test("without metrics, and with an exit code that is no state", () => {
    expect(run("SYNC UNKNOWN - contoso: never polled", 3)).toBe(
      '3 "Directory sync" - SYNC UNKNOWN - contoso: never polled\n',
    );
    expect(run("", 78)).toBe('3 "Directory sync" - no answer, exit code 78\n');
  });
});
