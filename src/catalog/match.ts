/**
 * In: a failure's code and message, both hostile, and where they stood. Out: every entry that explains it, the best
 * first. Codes decide; message text is the last resort, since Microsoft changes it and asks not to branch on it
 * (https://learn.microsoft.com/graph/errors). The order of the entries never matters.
 */
import {
  type Catalog,
  type CatalogEntry,
  type CatalogMatch,
  isSeenByGraph,
  type Surface,
} from "../domain/catalog.ts";
import { indexEntries } from "./entry-index.ts";
import { createScanner, type Hit, type Sighting, softBreak } from "./scan.ts";
import { isCommonName, maxCodeLength, maxScannedLength } from "./words.ts";

/** Codes that say only "something failed": a message we know says more. */
const genericCodes = new Set([
  "unknown",
  "unknownerror",
  "generalexception",
  "encounteredquarantineexception",
]);
/** States rather than codes: beside anything else they say nothing. */
const stateWords = new Set(["quarantine", "quarantined", "failed"]);

/** Matches failures against these entries, one of which must be `unknown`. The returned function never throws. */
export function createMatcher(entries: readonly CatalogEntry[]): Catalog["match"] {
  const index = indexEntries(entries);
  const scanner = createScanner(index);

  return ({ code, message, surface }) => {
    const outer = (code ?? "").trim().slice(0, maxScannedLength);
    const said = (message ?? "").slice(0, maxScannedLength);
    const isOneWord = outer.length <= maxCodeLength && /^[A-Za-z0-9_.-]+$/.test(outer);
    const text = isOneWord || outer === "" ? said : `${outer}\n${said}`;
    const asCode = isOneWord ? scanner.scan(outer, true) : null;
    // Graph gives codes whole; only what somebody copied may end in the midst of one.
    const cutCode = () => (surface === undefined && asCode?.mayBeCutOff ? scanner.findCutOff(outer) : null);
    const primary = asCode && (bestCode(asCode, outer) ?? cutCode() ?? asCode.family);
    const found = new Collector(surface ?? null);

    // What the code was a piece of, the message may complete.
    const nested = asCode ? scanner.scanOn(text) : scanner.scan(text, false);
    nested.family ??= asCode?.family ?? null;
    if (asCode) nested.signatures.unshift(...asCode.signatures);
    const joined = mayBreak(said) ? scanner.scan(said.replace(lineBreaks, softBreak), false) : null;
    collect(found, primary, joined ? withBrokenCodes(nested, joined) : nested);
    if (found.isEmpty && joined) collect(found, null, joined);
    if (found.isEmpty && nested.mayBeCutOff && !hasSignInNumber(nested)) found.add(scanner.findCutOff(text));
    if (found.isEmpty) found.add(nested.family);
    return found.isEmpty ? [{ entry: index.unknown, by: "unknown", matched: null }] : found.matches;
  };
}

/** A line that may have been broken within a code, as narrow tables and mails have it. */
const brokenWord = /[\w-][ \t]{0,8}(?:=?[\r\n]|<w?br)/i;
const lineBreaks = /[ \t]{0,8}=?(?:<w?br ?\/?>|\r\n|\r|\n)[>| \t]{0,40}/gi;

/** The pattern is asked only where there is any break: most messages have none. */
function mayBreak(text: string): boolean {
  return (text.includes("\n") || text.includes("\r") || text.includes("<")) && brokenWord.test(text);
}

/** Codes that a line break hid, in place of those that only a part of them looked like. */
function withBrokenCodes(nested: Sighting, joined: Sighting): Sighting {
  const broken = joined.codes.filter(({ isBroken }) => isBroken);
  const isPart = ({ matched }: Hit) =>
    broken.some((hit) => hit.matched.toLowerCase().includes(matched.toLowerCase()));
  return { ...nested, codes: [...broken, ...nested.codes.filter((hit) => !isPart(hit))] };
}

/** Codes first, words last, and numbers of sign-ins between them: they are what a failing job quotes. */
function collect(found: Collector, primary: Hit | null, nested: Sighting): void {
  const isGeneric = primary !== null && isGenericHit(primary);
  const codes = nested.codes
    .filter((hit) => !isGenericHit(hit) && !isOfOwnService(hit, nested))
    .map((hit) => chooseMeaning(hit, nested));
  for (const hit of nested.signatures) if (hit.refinesCode) found.add(hit);
  if (!isGeneric) found.add(primary && chooseMeaning(primary, nested));
  found.settle();
  for (const hit of codes) found.add(hit);
  // A code that means nothing where it stood does not silence the words beside it.
  const isNamed = found.matches.some(({ by }) => by === "code" || by === "suffix");
  if (!isNamed) for (const hit of nested.signatures) if (hit.group === "job") found.add(hit);
  if (isGeneric) found.add(primary);
  for (const hit of nested.codes) if (hit.by !== "suffix" && !isStateWord(hit)) found.add(hit);
  for (const hit of nested.events) found.add(hit);
  for (const hit of nested.signIns) found.addEveryMeaning(hit);
  // A sign-in text without its number; with a number, the number has spoken.
  if (!isNamed && !hasSignInNumber(nested)) {
    for (const hit of nested.signatures) if (hit.group === "token") found.add(hit);
  }
  if (found.isEmpty) for (const hit of nested.codes) if (isStateWord(hit)) found.add(hit);
  if (found.isEmpty) for (const hit of nested.signatures) if (hit.group === "wrapper") found.add(hit);
}

/**
 * Of a code's several meanings the one whose words stand beside it. Behind a connector's name it is first of all the
 * provisioning log's, unless the name is that of the sync service itself.
 */
function chooseMeaning(hit: Hit, { signatures, family }: Sighting): Hit {
  if (hit.entries.length < 2) return hit;
  const told = hit.entries.filter((entry) => signatures.some(({ entries }) => entries.includes(entry)));
  if (told.length > 0) return { ...hit, entries: told };
  if (hit.by !== "suffix" || family) return hit;
  const isOfLog = (entry: CatalogEntry) => entry.surfaces.includes("provisioning-log");
  return { ...hit, entries: [...hit.entries].sort((a, b) => Number(isOfLog(b)) - Number(isOfLog(a))) };
}

function hasSignInNumber({ signIns, family }: Sighting): boolean {
  return signIns.length > 0 || /^AADSTS\d/i.test(family?.matched ?? "");
}

/** The code that the whole word is, or ends with. */
function bestCode(sighting: Sighting, word: string): Hit | null {
  const hit = sighting.codes.at(-1) ?? sighting.signIns.at(-1);
  if (!hit || isOfOwnService(hit, sighting)) return null;
  return word.toLowerCase().endsWith(hit.matched.toLowerCase()) ? hit : null;
}

/** `HybridIdentityServiceUnauthorized`: the sync service's own channel, and no target that refuses. */
function isOfOwnService({ by, matched }: Hit, { family }: Sighting): boolean {
  if (by !== "suffix" || !isCommonName(matched)) return false;
  return /^(?:Hybrid|AzureDirectoryService)/i.test(family?.matched ?? "");
}

function isGenericHit(hit: Hit): boolean {
  return genericCodes.has(hit.matched.toLowerCase()) || isStateWord(hit);
}

function isStateWord({ matched }: Hit): boolean {
  return stateWords.has(matched.toLowerCase());
}

type Side = "job" | "request" | "finding" | "unseen";

const sides: Record<Surface, Side> = {
  "quarantine-error": "job",
  "execution-error": "job",
  "quarantine-reason": "job",
  "job-state": "job",
  "provisioning-log": "job",
  "object-error": "job",
  "service-error": "job",
  token: "request",
  graph: "request",
  finding: "finding",
  "connect-server": "unseen",
  "connect-health": "unseen",
  "microsoft-mail": "unseen",
};

/** Keeps the first explanation by each entry, of those that fit the place where the failure stood. */
class Collector {
  readonly matches: CatalogMatch[] = [];
  #surface: Surface | null;
  readonly #isPlaced: boolean;

  constructor(surface: Surface | null) {
    this.#surface = surface;
    this.#isPlaced = surface !== null;
  }

  get isEmpty(): boolean {
    return this.matches.length === 0;
  }

  /** What was found so far says on which side the rest is to be read. */
  settle(): void {
    const [first] = this.matches;
    if (first && first.by !== "family") this.#surface ??= first.entry.surfaces[0] ?? null;
  }

  add(hit: Hit | null): void {
    if (!hit) return;
    // A code with several meanings, one of which was told already, says nothing new.
    if (hit.entries.some((entry) => this.#has(entry))) return;
    for (const entry of fitting(hit.entries, this.#surface)) {
      this.#push(entry, hit);
    }
  }

  /** A sign-in number within another failure may mean itself too, as long as nobody says where it stood. */
  addEveryMeaning(hit: Hit): void {
    if (this.#isPlaced) this.add(hit);
    else for (const entry of hit.entries) if (!this.#has(entry)) this.#push(entry, hit);
  }

  #push(entry: CatalogEntry, { by, matched }: Hit): void {
    this.matches.push({ entry, by, matched });
  }

  #has(entry: CatalogEntry): boolean {
    return this.matches.some((match) => match.entry.id === entry.id);
  }
}

/**
 * Of several entries those of this very surface, else of its side. A job's message may quote a sign-in number, and
 * anything may repeat what a server said; a code that Graph uses for our own requests means something else in a job.
 */
function fitting(entries: readonly CatalogEntry[], surface: Surface | null): readonly CatalogEntry[] {
  if (surface === null) return entries;
  const here = entries.filter((entry) => entry.surfaces.includes(surface));
  if (here.length > 0) return here;
  const side = sides[surface];
  const beside = entries.filter((entry) => entry.surfaces.some((other) => sides[other] === side));
  if (beside.length > 0) return beside;
  return entries.filter(
    (entry) => !isSeenByGraph(entry) || (side === "job" && entry.surfaces.includes("token")),
  );
}
