/** The generated reference says of each list what it is a list of, and which of its shapes a table is about. */
import { expect, test } from "vitest";
import { renderConfigurationDocs } from "../../../scripts/docs/render-configuration.ts";

const page = renderConfigurationDocs();

test.each([
  ["a list of one shape", "| `routes` | list of mappings | - |"],
  ["a list of shapes told apart by type", "| `channels` | list of mappings | - |"],
  ["a list of shapes without a type", "| `maintenance` | list of mappings | - |"],
  ["a list of texts and mappings", "| `to` | list of texts or mappings | required | Who gets them. |"],
  ["a list of words", "| `findings` | list of texts | - | Ids of findings; none: all of them. |"],
])("%s", (_, row) => {
  expect(page).toContain(`\n${row}`);
});

test("each table has a heading of its own", () => {
  const headings = [...page.matchAll(/^## .*$/gm)].map(([heading]) => heading);
  expect(headings).toContain("## `maintenance[]` with `cron` and `duration`");
  expect(headings).toContain("## `maintenance[]` with `from` and `to`");
  expect(headings).toContain("## `channels[]` with `type: webhook`");
  expect(headings.filter((heading, at) => headings.indexOf(heading) !== at)).toEqual([]);
});
