/** Secrets that become known after the log was opened, as with a reload of the configuration. */
import { expect, test } from "vitest";
import { createLogger } from "../../../src/telemetry/logger.ts";

test("a secret that is added to the list later is cut from the lines that follow", () => {
  const lines: string[] = [];
  const secrets: string[] = [];
  const log = createLogger({
    level: "info",
    destination: { write: (line) => void lines.push(line) },
    secrets,
  });
  log.error("poll.failed", { error: "refused: hunter2-hunter2" });
  secrets.push("hunter2-hunter2");
  log.error("poll.failed", { error: "refused: hunter2-hunter2" });
  expect(lines.map((line) => JSON.parse(line).error)).toEqual([
    "refused: hunter2-hunter2",
    "refused: [redacted]",
  ]);
});
