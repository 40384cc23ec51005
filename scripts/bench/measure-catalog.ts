/**
 * In: the shipped catalog. Out: what it costs to place one message, on one core; how that grows with ten times as many
 * entries and with sixteen times as long a text; and how soon the built program's `explain` has answered.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createCatalog, loadCatalog } from "../../src/catalog/load.ts";
import type { Catalog, CatalogEntry, Failure } from "../../src/domain/catalog.ts";
import { buildProgram } from "./measure-process.ts";
import { type Summary, summarize } from "./statistics.ts";

export interface CatalogFigures {
  entries: number;
  /** Characters of a message, on average. */
  messageLength: number;
  microsecondsPerMessage: Summary;
  /** Time per message with ten times as many entries, over the time with these. */
  moreEntriesRatio: Summary;
  /** Time per character of a text of 1 MB, over that of one of 64 KB. */
  longTextRatio: Summary;
  explainMs: Summary;
}

const rounds = 15;
const messagesPerRound = 40_000;
const copies = 10;
const kilobyte = 1_024;

export async function measureCatalog(folder: string): Promise<CatalogFigures> {
  const shipped = await loadCatalog();
  const large = createCatalog([
    ...shipped.entries,
    ...Array.from({ length: copies - 1 }, (_, n) =>
      shipped.entries.flatMap((entry) => disguise(entry, n + 1)),
    ).flat(),
  ]);
  // Flat strings, as a parser of JSON makes them.
  const failures = JSON.parse(JSON.stringify(makeFailures(shipped.entries))) as Failure[];
  placeAll(shipped, failures);
  placeAll(large, failures);
  const turns = Array.from({ length: rounds }, () => ({
    own: placeAll(shipped, failures),
    large: placeAll(large, failures),
    short: readText(shipped, 64 * kilobyte),
    long: readText(shipped, 1_024 * kilobyte),
  }));
  const length = failures.reduce((sum, { message }) => sum + (message?.length ?? 0), 0) / failures.length;
  return {
    entries: shipped.entries.length,
    messageLength: Math.round(length),
    microsecondsPerMessage: summarize(turns.map(({ own }) => own)),
    moreEntriesRatio: summarize(turns.map((turn) => turn.large / turn.own)),
    longTextRatio: summarize(turns.map((turn) => turn.long / turn.short)),
    explainMs: await measureExplain(folder),
  };
}

/** Codes with and without a connector's name, messages that a code or only their words tell, and some that nothing does. */
function makeFailures(entries: readonly CatalogEntry[]): Failure[] {
  const id = "4f1c2d3e-9a8b-4c7d-8e6f-1234567890ab";
  const tail = `Trace ID: ${id} Correlation ID: ${id} Timestamp: 2026-11-12 21:08:29Z`;
  const prose =
    "We could not complete what was asked for. If this goes on, give support the following details.";
  return entries.flatMap(({ codes, signatures }, at): Failure[] => [
    ...codes.map((code) => ({ code, message: null })),
    ...codes.map((code) => ({ code: null, message: `${prose} Error code: Contoso${code}. ${tail}` })),
    ...signatures.map((fragments) => ({
      code: null,
      message: `${prose} ${fragments.join(` ${id} `)}. ${tail}`,
    })),
    { code: `SomethingNew${at}`, message: `${prose} The printer ${id} is on fire, on floor ${at}. ${tail}` },
  ]);
}

/** Another entry, as different from this one as letters allow. */
function disguise(entry: CatalogEntry, by: number): CatalogEntry[] {
  if (entry.id === "unknown") return [];
  const turn = (text: string) =>
    text.replace(/[a-z]/g, (letter) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + by) % 26)));
  return [
    {
      ...entry,
      id: `${turn(entry.id)}-${by}`,
      codes: entry.codes.map((code) => `${turn(code)}${by}`),
      aliases: entry.aliases.map((code) => `${turn(code)}${by}`),
      families: entry.families.map((family) => `${turn(family)}${by}`),
      signatures: entry.signatures.map((fragments) => fragments.map((fragment) => `${turn(fragment)} ${by}`)),
    },
  ];
}

/** Microseconds per message. */
function placeAll(catalog: Catalog, failures: readonly Failure[]): number {
  const began = performance.now();
  for (let n = 0; n < messagesPerRound; n += 1) catalog.match(failures[n % failures.length] as Failure);
  return ((performance.now() - began) * 1_000) / messagesPerRound;
}

/** Microseconds per character. */
function readText(catalog: Catalog, length: number): number {
  const line =
    "The job AD2AADProvisioning was paused after HybridIdentityServiceNoActive agents timed out.\n";
  const text = line.repeat(Math.ceil(length / line.length)).slice(0, length);
  const times = Math.ceil((1_024 * kilobyte) / length);
  const began = performance.now();
  for (let n = 0; n < times; n += 1) catalog.match({ code: null, message: text });
  return ((performance.now() - began) * 1_000) / (times * length);
}

async function measureExplain(folder: string): Promise<Summary> {
  const program = await buildProgram(join(folder, "build-explain"));
  const times: number[] = [];
  for (let n = 0; n < 9; n += 1) {
    const began = performance.now();
    await promisify(execFile)(process.execPath, [program, "explain", "ContosoTimeOut"]);
    times.push(performance.now() - began);
  }
  return summarize(times, 0);
}
