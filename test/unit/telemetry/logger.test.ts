import { describe, expect, test } from "vitest";
import { createLogger } from "../../../src/telemetry/logger.ts";

function collect(options: { secrets?: string[]; level?: string } = {}) {
  const lines: string[] = [];
  const log = createLogger({
    level: options.level ?? "info",
    destination: { write: (line) => void lines.push(line) },
    secrets: options.secrets ?? [],
    clock: { now: () => Date.parse("2026-09-14T08:00:00Z"), sleep: async () => {} },
  });
  return { log, lines, objects: () => lines.map((line) => JSON.parse(line)) };
}

describe("a line", () => {
  test("has time in ISO 8601 UTC, the level as a word, the event, then its fields", () => {
    const { log, objects } = collect();
    log.with({ tenant: "contoso" }).warn("alert.raised", { finding: "sync-stale" });
    expect(objects()).toEqual([
      {
        level: "warn",
        time: "2026-09-14T08:00:00.000Z",
        tenant: "contoso",
        event: "alert.raised",
        finding: "sync-stale",
      },
    ]);
  });

  test("below the level is not written", () => {
    const { log, lines } = collect({ level: "warn" });
    log.info("poll.completed");
    expect(lines).toEqual([]);
  });
});

describe("secrets", () => {
  const secret = 'p~a"ss\\word-123';
  test("are cut wherever they stand, also inside an error's text and in JSON's own escapes", () => {
    const { log, lines } = collect({ secrets: [secret] });
    log.error("poll.failed", { error: `refused: ${secret}`, deep: { list: [secret] } });
    expect(lines.join("")).not.toContain("ss\\\\word-123");
    expect(lines.join("")).toContain("[redacted]");
    expect(() => JSON.parse(lines[0] ?? "")).not.toThrow();
  });

  test("members with telling names are cut without being known", () => {
    const { log, objects } = collect();
    log.info("service.started", { password: "x", auth: { token: "y" }, a: { b: { secret: "z" } } });
    expect(objects()[0]).toMatchObject({
      password: "[redacted]",
      auth: { token: "[redacted]" },
      a: { b: { secret: "[redacted]" } },
    });
  });
});
