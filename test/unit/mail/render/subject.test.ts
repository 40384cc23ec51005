/** Subjects and titles say what the configuration and the facts say; they age until they are announced, and no further. */
import { expect, test } from "vitest";
import type { Language } from "../../../../src/domain/catalog.ts";
import type { FactsOf } from "../../../../src/domain/finding.ts";
import { day, hour, minute } from "../../../../src/domain/instant.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { findingTitle } from "../../../../src/mail/render/subject.ts";
import { findings, makeNotification, makeTransition, now } from "../samples.ts";

const warning = findings["sync-stale-warning"];
const critical = findings["sync-stale-critical"];
const deletes = findings["job-delete-threshold"];
const quota = findings["object-quota-warning"];
const credential = findings["credential-expiry-monitor"];
const drop = findings["synced-objects-drop"];
const upn = findings["unroutable-upn"];
const principal = findings["sync-principal-missing"];
const entries = findings["job-entry-errors"];
const unpermitted = findings["blind-permissions"];
const options = { from: "h@contoso.example", entries: () => [], now };

function errors(facts: Partial<FactsOf["object-errors"]>): string {
  const finding = findings["object-errors"];
  const title = findingTitle({ ...finding, facts: { ...finding.facts, ...facts } }, "en", now);
  return title.replace("Synchronization errors in your directory", "…");
}

function expiry(leftMs: number): string {
  return findingTitle({ ...credential, facts: { ...credential.facts, expiresAt: now + leftMs } }, "en", now);
}

function blindTo(count: number, language: Language): string {
  const facts = { ...unpermitted.facts, probes: ["a", "b", "c", "d"].slice(0, count), errorCode: null };
  return findingTitle({ ...unpermitted, facts }, language, now);
}

const titles: [name: string, got: string, wanted: string][] = [
  [
    "the warning ages with the clock",
    findingTitle(warning, "en", now + 25 * minute),
    "No recent synchronization – last success 2 hours ago",
  ],
  [
    "the warning in Dutch",
    findingTitle(warning, "nl", now),
    "Geen recente synchronisatie – laatste geslaagde synchronisatie 1 uur en 35 minuten geleden",
  ],
  [
    "a date in the future is no negative span",
    findingTitle(warning, "en", now - 5 * hour),
    "No recent synchronization – last success less than a minute ago",
  ],
  [
    "no date at all",
    findingTitle({ ...warning, facts: { ...warning.facts, lastSyncAt: null } }, "en", now),
    "No recent synchronization – none on record",
  ],
  [
    "a threshold of half a day is told as such",
    findingTitle({ ...critical, facts: { ...critical.facts, thresholdMinutes: 720 } }, "en", now),
    "Synchronization has stopped for at least 12 hours",
  ],
  [
    "the default threshold in Dutch",
    findingTitle(critical, "nl", now),
    "Adreslijstsynchronisatie is al minstens 24 uur gestopt",
  ],
  [
    "an unknown delete threshold is not invented",
    findingTitle({ ...deletes, facts: { ...deletes.facts, threshold: null } }, "en", now),
    "Export was stopped – accidental delete threshold reached",
  ],
  [
    "a known delete threshold is told",
    findingTitle(deletes, "nl", now),
    "Exporteren is gestopt – drempelwaarde voor onopzettelijke verwijderingen bereikt (drempelwaarde 500)",
  ],
  ["errors that are all new are not called new", errors({ total: 3, added: 3 }), "… – 3 errors"],
  ["some of the errors are new", errors({ total: 3, added: 2 }), "… – 3 errors (2 new)"],
  ["one error", errors({ total: 1, added: 0 }), "… – 1 error"],
  [
    "more errors than were read",
    errors({ total: 500, added: 0, truncated: true }),
    "… – at least 500 errors",
  ],
  [
    "what is nearly full does not read as full",
    findingTitle({ ...quota, facts: { ...quota.facts, used: 299_970, percent: 99.99 } }, "en", now),
    "Object quota 99.9% used (299,970 of 300,000)",
  ],
  [
    "a full directory, in Dutch",
    findingTitle(findings["object-quota-critical"], "nl", now),
    "Objectquotum overschreden (300.000 van 300.000) – synchronisatie stopt of is al gestopt",
  ],
  [
    "an expiry is not put off by rounding",
    expiry(14 * day - hour),
    "Credential of sync-health-monitor expires in 13 days",
  ],
  ["a day is one day", expiry(day + hour), "Credential of sync-health-monitor expires in 1 day"],
  ["the last day is told in hours", expiry(5 * hour), "Credential of sync-health-monitor expires in 5 hours"],
  ["an expiry that has passed", expiry(-minute), "Credential of sync-health-monitor has expired"],
  [
    "an app without a name goes by its id",
    findingTitle({ ...credential, facts: { ...credential.facts, appName: null } }, "nl", now),
    "Referentie van 2f5d8a3c-7b61-4e0f-9c2d-6a1e4b8f7d90 verloopt over 13 dagen",
  ],
  [
    "one user is not several",
    findingTitle({ ...drop, facts: { ...drop.facts, after: drop.facts.before - 1 } }, "en", now),
    "1 synchronized user is gone – 4,811 of 4,812 left",
  ],
  [
    "several suffixes are not named in the title",
    findingTitle(
      {
        ...upn,
        facts: { ...upn.facts, suffixes: [...upn.facts.suffixes, { suffix: "ad.local", count: 1 }] },
      },
      "en",
      now,
    ),
    "12 synchronized users cannot sign in with their own domain",
  ],
  [
    "a disabled service principal is not called missing",
    findingTitle({ ...principal, facts: { ...principal.facts, disabled: true } }, "en", now),
    "Microsoft's synchronization service is disabled in this tenant",
  ],
  [
    "objects that nobody counted are not called none",
    findingTitle({ ...entries, code: null, facts: { ...entries.facts, escrowed: 0, failing: 0 } }, "en", now),
    "Provisioning for corp.contoso.example could not write some objects",
  ],
  [
    "the job's own count and the log's: the larger one",
    findingTitle({ ...entries, code: null, facts: { ...entries.facts, escrowed: 0 } }, "nl", now),
    "Inrichting voor corp.contoso.example kon 12 objecten niet wegschrijven",
  ],
  [
    "more objects than the log was read for",
    findingTitle({ ...entries, code: null, facts: { ...entries.facts, truncated: true } }, "en", now),
    "Provisioning for corp.contoso.example could not write 14 objects or more",
  ],
  [
    "more objects than the log was read for, in Dutch",
    findingTitle({ ...entries, code: null, facts: { ...entries.facts, truncated: true } }, "nl", now),
    "Inrichting voor corp.contoso.example kon minstens 14 objecten niet wegschrijven",
  ],
  ["three probes are named", blindTo(3, "en"), "Monitoring cannot see a, b, and c – permission missing"],
  [
    "more than three are a number",
    blindTo(4, "en"),
    "Monitoring cannot see 4 of this tenant's signals – permission missing",
  ],
  [
    "more than three are a number, in Dutch",
    blindTo(4, "nl"),
    "De bewaking ziet 4 signalen van deze tenant niet – machtiging ontbreekt",
  ],
];
test.each(titles)("%s", (_name, got, wanted) => expect(got).toBe(wanted));

test("without an initial domain the tenant is named as it is configured", () => {
  const profile = { displayName: null, initialDomain: null, preferredLanguage: null };
  const tenants = [{ name: "contoso", tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20", profile }];
  const notification = makeNotification([makeTransition(critical, "raised")], "en", { tenants });
  expect(renderMail(notification, options).subject).toBe(
    "contoso: Synchronization has stopped for at least 24 hours",
  );
});

test("a raise is dated by its transition, whenever it is sent", () => {
  const notification = makeNotification([makeTransition(warning, "raised")]);
  const { subject, text } = renderMail(notification, { ...options, now: now + 5 * hour });
  expect(subject).toBe(
    "contoso.onmicrosoft.com: No recent synchronization – last success 1 hour 35 minutes ago",
  );
  expect(text).toContain("Time since then: 6 hours 35 minutes");
});

test("an end repeats what was announced; what is inside tells how it is", () => {
  const transition = makeTransition(warning, "resolved");
  const { subject, text } = renderMail(makeNotification([transition]), options);
  expect(subject).toBe(
    "[Resolved] contoso.onmicrosoft.com: No recent synchronization – last success 1 hour 35 minutes ago",
  );
  expect(text).toMatch(/^Resolved: No recent synchronization\n/);
});

test("what only got used to a new level says so in the mail, and in the prefix alone of the subject", () => {
  const { subject, text } = renderMail(
    makeNotification([makeTransition(drop, "resolved", "level-accepted")]),
    options,
  );
  expect(subject).toBe(
    "[Closed] contoso.onmicrosoft.com: 421 synchronized users are gone – 4,391 of 4,812 left",
  );
  expect(text.replace(/\s+/g, " ")).toContain(
    "Closed: Sudden drop in synchronized users – the new level counts as normal",
  );
});

test("a subject without end is cut so that its prefix makes no difference", () => {
  const profile = { displayName: null, initialDomain: "d".repeat(500), preferredLanguage: null };
  const tenants = [{ name: "contoso", tenantId: "", profile }];
  const { configuration, ...facts } = findings["job-quarantine"].facts;
  const long = {
    ...findings["job-quarantine"],
    code: "c".repeat(500),
    facts: { ...facts, configuration: configuration.repeat(50) },
  };
  const [raised, resolved] = (["raised", "resolved"] as const).map(
    (kind) => renderMail(makeNotification([makeTransition(long, kind)], "en", { tenants }), options).subject,
  );
  expect(resolved).toBe(`[Resolved] ${raised}`);
  expect(resolved?.length).toBeLessThanOrEqual(200);
});
