/** A series as the path of an SVG line. In: values over time. Out: path data, broken where nothing is known. */
import type { Instant } from "../../../domain/instant.ts";

export interface ChartPoint {
  at: Instant;
  value: number | null;
}

export interface Frame {
  from: Instant;
  to: Instant;
  /** The value at the upper edge; the lower edge is 0. */
  top: number;
}

/** In units of the drawing; the browser stretches it to the width that there is. */
export const drawing = { width: 1_000, height: 200 } as const;

/** Neighbours further apart than this are not joined: nobody looked in between. */
export function longestJoin(points: readonly { at: Instant }[]): number {
  const gaps = points.slice(1).map((point, n) => point.at - (points[n]?.at ?? point.at));
  const middle = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] ?? 0;
  return middle * 2.5;
}

/** Runs of points that belong together. */
export function runsOf(points: readonly ChartPoint[]): { at: Instant; value: number }[][] {
  const join = longestJoin(points);
  const runs: { at: Instant; value: number }[][] = [];
  let last: Instant | null = null;
  for (const { at, value } of points) {
    if (value === null) {
      last = null;
      continue;
    }
    if (last === null || at - last > join) runs.push([]);
    runs.at(-1)?.push({ at, value });
    last = at;
  }
  return runs;
}

export function xOf(at: Instant, { from, to }: Frame): number {
  return round(((at - from) / Math.max(1, to - from)) * drawing.width);
}

export function yOf(value: number, { top }: Frame): number {
  return round(drawing.height - (Math.min(value, top) / Math.max(top, Number.MIN_VALUE)) * drawing.height);
}

/** A run of one point is a dash, or nobody would see it. */
export function linePath(points: readonly ChartPoint[], frame: Frame): string {
  return runsOf(points)
    .map((run) => {
      const path = run
        .map(({ at, value }, n) => `${n === 0 ? "M" : "L"}${xOf(at, frame)} ${yOf(value, frame)}`)
        .join("");
      return run.length === 1 ? `${path}h2` : path;
    })
    .join("");
}

/** The same, closed along the lower edge. */
export function areaPath(points: readonly ChartPoint[], frame: Frame): string {
  return runsOf(points)
    .filter((run) => run.length > 1)
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)];
      const line = run.map(({ at, value }) => `L${xOf(at, frame)} ${yOf(value, frame)}`).join("");
      return `M${xOf(first?.at ?? 0, frame)} ${drawing.height}${line}L${xOf(last?.at ?? 0, frame)} ${drawing.height}Z`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
