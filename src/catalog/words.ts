/** In: a text and a place in it. Out: whether a code can stand there, judged by the characters around it. Looks only so far. */

/** Nothing behind this is looked at; Microsoft's messages have a few hundred characters. */
export const maxScannedLength = 1_048_576;
/** No code is longer; a word that is can't hide one either. */
export const maxCodeLength = 512;

const labels = new Set(["code", "errorcode", "error_code", "foutcode", "reason", "reden"]);
const maxLabelLength = 10;
/** Names that any software has for its own failures: within a text they count only in a connector's name or behind a label. */
const commonNames = new Set([
  "conflict",
  "forbidden",
  "internalerror",
  "internalservererror",
  "invaliddomain",
  "methodnotallowed",
  "notimplemented",
  "notpermitted",
  "timeout",
  "toomanyrequests",
  "unauthorized",
  "unprocessableentity",
]);
/** From a label to its value, as in `"code" : "`. */
const maxGap = 8;

/** Looks like a name that a programmer made: `TimeOut`, `Authorization_RequestDenied`. Prose does not. */
export function isCodeShaped(word: string): boolean {
  return /[a-z0-9][A-Z]|[A-Za-z]_[A-Za-z]/.test(word);
}

/** Any program may have these behind its own name too: `SocketTimeout`. */
const hopelessNames = new Set(["conflict", "forbidden", "timeout"]);

export function isHopelessName(word: string): boolean {
  return hopelessNames.has(word.toLowerCase());
}

export function isCommonName(word: string): boolean {
  return commonNames.has(word.toLowerCase());
}

/** No letter or digit follows, not even behind joints: `TimeOut.` and `TimeOut_` end a word, `TimeOut.x` does not. */
export function endsWord(text: string, end: number): boolean {
  let at = end;
  while (at - end < maxCodeLength && isJoint(text.charCodeAt(at))) at++;
  return !isWordCharacter(text.charCodeAt(at));
}

/** No letter or digit stands before, not even before joints. */
export function beginsWord(text: string, start: number): boolean {
  let before = start - 1;
  while (before >= 0 && start - before < maxCodeLength && isJoint(text.charCodeAt(before))) before--;
  return before < 0 || !isWordCharacter(text.charCodeAt(before));
}

/** Where the word begins that goes on at `at`, without joints before it; -1: too far away. */
export function findWordStart(text: string, at: number): number {
  let start = at;
  for (let before = at - 1; before >= 0; before--) {
    const code = text.charCodeAt(before);
    if (isWordCharacter(code)) start = before;
    else if (!isJoint(code)) break;
    if (at - before > maxCodeLength) return -1;
  }
  return start;
}

/** Where the word ends that stands at `at`; -1: too far away. */
export function findWordEnd(text: string, at: number): number {
  let end = at;
  for (let after = at; after < text.length; after++) {
    const code = text.charCodeAt(after);
    if (isWordCharacter(code)) end = after + 1;
    else if (!isJoint(code)) break;
    if (after - at > maxCodeLength) return -1;
  }
  return end;
}

/** A connector's name may end here: a capital or a digit begins, or no letter stands before. */
export function canFollowPrefix(text: string, start: number): boolean {
  return /[A-Z]/.test(text.charAt(start)) || /[^A-Za-z0-9]/.test(text.charAt(start - 1));
}

/** A label such as `Error code:` stands before, so that a plain word counts as a code too. */
export function isLabelled(text: string, start: number): boolean {
  const gap = /["'\s]{0,4}[:=]["'\s]{0,4}$/.exec(text.slice(Math.max(0, start - maxGap), start));
  if (!gap) return false;
  const end = start - gap[0].length;
  const label = /[A-Za-z_]+$/.exec(text.slice(Math.max(0, end - maxLabelLength - 1), end));
  if (!label || !labels.has(label[0].toLowerCase())) return false;
  // `Status code: Unauthorized` is what HTTP says of any refusal.
  const before = text.slice(Math.max(0, end - label[0].length - 8), end - label[0].length);
  return !/\bstatus[ _-]$/i.test(before);
}

/** `"escrowsPruned": false`: the name of a member, which says nothing unless its value is true. */
export function isMemberName(text: string, start: number, end: number): boolean {
  return (
    /[{,]\s{0,40}["']$/.test(text.slice(Math.max(0, start - 42), start)) &&
    /^["']\s{0,4}:(?!\s{0,4}true\b)/.test(text.slice(end, end + 16))
  );
}

function isWordCharacter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

/** Dots, hyphens and underscores belong to a word only between its characters: `_TimeOut_` is in italics. */
function isJoint(code: number): boolean {
  return code === 0x2e || code === 0x2d || code === 0x5f;
}
