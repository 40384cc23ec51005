/**
 * The Graph edge as probes see it. Requests that probes make at the same moment travel together, one $batch per
 * API version; each gets its own answer or its own GraphFault. Further pages are read one by one, at a fitting pace.
 */
import type { Clock } from "../util/clock.ts";
import { type BatchItem, createBatcher } from "./batch.ts";
import type { Cloud } from "./clouds.ts";
import type { TokenSource } from "./credentials.ts";
import { createExchanger, type ExchangeRecord, type GraphVersion } from "./exchange.ts";
import { type GraphAnswer, GraphFault } from "./fault.ts";
import { createDispatcher, createHttpMiddleware, type HttpLimits } from "./http.ts";
import { createPacer } from "./pacer.ts";
import type { RetryContext } from "./retry.ts";

export interface GraphReader {
  /** GET one resource; `path` is relative to the version root and already encoded. Throws GraphFault. */
  get(version: GraphVersion, path: string, headers?: Record<string, string>): Promise<unknown>;
  /** GET a collection, page by page, each at its turn, following nextLink as given. Throws GraphFault. */
  pages(
    version: GraphVersion,
    path: string,
    headers?: Record<string, string>,
    bookmark?: Bookmark,
  ): AsyncGenerator<unknown[]>;
  /** What went over the wire so far in this poll. */
  exchanges(): readonly ExchangeRecord[];
}

/** Where a walk through a collection stands: kept up to date, and where a later walk goes on. */
export interface Bookmark {
  /** The page to read next; null before the first and after the last. */
  nextLink: string | null;
}

export interface GraphClient {
  /** A reader for one poll; everything it does ends when `signal` aborts or `deadline` passes. */
  open(poll: { signal: AbortSignal; deadline: number }): GraphReader;
  close(): Promise<void>;
}

export interface GraphClientOptions {
  cloud: Cloud;
  tokens: TokenSource;
  clock: Clock;
  limits: HttpLimits;
  random?: () => number;
}

const maxAttempts = 4;
/** Enough for any collection we read; a nextLink that never ends must not hold a poll for ever. */
const maxPages = 10_000;

export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { cloud, tokens, clock, limits, random = Math.random } = options;
  const dispatcher = createDispatcher(cloud);
  const pacer = createPacer(clock);

  function open({ signal, deadline }: { signal: AbortSignal; deadline: number }): GraphReader {
    const retry: RetryContext = { clock, deadline, signal, maxAttempts, random };
    const http = createHttpMiddleware(dispatcher, limits);
    const exchanger = createExchanger({ cloud, tokens, clock, http, retry });
    const pace = pacer.open({ signal, deadline });
    const batcherOf = (version: GraphVersion) =>
      createBatcher({ send: (items) => sendBatch(version, items), renewToken: tokens.renew, retry });
    const batchers = { "v1.0": batcherOf("v1.0"), beta: batcherOf("beta") };

    async function sendBatch(version: GraphVersion, items: BatchItem[]): Promise<GraphAnswer> {
      const requests = items.map(({ id, path, headers }) => ({
        id,
        method: "GET",
        url: path,
        ...(headers ? { headers } : {}),
      }));
      for (const { path } of items) pace.note(path);
      // Older documentation answers 424 for a batch with throttled items: its responses count all the same.
      const accept = (answer: GraphAnswer) =>
        answer.status === 200 || (answer.status === 424 && hasResponses(answer.body));
      return exchanger.send("POST", { version, path: "$batch", body: { requests } }, accept);
    }

    async function* pages(
      version: GraphVersion,
      path: string,
      headers?: Record<string, string>,
      bookmark: Bookmark = { nextLink: null },
    ): AsyncGenerator<unknown[]> {
      const followed = new Set<string>();
      const readNext = async (nextLink: string) => {
        checkLink(nextLink, followed, cloud.graphUrl);
        followed.add(nextLink);
        await pace.turn(nextLink);
        const target = { path: nextLink, ...(headers ? { headers } : {}) };
        return (await exchanger.send("GET", target, (answer) => answer.status === 200)).body;
      };
      const readFirst = async () => {
        await pace.turn(path);
        return batchers[version].load({ path, headers });
      };
      for (let count = 0; count < maxPages; count += 1) {
        const { nextLink: at } = bookmark;
        const body = at === null ? await readFirst() : await readNext(at);
        const { value, nextLink } = readPage(body, path);
        bookmark.nextLink = nextLink;
        yield value;
        if (nextLink === null) return;
      }
      throw new GraphFault({ reason: "malformed", detail: `${path}: more than ${maxPages} pages` });
    }

    return {
      get: (version, path, headers) => batchers[version].load({ path, headers }),
      pages,
      exchanges: () => exchanger.records,
    };
  }

  return { open, close: () => dispatcher.close() };
}

function hasResponses(body: unknown): boolean {
  return Array.isArray((body as { responses?: unknown } | null)?.responses);
}

function readPage(body: unknown, what: string): { value: unknown[]; nextLink: string | null } {
  const page = body as { value?: unknown; "@odata.nextLink"?: unknown } | null;
  if (!Array.isArray(page?.value)) {
    throw new GraphFault({ reason: "malformed", detail: `${what}: the answer has no list "value"` });
  }
  const nextLink = page["@odata.nextLink"];
  return { value: page.value, nextLink: typeof nextLink === "string" && nextLink !== "" ? nextLink : null };
}

function checkLink(link: string, followed: ReadonlySet<string>, graphUrl: string): void {
  if (!URL.canParse(link) || new URL(link).origin !== new URL(graphUrl).origin) {
    throw new GraphFault({ reason: "malformed", detail: "a nextLink points outside Graph; not followed" });
  }
  if (followed.has(link)) {
    throw new GraphFault({ reason: "malformed", detail: "a nextLink leads back to a page already read" });
  }
}
