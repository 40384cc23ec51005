/**
 * In: what is known of the log. Out: its rows since then. Successes are many, and matter only to objects that failed:
 * while none is known to fail, failures alone are asked for, and everything since then once there is a new one.
 */
import { day, type Instant, minute, toIso } from "../../domain/instant.ts";
import type { ProvisioningLogReading, ProvisioningLogRow } from "../../domain/reading.ts";
import type { Bookmark } from "../../graph/client.ts";
import { GraphFault } from "../../graph/fault.ts";
import type { ProbeContext } from "../probe.ts";
import { isRefusedQuery } from "../query.ts";
import { toLogRow } from "./schema.ts";

/** Rows arrive late; what comes twice is told apart by its id. */
const overlapMs = 15 * minute;
const firstLookMs = day;
/** What Microsoft keeps for tenants without a premium license. */
const longestLookMs = 7 * day;
const pageSize = 500;
/** Of all questions of one look: each page after the first waits its turn (graph/pacer.ts). */
const maxPages = 3;

/** What one look has read so far. */
interface Sheet {
  rows: Map<string, ProvisioningLogRow>;
  pagesLeft: number;
  truncated: boolean;
}

export async function readLog(context: ProbeContext): Promise<ProvisioningLogReading> {
  const sheet: Sheet = { rows: new Map(), pagesLeft: maxPages, truncated: false };
  const from = beginning(context);
  if (mayAskForFailures(context)) await readFailures(context, sheet, from);
  else await readPages(context, sheet, since(from));
  return { kind: "provisioning-log", rows: [...sheet.rows.values()], truncated: sheet.truncated };
}

function beginning({ memory, now }: ProbeContext): Instant {
  const { watermarkAt } = memory.provisioningLog;
  const wanted = watermarkAt === null ? now - firstLookMs : Math.min(watermarkAt, now) - overlapMs;
  return Math.max(wanted, now - longestLookMs);
}

function mayAskForFailures({ memory, cache }: ProbeContext): boolean {
  const { watermarkAt, failing } = memory.provisioningLog;
  return watermarkAt !== null && Object.keys(failing).length === 0 && cache.get("unfiltered") !== true;
}

async function readFailures(context: ProbeContext, sheet: Sheet, from: Instant): Promise<void> {
  const known = new Set(context.memory.provisioningLog.seenIds);
  const findNew = () =>
    [...sheet.rows.values()].filter(({ id, outcome }) => outcome === "failure" && !known.has(id));
  let isWhole: boolean;
  try {
    const filter = `${since(from)} and provisioningStatusInfo/status eq 'failure'`;
    isWhole = await readPages(context, sheet, filter, () => findNew().length > 0);
  } catch (thrown) {
    // Only beta's page says that the status can be filtered by.
    if (!isRefusedQuery(thrown)) throw thrown;
    context.cache.set("unfiltered", true);
    await readPages(context, sheet, since(from));
    return;
  }
  const added = findNew();
  if (added.length === 0 || sheet.truncated) return;
  // Rows come in no documented order: the earliest failure is known only where all of them are.
  const earliest = isWhole ? Math.min(...added.map(({ at }) => at)) - 1 : from;
  await readPages(context, sheet, since(earliest));
}

function since(moment: Instant): string {
  return `activityDateTime gt ${toIso(moment)}`;
}

/** Resolves with whether the question was answered to its end; `isEnough` is asked after each page. */
async function readPages(
  { graph, now }: ProbeContext,
  sheet: Sheet,
  filter: string,
  isEnough = () => false,
): Promise<boolean> {
  const path = `/auditLogs/provisioning?$filter=${encodeURIComponent(filter)}&$top=${pageSize}`;
  const mark: Bookmark = { nextLink: null };
  if (sheet.pagesLeft === 0) sheet.truncated = true;
  if (sheet.truncated) return false;
  try {
    for await (const page of graph.pages("v1.0", path, undefined, mark)) {
      for (const value of page) {
        const row = toLogRow(value, now);
        if (row) sheet.rows.set(row.id, row);
      }
      sheet.pagesLeft -= 1;
      if (mark.nextLink === null) return true;
      if (sheet.pagesLeft === 0) sheet.truncated = true;
      if (sheet.truncated || isEnough()) break;
    }
  } catch (thrown) {
    const isLate = thrown instanceof GraphFault && thrown.outOfTime;
    if (!isLate || sheet.pagesLeft === maxPages) throw thrown;
    sheet.truncated = true;
  }
  return false;
}
