/** In: the body of a POST to /$batch. Out: one answer with an answer for every item, in shuffled order (graph/json-batching). */
import { type Answer, errorAnswer, jsonAnswer } from "./graph-answer.ts";
import { answerGraph, completeAnswer, type GraphCall, type GraphContext } from "./graph-endpoint.ts";
import { shuffle } from "./graph-values.ts";

interface BatchItem {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  dependsOn: string[];
}

interface ItemAnswer {
  id: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

const maxItems = 20;

/** `METHOD path` of every item, for the list of requests; empty when the body is no batch. */
export function listBatchPaths(body: unknown): string[] {
  const items = (body as { requests?: unknown } | null)?.requests;
  return Array.isArray(items) ? items.map((item) => `${item?.method} ${item?.url}`) : [];
}

/** A malformed batch is refused as a whole (400); otherwise 200, whatever became of its items. */
export function answerBatch(
  context: GraphContext,
  call: Pick<GraphCall, "tenant" | "version" | "clientRequestId">,
  body: unknown,
): Answer {
  const items = readItems(body);
  if (typeof items === "string") {
    return completeAnswer(context, errorAnswer(400, "BadRequest", items), call.clientRequestId);
  }
  const answered = new Map<string, ItemAnswer>();
  for (const item of items) {
    const broken = item.dependsOn.some((id) => (answered.get(id.toLowerCase())?.status ?? 424) >= 400);
    const answer = broken
      ? errorAnswer(424, "FailedDependency", "A request that this one depends on has failed.")
      : answerItem(context, call, item);
    answered.set(item.id.toLowerCase(), toItemAnswer(item.id, answer));
  }
  const responses = shuffle([...answered.values()], context.random);
  return completeAnswer(context, jsonAnswer({ responses }), call.clientRequestId);
}

function answerItem(
  context: GraphContext,
  call: Pick<GraphCall, "tenant" | "version" | "clientRequestId">,
  item: BatchItem,
): Answer {
  if (/^[a-z]+:/i.test(item.url)) {
    return errorAnswer(400, "BadRequest", "Batch request URLs are relative to the version root.");
  }
  const headers = Object.fromEntries(
    Object.entries(item.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  return answerGraph(context, {
    ...call,
    method: item.method.toUpperCase(),
    url: item.url.startsWith("/") ? item.url : `/${item.url}`,
    headers,
    clientRequestId: headers["client-request-id"] ?? null,
    isItem: true,
  });
}

function toItemAnswer(id: string, { status, headers, body }: Answer): ItemAnswer {
  if (body === undefined) return { id, status, headers };
  // Bodies that are not JSON come as base64 strings.
  if (typeof body === "string") return { id, status, headers, body: Buffer.from(body).toString("base64") };
  return { id, status, headers: { "Content-Type": "application/json", ...headers }, body };
}

/** The items, or what is wrong with the batch. */
function readItems(body: unknown): BatchItem[] | string {
  const raw = (body as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(raw) || raw.length === 0) return "Invalid batch payload format.";
  if (raw.length > maxItems) return `Number of batch request steps exceeds the maximum value of ${maxItems}.`;
  const items: BatchItem[] = [];
  const seen = new Set<string>();
  for (const entry of raw) {
    const { id, method, url, headers = {}, dependsOn = [] } = entry ?? {};
    if (typeof id !== "string" || typeof method !== "string" || typeof url !== "string") {
      return "Every batch request step needs id, method and url.";
    }
    if (seen.has(id.toLowerCase())) return `Request Id ${id} is not unique within the batch.`;
    seen.add(id.toLowerCase());
    items.push({ id, method, url, headers, dependsOn });
  }
  const stray = items.flatMap((item) => item.dependsOn).find((id) => !seen.has(id.toLowerCase()));
  return stray === undefined ? items : `Request Id ${stray} in dependsOn does not exist.`;
}
