/** What the catalog says of something an administrator has at hand: a code, a number, a pasted message. */
import type { CatalogEntry, CatalogMatch, CatalogText, ExtractedIds } from "./catalog.ts";

export interface Explanation {
  /** The input, cut to 2,000 characters; all of it was read, up to 1 MB. */
  input: string;
  /** At least one; the entry `unknown` when nothing is known. */
  matches: ExplainedEntry[];
  /** What was probably meant, where nothing exact is known; at most three. */
  suggestions: { id: string; title: string }[];
  extracted: ExtractedIds;
}

export type ExplainedEntry = CatalogText &
  Pick<
    CatalogEntry,
    | "id"
    | "actor"
    | "transient"
    | "transientMinutes"
    | "legacy"
    | "severity"
    | "severityOn"
    | "surfaces"
    | "url"
  > & {
    /** Microsoft's code as the catalog spells it, or as the input did where the catalog knows only its end. */
    code: string | null;
    by: CatalogMatch["by"];
    /** What in the input it rests on; null for unknown. */
    matched: string | null;
    /** False: no interface of Graph shows it, so it can be explained, but never alerted on. */
    seenByGraph: boolean;
  };
