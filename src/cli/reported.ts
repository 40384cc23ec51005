/**
 * In: one tenant's report, which may come from the store of an earlier version. Out: its readings with their types,
 * where anything may be missing, and what the printers of text and of the Nagios format both say of them.
 */
import type { SeenReading } from "../domain/reading.ts";
import type { ReadingKind } from "../domain/reading-kinds.ts";
import type { TenantReport } from "../domain/report.ts";
import { cleanLine } from "../util/clean-text.ts";

/** A reading as reports hold it: moments are ISO text, and a member may be one that the report is too old to have. */
type Reported<T> = T extends readonly (infer Item)[]
  ? Reported<Item>[]
  : T extends object
    ? { [Key in keyof T]?: Key extends `${string}At` ? string | null : Reported<T[Key]> }
    : T;

type ReadingOf<Kind extends ReadingKind> = Omit<Extract<SeenReading, { kind: Kind }>, "kind">;
/** A report shows no more than the first of a long list; its true length stands beside it. */
type Totals<T> = {
  [Key in keyof T & string as T[Key] extends readonly unknown[] ? `${Key}Total` : never]?: number;
};
type ReportedReading<Kind extends ReadingKind> = Reported<ReadingOf<Kind>> & Totals<ReadingOf<Kind>>;

export function reportedReading<Kind extends ReadingKind>(
  { readings }: TenantReport,
  kind: Kind,
): ReportedReading<Kind> | null {
  const reading: unknown = readings[kind];
  return typeof reading === "object" && reading !== null ? (reading as ReportedReading<Kind>) : null;
}

/** It should have been polled again by now: what the report says is what was seen last. */
export function isOverdue({ staleAfter }: TenantReport, generatedAt: string): boolean {
  return staleAfter !== null && staleAfter < generatedAt;
}

/** Microsoft's unresolved incidents, one line each. */
export function describeIncidents(tenant: TenantReport): string[] {
  const incidents = reportedReading(tenant, "service-incidents")?.incidents ?? [];
  return incidents.map(({ id, service, title, status, startedAt }) => {
    const about = [status, startedAt ? `since ${startedAt}` : null].filter(Boolean).join(", ");
    const name = [id, service].filter(Boolean).join(" ");
    return cleanLine(`${name}: ${title ?? "without a title"}${about === "" ? "" : ` (${about})`}`, 300);
  });
}
