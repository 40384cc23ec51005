/** The list of objects in a mail: the first rows, the rest as a number and in the file; of an end, what was fixed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { FindingOf } from "../../../../src/domain/finding.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { share } from "../../../../src/mail/render/shown-lists.ts";
import { errorsSinceLastMail, forms, manyErrors } from "../forms.ts";
import { readHtml } from "../read-html.ts";
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

test.each(sampleNames)(
  "%s: a list and a file only where objects are named, and only while it lasts",
  (name) => {
    const has = listed.includes(name);
    for (const kind of ["raised", "changed", "reminder"] as const) {
      const mail = renderMail(makeNotification([makeTransition(findings[name], kind)]), options);
      expect(mail.text.includes("Objects concerned")).toBe(has);
      expect(mail.html.includes('<table class="list"')).toBe(has);
      expect(mail.attachments).toHaveLength(has ? 1 : 0);
    }
    const resolved = renderMail(makeNotification([makeTransition(findings[name], "resolved")]), options);
    expect(resolved.text).not.toContain("Objects concerned");
    expect(resolved.html).not.toContain('<table class="list"');
    expect(resolved.attachments).toEqual([]);
  },
);

test("fifty rows, a head for each column and the object as the head of its row", () => {
  const { html, text } = renderMail(makeNotification([makeTransition(manyErrors(80), "raised")]), options);
  const cells = readHtml(html).filter(({ path }) => path.includes("thead") || path.includes("tbody"));
  const heads = cells.filter(({ attributes }) => attributes.scope === "col");
  expect(heads.map((head) => head.text)).toEqual(["Object", "Value held back", "Since"]);
  expect(cells.filter(({ attributes }) => attributes.scope === "row")).toHaveLength(50);
  expect(cells.filter(({ tag }) => tag === "td")).toHaveLength(100);
  expect(text.match(/^- .* \((user|group|contact)\), /gm)).toHaveLength(50);
  expect(text).toContain("\nand 30 more, all in the attached file\n");
});

test("what was not read to its end says so, and does not promise the rest", () => {
  const cut = { ...errors, facts: { ...errors.facts, truncated: true } };
  const { text, html } = renderMail(makeNotification([makeTransition(cut, "raised")], "nl"), options);
  expect(text).toContain("\nen nog minstens 15\n");
  expect(html).toContain(">en nog minstens 15</p>");
  expect(text.replace(/\s+/g, " ")).toContain("bevat de eerste 12 met alle details.");
});

test("a whole list has no rest", () => {
  const two = { ...errors, facts: { ...errors.facts, total: 2, sample: errors.facts.sample.slice(0, 2) } };
  const { text } = renderMail(makeNotification([makeTransition(two, "raised")]), options);
  expect(text).toContain("Objects concerned");
  expect(text).not.toMatch(/and -?\d+ more/);
  expect(text.replace(/\s+/g, " ")).toContain("has every row with all its details.");
});

test("without a sample there is no list", () => {
  const none = { ...errors, facts: { ...errors.facts, sample: [] } };
  const { text, attachments } = renderMail(makeNotification([makeTransition(none, "raised")]), options);
  expect(text).not.toContain("Objects concerned");
  expect(text).toContain("Errors: 27");
  expect(attachments).toEqual([]);
});

test("what is not known is a dash in a table and no line in text; an object without names goes by its id", () => {
  const bare = errors.facts.sample.filter(({ displayName }) => displayName === null);
  const one = { ...errors, facts: { ...errors.facts, total: 1, sample: bare } };
  const { text, html } = renderMail(makeNotification([makeTransition(one, "raised")]), options);
  expect(text).toContain(`- ${bare[0]?.objectId} (contact)\n\n`);
  expect(html.match(/<\/span>–<\/td>/g)).toHaveLength(2);
});

test("a name without end does not hide what kind of object it is", () => {
  const [first] = errors.facts.sample;
  const long = { ...(first ?? expect.fail()), displayName: "n".repeat(10_000) };
  const one = { ...errors, facts: { ...errors.facts, total: 1, sample: [long] } };
  const { html } = renderMail(makeNotification([makeTransition(one, "raised")]), options);
  expect(html).toMatch(/n{50,}… \(user\)/);
});

test("since the last mail: what is new, what is open and for how long, what was fixed, and who has the value", () => {
  const { text, html } = renderMail(
    makeNotification([makeTransition(errorsSinceLastMail, "reminder")]),
    options,
  );
  const [, isNew = "", open = "", fixed = ""] =
    /\nNew since the last mail: 1\n(.*)\nStill open: 11\n(.*)\nFixed since the last mail: 2\n(.*)/s.exec(
      text,
    ) ?? [];
  expect(isNew).toContain("Lotte Meijer (user)");
  expect(isNew).toContain("Held by: Lotte Meijer (old) (user), lotte.old@contoso.example");
  expect(open).toContain("Held by: not found");
  expect(open).toContain("Since: Jan 20, 2025 03:00 UTC, for 4 days");
  expect(open.match(/^- /gm)).toHaveLength(11);
  expect(fixed).toContain("Daan de Boer (user)");
  expect(
    readHtml(html)
      .filter(({ tag }) => tag === "h3")
      .map((heading) => heading.text),
  ).toEqual(["New since the last mail: 1", "Still open: 11", "Fixed since the last mail: 2"]);
});

test("a raise lists what is wrong, not what was", () => {
  const { text } = renderMail(makeNotification([makeTransition(errorsSinceLastMail, "raised")]), options);
  expect(text).not.toContain("Daan de Boer");
  expect(text).not.toContain("Still open");
});

test("the end of all errors lists what was fixed since the last mail", () => {
  const { text, attachments } = renderMail(forms["object-errors-fixed"]?.("en") ?? expect.fail(), options);
  expect(text).toContain("Fixed since the last mail: 14");
  expect(text).not.toMatch(/Still open|New since/);
  expect(attachments).toHaveLength(1);
});

test.each(sampleNames)("%s: every line of text fits a terminal, but for what must stay whole", (name) => {
  const { text } = renderMail(makeNotification([makeTransition(findings[name], "raised")]), options);
  const long = text.split("\n").filter((line) => line.length > 76 && line.trim().includes(" "));
  expect(long).toEqual([]);
});

test.each<[lengths: number[], room: number, wanted: number[]]>([
  [[3, 400, 2], 50, [3, 45, 2]],
  [[400, 400, 400], 50, [17, 17, 16]],
  [[0, 10], 5, [0, 5]],
  [[1, 1, 1], 2, [1, 1, 0]],
  [[], 50, []],
  [[5], 0, [0]],
])("room for lists of %j in %i rows", (lengths, room, wanted) =>
  expect(share(lengths, room)).toEqual(wanted),
);

test("room is used up, and never twice", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { maxLength: 6 }), fc.nat(100), (lengths, room) => {
      const shares = share(lengths, room);
      const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);
      expect(sum(shares)).toBe(Math.min(room, sum(lengths)));
      shares.forEach((each, at) => {
        expect(each).toBeLessThanOrEqual(lengths[at] ?? 0);
      });
    }),
  );
});
