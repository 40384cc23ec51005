/** Lines of 76 columns: in goes one line of text, out come as many as it takes. */

const columns = 76;

/**
 * Breaks at spaces; later lines are indented to `hang`, by default the width of the mark. A command between
 * backticks and a long id stay whole: a broken one cannot be copied.
 */
export function wrap(text: string, mark = "", hang = " ".repeat(mark.length)): string {
  const words = text.match(/`[^`]*`\S*|\S+/g) ?? [];
  const lines: string[] = [];
  let line = mark;
  let empty = true;
  for (const word of words) {
    if (!empty && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = hang;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  lines.push(line);
  return lines.join("\n");
}
