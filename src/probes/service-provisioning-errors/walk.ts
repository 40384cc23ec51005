/**
 * How far a reading of every synchronized object has come. In a large tenant it takes minutes, and is spread over
 * several polls; a list that leads nowhere is given up, and the reading begins anew.
 */
import { createHash } from "node:crypto";
import { hour, type Instant } from "../../domain/instant.ts";
import { type ObjectType, objectTypes, type ServiceError } from "../../domain/synced-object.ts";
import { GraphFault } from "../../graph/fault.ts";
import { createCollector, objectFacts, type SearchMark } from "../synced-objects.ts";

const maxErrors = 10_000;
/** Of one type: two million objects. */
const maxPages = 2_000;
const maxAgeHours = 6;

export interface Walk {
  startedAt: Instant;
  errors: ReturnType<typeof createCollector<ServiceError>>;
  parts: Record<ObjectType, WalkPart>;
}

export interface WalkPart {
  mark: SearchMark;
  done: boolean;
  pages: number;
  /** Hashes of the links that were followed, or are next: the links themselves are long. */
  links: Set<string>;
}

export function createWalk(startedAt: Instant): Walk {
  const part = (): WalkPart => ({
    mark: { question: null, nextLink: null },
    done: false,
    pages: 0,
    links: new Set(),
  });
  return {
    startedAt,
    errors: createCollector(maxErrors),
    parts: { user: part(), group: part(), contact: part() },
  };
}

export function isDone({ parts }: Walk): boolean {
  return objectTypes.every((type) => parts[type].done);
}

/** Notes that a page was read. Throws GraphFault where there can be no end to them. */
export function step({ startedAt, parts }: Walk, type: ObjectType, now: Instant): void {
  const part = parts[type];
  const { nextLink } = part.mark;
  part.pages += 1;
  if (nextLink === null) return;
  const link = createHash("sha256").update(nextLink).digest("base64");
  if (part.links.has(link)) throw endless(type, "a nextLink leads back to a page already read");
  part.links.add(link);
  if (part.pages >= maxPages) throw endless(type, `a list that does not end: more than ${maxPages} pages`);
  if (now - startedAt > maxAgeHours * hour) {
    throw endless(type, `a list that does not end: not read in ${maxAgeHours} hours`);
  }
}

function endless(type: ObjectType, detail: string): GraphFault {
  return new GraphFault({ reason: "malformed", detail: `${objectFacts[type].plural}: ${detail}` });
}
