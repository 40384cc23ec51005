/** In: what was asked of the simulated cloud. Out: numbers for benchmarks and tests, and a bounded list of requests. */
import { type Instant, second } from "../domain/instant.ts";

export interface RequestRecord {
  at: Instant;
  method: string;
  /** Path with query, as it came. */
  path: string;
  tenantId: string | null;
  clientRequestId: string | null;
  /** `METHOD path` of every item when it was a batch. */
  batchPaths: string[] | null;
}

export interface UnitWindow {
  beganAt: Instant;
  units: number;
}

/** Limits that Graph counts apart: the directory by resource units, the other two by requests. */
export type Bucket = "directory" | "audit" | "service";

export interface Counters {
  requests: { token: number; batch: number; direct: number };
  /** Graph answers, batch items and direct requests alike. */
  items: number;
  /** 429s served, whole requests and items alike. */
  throttled: number;
  inFlight: number;
  peakInFlight: number;
  /** Resource units of a tenant, one row for each 10-second window with any, the oldest first (the last 100). */
  resourceUnits(tenantId: string): readonly UnitWindow[];
  /** Requests below /auditLogs, in the same windows; a unit is a request. */
  auditRequests(tenantId: string): readonly UnitWindow[];
  /** Requests below /admin. */
  serviceRequests(tenantId: string): readonly UnitWindow[];
  /** Adds to the tenant's window of now; gives that window's sum. */
  spend(bucket: Bucket, tenantId: string, units: number, now: Instant): UnitWindow;
}

/** The window of Graph's directory limits: resource units per app and tenant in 10 seconds. */
export const unitWindowMs = 10 * second;
const maxWindows = 100;

export function createCounters(): Counters {
  const windows = { directory: createWindows(), audit: createWindows(), service: createWindows() };
  return {
    requests: { token: 0, batch: 0, direct: 0 },
    items: 0,
    throttled: 0,
    inFlight: 0,
    peakInFlight: 0,
    resourceUnits: (tenantId) => windows.directory.of(tenantId),
    auditRequests: (tenantId) => windows.audit.of(tenantId),
    serviceRequests: (tenantId) => windows.service.of(tenantId),
    spend: (bucket, tenantId, units, now) => windows[bucket].spend(tenantId, units, now),
  };
}

function createWindows() {
  const windows = new Map<string, UnitWindow[]>();
  return {
    of: (tenantId: string) => windows.get(tenantId) ?? [],
    spend(tenantId: string, units: number, now: Instant): UnitWindow {
      const beganAt = Math.floor(now / unitWindowMs) * unitWindowMs;
      const list = windows.get(tenantId) ?? [];
      windows.set(tenantId, list);
      let current = list.at(-1);
      if (!current || current.beganAt !== beganAt) {
        current = { beganAt, units: 0 };
        pushBounded(list, current, maxWindows);
      }
      current.units += units;
      return current;
    },
  };
}

/** Adds to a list that keeps the last `max`. */
export function pushBounded<Item>(list: Item[], item: Item, max: number): void {
  list.push(item);
  if (list.length > max) list.splice(0, list.length - max);
}
