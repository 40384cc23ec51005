/** Subjects and titles say what the configuration and the facts say, age with the clock, and stop ageing at the end. */
import { expect, test } from "vitest";
import { hour, minute } from "../../../../src/domain/instant.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { findingTitle } from "../../../../src/mail/render/subject.ts";
import { findings, makeNotification, makeTransition, now } from "../samples.ts";

const warning = findings["sync-stale-warning"];
const critical = findings["sync-stale-critical"];
const deletes = findings["job-delete-threshold"];
const options = { from: "h@contoso.example", entries: () => [], now };

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
];
test.each(titles)("%s", (_name, got, wanted) => expect(got).toBe(wanted));

test("a resolved mail keeps the stem and drops what ages", () => {
  const { subject } = renderMail(makeNotification([makeTransition(warning, "resolved")]), options);
  expect(subject).toBe("[Resolved] contoso.onmicrosoft.com: No recent synchronization");
});

test("without an initial domain the tenant is named as it is configured", () => {
  const profile = { displayName: null, initialDomain: null, preferredLanguage: null };
  const notification = makeNotification([makeTransition(critical, "raised")], "en", { profile });
  expect(renderMail(notification, options).subject).toBe(
    "contoso: Synchronization has stopped for at least 24 hours",
  );
});
