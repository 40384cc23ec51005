/** In: a $filter on a name or an id. Out: a test for objects; null where the form or the member is not supported. */

export interface SupportedMembers {
  eq: readonly string[];
  in?: readonly string[];
  startswith?: readonly string[];
}

type Test = (object: object) => boolean;

/** Names and ids compare without case, as in the real directory. */
export function parseNameFilter(filter: string | null, supported: SupportedMembers): Test | null {
  if (filter === null) return () => true;
  const text = filter.trim();
  const [, equal = "", wanted] = /^(\w+) eq '((?:[^']|'')*)'$/.exec(text) ?? [];
  if (wanted !== undefined && supported.eq.includes(equal)) {
    const value = unquote(wanted);
    return (object) => read(object, equal) === value;
  }
  const [, member = "", list] = /^(\w+) in \(('[^']*'(?:\s*,\s*'[^']*')*)\)$/.exec(text) ?? [];
  if (list !== undefined && supported.in?.includes(member)) {
    const values = list.split(",").map((quoted) => unquote(quoted.trim().slice(1, -1)));
    return (object) => values.includes(read(object, member) ?? "");
  }
  const [, begun = "", start] = /^starts[Ww]ith\((\w+),\s*'((?:[^']|'')*)'\)$/.exec(text) ?? [];
  if (start !== undefined && supported.startswith?.includes(begun)) {
    const value = unquote(start);
    return (object) => read(object, begun)?.startsWith(value) ?? false;
  }
  return null;
}

function read(object: object, member: string): string | null {
  const value: unknown = (object as Record<string, unknown>)[member];
  return typeof value === "string" ? value.toLowerCase() : null;
}

function unquote(text: string): string {
  return text.replaceAll("''", "'").toLowerCase();
}
