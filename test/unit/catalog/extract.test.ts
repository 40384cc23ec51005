import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extractIds } from "../../../src/catalog/extract.ts";
import { jobIdExample } from "./messages.ts";

const trace = "5d1f8e20-4c3b-4a97-9e66-02f7ab9c1d00";
const correlation = "c0a4b6d8-7e21-4f35-8b90-6d1e2f3a4b5c";
const none = {
  jobId: null,
  traceId: null,
  correlationId: null,
  trackingId: null,
  requestId: null,
  timestamp: null,
};

describe("extractIds", () => {
  test.each([
    [
      "one line",
      `AADSTS50034: gone. Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: 2026-11-12 21:08:29Z`,
    ],
    [
      "many lines",
      `AADSTS50034: gone.\r\nTrace ID: ${trace}\r\nCorrelation ID: ${correlation}\r\nTimestamp: 2026-11-12 21:08:29Z`,
    ],
    [
      "other case",
      `AADSTS50034: gone. trace id:${trace} CORRELATION ID: ${correlation} TimeStamp: 2026-11-12 21:08:29Z`,
    ],
  ])("lifts the token endpoint's ids from %s", (_name, message) => {
    expect(extractIds(message)).toEqual({
      ...none,
      traceId: trace,
      correlationId: correlation,
      timestamp: "2026-11-12 21:08:29Z",
      rest: "AADSTS50034: gone.",
    });
  });

  test("reads the same from the token endpoint's JSON", () => {
    const body = `{"error":"invalid_client","timestamp":"2026-11-12 21:08:29Z","trace_id":"${trace}","correlation_id":"${correlation}"}`;
    expect(extractIds(body)).toMatchObject({
      traceId: trace,
      correlationId: correlation,
      timestamp: "2026-11-12 21:08:29Z",
    });
  });

  test.each([
    ["as Graph has it", jobIdExample, jobIdExample],
    ["with blanks after the dots", jobIdExample.replaceAll(".", ". "), jobIdExample],
    [
      "of the password job",
      jobIdExample.replace("AD2AADProvisioning", "AD2AADPasswordHash"),
      jobIdExample.replace("AD2AADProvisioning", "AD2AADPasswordHash"),
    ],
    [
      "of another connector",
      jobIdExample.replace("AD2AADProvisioning", "BoxOutDelta"),
      jobIdExample.replace("AD2AADProvisioning", "BoxOutDelta"),
    ],
    [
      "of an older job, in two parts",
      jobIdExample.split(".").slice(0, 2).join("."),
      jobIdExample.split(".").slice(0, 2).join("."),
    ],
  ])("lifts a job id %s", (_name, written, jobId) => {
    expect(extractIds(`job identifier: ${written}. More.`)).toEqual({
      ...none,
      jobId,
      rest: "job identifier: . More.",
    });
  });

  test.each(["Tracking ID", "Tracking Id", "tracking id"])(
    "lifts %s, with a label glued behind it",
    (label) => {
      expect(extractIds(`busy. ${label}: ${trace}-Server Name: .`)).toEqual({
        ...none,
        trackingId: trace,
        rest: "busy. -Server Name: .",
      });
    },
  );

  test("the first of several wins, all are lifted", () => {
    expect(extractIds(`a Trace ID: ${trace} b Trace ID: ${correlation} c`)).toEqual({
      ...none,
      traceId: trace,
      rest: "a b c",
    });
  });

  test("marks of personal data go, what they mark stays", () => {
    expect(extractIds(`user <pii>ann@contoso.example</PII> Trace ID: <pii>${trace}</pii>`)).toEqual({
      ...none,
      traceId: trace,
      rest: "user ann@contoso.example",
    });
  });

  test.each([
    ["a lone GUID", trace],
    ["a label without an id", "Trace ID: none Timestamp: yesterday"],
    ["nothing", ""],
  ])("%s is no id", (_name, message) => {
    expect(extractIds(message)).toEqual({ ...none, rest: message });
  });

  test("never throws, whatever comes in", () => {
    const pieces = fc.constantFrom(
      "AD2AADProvisioning.",
      "Trace ID: ",
      trace,
      "Timestamp:",
      "0".repeat(32),
      ".",
      "<pii>",
      "\n",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: "binary" }), pieces)), (parts) => {
        expect(typeof extractIds(parts.join("")).rest).toBe("string");
      }),
    );
  });

  test.each(["a", "a.", "0", "Trace ID: ", "Trace ID:    ", "\t ", "<pii>", "a.0123456789abcdef"])(
    "megabytes of %j are read in one pass",
    (unit) => {
      expect(extractIds(unit.repeat(Math.ceil(2_000_000 / unit.length)))).toMatchObject({ traceId: null });
    },
  );
});
