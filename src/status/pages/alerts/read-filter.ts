/** Which alerts somebody wants to see. In: a page's query. Out: a filter, in which what is none of ours counts as not given. */
import type { AlertQuery } from "../../../domain/archive.ts";
import { type FindingId, findingIds } from "../../../domain/finding.ts";
import { type Severity, severities } from "../../../domain/severity.ts";

/** In the order of the tiles. */
export const shownStates = ["open", "pending", "ended", "all"] as const;
export type ShownState = (typeof shownStates)[number];

export interface AlertFilter {
  /** Left out: what is open. */
  state: ShownState;
  tenant: string | null;
  finding: FindingId | null;
  severity: Severity | null;
}

const maxNameLength = 100;

export function readFilter(query: URLSearchParams): AlertFilter {
  return {
    state: oneOf(shownStates, query.get("state")) ?? "open",
    tenant: query.get("tenant")?.trim().slice(0, maxNameLength) || null,
    finding: oneOf(findingIds, query.get("finding")),
    severity: oneOf(severities, query.get("severity")),
  };
}

export function toQuery({ state, tenant, finding, severity }: AlertFilter): AlertQuery {
  return {
    ...(state === "all" ? {} : { state }),
    ...(tenant === null ? {} : { tenant }),
    ...(finding === null ? {} : { finding }),
    ...(severity === null ? {} : { severity }),
  };
}

function oneOf<Known extends string>(known: readonly Known[], given: string | null): Known | null {
  return known.find((each) => each === given) ?? null;
}
