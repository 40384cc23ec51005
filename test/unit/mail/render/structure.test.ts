/** What screen readers, phones and mail programs need of the html: read by a strict reader of its own. */
import { describe, expect, test } from "vitest";
import { languages } from "../../../../src/domain/catalog.ts";
import { dark, light } from "../../../../src/mail/render/palette.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { formNames, forms } from "../forms.ts";
import { readHtml } from "../read-html.ts";
import {
  acknowledgeUrl,
  findings,
  makeEntry,
  makeNotification,
  makeTransition,
  now,
  sampleNames,
} from "../samples.ts";

const options = {
  from: "h@contoso.example",
  entries: (ids: string[]) => ids.map((id) => makeEntry(id)),
  now,
  acknowledgeUrl,
};
const rows = languages.flatMap((language) => [
  ...sampleNames.map((name) => ({
    name: `${name}, ${language}`,
    language,
    notification: makeNotification([makeTransition(findings[name], "raised")], language),
  })),
  ...formNames.map((name) => ({
    name: `${name}, ${language}`,
    language,
    notification: forms[name]?.(language) ?? expect.fail(),
  })),
]);

describe.each(rows)("$name", ({ language, notification }) => {
  const { html, text, subject } = renderMail(notification, options);
  const elements = readHtml(html);

  test("its language, its title, and nothing that is fetched", () => {
    expect(elements[0]).toMatchObject({ tag: "html", attributes: { lang: language } });
    expect(elements.find(({ tag }) => tag === "title")?.text).toBe(subject);
    expect(html).not.toMatch(/<img|<script|<link|<iframe|url\(|@import|src=/i);
  });

  test("one first heading, and no level left out below it", () => {
    const levels = elements.flatMap(({ tag }) => (/^h[1-6]$/.test(tag) ? [Number(tag[1])] : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    levels.forEach((level, at) => {
      expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
    });
  });

  test("tables are layout, or have heads", () => {
    const tables = elements.filter(({ tag }) => tag === "table");
    for (const { attributes } of tables) {
      if (attributes.role !== "presentation") expect(["rows", "list"]).toContain(attributes.class);
    }
    for (const { tag, attributes } of elements)
      if (tag === "th") expect(attributes.scope).toMatch(/^(row|col)$/);
  });

  test("colours come in pairs of the palette", () => {
    const colours = new Set(html.toLowerCase().match(/#[0-9a-f]{6}\b/g));
    const known = new Set(JSON.stringify([light, dark]).match(/#[0-9a-f]{6}/g));
    expect([...colours].filter((colour) => !known.has(colour))).toEqual([]);
  });

  test("the text part stands on its own", () => {
    expect(text).not.toMatch(/<[a-z/]|&(amp|lt|quot);|undefined|\[object/i);
    for (const heading of elements.filter(({ tag }) => /^h[1-4]$/.test(tag)))
      expect(text.replace(/\s+/g, " ")).toContain(
        heading.text.replace(/^\d+\. |\s+/g, (gap) => (gap.trim() === "" ? " " : "")),
      );
  });
});
