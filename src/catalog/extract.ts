/**
 * In: a message of Microsoft's, on one line or many. Out: the ids in it, and the message without them.
 * Every pattern has a fixed or bounded length, so the time is linear in the message's length.
 */
import type { ExtractedIds } from "../domain/catalog.ts";
import { maxScannedLength } from "./words.ts";

const guid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** `Trace ID: …`, and `"trace_id":"…"` as the token endpoint's JSON has it. */
const labelled = (label: string, value: string) =>
  new RegExp(`\\b${label}["']?\\s{0,4}[:=]\\s{0,4}["']?(${value})["']?`, "gi");

/** Template, tenant without dashes, configuration (older ids lack it); some copies have a blank after each dot. */
const jobId = new RegExp(`\\b([a-z][a-z0-9]{1,60})\\.\\s?([0-9a-f]{32})\\b(?:\\.\\s?(${guid}))?`, "gi");
const traceId = labelled("(?:trace|tracerings)[ _-]?id", guid);
const correlationId = labelled("(?:correlation|correlatie)[ _-]?id", guid);
const trackingId = labelled("tracking[ _-]?id", guid);
const requestId = labelled("(?<!client[ _-]?)request[ _-]?id", guid);
const timestamp = labelled(
  "(?:timestamp|tijdstempel)",
  "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,7})?Z?",
);

/** The first id of each kind; `rest` is the message without any of them and without `<pii>` marks. Never throws. */
export function extractIds(message: string): ExtractedIds & { rest: string } {
  let rest = message.slice(0, maxScannedLength).replace(/<\/?pii>/gi, "");
  const lift = (pattern: RegExp): string | null => {
    let first: string | null = null;
    rest = rest.replace(pattern, (_whole, ...groups: unknown[]) => {
      // Behind the capture groups come position and text; a group that took no part is undefined.
      first ??= groups
        .slice(
          0,
          groups.findIndex((group) => typeof group === "number"),
        )
        .filter(Boolean)
        .join(".");
      return "";
    });
    return first;
  };
  const ids: ExtractedIds = {
    jobId: lift(jobId),
    traceId: lift(traceId),
    correlationId: lift(correlationId),
    trackingId: lift(trackingId),
    requestId: lift(requestId),
    timestamp: lift(timestamp),
  };
  return { ...ids, rest: tidy(rest) };
}

/** No gaps where ids stood: runs of blanks become one, empty lines go. */
function tidy(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/[\t ]+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
