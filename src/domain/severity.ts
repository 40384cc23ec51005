/** How bad a finding is. Catalog levels map here: critical and high -> critical, medium -> warning, low and info -> info. */

export const severities = ["info", "warning", "critical"] as const;
export type Severity = (typeof severities)[number];

/** Positive when `a` is worse than `b`, negative when it is milder, 0 when equal. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/** The worse of two severities. */
export function worstSeverity(a: Severity, b: Severity): Severity {
  return compareSeverity(a, b) >= 0 ? a : b;
}
