/** In: measured values. Out: their median and spread, rounded for reading. */

export interface Summary {
  median: number;
  lowest: number;
  highest: number;
  count: number;
}

/** Throws on an empty list: nothing was measured. */
export function summarize(values: readonly number[], digits = 2): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => {
    const value = sorted[index];
    if (value === undefined) throw new Error("nothing was measured");
    return value;
  };
  const middle = sorted.length / 2;
  const median = (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2;
  return {
    median: round(median, digits),
    lowest: round(at(0), digits),
    highest: round(at(sorted.length - 1), digits),
    count: sorted.length,
  };
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
