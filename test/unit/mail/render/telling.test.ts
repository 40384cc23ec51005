/** What a mail is told as: prefix, state, badge, reason, the way on. Each kind and reason in both languages. */
import { expect, test } from "vitest";
import type { ToldKind, TransitionReason } from "../../../../src/domain/alert.ts";
import type { Language } from "../../../../src/domain/catalog.ts";
import type { Mail } from "../../../../src/domain/notification.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { forms } from "../forms.ts";
import {
  acknowledgement,
  acknowledgeUrl,
  findings,
  makeNotification,
  makeTransition,
  now,
} from "../samples.ts";

const options = { from: "h@contoso.example", entries: () => [], now };
const stale = findings["sync-stale-critical"];

function mailOf(
  kind: ToldKind,
  reason?: TransitionReason,
  language: Language = "en",
  more: Parameters<typeof makeTransition>[3] = {},
): Mail {
  return renderMail(makeNotification([makeTransition(stale, kind, reason, more)], language), options);
}

/** Without the line breaks of the text part. */
const words = ({ text }: Mail) => text.replace(/\s+/g, " ");
const form = (name: string, language: Language = "en"): Mail =>
  renderMail(forms[name]?.(language) ?? expect.fail(), options);

test.each<[ToldKind, TransitionReason, Language, prefix: string]>([
  ["raised", "condition-met", "en", ""],
  ["raised", "flapping", "nl", ""],
  ["changed", "severity-rose", "en", "[Changed] "],
  ["changed", "count-grew", "nl", "[Gewijzigd] "],
  ["reminder", "repeat-due", "en", "[Reminder] "],
  ["reminder", "deadline-near", "nl", "[Herinnering] "],
  ["resolved", "condition-cleared", "en", "[Resolved] "],
  ["resolved", "subject-gone", "nl", "[Opgelost] "],
  ["resolved", "level-accepted", "en", "[Closed] "],
  ["resolved", "level-accepted", "nl", "[Afgesloten] "],
])("%s, %s, %s: begins with %j", (kind, reason, language, prefix) => {
  const { subject, headers } = mailOf(kind, reason, language);
  expect(subject.startsWith(`${prefix}contoso.onmicrosoft.com: `)).toBe(true);
  expect(headers["X-Sync-Health-State"]).toBe(kind);
});

test.each<ToldKind>(["reminder", "changed"])("what was held back until now, a %s, is a raise", (kind) => {
  const mail = mailOf(kind, "silence-ended", "en", {
    alert: { raisedAt: Date.UTC(2025, 0, 23, 18) },
    transition: { toldBefore: null },
  });
  expect(mail.subject).toMatch(/^contoso\.onmicrosoft\.com: /);
  expect(mail.headers["X-Sync-Health-State"]).toBe("raised");
  expect(mail.text).toMatch(/^Critical: /);
  expect(words(mail)).toContain(
    "Why now: A silence or a maintenance window held this back until now; it was found on January 23, 2025 18:00 UTC.",
  );
});

test("a silence that ends on something told before is a change", () => {
  const mail = form("silence-ended-again");
  expect(mail.headers["X-Sync-Health-State"]).toBe("changed");
  expect(words(mail)).toContain(
    "What changed: A silence or a maintenance window has ended. This is how things are now.",
  );
});

const reasons: [ToldKind, TransitionReason, Language, string][] = [
  ["raised", "flapping", "en", "Why now: This keeps coming back"],
  ["raised", "flapping", "nl", "Waarom nu: Dit komt steeds terug"],
  [
    "reminder",
    "repeat-due",
    "en",
    "Why now: This is a reminder: the alert has been open for 1 day 2 hours, and",
  ],
  [
    "reminder",
    "repeat-due",
    "nl",
    "de melding staat al 1 dag en 2 uur open en is nog door niemand bevestigd.",
  ],
  ["changed", "severity-rose", "en", "What changed: The severity went up. It is now: Critical."],
  ["changed", "severity-fell", "nl", "Wat er is veranderd: De ernst is afgenomen en is nu: Kritiek."],
  ["changed", "code-changed", "en", "The error code is gone; the condition remains."],
  ["resolved", "condition-cleared", "en", "Reason: The condition has cleared."],
  ["resolved", "subject-gone", "nl", "Reden: Er valt hier niets meer te bewaken."],
];
test.each(reasons)("%s for %s, %s: %s", (kind, reason, language, wanted) =>
  expect(words(mailOf(kind, reason, language))).toContain(wanted),
);

test("a plain raise gives no reason", () => {
  expect(mailOf("raised").text).not.toMatch(/Why now|What changed/);
});

test("how many objects it is about now", () => {
  expect(words(form("object-errors-many"))).toContain("than when this was last announced: 1,240 now.");
  expect(words(form("object-errors-many", "nl"))).toContain("dan bij de vorige melding: nu 1.240.");
});

test("a deadline is told with the time that is left", () => {
  expect(words(form("deadline-near"))).toContain(
    "Why now: Microsoft disables the job on January 27, 2025 02:56 UTC – 2 days 23 hours left.",
  );
  expect(words(form("deadline-near", "nl"))).toContain(
    "Microsoft schakelt de taak uit op 27 januari 2025 02:56 UTC – nog 2 dagen en 23 uur.",
  );
});

test("when the next reminder comes, or that none does", () => {
  expect(words(mailOf("raised"))).toContain(
    "If neither happens, a reminder follows on January 25, 2025 03:00 UTC.",
  );
  const none = { transition: { nextReminderAt: null } };
  expect(words(mailOf("raised", undefined, "en", none))).toContain(
    "You will hear again only when this changes or is resolved.",
  );
  expect(words(mailOf("resolved"))).toContain("This was the last message about this incident.");
});

test.each<ToldKind>(["changed", "reminder", "resolved"])("%s: who acknowledged it, when and why", (kind) => {
  const mail = mailOf(kind, undefined, "en", { alert: { acknowledgement } });
  expect(words(mail)).toContain("Acknowledged by: Sanne de Wit – January 24, 2025 01:00 UTC");
  expect(words(mail)).toContain(`Reason given: ${acknowledgement.reason}`);
  expect(mail.text).not.toContain("alerts ack");
});

test("an acknowledged quarantine tells that its deadline is told all the same", () => {
  expect(words(form("deadline-near"))).toContain(
    "It is acknowledged, so it is not repeated. You will hear again when it changes or is resolved, and in any case on January 26, 2025 03:00 UTC, before Microsoft disables the job.",
  );
});

test("how to acknowledge: by link where there is one, and always by command", () => {
  const notification = makeNotification([makeTransition(stale, "raised")]);
  const [transition] = notification.transitions;
  const command = `sync-health alerts ack ${transition?.alertId.slice(0, 8)}`;
  const linked = renderMail(notification, { ...options, acknowledgeUrl });
  expect(linked.text).toContain(`\n  ${acknowledgeUrl}\n`);
  expect(linked.html).toContain(`<a class="button" href="${acknowledgeUrl}"`);
  const unlinked = renderMail(notification, options);
  expect(unlinked.html).not.toContain('class="button"');
  for (const { text } of [linked, unlinked]) expect(text).toContain(command);
});

test.each(["javascript:alert(1)", "data:text/html,x", "/relative", "", null])("no button for %j", (url) => {
  const { html, text } = renderMail(makeNotification([makeTransition(stale, "raised")]), {
    ...options,
    acknowledgeUrl: url,
  });
  expect(html).not.toContain('class="button"');
  expect(text).not.toContain("without signing in");
});

test("nothing is left to acknowledge when all is over", () => {
  const mail = mailOf("resolved");
  expect(mail.text + mail.html).not.toMatch(/alerts ack|Acknowledge/);
});

test("a mail that could not leave says so; a digest that was gathered does not", () => {
  const late = (minutes: number) => ({ ...options, now: now + minutes * 60_000 });
  const notification = makeNotification([makeTransition(stale, "raised")]);
  expect(renderMail(notification, late(16)).text).toContain("This message is late");
  expect(renderMail(notification, late(14)).text).not.toContain("This message is late");
  const digest = forms["tenants-raised"]?.("en") ?? expect.fail();
  expect(renderMail(digest, late(60)).text).not.toContain("This message is late");
  expect(renderMail(digest, late(80)).text).toContain("This message is late");
});
