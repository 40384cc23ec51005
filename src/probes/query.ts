/** How a probe writes text into an OData question, and the ways in which Graph says that it won't take the question. */
import { GraphFault } from "../graph/fault.ts";

/** A string in an OData filter; a quote in it is doubled. */
export function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Whatever is wrong with the question: a simpler one may do. */
export function isRefusedQuery(thrown: unknown): boolean {
  return statusOf(thrown) === 400;
}

/** In a batch the code may be empty (https://learn.microsoft.com/graph/json-batching). */
const filterCodes: (string | undefined)[] = [
  "request_unsupportedquery",
  "request_badrequest",
  "badrequest",
  undefined,
];

/** The filter, and nothing else: not a page whose token has expired, which is a 400 as well. */
export function isRefusedFilter(thrown: unknown): boolean {
  if (!(thrown instanceof GraphFault)) return false;
  const code = thrown.graphCode?.toLowerCase();
  return thrown.status === 501 || (thrown.status === 400 && filterCodes.includes(code));
}

/** Graph does not know the question, or not what it is about: another answer than "you may not". */
export function isUnknownToGraph(thrown: unknown): boolean {
  const status = statusOf(thrown);
  return status === 400 || status === 404;
}

function statusOf(thrown: unknown): number | null {
  return thrown instanceof GraphFault ? thrown.status : null;
}
