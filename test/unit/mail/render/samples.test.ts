/** The list of objects in a mail: some of them, the rest as a number, and never in a mail that tells of the end. */
import { expect, test } from "vitest";
import type { FindingOf } from "../../../../src/domain/finding.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { findings, makeNotification, makeTransition, now, sampleNames } from "../samples.ts";

const options = { from: "h@contoso.example", entries: () => [], now };
const errors: FindingOf<"object-errors"> = findings["object-errors"];
const listed = [
  "object-errors",
  "service-provisioning-errors",
  "job-entry-errors",
  "unroutable-upn",
  "group-name-empty",
];

test.each(sampleNames)("%s: a list only where objects are named, and only while it lasts", (name) => {
  const [raised, changed, resolved] = (["raised", "changed", "resolved"] as const).map((kind) =>
    renderMail(makeNotification([makeTransition(findings[name], kind)]), options),
  );
  const has = listed.includes(name);
  expect(raised?.text.includes("Objects concerned")).toBe(has);
  expect(changed?.text.includes("Objects concerned")).toBe(has);
  expect(raised?.html.includes('<table class="list"')).toBe(has);
  expect(resolved?.text).not.toContain("Objects concerned");
  expect(resolved?.html).not.toContain('<table class="list"');
});

test("ten rows, a head for each column and the object as the head of its row", () => {
  const { html, text } = renderMail(makeNotification([makeTransition(errors, "raised")]), options);
  const [, table = ""] = /<table class="list".*?>(.*?)<\/table>/s.exec(html) ?? [];
  expect(table.match(/<th scope="col"/g)).toHaveLength(4);
  expect(table.match(/<th scope="row"/g)).toHaveLength(10);
  expect(table.match(/<td /g)).toHaveLength(30);
  expect(text.match(/^- .* \((user|group|contact)\)$/gm)).toHaveLength(10);
  expect(text).toContain("\nand 17 more\n");
});

test("what was not read to its end says so", () => {
  const cut = { ...errors, facts: { ...errors.facts, truncated: true } };
  const { text, html } = renderMail(makeNotification([makeTransition(cut, "raised")], "nl"), options);
  expect(text).toContain("\nen nog minstens 17\n");
  expect(html).toContain(">en nog minstens 17</p>");
});

test("a whole list has no rest", () => {
  const two = { ...errors, facts: { ...errors.facts, total: 2, sample: errors.facts.sample.slice(0, 2) } };
  const { text } = renderMail(makeNotification([makeTransition(two, "raised")]), options);
  expect(text).toContain("Objects concerned");
  expect(text).not.toMatch(/and -?\d+ more/);
});

test("without a sample there is no list", () => {
  const none = { ...errors, facts: { ...errors.facts, sample: [] } };
  const { text } = renderMail(makeNotification([makeTransition(none, "raised")]), options);
  expect(text).not.toContain("Objects concerned");
  expect(text).toContain("Errors: 27");
});

test("what is not known is a dash in a table and no line in text; an object without names goes by its id", () => {
  const bare = errors.facts.sample.filter(({ displayName }) => displayName === null);
  const one = { ...errors, facts: { ...errors.facts, total: 1, sample: bare } };
  const { text, html } = renderMail(makeNotification([makeTransition(one, "raised")]), options);
  expect(text).toContain(`- ${bare[0]?.objectId} (contact)\n\n`);
  expect(html.match(/<\/span>–<\/td>/g)).toHaveLength(3);
});

test.each(sampleNames)("%s: every line of text fits a terminal, but for what must stay whole", (name) => {
  const { text } = renderMail(makeNotification([makeTransition(findings[name], "raised")]), options);
  const long = text.split("\n").filter((line) => line.length > 76 && line.trim().includes(" "));
  expect(long).toEqual([]);
});
