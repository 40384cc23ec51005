/** A status page that works, but not as it is meant. In: the file's data. Out: warnings. */
import { valueAt } from "./json-schema.ts";
import { type Seen, showValue } from "./seen.ts";
import type { PathProblem } from "./substitute.ts";

export function findStatusWarnings(seen: Seen): PathProblem[] {
  return [...warnUseless(seen), ...warnClearLink(seen)];
}

/** What only the status page has a use for, where there is none. */
function warnUseless(seen: Seen): PathProblem[] {
  if (valueAt(["status", "listen"], seen.data) !== "off") return [];
  const keys = [
    // The link in a mail leads to the status page.
    { key: "publicUrl", problem: "leads nowhere, because status.listen is off" },
    { key: "tls", problem: "encrypts nothing, because status.listen is off" },
    { key: "auth", problem: "guards nothing, because status.listen is off" },
  ];
  return keys.flatMap(({ key, problem }) => {
    const at = ["status", key];
    if (valueAt(at, seen.data) === undefined) return [];
    return [{ at, value: showValue(at, seen), problem, remedy: `Set status.listen, or leave ${key} out.` }];
  });
}

/** The page is encrypted, by us or by a proxy, and its link is not: it leads nowhere, or sends passwords in the clear. */
function warnClearLink(seen: Seen): PathProblem[] {
  const at = ["status", "publicUrl"];
  const url = valueAt(at, seen.data);
  if (typeof url !== "string" || !/^http:/i.test(url)) return [];
  if (valueAt(["status", "tls"], seen.data) === undefined) return [];
  return [
    {
      at,
      value: showValue(at, seen),
      problem: "is not https, though status.tls is set",
      remedy: "Begin it with https://.",
    },
  ];
}
