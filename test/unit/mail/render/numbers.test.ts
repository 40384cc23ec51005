/** Rows whose words depend on the facts: what is over, cut short, or more than one. */
import { expect, test } from "vitest";
import type { Language } from "../../../../src/domain/catalog.ts";
import type { Finding, FindingOf } from "../../../../src/domain/finding.ts";
import { day, minute } from "../../../../src/domain/instant.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { findings, makeNotification, makeTransition, now } from "../samples.ts";

const certificate: FindingOf<"federation-certificate"> = findings["federation-certificate"];
const entries: FindingOf<"job-entry-errors"> = findings["job-entry-errors"];

/** As one line: the text part breaks long ones. */
function textOf(finding: Finding, kind: "raised" | "resolved" = "raised", language: Language = "en"): string {
  const notification = makeNotification([makeTransition(finding, kind)], language);
  const { text } = renderMail(notification, { from: "h@contoso.example", entries: () => [], now });
  return text.replace(/\s+/g, " ");
}

const withNext = (nextExpiresAt: number | null): Finding => ({
  ...certificate,
  facts: { ...certificate.facts, nextExpiresAt },
});

test.each<[name: string, next: number | null, kind: "raised" | "resolved", wanted: string]>([
  ["one to come", now + 400 * day, "raised", "Next certificate: valid until "],
  ["one to come, at the end", now + 400 * day, "resolved", "Next certificate: valid until "],
  ["none", null, "raised", "Next certificate: none known"],
  ["one that is over", now - minute, "raised", "Next certificate: none known"],
  ["one that is over, at the end", now - minute, "resolved", "Next certificate: none known"],
])("next certificate: %s", (_name, next, kind, wanted) =>
  expect(textOf(withNext(next), kind)).toContain(wanted),
);

test("one permission, or several", () => {
  expect(textOf(findings["blind-probe"])).toContain("Permission needed: Synchronization.Read.All");
  const several = textOf(findings["blind-permissions"]);
  expect(several).toContain("Permissions needed: User.Read.All, Group.Read.All, ");
  expect(several).toContain("the recipients of Microsoft's own mails");
});

test("a log that was cut off gives numbers that may be too low", () => {
  const cut = { ...entries, facts: { ...entries.facts, truncated: true } };
  expect(textOf(cut)).toContain("the last attempt to write failed for at least 12 objects");
  expect(textOf(cut)).toContain("Failing according to the provisioning log: at least 12");
  expect(textOf(cut)).toContain("and at least 11 more");
  expect(textOf(cut, "raised", "nl")).toContain(
    "is bij minstens 12 objecten de laatste schrijfpoging mislukt",
  );
  expect(textOf(entries)).not.toContain("at least");
});

test("a further drop is told as one", () => {
  const further = makeTransition(findings["synced-objects-drop"], "changed", "step-reached");
  const { text } = renderMail(makeNotification([further]), {
    from: "h@contoso.example",
    entries: () => [],
    now,
  });
  expect(text).toContain("What changed: It got worse again.");
});
