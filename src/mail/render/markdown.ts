/**
 * Text from anywhere as Markdown that shows it as it stands: adaptive cards read their texts as Markdown, with links, and
 * with dates between double braces. In goes a clean line, out comes the same with its marks escaped.
 */

/** What means something within a line, wherever it stands. */
const inline = /[\\`*_~[\]{}<>&|]/g;
/** What means something at the beginning alone: headings, quotes, lists. */
const leading = /^(\s*)([#+>-]|\d+(?=[.)]))/;

export function escapeMarkdown(text: string): string {
  return text
    .replace(inline, (mark) => `\\${mark}`)
    .replace(leading, (_all, blanks: string, mark: string) =>
      /^\d/.test(mark) ? `${blanks}${mark}\\` : `${blanks}${mark.startsWith("\\") ? "" : "\\"}${mark}`,
    );
}
