/** The overview's rows and order: what each row says and how it is coloured, the worst first, and nothing stale is green. */
import { describe, expect, test } from "vitest";
import type { Language } from "../../../../src/domain/catalog.ts";
import { day, hour, minute } from "../../../../src/domain/instant.ts";
import { standingOfUnseen, type TenantStanding } from "../../../../src/domain/standing.ts";
import { defaultThresholds } from "../../../../src/domain/thresholds.ts";
import { html } from "../../../../src/mail/render/html.ts";
import { overviewPage } from "../../../../src/status/pages/overview/overview-page.ts";
import { selectTenants } from "../../../../src/status/pages/overview/select-tenants.ts";
import { createPageContext } from "../../../../src/status/pages/page-context.ts";
import { standingRows, tenantTone } from "../../../../src/status/pages/standing-rows.ts";
import type { RowId } from "../../../../src/status/pages/texts/standing-texts.ts";
import {
  createStanding,
  createStandingJob,
  standingsNow as now,
  quarantinedJob,
} from "../../../support/standings.ts";

const contextOf = (url = "/", language: Language = "en", at = now) =>
  createPageContext({ language, url, user: null, now: at, timeZone: "UTC", formToken: () => "token" });
const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("\u00ad", "");

function rowOf(id: RowId, standing: TenantStanding, language: Language = "en"): string {
  const row = standingRows(standing, defaultThresholds, contextOf("/", language)).find(
    (each) => each.id === id,
  );
  if (!row) throw new Error(`no row ${id}`);
  return `${row.tone}: ${plain(html`${row.value}`.markup)}`;
}

const finding = (id: string, severity = "critical", since = now - hour) =>
  ({ id, subject: "tenant", severity, code: null, since }) as TenantStanding["findings"][number];

describe("a row says what it sees", () => {
  const cases: [name: string, id: RowId, changes: Partial<TenantStanding>, said: string][] = [
    ["no errors", "errors", {}, "ok: no errors found"],
    [
      "errors that are alerted",
      "errors",
      {
        objectErrors: { total: 3, truncated: false, newestAt: now - 4 * hour },
        findings: [finding("object-errors", "warning")],
      },
      "warning: 3 object errors; the newest 4 hours ago",
    ],
    [
      "errors nobody is alerted of",
      "errors",
      { objectErrors: { total: 1, truncated: false, newestAt: null } },
      "info: 1 object error",
    ],
    [
      "more errors than were read",
      "errors",
      { objectErrors: { total: 2_000, truncated: true, newestAt: null } },
      "info: at least 2,000 object errors",
    ],
    [
      "errors of three kinds",
      "errors",
      {
        objectErrors: { total: 1, truncated: false, newestAt: null },
        serviceErrors: { total: 2, truncated: false },
        jobs: [createStandingJob({ escrowed: 5 })],
      },
      "info: 1 object error, 2 service errors, 5 objects held back",
    ],
    ["errors never read", "errors", { objectErrors: null, serviceErrors: null }, "unknown: not seen yet"],
    ["synced", "sync", {}, "ok: last synced 28 minutes ago"],
    [
      "late",
      "sync",
      {
        sync: { switch: "on", lastAt: now - 3 * day - hour, basis: "organization" },
        findings: [finding("sync-stale")],
      },
      "critical: no recent synchronization; last synced 3 days 1 hour ago",
    ],
    [
      "switched off",
      "sync",
      {
        sync: { switch: "off", lastAt: now - day, basis: "organization" },
        findings: [finding("sync-disabled")],
      },
      "critical: switched off; last synced 1 day ago",
    ],
    [
      "never synced",
      "sync",
      { sync: { switch: "unknown", lastAt: null, basis: "organization" } },
      "none: never synced",
    ],
    ["passwords synced", "password", {}, "ok: last synced 7 minutes ago"],
    [
      "passwords late",
      "password",
      { lastPasswordSyncAt: now - 5 * hour, findings: [finding("password-hash-sync-stale")] },
      "critical: no recent synchronization; last synced 5 hours ago",
    ],
    ["passwords not used", "password", { lastPasswordSyncAt: null }, "none: not in use"],
    [
      "passwords never asked for",
      "password",
      { lastPasswordSyncAt: null, seen: {} },
      "unknown: not seen yet",
    ],
    ["no jobs", "jobs", {}, "none: no Cloud Sync"],
    ["jobs never read", "jobs", { jobs: null }, "unknown: not seen yet"],
    ["jobs that run", "jobs", { jobs: [createStandingJob()], jobsTotal: 1 }, "ok: 1 of 1 running"],
    [
      "a job in quarantine",
      "jobs",
      { jobs: [quarantinedJob], jobsTotal: 1, findings: [finding("job-quarantine")] },
      "critical: 1 in quarantine; Microsoft disables it in 25 days",
    ],
    [
      "a job past its end",
      "jobs",
      {
        jobs: [
          createStandingJob({
            code: "Quarantine",
            quarantine: { reason: null, beganAt: null, nextAttemptAt: null, disableAt: now - minute },
          }),
        ],
        jobsTotal: 1,
        findings: [finding("job-quarantine")],
      },
      "critical: 1 in quarantine; Microsoft may have disabled it",
    ],
    ["a paused job", "jobs", { jobs: [createStandingJob({ paused: true })], jobsTotal: 1 }, "info: 1 paused"],
    ["room left", "quota", {}, "ok: 43% of 300,000 objects"],
    [
      "nearly full",
      "quota",
      { quota: { used: 299_999, total: 300_000 }, findings: [finding("object-quota", "warning")] },
      "warning: 99.9% of 300,000 objects",
    ],
    ["no quota said", "quota", { quota: null }, "none: not seen yet"],
    ["protected", "threshold", {}, "ok: 500 objects"],
    [
      "protected by a share",
      "threshold",
      { deleteProtection: { prevention: "enabled-for-percentage", threshold: 10 } },
      "ok: 10% of all objects",
    ],
    [
      "not protected",
      "threshold",
      {
        deleteProtection: { prevention: "disabled", threshold: null },
        findings: [finding("delete-protection-off", "warning")],
      },
      "warning: switched off",
    ],
    [
      "stopped at it",
      "threshold",
      { findings: [finding("job-delete-threshold")] },
      "critical: reached: 1 stopped",
    ],
    [
      "protected by its job",
      "threshold",
      { deleteProtection: null, jobs: [createStandingJob()] },
      "ok: 500 objects",
    ],
    ["all seen", "sight", {}, "ok: sees everything"],
    [
      "one signal not seen",
      "sight",
      { blind: [{ probe: "object-errors", reason: "permission", optional: false }] },
      "unknown: can't see synchronization errors on objects: permission missing",
    ],
    [
      "what can be done without",
      "sight",
      { blind: [{ probe: "service-incidents", reason: "permission", optional: true }] },
      "ok: sees everything",
    ],
  ];
  test.each(cases)("%s", (_name, id, changes, said) => {
    expect(rowOf(id, createStanding("contoso", changes))).toBe(said);
  });

  test("in Dutch, by Microsoft's own words", () => {
    const late = createStanding("contoso", {
      sync: { switch: "on", lastAt: now - 4 * day, basis: "organization" },
      findings: [finding("sync-stale")],
    });
    expect(rowOf("sync", createStanding("contoso"), "nl")).toBe(
      "ok: laatst gesynchroniseerd: 28 minuten geleden",
    );
    expect(rowOf("sync", late, "nl")).toBe(
      "critical: geen recente synchronisatie; laatst gesynchroniseerd: 4 dagen geleden",
    );
  });
});

describe("what nobody looked at in time", () => {
  const stale = createStanding("contoso", { staleAfter: now - minute });
  test("is not known, and has no green row, but says what was seen and when", () => {
    expect(tenantTone(stale, { now })).toBe("unknown");
    const rows = standingRows(stale, defaultThresholds, contextOf());
    expect(rows.map(({ tone }) => tone)).not.toContain("ok");
    const page = overviewPage([stale], [], () => defaultThresholds, contextOf()).content.markup;
    expect(page).toContain("Stale");
    expect(page).toContain("28 minutes ago");
  });
  test("what was critical stays so", () => {
    expect(tenantTone({ ...stale, state: "critical" }, { now })).toBe("critical");
  });
  test("a tenant never polled is not known", () => {
    const unseen = standingOfUnseen({ name: "new", tenantId: "0" });
    expect(tenantTone(unseen, { now })).toBe("unknown");
    expect(standingRows(unseen, defaultThresholds, contextOf()).map(({ tone }) => tone)).not.toContain("ok");
  });
});

describe("which tenants, in which order", () => {
  const standings = [
    createStanding("alpha"),
    createStanding("beta", { state: "warning", findings: [finding("object-quota", "warning", now - day)] }),
    createStanding("gamma", { state: "critical", findings: [finding("sync-stale", "critical", now - hour)] }),
    createStanding("delta", { state: "critical", findings: [finding("sync-stale", "critical", now - day)] }),
    createStanding("epsilon", { staleAfter: now - minute }),
    createStanding("zeta", { displayName: "Österreich & Söhne", tenantId: "AAAA-bbbb" }),
  ];
  const namesFor = (text: string, state: Parameters<typeof selectTenants>[1]["state"] = null) =>
    selectTenants(standings, { text, state }, now).chosen.map(({ name }) => name);

  test("the worst first, the longest ill before the others, then by name", () => {
    expect(namesFor("")).toEqual(["delta", "gamma", "beta", "epsilon", "alpha", "zeta"]);
  });
  test("searched by name, display name, domain or tenant id, without regard to case", () => {
    expect(namesFor("GAM")).toEqual(["gamma"]);
    expect(namesFor("österreich")).toEqual(["zeta"]);
    expect(namesFor("beta.onmicrosoft")).toEqual(["beta"]);
    expect(namesFor("aaaa-BBBB")).toEqual(["zeta"]);
    expect(namesFor("nobody")).toEqual([]);
  });
  test("the tiles count what matches the search, whatever state is chosen", () => {
    expect(selectTenants(standings, { text: "", state: "critical" }, now).counts).toEqual({
      critical: 2,
      warning: 1,
      unknown: 1,
      ok: 2,
    });
    expect(namesFor("", "unknown")).toEqual(["epsilon"]);
  });
});

test("a thousand tenants: a hundred cards at once, all of them reachable, and below 300 KB", () => {
  const standings = Array.from({ length: 1_000 }, (_, n) =>
    createStanding(`tenant-${n}`, { displayName: `A tenant with a rather long name, number ${n}` }),
  );
  const seen = new Set<string>();
  for (let offset = 0; offset < 1_000; offset += 100) {
    const { markup } = overviewPage(
      standings,
      [],
      () => defaultThresholds,
      contextOf(`/?offset=${offset}`),
    ).content;
    expect(Buffer.byteLength(markup)).toBeLessThan(290_000);
    for (const [, name = ""] of markup.matchAll(/href="\.\/tenants\/([\w-]+)"/g)) seen.add(name);
  }
  expect(seen.size).toBe(1_000);
});

test("names from the directory can't become markup", () => {
  const hostile = createStanding("contoso", {
    displayName: `<script>alert(1)</script>"'&`,
    initialDomain: `"><img src=x>`,
    jobs: [createStandingJob({ configuration: "<b>x</b>" })],
  });
  const { markup } = overviewPage(
    [hostile],
    [],
    () => defaultThresholds,
    contextOf(`/?q=${encodeURIComponent('"><script>')}`),
  ).content;
  expect(markup).not.toMatch(/<script|<img|<b>x/);
});
