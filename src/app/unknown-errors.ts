/**
 * In: what a poll found, and the unknown errors that were seen lately. Out: the errors in it that the catalog does not
 * know, those left out that were told, and what to remember of them.
 */
import { fingerprintOf } from "../catalog/fingerprint.ts";
import {
  type Catalog,
  type Failure,
  type MatchKind,
  requestSurface,
  type Surface,
} from "../domain/catalog.ts";
import type { Finding, FindingId } from "../domain/finding.ts";
import { day, type Instant } from "../domain/instant.ts";

export interface UnknownError {
  finding: FindingId;
  subject: string;
  code: string | null;
  /** The same for the same code and wording, whatever ids are in it. */
  fingerprint: string;
  /** The kind of failure that its code looks like; null: of none that we know. */
  family: string | null;
}

/** What was not seen for so long is news again. */
const forgetAfterMs = day;
const maxRemembered = 200;

export function noteUnknownErrors(
  catalog: Catalog,
  findings: readonly Finding[],
  seen: Readonly<Record<string, Instant>>,
  now: Instant,
): { fresh: UnknownError[]; seen: Record<string, Instant> } {
  const recent = new Map(Object.entries(seen).filter(([, at]) => now - at <= forgetAfterMs));
  const fresh: UnknownError[] = [];
  for (const error of findings.flatMap((finding) => unknownErrors(catalog, finding))) {
    if (!recent.has(error.fingerprint)) fresh.push(error);
    recent.set(error.fingerprint, now);
  }
  const newest = [...recent].sort(([, a], [, b]) => b - a).slice(0, maxRemembered);
  return { fresh, seen: Object.fromEntries(newest) };
}

function unknownErrors(catalog: Catalog, finding: Finding): UnknownError[] {
  return errorsIn(finding).flatMap((failure) => {
    const [best] = catalog.match(failure);
    // What only seems to break off is a guess.
    if (best === undefined || !guesses.has(best.by)) return [];
    return [
      {
        finding: finding.id,
        subject: finding.subject.key,
        code: failure.code,
        fingerprint: fingerprintOf(failure.code, failure.message),
        family: best.by === "family" ? best.entry.id : null,
      },
    ];
  });
}

const guesses = new Set<MatchKind>(["unknown", "family", "truncated"]);

/** What Microsoft said, as far as the finding holds it. */
function errorsIn(finding: Finding): Failure[] {
  switch (finding.id) {
    case "job-quarantine":
      return [
        ...said(finding.facts.errorCode, finding.facts.errorMessage, "quarantine-error"),
        ...said(finding.facts.reason, null, "quarantine-reason"),
      ];
    case "job-delete-threshold":
      return said(finding.facts.errorCode, finding.facts.errorMessage, "quarantine-error");
    case "job-failing":
      return said(finding.facts.errorCode, finding.facts.errorMessage, "execution-error");
    case "job-entry-errors":
      // By code alone: the wording names the object.
      return finding.facts.codes.flatMap(({ code }) => said(code, null, "provisioning-log"));
    case "blind":
      return said(finding.facts.errorCode, null, requestSurface(finding.facts.errorCode));
    default:
      return [];
  }
}

function said(code: string | null, message: string | null, surface: Surface): Failure[] {
  return code === null && message === null ? [] : [{ code, message, surface }];
}
