/**
 * The parameters of addresses. In: the query as it came. Out: what a handler takes; or a refusal that names the
 * parameter, its value and what to give instead.
 */
import { z } from "zod";
import { languages } from "../../domain/catalog.ts";
import { cleanLine } from "../../util/clean-text.ts";
import { nearestName } from "../../util/nearest-name.ts";
import { ApiError } from "./api-error.ts";

export interface Parameter<Schema extends z.ZodType = z.ZodType> {
  schema: Schema;
  /** For the document. */
  description: string;
  /** What to give, as it follows "give". */
  expects: string;
  /** A closed list, for who has almost one of them. */
  words?: readonly string[];
}
export type Parameters = Record<string, Parameter>;
export type Given<Known extends Parameters> = { [Name in keyof Known]: z.output<Known[Name]["schema"]> };

export const maxLimit = 200;
const maxTextLength = 200;

/** A whole number, as an integer in the document. */
export function whole(
  description: string,
  { min, max, fallback }: { min: number; max: number; fallback: number },
) {
  const schema = z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(fallback);
  return { schema, description, expects: `a whole number from ${min} to ${max}` };
}

/** One of a closed list, or left out. */
export function oneOf<const Word extends string>(description: string, words: readonly Word[]) {
  return { schema: z.enum(words).optional(), description, expects: `one of ${words.join(", ")}`, words };
}

/** One of a closed list; left out, the first of it. */
export function choice<const Word extends string>(description: string, words: readonly [Word, ...Word[]]) {
  return { ...oneOf(description, words), schema: z.enum(words).default(words[0] as never) };
}

export function words(description: string) {
  const schema = z.string().trim().max(maxTextLength).optional();
  return { schema, description, expects: `at most ${maxTextLength} characters` };
}

/** ISO 8601; the handler makes a number of it. */
export function moment(description: string) {
  const schema = z.iso.datetime({ offset: true }).optional();
  const expects = "a moment in ISO 8601, such as 2026-09-14T08:00:00Z (a + in an address is written %2B)";
  return { schema, description, expects };
}

export const span = {
  offset: whole("So many are left out from the beginning.", { min: 0, max: 999_999_999, fallback: 0 }),
  limit: whole("No more than so many.", { min: 1, max: maxLimit, fallback: 50 }),
};

export const lang = choice("Language of the texts.", languages);

export function readParameters<Known extends Parameters>(
  known: Known,
  query: Record<string, unknown>,
): Given<Known> {
  const stranger = Object.keys(query).find((name) => !Object.hasOwn(known, name));
  if (stranger !== undefined) throw refuseName(stranger, Object.keys(known));
  const given = Object.entries(known).map(([name, parameter]) => [
    name,
    readOne(name, parameter, query[name]),
  ]);
  return Object.fromEntries(given) as Given<Known>;
}

function readOne(name: string, { schema, expects, words = [] }: Parameter, value: unknown): unknown {
  if (Array.isArray(value)) {
    throw new ApiError("invalid-parameter", `${name} stands there ${value.length} times: give it once.`);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  if (value === undefined) throw new ApiError("invalid-parameter", `${name} is missing: give ${expects}.`);
  const meant = nearestName(String(value), words);
  const hint = meant === null ? "" : ` Did you mean ${meant}?`;
  throw new ApiError("invalid-parameter", `${name}=${shown(value)} will not do: give ${expects}.${hint}`);
}

function refuseName(name: string, known: readonly string[]): ApiError {
  const meant = nearestName(name, known);
  const remedy =
    meant !== null
      ? `did you mean ${meant}?`
      : known.length > 0
        ? `there are ${known.join(", ")}.`
        : "this address takes none.";
  return new ApiError("unknown-parameter", `There is no parameter ${shown(name)} here: ${remedy}`);
}

/** What somebody sent, harmless and short. */
export function shown(value: unknown): string {
  return `“${cleanLine(String(value).toWellFormed(), 100)}”`;
}

/** Only what was given: a filter that is left out is not one that nothing fits. */
export function withoutGaps<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
}
