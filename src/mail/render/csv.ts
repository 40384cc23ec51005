/**
 * Rows as a file that spreadsheets open: RFC 4180, CRLF, UTF-8 with the mark by which Excel knows it. In go clean lines,
 * out comes text in which no cell is a formula.
 */
import { stringify } from "csv-stringify/sync";

/** What spreadsheets take for the beginning of a formula, the full-width forms too; blanks before it make no difference. */
const formula = /^[\s\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export function toCsv(columns: string[], rows: (string | null)[][]): string {
  const cells = rows.map((row) => row.map((cell) => neutralize(cell ?? "")));
  return stringify([columns, ...cells], {
    bom: true,
    record_delimiter: "\r\n",
    quoted_match: /[\r\n]/,
  });
}

/** An apostrophe before it makes it text. */
function neutralize(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}
