/** Long lists in parts. In: `offset` as it was asked for, and how to read. Out: that part; the first where there is no such. */
import type { Part, Span } from "../../domain/part.ts";

export interface ReadPart<Item> extends Part<Item> {
  span: Span;
}

export async function readPart<Item>(
  query: URLSearchParams,
  limit: number,
  read: (span: Span) => Promise<Part<Item>>,
): Promise<ReadPart<Item>> {
  const first = { offset: 0, limit };
  const span = { offset: readOffset(query), limit };
  const part = await read(span);
  // The list may have become shorter since its reader was here.
  if (part.items.length > 0 || span.offset === 0) return { ...part, span };
  return { ...(await read(first)), span: first };
}

function readOffset(query: URLSearchParams): number {
  const offset = Number(query.get("offset") ?? 0);
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
}
