/** In: a finding of a tenant, silences and maintenance windows. Out: what holds back its mails now. Pure. */
import type { Hold } from "../domain/alert.ts";
import type { Finding } from "../domain/finding.ts";
import type { Instant } from "../domain/instant.ts";
import type { MaintenanceWindow, Silence } from "../domain/silence.ts";
import { activeWindow } from "./maintenance.ts";

type About = Pick<Finding, "id"> & { subject: Pick<Finding["subject"], "key"> };

/** The one that lasts longest, of two that end together the silence; null when nothing does. */
export function holdFor(
  finding: About,
  tenant: string,
  {
    silences,
    maintenance,
    now,
  }: { silences: readonly Silence[]; maintenance: readonly MaintenanceWindow[]; now: Instant },
): Hold | null {
  const holds: Hold[] = [
    ...silences
      .filter((silence) => isInForce(silence, now) && isCovered(finding, tenant, silence))
      .map(
        ({ id, endsAt, by, reason }): Hold => ({
          by: "silence",
          name: id,
          until: endsAt,
          said: { by, reason },
        }),
      ),
    ...maintenance
      .filter(({ tenants, findings }) => includes(tenants, tenant) && includes(findings, finding.id))
      .flatMap((window): Hold[] => {
        const span = activeWindow(window, now);
        return span ? [{ by: "maintenance", name: window.name, until: span.to }] : [];
      }),
  ];
  // Sorting keeps the order of equals, and silences come first.
  return holds.toSorted((a, b) => b.until - a.until)[0] ?? null;
}

export function isInForce({ startsAt, endsAt }: Silence, now: Instant): boolean {
  return startsAt <= now && now < endsAt;
}

/** Whatever the time: the silence is about this finding of this tenant. */
export function isCovered(
  finding: About,
  tenant: string,
  silence: Pick<Silence, "tenant" | "finding" | "subjectKey">,
): boolean {
  return (
    (silence.tenant === null || silence.tenant === tenant) &&
    (silence.finding === null || silence.finding === finding.id) &&
    (silence.subjectKey === null || silence.subjectKey === finding.subject.key)
  );
}

/** An empty list means all. */
function includes<T>(list: readonly T[], value: T): boolean {
  return list.length === 0 || list.includes(value);
}
