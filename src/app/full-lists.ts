/**
 * In: a poll's transitions, and all that the poll and the store know of single objects. Out: the same transitions, those
 * that are told with every object in their alert's list, not only the first few: the attachment shows them. Pure.
 */
import { readingOf } from "../classify/readings.ts";
import { type ToldKind, type Transition, type TransitionKind, toldKinds } from "../domain/alert.ts";
import type { Finding, FindingOf } from "../domain/finding.ts";
import type { Reading } from "../domain/reading.ts";
import type { ObjectError, ObjectErrorStanding, StoredObjectError } from "../domain/synced-object.ts";
import type { TenantMemory } from "../domain/tenant.ts";

export interface ListSources {
  readings: readonly Reading[];
  /** As they are after this poll; empty: not looked at. */
  objectErrors: readonly StoredObjectError[];
  /** Already holds this poll. */
  memory: Pick<TenantMemory, "provisioningLog">;
}

/** A mail takes no more rows along. */
const maxListed = 10_000;

export function withFullLists(transitions: readonly Transition[], sources: ListSources): Transition[] {
  return transitions.map((transition) => {
    const { kind, quiet, alert } = transition;
    if (quiet || !isTold(kind)) return transition;
    return { ...transition, alert: { ...alert, last: withFullList(alert.last, transition, sources) } };
  });
}

function isTold(kind: TransitionKind): kind is ToldKind {
  return toldKinds.some((told) => told === kind);
}

/** What the poll has no list of keeps its examples; so does what has ended: a list by now says nothing of it. */
function withFullList(finding: Finding, transition: Transition, sources: ListSources): Finding {
  const { readings, memory } = sources;
  if (finding.id === "object-errors") return withErrors(finding, transition, sources.objectErrors);
  if (transition.kind === "resolved") return finding;
  switch (finding.id) {
    case "service-provisioning-errors": {
      const errors = readingOf(readings, "service-errors")?.errors ?? [];
      return withSample(
        finding,
        newestFirst(errors, ({ createdAt }) => createdAt),
      );
    }
    case "unroutable-upn":
      return withSample(finding, readingOf(readings, "unroutable-users")?.users ?? []);
    case "group-name-empty":
      return withSample(finding, readingOf(readings, "empty-group-names")?.groups ?? []);
    case "job-entry-errors": {
      const failing = Object.values(memory.provisioningLog.failing[finding.facts.jobId] ?? {});
      const objects = failing.map(({ name, code, reason, at }) => ({ name, code, reason, at }));
      return withSample(
        finding,
        newestFirst(objects, ({ at }) => at),
      );
    }
    default:
      return finding;
  }
}

/** What came up since the last mail first, what was fixed since then last; each part with the newest first. */
function withErrors(
  finding: FindingOf<"object-errors">,
  { kind, toldBefore, alert }: Transition,
  rows: readonly StoredObjectError[],
): Finding {
  if (rows.length === 0) return finding;
  const isNew = ({ firstSeenAt }: StoredObjectError) =>
    toldBefore === null || (firstSeenAt !== null && firstSeenAt > toldBefore);
  const open = rows.filter(({ fixedAt }) => fixedAt === null);
  const added = open.filter(isNew);
  const stayed = open.filter((row) => !isNew(row));
  // An earlier incident's errors are no news in the first mail of this one.
  const since = kind === "raised" ? Number.POSITIVE_INFINITY : (toldBefore ?? alert.raisedAt);
  const fixed = rows.filter(({ fixedAt }) => fixedAt !== null && fixedAt > since);
  const sample = [
    ...asErrors(added, "new", ({ error }) => error?.occurredAt),
    ...asErrors(stayed, "open", ({ error }) => error?.occurredAt),
    ...asErrors(fixed, "fixed", ({ fixedAt }) => fixedAt),
  ];
  const { facts } = finding;
  return withSample({ ...finding, facts: { ...facts, added: added.length, fixed: fixed.length } }, sample);
}

function asErrors(
  rows: readonly StoredObjectError[],
  standing: ObjectErrorStanding,
  dateOf: (row: StoredObjectError) => number | null | undefined,
): ObjectError[] {
  return newestFirst(rows, dateOf).flatMap(({ error, firstSeenAt }) =>
    error ? [{ ...error, ...(firstSeenAt === null ? {} : { firstSeenAt }), standing }] : [],
  );
}

type Listed = Extract<Finding, { facts: { sample: unknown[] } }>;

function withSample<Found extends Listed>(finding: Found, all: Found["facts"]["sample"]): Found {
  if (all.length === 0) return finding;
  return { ...finding, facts: { ...finding.facts, sample: all.slice(0, maxListed) } };
}

function newestFirst<T>(items: readonly T[], dateOf: (item: T) => number | null | undefined): T[] {
  return items.toSorted((a, b) => (dateOf(b) ?? 0) - (dateOf(a) ?? 0));
}
