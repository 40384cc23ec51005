/**
 * JSON batching (https://learn.microsoft.com/graph/json-batching): gathers the requests made in one moment, sends at
 * most 20 in a $batch, gives each its own answer, and asks again, in a new batch, for those that were throttled.
 */
import DataLoader from "dataloader";
import { faultFromAnswer, type GraphAnswer, GraphFault } from "./fault.ts";
import { pauseBeforeRetry, type RetryContext } from "./retry.ts";

export interface BatchRequest {
  path: string;
  headers?: Record<string, string> | undefined;
}

export interface BatchItem extends BatchRequest {
  id: string;
}

interface BatcherOptions {
  /** Sends one $batch and resolves with its answer; throws GraphFault for the whole. */
  send: (items: BatchItem[]) => Promise<GraphAnswer>;
  renewToken: () => void;
  retry: RetryContext;
}

const maxItems = 20;

/** `load` resolves with the item's body, or rejects with its GraphFault. */
export function createBatcher(options: BatcherOptions): { load(request: BatchRequest): Promise<unknown> } {
  const loader = new DataLoader<BatchRequest, unknown, string>((requests) => sendAll(requests, options), {
    maxBatchSize: maxItems,
    cacheKeyFn: ({ path, headers }) => JSON.stringify([path, headers]),
    // Two probes that ask for the same thing in one poll share the answer.
    cache: true,
  });
  return { load: (request) => loader.load(request) };
}

async function sendAll(requests: readonly BatchRequest[], options: BatcherOptions): Promise<unknown[]> {
  const { send, renewToken, retry } = options;
  const results = new Map<string, unknown>();
  let open: BatchItem[] = requests.map((request, index) => ({ ...request, id: String(index + 1) }));
  let renewed = false;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const faults = settle(open, await send(open), results, retry.clock.now());
    const refused = [...faults.values()].some((fault) => fault.tokenRefused);
    if (refused && !renewed) {
      renewed = true;
      renewToken();
      open = open.filter((item) => faults.get(item.id)?.tokenRefused || faults.get(item.id)?.retryable);
      keep(faults, open, results);
      continue;
    }
    const again = open.filter((item) => faults.get(item.id)?.retryable);
    const slowest = slowestOf(again.map((item) => faults.get(item.id) as GraphFault));
    const retrying = slowest !== null && (await pauseBeforeRetry(retry, attempt, slowest));
    open = retrying ? again : [];
    keep(faults, open, results);
  }
  return requests.map((_, index) => results.get(String(index + 1)));
}

/** Puts every success into `results` and returns the faults of the rest. Responses come in any order. */
function settle(
  items: BatchItem[],
  batch: GraphAnswer,
  results: Map<string, unknown>,
  now: number,
): Map<string, GraphFault> {
  const answers = readResponses(batch);
  const faults = new Map<string, GraphFault>();
  for (const item of items) {
    const what = `GET ${item.path.replace(/\?.*/, "")}`;
    const answer = answers.get(item.id);
    if (!answer) {
      faults.set(
        item.id,
        new GraphFault({
          reason: "malformed",
          detail: `${what}: missing from the batch's answer`,
          clientRequestId: batch.clientRequestId ?? null,
        }),
      );
    } else if (answer.status >= 200 && answer.status < 300) {
      results.set(item.id, answer.body);
    } else {
      faults.set(item.id, faultFromAnswer(answer, what, now));
    }
  }
  return faults;
}

/** Faults of items that will not be asked again become their results; DataLoader rejects on Error values. */
function keep(faults: Map<string, GraphFault>, open: BatchItem[], results: Map<string, unknown>): void {
  const openIds = new Set(open.map((item) => item.id));
  for (const [id, fault] of faults) if (!openIds.has(id)) results.set(id, fault);
}

/** The fault that asks for the longest pause; items without Retry-After back off with the others. */
function slowestOf(faults: GraphFault[]): GraphFault | null {
  return faults.reduce<GraphFault | null>(
    (slowest, fault) =>
      slowest && (slowest.retryAfterMs ?? 0) >= (fault.retryAfterMs ?? 0) ? slowest : fault,
    null,
  );
}

function readResponses({ body, clientRequestId }: GraphAnswer): Map<string, GraphAnswer> {
  const responses = (body as { responses?: unknown } | null)?.responses;
  if (!Array.isArray(responses)) {
    throw new GraphFault({
      reason: "malformed",
      detail: 'the batch\'s answer has no list "responses"',
      clientRequestId: clientRequestId ?? null,
    });
  }
  const answers = new Map<string, GraphAnswer>();
  for (const response of responses as {
    id?: unknown;
    status?: unknown;
    headers?: unknown;
    body?: unknown;
  }[]) {
    if (response === null || typeof response !== "object") continue;
    answers.set(String(response.id), {
      status: Number(response.status),
      headers: lowerCaseNames(response.headers),
      body: decodeBody(response.body),
      ...(clientRequestId === undefined ? {} : { clientRequestId }),
    });
  }
  return answers;
}

function lowerCaseNames(headers: unknown): Record<string, string> {
  if (typeof headers !== "object" || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** A body that is not JSON arrives as a base64 string; one that decodes to JSON all the same is taken. */
function decodeBody(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(Buffer.from(body, "base64").toString("utf8"));
  } catch {
    return body;
  }
}
