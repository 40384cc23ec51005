/** The project's own Markdown, read the way the documentation tests need it. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const projectRoot = join(import.meta.dirname, "../..");

/** Every page, relative to the project. */
export const pages: readonly string[] = globSync(["*.md", "docs/**/*.md"], { cwd: projectRoot }).sort();

export function readPage(page: string): string {
  return readFileSync(join(projectRoot, page), "utf8");
}

/** The page without its fenced code. */
export function proseOf(page: string): string {
  return readPage(page).replace(/^```.*?^```$/gms, "");
}

/** Texts of the headings of one level, without marks. */
export function headingsOf(page: string, level: string = "#+"): string[] {
  const pattern = new RegExp(`^${level} (.+)$`, "gm");
  return [...proseOf(page).matchAll(pattern)].map(([, text]) => (text ?? "").replaceAll("`", ""));
}

/** The anchors that a forge gives those headings. */
export function anchorsOf(page: string): string[] {
  return headingsOf(page).map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** What stands below one heading, up to the next of its level or above. */
export function sectionOf(page: string, heading: string): string {
  const lines = readPage(page).split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading);
  if (start < 0) throw new Error(`${page} has no heading "${heading}"`);
  const level = /^#+/.exec(lines[start] ?? "")?.[0].length ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join("\n");
}

/** First cells of a section's table rows, without marks and links. */
export function firstCellsOf(section: string): string[] {
  return [...section.matchAll(/^\| *`?\[?([^`|\]]+?)\]?`?(?:\([^)]*\))? *\|/gm)]
    .map(([, cell]) => cell ?? "")
    .slice(2);
}
