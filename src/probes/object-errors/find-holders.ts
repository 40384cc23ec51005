/**
 * In: the object errors of a look. Out: the same, each with the object that has the value now, where it could be found.
 * A value is asked for once, the newest first, in no more than one $batch a look. What is refused or fails takes nothing
 * from the reading: those errors come without a word about their holder.
 */
import { z } from "zod";
import { day, type Instant } from "../../domain/instant.ts";
import type { ObjectError, ObjectHolder, ObjectType } from "../../domain/synced-object.ts";
import { GraphFault } from "../../graph/fault.ts";
import { listOf, text } from "../graph-shapes.ts";
import type { ProbeContext } from "../probe.ts";
import { isRefusedFilter } from "../query.ts";
import { objectFacts, objectId } from "../synced-objects.ts";
import { type HeldValue, keysHeld, readHeldValue } from "./held-value.ts";
import { askForHolders, type HolderQuestion } from "./holder-questions.ts";

/** Values that are asked for in one look. */
const maxValues = 20;
/** More than one object may have a value, the one as a sign-in name, the other as an address. */
const maxHolders = 5;

/** What is known of one value, for as long as the process lives and the value is held back. */
interface Search {
  at: Instant;
  /** Empty: nobody was found. */
  holders: ObjectHolder[];
  /** Objects of every type were looked through. */
  complete: boolean;
}

interface Wish {
  error: ObjectError;
  /** Null: not to be asked for. */
  value: HeldValue | null;
}

export async function findHolders(
  context: ProbeContext,
  errors: readonly ObjectError[],
): Promise<ObjectError[]> {
  const wishes = errors.map((error) => ({ error, value: readHeldValue(error) }));
  const known = searchesKept(context, wishes);
  const values = newestUnknown(wishes, known, context.now);
  if (values.length > 0) await search(context, values, known);
  return wishes.map(({ error, value }) => withHolder(error, value ? known.get(value.key) : undefined));
}

/** The cache, without what is no longer held back. */
function searchesKept({ cache }: ProbeContext, wishes: readonly Wish[]): Map<string, Search> {
  const keys = new Set(wishes.map(({ value }) => value?.key));
  const before = (cache.get("holders") ?? new Map()) as Map<string, Search>;
  const kept = new Map([...before].filter(([key]) => keys.has(key)));
  cache.set("holders", kept);
  return kept;
}

/** Whoever was found has the value until the conflict ends; who was not is looked for again after a day. */
function newestUnknown(
  wishes: readonly Wish[],
  known: ReadonlyMap<string, Search>,
  now: Instant,
): HeldValue[] {
  const unknown = wishes.flatMap(({ error, value }) => {
    const done = value && known.get(value.key);
    const isSettled = done && (holderFor(error, done) !== undefined || isWithinADay(done.at, now));
    return value && !isSettled ? [{ value, at: error.occurredAt ?? 0 }] : [];
  });
  const newestFirst = unknown.toSorted((a, b) => b.at - a.at).map(({ value }) => value);
  return [...new Map(newestFirst.map((value) => [value.key, value])).values()].slice(0, maxValues);
}

async function search(
  context: ProbeContext,
  values: readonly HeldValue[],
  known: Map<string, Search>,
): Promise<void> {
  const answers = await Promise.all(askForHolders(values).map((question) => ask(context, question)));
  const found = answers.flatMap(({ objects }) => objects);
  for (const value of new Set(answers.flatMap((answer) => answer.values))) {
    const failures = answers.filter((answer) => answer.values.includes(value)).map(({ failure }) => failure);
    const holders = found.filter(({ keys }) => keys.includes(value.key)).map(({ holder }) => holder);
    // What failed for once is worth another try at the next look, what was refused is not.
    if (holders.length === 0 && failures.includes("passing")) continue;
    known.set(value.key, {
      at: context.now,
      holders: holders.slice(0, maxHolders),
      complete: failures.every((failure) => failure === null),
    });
  }
}

const Holder = z.object({
  id: objectId,
  displayName: text,
  userPrincipalName: text,
  mail: text,
  proxyAddresses: listOf(z.string()),
});
const holderList = listOf(Holder);
/** One page: a second one is a sign that the filter was not heeded. */
const Page = z.object({
  value: z.array(z.unknown()).transform((rows) => holderList.parse(rows)),
  "@odata.nextLink": z.undefined().nullish(),
});

interface FoundObject {
  holder: ObjectHolder;
  keys: string[];
}

interface Answer {
  values: HeldValue[];
  objects: FoundObject[];
  failure: "refused" | "passing" | null;
}

async function ask({ graph }: ProbeContext, { type, path, values }: HolderQuestion): Promise<Answer> {
  try {
    const page = Page.safeParse(await graph.get("v1.0", path));
    if (!page.success) return { values, objects: [], failure: "refused" };
    return { values, objects: page.data.value.map((row) => toFoundObject(type, row)), failure: null };
  } catch (thrown) {
    const isRefused =
      isRefusedFilter(thrown) || (thrown instanceof GraphFault && thrown.reason === "permission");
    return { values, objects: [], failure: isRefused ? "refused" : "passing" };
  }
}

function toFoundObject(objectType: ObjectType, row: z.output<typeof Holder>): FoundObject {
  const address = row[objectFacts[objectType].address];
  return {
    holder: { objectType, objectId: row.id, displayName: row.displayName, address },
    keys: keysHeld(row.userPrincipalName, row.proxyAddresses),
  };
}

function isWithinADay(at: Instant, now: Instant): boolean {
  return now >= at && now - at < day;
}

function withHolder(error: ObjectError, done: Search | undefined): ObjectError {
  const holder = done && holderFor(error, done);
  if (holder) return { ...error, holder };
  return done?.complete ? { ...error, holder: null } : error;
}

/** An object that has a name may want it as an address too: it is never its own holder. */
function holderFor({ objectId }: ObjectError, { holders }: Search): ObjectHolder | undefined {
  return holders.find((holder) => holder.objectId !== objectId);
}
