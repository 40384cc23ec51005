import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openLogDestination } from "../../../src/telemetry/log-destination.ts";

test("a file is made with its folder, and appended to", async () => {
  const folder = await mkdtemp(join(tmpdir(), "log-"));
  const file = join(folder, "deep", "monitor.log");
  openLogDestination(file).write("one\n");
  openLogDestination(file).write("two\n");
  expect(await readFile(file, "utf8")).toBe("one\ntwo\n");
  await rm(folder, { recursive: true });
});

test("a file that can't be opened is a clear error", () => {
  const below = join(fileURLToPath(import.meta.url), "monitor.log");
  expect(() => openLogDestination(below)).toThrow(`log.destination ${below} can't be opened`);
});

// Only where the system has a device that is always full.
test.runIf(existsSync("/dev/full"))("a full disk costs lines, never the daemon", () => {
  const log = openLogDestination("/dev/full");
  for (let line = 0; line < 3; line += 1) log.write(`line ${line}\n`);
});
