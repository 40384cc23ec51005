/**
 * In: what a probe wants of synchronized users, groups or contacts, as the narrowest filter that would do. Out: the
 * rows, page by page. Where Graph refuses the filter, those of a broader question, which the probe tests itself; a
 * refused question is not asked again for a day. https://learn.microsoft.com/graph/aad-advanced-queries
 */
import { z } from "zod";
import type { BlindReading } from "../domain/blindness.ts";
import { day, type Instant } from "../domain/instant.ts";
import { type ProbeId, readingsOf } from "../domain/probes.ts";
import { type ObjectType, objectTypes } from "../domain/synced-object.ts";
import type { Bookmark } from "../graph/client.ts";
import { cleanLine } from "../util/clean-text.ts";
import { blindByParts, type FailedPart } from "./blind.ts";
import { listOf } from "./graph-shapes.ts";
import type { Permission, ProbeContext } from "./probe.ts";
import { isRefusedFilter } from "./query.ts";

interface TypeFacts {
  path: string;
  /** The member that says how people know such an object. */
  address: "userPrincipalName" | "mail";
  permission: string;
  plural: string;
}

export const objectFacts: Readonly<Record<ObjectType, TypeFacts>> = {
  user: { path: "/users", address: "userPrincipalName", permission: "User.Read.All", plural: "users" },
  group: { path: "/groups", address: "mail", permission: "Group.Read.All", plural: "groups" },
  contact: { path: "/contacts", address: "mail", permission: "OrgContact.Read.All", plural: "contacts" },
};

export const syncedFilter = "onPremisesSyncEnabled eq true";
/** What advanced queries need, beside `$count=true`. */
export const advancedHeaders = { ConsistencyLevel: "eventual" };

/** `what` is a noun phrase, for "… of synchronized users". */
export function permissionToRead(type: ObjectType, what: string): Permission {
  const { permission, plural } = objectFacts[type];
  return { name: permission, instead: ["Directory.Read.All"], reads: `${what} of synchronized ${plural}` };
}

export interface Search {
  type: ObjectType;
  filter: string;
  select: readonly string[];
  /** What only the probe's own test reads: asked for once the filter is refused. */
  testedMembers?: readonly string[];
  advanced?: boolean;
}

interface Question {
  path: string;
  headers?: Record<string, string>;
}

/** Where a search stands that is done in several looks. */
export interface SearchMark extends Bookmark {
  /** The question whose pages are being read; null before any was answered. */
  question: string | null;
}

export async function* searchObjects(
  context: ProbeContext,
  search: Search,
  mark: SearchMark = { question: null, nextLink: null },
): AsyncGenerator<unknown[]> {
  const all = questionsFor(search);
  const open = all.filter(({ path }, index) =>
    mark.question === null ? index === all.length - 1 || !isRefused(context, path) : path === mark.question,
  );
  for (const [index, { path, headers }] of open.entries()) {
    let answered = mark.question !== null;
    try {
      for await (const page of context.graph.pages("v1.0", path, headers, mark)) {
        answered = true;
        mark.question = path;
        yield page.filter(mayBeSynced);
      }
      return;
    } catch (thrown) {
      if (answered || index === open.length - 1 || !isRefusedFilter(thrown)) throw thrown;
      context.cache.set(refusalKey(path), context.now);
    }
  }
}

/** The narrowest first; the last one has no filter that Graph could refuse. */
function questionsFor({ type, filter, select, testedMembers = [], advanced }: Search): Question[] {
  const { path } = objectFacts[type];
  const wide = [...select, ...testedMembers];
  const ask = (members: readonly string[], filtered = "") =>
    `${path}?${filtered}$select=${[...new Set(members)].join(",")}&$top=999`;
  const by = (text: string) => `$filter=${encodeURIComponent(text)}&`;
  const narrow = ask(select, by(filter));
  return [
    advanced ? { path: `${narrow}&$count=true`, headers: advancedHeaders } : { path: narrow },
    { path: ask(wide, by(syncedFilter)) },
    { path: ask([...wide, "onPremisesSyncEnabled"]) },
  ];
}

/** A row that does not say so is left to the probe's own test: dropped, it could prove that an error is gone. */
function mayBeSynced(row: unknown): boolean {
  const synced = (row as { onPremisesSyncEnabled?: unknown } | null)?.onPremisesSyncEnabled;
  return synced !== false && synced !== null;
}

const refusalKey = (path: string) => `refused ${path}`;

function isRefused({ cache, now }: ProbeContext, path: string): boolean {
  const at = cache.get(refusalKey(path)) as Instant | undefined;
  return at !== undefined && now >= at && now - at < day;
}

/**
 * Looks at users, groups and contacts at the same time. Null when all three were seen; one that was not makes the
 * whole blind, since half a list proves of no error that it is gone.
 */
export async function lookAtEveryType(
  probe: ProbeId,
  look: (type: ObjectType) => Promise<void>,
): Promise<BlindReading | null> {
  const looks = await Promise.allSettled(objectTypes.map(look));
  const [first, ...others] = objectTypes.flatMap((type, index): FailedPart[] => {
    const settled = looks[index];
    const { permission } = objectFacts[type];
    return settled?.status === "rejected" ? [{ thrown: settled.reason, permission }] : [];
  });
  return first ? blindByParts(probe, readingsOf(probe), [first, ...others]) : null;
}

/** Keeps `limit` items at most. An object that comes twice, on two pages, counts once. */
export function createCollector<T>(limit: number) {
  const items: T[] = [];
  const owners = new Set<string>();
  let truncated = false;
  return {
    items,
    add(owner: string, found: readonly T[]): void {
      if (found.length === 0 || owners.has(owner)) return;
      truncated ||= items.length + found.length > limit;
      for (const item of found.slice(0, limit - items.length)) items.push(item);
      owners.add(owner);
    },
    /** There was more than fits: nothing further will be kept. */
    isTruncated: () => truncated,
  };
}

export const objectId = z
  .string()
  .transform((id) => cleanLine(id, 100))
  .pipe(z.string().min(1));

/** A list that Graph said something about, if only null; a row without it is no row to judge by. */
export function listSaid<T extends z.ZodType>(member: T) {
  const list = listOf(member);
  return z
    .array(z.unknown())
    .nullable()
    .transform((said) => list.parse(said));
}
