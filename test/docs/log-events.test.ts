/** The table of log events holds exactly what the sources write. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findDrift, generatedFiles } from "../../scripts/generate-docs.ts";
import { transitionKinds } from "../../src/domain/alert.ts";
import { logEvents } from "../../src/telemetry/events.ts";
import { projectRoot, readPage } from "../support/markdown.ts";

const sources = globSync("src/**/*.ts", { cwd: projectRoot })
  .filter((file) => !file.startsWith("src/telemetry/"))
  .map((file) => readFileSync(join(projectRoot, file), "utf8"))
  .join("\n");

/** `log.info("x.y"`, `log[level]("x.y"` and the one template, in which only the kind of a transition varies. */
const written = new Set(
  [...sources.matchAll(/\blog(?:\.\w+|\[[^\n]+?\])\(\s*(?:"([a-z.]+)"|`alert\.\$\{kind\}`)/g)].flatMap(
    ([, event]) => (event === undefined ? transitionKinds.map((kind) => `alert.${kind}`) : [event]),
  ),
);

test("every event that is written is in the table, and the other way round", () => {
  expect([...written].toSorted()).toEqual(Object.keys(logEvents).toSorted());
});

test("no call of the log escapes this test", () => {
  const calls = sources.match(/\blog(?:\.(?:debug|info|warn|error)|\[[^\n]+?\])\(/g) ?? [];
  const read = sources.match(/\blog(?:\.\w+|\[[^\n]+?\])\(\s*(?:"[a-z.]+"|`alert\.\$\{kind\}`)/g) ?? [];
  expect(read).toHaveLength(calls.length);
});

test("docs/logs.md is generated, and up to date", async () => {
  const own = generatedFiles.filter(({ file }) => file === "docs/logs.md");
  expect(own).toHaveLength(1);
  expect(await findDrift(own)).toEqual([]);
});

test("the example lines are lines of the log, with events that are there", () => {
  const block = /```json\n(.*?)```/s.exec(readPage("docs/logs.md"))?.[1] ?? "";
  const lines = block
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, string>);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    expect(Object.keys(line)).toEqual(expect.arrayContaining(["level", "time", "event"]));
    expect(Object.keys(logEvents)).toContain(line.event);
  }
});
