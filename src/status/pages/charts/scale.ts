/** The numbers along a chart's edges. In: the highest value and the span. Out: round marks. */
import { day, hour, type Instant, minute } from "../../../domain/instant.ts";

/** Round spans that halve into round spans. */
const roundSpans = [
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  12 * hour,
  day,
  2 * day,
  4 * day,
  7 * 2 * day,
  30 * day,
  60 * day,
  120 * day,
  365 * day,
];

/** The least round span that has room for it. */
export function roundSpan(highestMs: number): number {
  return roundSpans.find((span) => span >= highestMs) ?? Math.ceil(highestMs / (365 * day)) * 365 * day;
}

/** The least of 2, 4, 10, 20, 40, 100 … that has room for it: its half is a whole number. */
export function roundCount(highest: number): number {
  for (let power = 1; ; power *= 10) {
    for (const factor of [2, 4]) if (factor * power >= highest) return factor * power;
    if (10 * power >= highest) return 10 * power;
  }
}

/** Whole hours, days, weeks or months of UTC within the span, at most `most` of them. */
export function timeMarks(from: Instant, to: Instant, most = 7): Instant[] {
  const steps = [
    hour,
    3 * hour,
    6 * hour,
    12 * hour,
    day,
    2 * day,
    7 * day,
    14 * day,
    30 * day,
    60 * day,
    90 * day,
  ];
  const step = steps.find((each) => (to - from) / each <= most) ?? 120 * day;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, n) => first + n * step);
}
