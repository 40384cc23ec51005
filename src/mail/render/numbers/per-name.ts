/** Counts by name on one line: `corp.local: 9; ad.contoso.example: 3`. In go pairs; out comes a bounded line, null for none. */
import type { Formatter } from "../format.ts";

const maxShown = 10;

export function perName(counts: [name: string, count: number][], f: Formatter): string | null {
  if (counts.length === 0) return null;
  const shown = counts.slice(0, maxShown).map(([name, count]) => `${f.name(name)}: ${f.number(count)}`);
  return `${shown.join("; ")}${counts.length > maxShown ? "; …" : ""}`;
}
