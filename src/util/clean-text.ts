/** Makes hostile text harmless for one-line use: no control characters, no bidi overrides, no `<pii>` marks, bounded. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const bidi = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const piiMarks = /<\/?pii>/gi;

/** One line of at most `maxLength` characters; a cut is shown by an ellipsis. */
export function cleanLine(text: string, maxLength = 500): string {
  const line = text
    .slice(0, maxLength * 4)
    .replace(piiMarks, "")
    .replace(bidi, "")
    .replace(controls, " ")
    .trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`;
}
