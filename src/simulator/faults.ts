/** In: faults that a test switches on. Out: which one, if any, meets the request at hand. */
import { matchesPath, type PathMatcher } from "./scripted-answers.ts";

export type FaultEffect =
  /** The whole request answers with this status; Retry-After in seconds or as a date, left out when undefined. */
  | { kind: "status"; status: number; retryAfter?: number | string; code?: string }
  /** Only items of a batch; the batch itself answers 200. */
  | { kind: "item-status"; status: number; retryAfter?: number | string; code?: string }
  /** 401 as for an expired token; once, unless a count is given. */
  | { kind: "unauthorized" }
  /** The true answer, cut in the middle of its JSON, though properly ended as HTTP. */
  | { kind: "truncated" }
  /** A proxy's or gateway's page instead of JSON. */
  | { kind: "html"; status?: number }
  | { kind: "empty" }
  /** Never answers; the connection stays open until somebody closes it. */
  | { kind: "hang" }
  /** Destroys the socket. */
  | { kind: "reset" }
  /** Half of the true answer, then `delayMs` of the cloud's clock, then the rest. */
  | { kind: "slow"; delayMs: number }
  /** Valid JSON of at least this many bytes. */
  | { kind: "oversized"; bytes: number };

export interface FaultScope {
  /** Left out: every tenant. */
  tenantId?: string;
  /** Left out: "graph". */
  endpoint?: "token" | "graph" | "any";
  /** For whole requests the request's path (`/$batch` for a batch), for item-status the item's. */
  path?: PathMatcher;
  /** So many times; left out: until cleared. */
  count?: number;
}

export type Fault = FaultEffect & FaultScope;

export interface ActiveFault {
  /** How often it struck. */
  readonly hits: number;
  clear(): void;
}

export interface FaultTarget {
  kind: "request" | "item";
  endpoint: "token" | "graph";
  tenantId: string | null;
  version: string;
  path: string;
}

export interface Faults {
  add(fault: Fault): ActiveFault;
  clear(): void;
  /** The oldest fault that fits, used up by one; null when there is none. */
  take(target: FaultTarget): FaultEffect | null;
}

export function createFaults(): Faults {
  let active: { fault: Fault; remaining: number; hits: number }[] = [];
  return {
    add(fault) {
      const usual = fault.kind === "unauthorized" ? 1 : Number.POSITIVE_INFINITY;
      const entry = { fault, remaining: fault.count ?? usual, hits: 0 };
      active.push(entry);
      return {
        get hits() {
          return entry.hits;
        },
        clear: () => {
          active = active.filter((other) => other !== entry);
        },
      };
    },
    clear() {
      active = [];
    },
    take(target) {
      const entry = active.find(({ fault, remaining }) => remaining > 0 && fits(fault, target));
      if (!entry) return null;
      entry.hits += 1;
      entry.remaining -= 1;
      if (entry.remaining <= 0) active = active.filter((other) => other !== entry);
      return entry.fault;
    },
  };
}

function fits(fault: Fault, target: FaultTarget): boolean {
  const { endpoint = "graph", tenantId, path } = fault;
  if ((fault.kind === "item-status") !== (target.kind === "item")) return false;
  if (endpoint !== "any" && endpoint !== target.endpoint) return false;
  if (tenantId !== undefined && tenantId !== target.tenantId) return false;
  return path === undefined || matchesPath(path, target.version, target.path);
}
