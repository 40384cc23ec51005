/** In: a text. Out: every code, sign-in number, family and signature that stands in it, in one pass. */
import type { CatalogEntry, MatchKind } from "../domain/catalog.ts";
import type { EntryIndex, Signature, WordMeaning } from "./entry-index.ts";
import {
  beginsWord,
  canFollowPrefix,
  endsWord,
  findWordEnd,
  findWordStart,
  isCodeShaped,
  isCommonName,
  isHopelessName,
  isLabelled,
  isMemberName,
  maxCodeLength,
} from "./words.ts";

/** Entries that a piece of the text leads to, several where one code means several things. */
export interface Hit {
  entries: readonly CatalogEntry[];
  by: MatchKind;
  /** The piece, as it was written. */
  matched: string;
  /** Written over a break of the line. */
  isBroken?: boolean;
}

export interface Sighting {
  codes: Hit[];
  signIns: Hit[];
  /** Numbers of Windows events: they say where it was logged, and less of what it is than a code beside them. */
  events: Hit[];
  /** The first code of a known family. */
  family: Hit | null;
  /** The text may break off within a word: worth asking `findCutOff`. */
  mayBeCutOff: boolean;
  /** Complete signatures, the most telling first. */
  signatures: (Hit & Pick<Signature, "group" | "refinesCode">)[];
}

export interface Scanner {
  /** `isCode`: the text is one code, not prose with codes in it. */
  scan(text: string, isCode: boolean): Sighting;
  /** Reads on in another text: fragments of the one before count towards a signature. */
  scanOn(text: string): Sighting;
  /** What the text's end was cut off from, when there is only one thing that it can be. */
  findCutOff(text: string): Hit | null;
}

/** Passed over within a word, and the end of one all the same: put where a line breaks. */
export const softBreak = "\u00ad";

/** Shorter plain words, such as "timeout" or "paused", are prose unless a label stands before them. */
const minPlainCodeLength = 12;

export function createScanner({ automaton, words, signatures, byCode, eventLabels }: EntryIndex): Scanner {
  // One scan at a time: nothing here waits. Stamps say in which scan a number was last written.
  const wordStamp = new Uint32Array(words.length);
  const signatureStamp = new Uint32Array(signatures.length);
  const fragmentsSeen = new Uint8Array(signatures.length);
  const tellingStamp = new Uint32Array(signatures.length);
  const tellingStart = new Uint32Array(signatures.length);
  const tellingEnd = new Uint32Array(signatures.length);
  let stamp = 0;
  /** Positions are of one text; fragments may be of two. */
  let textStamp = 0;
  let text = "";
  let isCode = false;
  let complete: number[] = [];
  let sighting: Sighting;
  /** Where the last code ended: of those that end together the longest counts. */
  let codeEnd = -1;
  /** Where the words begin that were taken for codes. */
  let codeStarts: number[] = [];
  /** Where the first word of a known family begins; of several families the longest counts, which ends last. */
  let familyStart = -1;

  function onHit(word: number, start: number, end: number): void {
    const meaning = words[word] as WordMeaning;
    if (meaning.signatures.length > 0 && wordStamp[word] !== stamp) {
      wordStamp[word] = stamp;
      for (const index of meaning.signatures) addFragment(index, start, end);
    }
    if (eventLabels.has(word)) addEvent(start, end);
    if (meaning.code && end !== codeEnd) addCode(meaning, meaning.code, start, end);
    if (meaning.families.length > 0 && (familyStart < 0 || familyStart === start))
      addFamily(meaning, start, end);
  }

  function addFragment(index: number, start: number, end: number): void {
    if (signatureStamp[index] !== stamp) {
      signatureStamp[index] = stamp;
      fragmentsSeen[index] = 0;
    }
    if (tellingStamp[index] !== textStamp) {
      tellingStamp[index] = textStamp;
      tellingStart[index] = tellingEnd[index] = start;
    }
    const longest = (tellingEnd[index] as number) - (tellingStart[index] as number);
    if (end - start > longest) {
      tellingStart[index] = start;
      tellingEnd[index] = end;
    }
    fragmentsSeen[index] = (fragmentsSeen[index] as number) + 1;
    if (fragmentsSeen[index] === (signatures[index] as Signature).needs) complete.push(index);
  }

  function addCode(
    meaning: WordMeaning,
    code: NonNullable<WordMeaning["code"]>,
    start: number,
    end: number,
  ): void {
    if (code.isSignIn) {
      // A mark of personal data may stand within the number.
      if (/^(?:<\/?pii>)?\d/i.test(text.slice(end, end + 7))) return;
      const isSuffix = isCode && start > 0 && !canFollowPrefix(text, start);
      if (isSuffix) return;
      codeEnd = end;
      sighting.signIns.push({
        entries: code.entries,
        by: isCode && start > 0 ? "suffix" : "code",
        matched: written(start, end),
      });
      return;
    }
    if (!endsWord(text, end)) return;
    const from = findWordStart(text, start);
    if (from < 0) return;
    const isWhole = from === start;
    if (!isCode && isMemberName(text, from, end)) return;
    if (!isWhole && !(code.prefixed.length > 0 && canFollowPrefix(text, start))) return;
    if (!isCode && !looksMeant(meaning.text, from, start, end)) return;
    codeEnd = end;
    // What began no earlier was only a part of this one, seen where the text has a mark or a break.
    while (codeStarts.length > 0 && (codeStarts.at(-1) as number) >= from) {
      codeStarts.pop();
      sighting.codes.pop();
    }
    codeStarts.push(from);
    sighting.codes.push({
      entries: isWhole ? code.entries : code.prefixed,
      by: isWhole ? "code" : "suffix",
      matched: written(start, end),
      isBroken: text.slice(start, end).includes(softBreak),
    });
  }

  /** In prose a word is a code when it looks like one, or stands behind a label. */
  function looksMeant(name: string, from: number, start: number, end: number): boolean {
    // A text that begins with a connector's code goes on with its message; dots are those of a program's own names.
    if (from === 0 && start > 0 && !text.slice(from, start).includes(".")) return true;
    if (isLabelled(text, from)) return true;
    const isWhole = from === start;
    const isShaped = isCodeShaped(clean(text.slice(from, end)));
    if (isCommonName(name)) {
      return isShaped && (isWhole || !(isHopelessName(name) || text.slice(from, start).includes(".")));
    }
    // Two words of prose on two lines are no code: `a large / object`.
    const isPlain = isWhole && end - start >= minPlainCodeLength;
    return isShaped || (isPlain && (name.includes("-") || !text.slice(start, end).includes(softBreak)));
  }

  function addEvent(start: number, end: number): void {
    if (!beginsWord(text, start)) return;
    const code = `event-${readEventNumber(text, end)}`;
    const entries = byCode(code);
    if (entries.length > 0) sighting.events.push({ entries, by: "code", matched: code });
  }

  function addFamily({ families }: WordMeaning, start: number, end: number): void {
    if (!beginsWord(text, start)) return;
    const to = findWordEnd(text, end);
    if (to < 0 || to === end) return;
    const word = text.slice(start, to);
    const family = families.find(
      ({ ending }) => word.length > ending.length && word.toLowerCase().endsWith(ending),
    );
    if (!family) return;
    if (!isCode && !isCodeShaped(word) && !/[\d-]/.test(word) && !isLabelled(text, start)) return;
    familyStart = start;
    sighting.family = { entries: [family.entry], by: "family", matched: word };
  }

  function written(start: number, end: number): string {
    return clean(text.slice(start, end));
  }

  function toHit(index: number): Sighting["signatures"][number] {
    const { entry, group, refinesCode } = signatures[index] as Signature;
    const matched = written(tellingStart[index] as number, tellingEnd[index] as number);
    return { entries: [entry], by: "signature", matched, group, refinesCode };
  }

  function read(input: string, asCode: boolean): Sighting {
    textStamp++;
    text = input;
    isCode = asCode;
    codeEnd = -1;
    codeStarts = [];
    familyStart = -1;
    complete = [];
    sighting = { codes: [], signIns: [], events: [], family: null, mayBeCutOff: false, signatures: [] };
    sighting.mayBeCutOff = automaton.scan(text, onHit).mayBeCutOff;
    if (complete.length > 1) complete.sort((a, b) => weightOf(b) - weightOf(a) || a - b);
    if (complete.length > 0) sighting.signatures = complete.map(toHit);
    return sighting;
  }

  return {
    scan: (input, asCode) => {
      stamp++;
      return read(input, asCode);
    },
    scanOn: (input) => read(input, false),
    findCutOff: (input) => {
      const cutOff = automaton.findCutOff(input);
      if (!cutOff) return null;
      const { code, signatures: parts } = words[cutOff.word] as WordMeaning;
      const entries = code?.entries ?? parts.map((index) => (signatures[index] as Signature).entry);
      const piece = clean(input.slice(cutOff.start));
      if (parts.length === 0 && !beginsWord(input, cutOff.start)) return null;
      return { entries: entries.slice(0, 1), by: "truncated", matched: piece };
    },
  };

  function weightOf(index: number): number {
    return (signatures[index] as Signature).weight;
  }
}

/** `Event ID: 6941`, `event 6941`: Windows numbers its events; only the word before tells such a number from any other. */
function readEventNumber(text: string, afterLabel: number): string | null {
  // "In the event 116 users…" is prose.
  const pattern =
    /^[ _-]?(?:[Ii][Dd]|[Cc]ode)?["']?\s{0,12}[:=#]?\s{0,12}["']?(\d{4,5}(?!\d)|\d{1,3}(?!\d|\s[a-z]))/;
  return pattern.exec(text.slice(afterLabel, afterLabel + 40))?.[1] ?? null;
}

/** As a reader sees it: without marks of personal data, on one line, bounded. */
function clean(piece: string): string {
  if (!/[<>\u00ad\u200b-\u200f\u2060\ufeff]|[^\S ]| {2}/.test(piece)) return piece;
  return piece
    .replace(/<\/?pii>|[\u00ad\u200b-\u200f\u2060\ufeff]/gi, "")
    .replace(/[\s>]+/g, " ")
    .trim()
    .slice(0, maxCodeLength);
}
