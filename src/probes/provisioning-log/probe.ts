/**
 * In: the provisioning log since the newest row that we know. Out: which objects Cloud Sync jobs failed to write, and,
 * while some are known to fail, which they wrote after all.
 */
import { day, type Instant, minute, toIso } from "../../domain/instant.ts";
import type { ProvisioningLogReading, Reading } from "../../domain/reading.ts";
import type { TenantMemory } from "../../domain/tenant.ts";
import { blindReading } from "../blind.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { isRefusedQuery } from "../rows.ts";
import { toLogRow } from "./schema.ts";

const permission = "ProvisioningLog.Read.All";
/** Rows arrive late; what comes twice is told apart by its id. */
const overlapMs = 15 * minute;
const firstLookMs = day;
/** What Microsoft keeps for tenants without a premium licence. */
const longestLookMs = 7 * day;
const pageSize = 500;
/** Each page after the first waits its turn: see graph/pacer.ts. */
const maxPages = 3;

export const provisioningLogProbe: Probe = {
  id: "provisioning-log",
  permissions: [
    {
      name: permission,
      instead: ["AuditLog.Read.All", "Directory.Read.All"],
      reads: "the objects that Cloud Sync jobs could not write",
    },
  ],
  findings: ["job-entry-errors"],
  licence: "Entra ID P1 or P2",
  notIn: ["china"],
  async look(context): Promise<Reading[]> {
    try {
      return [await readLog(context)];
    } catch (thrown) {
      return [blindReading("provisioning-log", ["provisioning-log"], thrown, permission)];
    }
  },
};

async function readLog(context: ProbeContext): Promise<ProvisioningLogReading> {
  const { memory, cache, now } = context;
  const since = `activityDateTime gt ${toIso(beginning(memory, now))}`;
  // Nothing is known to fail: a success is no news, and there are many.
  const failuresOnly = Object.keys(memory.provisioningLog.failing).length === 0;
  if (!failuresOnly || cache.get("unfiltered") === true) return readRows(context, since);
  try {
    return await readRows(context, `${since} and provisioningStatusInfo/status eq 'failure'`);
  } catch (thrown) {
    // Only beta's page says that the status can be filtered by.
    if (!isRefusedQuery(thrown)) throw thrown;
    const reading = await readRows(context, since);
    cache.set("unfiltered", true);
    return reading;
  }
}

function beginning(memory: Readonly<TenantMemory>, now: Instant): Instant {
  const { watermarkAt } = memory.provisioningLog;
  const wanted = watermarkAt === null ? now - firstLookMs : Math.min(watermarkAt, now) - overlapMs;
  return Math.max(wanted, now - longestLookMs);
}

async function readRows({ graph, now }: ProbeContext, filter: string): Promise<ProvisioningLogReading> {
  const path = `/auditLogs/provisioning?$filter=${encodeURIComponent(filter)}&$top=${pageSize}`;
  const reading: ProvisioningLogReading = { kind: "provisioning-log", rows: [], truncated: false };
  let count = 0;
  for await (const page of graph.pages("v1.0", path)) {
    for (const value of page) {
      const row = toLogRow(value, now);
      if (row) reading.rows.push(row);
    }
    count += 1;
    if (count < maxPages) continue;
    reading.truncated = true;
    break;
  }
  return reading;
}
