/**
 * In: any text, hostile and of any length. Out: the words in it that could be an error code.
 * One pass over one character class, so the time is linear in the text's length.
 */

/** Nothing behind this is looked at; Microsoft's messages have a few hundred characters. */
export const maxScannedLength = 1_048_576;

export interface CodeToken {
  /** As it was written, without dots and hyphens at its ends. */
  text: string;
  /** Stands behind a label such as `Error code:`, so that a plain word counts as a code too. */
  labelled: boolean;
}

const labels = new Set(["code", "errorcode", "error_code", "foutcode", "reason", "reden"]);

/** Words of letters, digits, `_`, `.` and `-`, in text order. */
export function* readTokens(text: string): Generator<CodeToken> {
  let afterLabel = -1;
  for (const found of text.matchAll(/[A-Za-z0-9_.-]+/g)) {
    const word = trimPunctuation(found[0]);
    if (word === "") continue;
    const labelled = afterLabel >= 0 && isAssignment(text, afterLabel, found.index);
    yield { text: word, labelled };
    afterLabel = word.length <= 10 && labels.has(word.toLowerCase()) ? found.index + found[0].length : -1;
  }
}

/** Looks like a name that a programmer made: `TimeOut`, `Authorization_RequestDenied`. Prose does not. */
export function isCodeShaped(word: string): boolean {
  return /[a-z0-9][A-Z]|[A-Za-z]_[A-Za-z]/.test(word);
}

function isAssignment(text: string, from: number, to: number): boolean {
  return to - from <= 8 && /^["'\s]*[:=]["'\s]*$/.test(text.slice(from, to));
}

function trimPunctuation(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && (word[start] === "." || word[start] === "-")) start++;
  while (end > start && (word[end - 1] === "." || word[end - 1] === "-")) end--;
  return word.slice(start, end);
}
