/** What a route is: parameters and an answer, each with its schema, and the handler between them. */
import type { z } from "zod";
import type { Instant } from "../../domain/instant.ts";
import type { Part, Span } from "../../domain/part.ts";
import type { Clock } from "../../util/clock.ts";
import type { StatusSource } from "../source.ts";
import { ApiError } from "./api-error.ts";
import { type Given, type Parameters, shown } from "./parameters.ts";

export interface ApiOptions {
  source: StatusSource;
  clock: Clock;
  /** The product's; the document carries it. */
  version: string;
}

export interface Ask<Given> {
  source: StatusSource;
  now: Instant;
  version: string;
  /** What stands in the path, by its name there. */
  path: Record<string, string>;
  given: Given;
}

export interface Route {
  /** The operation's name, for programs that make clients of the document. */
  name: string;
  summary: string;
  description?: string;
  parameters: Parameters;
  answer: z.ZodType;
  handle(ask: Ask<Record<string, unknown>>): Promise<unknown>;
}

/** The handler takes exactly these parameters and resolves with exactly that answer. */
export function defineRoute<Known extends Parameters, Answer extends z.ZodType>(
  route: Omit<Route, "parameters" | "answer" | "handle"> & {
    parameters: Known;
    answer: Answer;
    handle(ask: Ask<Given<Known>>): Promise<z.output<Answer>>;
  },
): Route {
  return route;
}

type GivenSpan = Span & Record<string, unknown>;

/** A part as lists answer it; what was given stands in the next one's address too. */
export function answerPart<Item>({ items, total }: Part<Item>, given: GivenSpan) {
  const { offset, limit } = given;
  return { items, total, offset, limit, next: offset + limit < total ? nextPart(given) : null };
}

/** Of a list that is at hand as a whole; `describe` is asked about this part alone. */
export function cutPart<Item, Answer>(
  all: readonly Item[],
  given: GivenSpan,
  describe: (item: Item) => Answer,
) {
  const { offset, limit } = given;
  const items = all.slice(offset, offset + limit).map(describe);
  return answerPart({ items, total: all.length }, given);
}

function nextPart({ offset, limit, ...filters }: GivenSpan): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, offset: offset + limit, limit })) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `?${query}`;
}

export function noSuch(what: string, name: string, list: string): ApiError {
  return new ApiError("not-found", `There is no ${what} ${shown(name)}. ${list}`);
}
