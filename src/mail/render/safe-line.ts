/** Text from the directory as one harmless line: cleaned, well-formed Unicode, bounded in whole characters. */
import { cleanLine } from "../../util/clean-text.ts";

/** Marks that turn the reading direction or hide: cleanLine leaves these few. */
const invisible = /[\u061c\u200b\u2060-\u2065\u206a-\u206f\u00ad\ufff9-\ufffb]/g;

/** One line of at most `maxLength` UTF-16 units; null and empty text become null. */
export function safeLine(text: string, maxLength?: number): string;
export function safeLine(text: string | null, maxLength?: number): string | null;
export function safeLine(text: string | null, maxLength = 500): string | null {
  if (text === null) return null;
  const line = cleanLine(text.replace(invisible, ""), maxLength);
  // A cut may fall between the halves of one character; a lone half breaks the encoding of headers.
  return line.replace(/[\ud800-\udbff](?=…$)/, "").toWellFormed();
}
