/**
 * In: words to look for. Out: one pass over a text that finds every one of them, whatever their number
 * (Aho and Corasick, 1975). Texts are read without case, with every run of blanks as one blank, typographic quotes and
 * dashes as plain ones, and without `<pii>` marks and invisible characters: what mail programs and forms do to a message.
 */

import { buildStates } from "./states.ts";

/** What a text's end was cut off from: the word that only one owner has, and where its beginning stands. */
export interface CutOff {
  word: number;
  start: number;
}

export interface Automaton {
  /** Calls `onHit` for every occurrence, in the order of their ends, the longest first; positions are the text's own. */
  scan(text: string, onHit: (word: number, start: number, end: number) => void): { mayBeCutOff: boolean };
  /** The word whose greater part the text ends with, when all words that begin so have one owner. */
  findCutOff(text: string): CutOff | null;
}

/** Less of a word says nothing. */
const minCutLength = 12;
/** What may stand behind a word that breaks off. */
const cutMark = /(?:\u2026|\.{3}|[\s"')\]}])$/;
/** Kinds of characters: 0 stands for all that no word uses. */
const blank = 1;
const opening = 254;
const invisible = 255;
const piiMark = /^<\/?pii>/i;
const longestPiiMark = 6;
/** Longer ones would be prose, and numbers of states grow with them. */
const maxWordLength = 255;
/** A cut-off word, with room for blanks and marks in it. */
const tailLength = maxWordLength + 64;

/** `>` and `|` stand before quoted lines. */
const blanks = /\s|\u00a0|[>|]/;
const invisibles = /[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]/;
const plain: Record<string, string> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2013": "-",
};

/**
 * `words` may be written in any case; each is 1 to 255 characters of plain ASCII. `ownerOf` says which words mean the
 * same; -1: never taken for a cut-off word.
 */
export function createAutomaton(words: readonly string[], ownerOf: (word: number) => number): Automaton {
  const { classOf, width } = classifyCharacters(words);
  const { step, depth, firstWord, sameWord, shorter, owner } = buildStates(words, classOf, width, ownerOf);

  /** Feeds the text to the automaton; returns the state at its end. */
  function run(text: string, onHit: (word: number, start: number, end: number) => void): number {
    let row = 0;
    let afterBlank = false;
    for (let at = 0; at < text.length; at++) {
      let kind = classOf[text.charCodeAt(at)] as number;
      if (kind >= opening) {
        if (kind === invisible) continue;
        const mark = piiMarkAt(text, at);
        if (mark > 0) {
          at += mark - 1;
          continue;
        }
        kind = 0;
      }
      if (kind === blank) {
        if (afterBlank) continue;
        afterBlank = true;
      } else afterBlank = false;
      row = step[row + kind] as number;
      if (row >= 0) continue;
      row = ~row;
      for (let state = row / width; state !== 0; state = shorter[state] as number) {
        for (let word = firstWord[state] as number; word >= 0; word = sameWord[word] as number) {
          onHit(word, startOf(text, at + 1, depth[state] as number), at + 1);
        }
      }
    }
    return row / width;
  }

  /** Where the last `length` characters before `end` begin, of those that count. */
  function startOf(text: string, end: number, length: number): number {
    let left = length;
    let at = end;
    let behind = -1;
    while (at > 0 && left > 0) {
      const kind = classOf[text.charCodeAt(--at)] as number;
      if (kind === invisible) continue;
      if (text[at] === ">") {
        const mark = [5, 6].find((size) => piiMarkAt(text, at + 1 - size) === size);
        if (mark) {
          at -= mark - 1;
          continue;
        }
      }
      if (kind !== blank || behind !== blank) left--;
      behind = kind;
    }
    return at;
  }

  return {
    scan: (text, onHit) => {
      const state = run(text, onHit);
      return { mayBeCutOff: (depth[state] as number) >= minCutLength || cutMark.test(text.slice(-4)) };
    },
    findCutOff: (text) => {
      const whole = text.slice(-tailLength).replace(/(?:\u2026|\.{3})?[\s"')\]}]{0,16}$/, "");
      const state = run(whole, () => {});
      const word = owner[state] as number;
      const length = depth[state] as number;
      if (word < 0) return null;
      const { length: wholeLength } = words[word] as string;
      if (length === wholeLength || length < minCutLength || length < 0.6 * wholeLength) return null;
      return {
        word,
        start: Math.max(0, text.length - tailLength) + startOf(whole, whole.length, length),
      };
    },
  };
}

/** The length of the mark of personal data that stands here; 0: none. */
function piiMarkAt(text: string, at: number): number {
  return at < 0 ? 0 : (piiMark.exec(text.slice(at, at + longestPiiMark))?.[0].length ?? 0);
}

/** A number for each character that words use; capitals count as small letters, all else as one other. */
function classifyCharacters(words: readonly string[]): { classOf: Uint8Array; width: number } {
  const classOf = new Uint8Array(0x10000);
  let width = 2;
  for (const character of [...new Set(words.join("").toLowerCase())].sort()) {
    if (!/\s/.test(character)) classOf[character.charCodeAt(0)] = width++;
  }
  for (let code = 0x41; code <= 0x5a; code++) classOf[code] = classOf[code + 0x20] as number;
  for (let code = 0; code < 0x10000; code++) {
    const character = String.fromCharCode(code);
    const replacement = plain[character];
    if (replacement) classOf[code] = classOf[replacement.charCodeAt(0)] as number;
    else if (invisibles.test(character)) classOf[code] = invisible;
    else if (blanks.test(character)) classOf[code] = blank;
    else if (character === "<") classOf[code] = opening;
  }
  return { classOf, width };
}
