/** Microsoft's own incidents in a mail: beside what is wrong, never beside an end, and once in a mail about several. */
import { expect, test } from "vitest";
import type { ToldKind } from "../../../../src/domain/alert.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { forms } from "../forms.ts";
import { findings, incidents, makeNotification, makeTransition, now } from "../samples.ts";

const options = { from: "h@contoso.example", entries: () => [], now };
const heading = "Microsoft reports a problem of its own";

test.each<[ToldKind, boolean]>([
  ["raised", true],
  ["changed", true],
  ["reminder", true],
  ["resolved", false],
])("a mail that tells of %s: %s", (kind, told) => {
  const transition = makeTransition(findings["sync-stale-critical"], kind);
  const mail = renderMail(makeNotification([transition], "en", { incidents }), options);
  for (const part of [mail.text, mail.html]) {
    expect(part.includes(heading)).toBe(told);
    expect(part.includes("MO987654")).toBe(told);
  }
});

test.each([[undefined], [[]]])("no incidents (%j), no block", (none) => {
  const notification = makeNotification([makeTransition(findings["sync-stale-critical"], "raised")]);
  const mail = renderMail({ ...notification, ...(none && { incidents: none }) }, options);
  expect(mail.text + mail.html).not.toContain(heading);
});

test("about several alerts: once, before them all", () => {
  const transitions = [
    makeTransition(findings["sync-stale-critical"], "raised"),
    makeTransition(findings["job-failing"], "changed"),
    makeTransition(findings["job-paused"], "resolved"),
  ];
  const { text, html } = renderMail(makeNotification(transitions, "en", { incidents }), options);
  for (const part of [text, html]) {
    expect(part.split(heading)).toHaveLength(2);
  }
  expect(text.indexOf(heading)).toBeLessThan(
    text.indexOf("\n1. Critical: Synchronization has stopped for at least 24 hours\n="),
  );
  expect(html.indexOf(heading)).toBeLessThan(html.indexOf(">1. Synchronization"));
});

test("about many tenants: before the table", () => {
  const { text } = renderMail(forms["tenants-raised"]?.("en") ?? expect.fail(), options);
  expect(text.split(heading)).toHaveLength(2);
  expect(text.replace(/\s+/g, " ")).toContain("It may be the cause of this");
  expect(text.indexOf(heading)).toBeLessThan(text.indexOf("Tenants concerned"));
});
