/** From a name that nobody knows to the known names that were probably meant. */

const longestName = 100;

/** The known names that were probably meant, the nearest first; none when none is close. */
export function nearestNames(name: string, known: Iterable<string>, limit: number): string[] {
  const wanted = simplify(name);
  if (wanted.length > longestName) return [];
  const close: { candidate: string; distance: number }[] = [];
  for (const candidate of known) {
    const simple = simplify(candidate);
    const allowed = Math.max(1, Math.floor(candidate.length / 3));
    if (Math.abs(simple.length - wanted.length) > allowed) continue;
    const distance = editDistance(wanted, simple);
    if (distance <= allowed) close.push({ candidate, distance });
  }
  return close
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** The known name that was probably meant; null when none is close. */
export function nearestName(name: string, known: readonly string[]): string | null {
  return nearestNames(name, known, 1)[0] ?? null;
}

// `client_secret`, `ClientSecret` and `client-secret` are all slips of one kind.
function simplify(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, "");
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
          ? at(i - 2, j - 2) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(replaced, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(from.length, to.length);
}
