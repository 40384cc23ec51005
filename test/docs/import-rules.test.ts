/** The import rules of ARCHITECTURE.md as lint enforces them: code that breaks one is refused, honest code is not. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../support/markdown.ts";

interface Snippet {
  file: string;
  code: string;
}

const imports = (layer: string, from: string): Snippet => ({
  file: `src/${layer}${layer.endsWith(".ts") ? "" : `/snippet${from.replace(/[^a-z]+/g, "-")}.ts`}`,
  code: `import { thing } from "${from}";\n\nexport const other = thing;\n`,
});
const says = (file: string, code: string): Snippet => ({ file, code: `${code}\n` });

const edge = ["config", "graph", "catalog", "outbox", "store", "status", "telemetry", "heartbeat"];
const pure = ["schedule", "classify", "reconcile"];

const refused: [name: string, snippet: Snippet, rule: string][] = [
  ...["domain", "util"].map((layer) => forbidden(layer, "../config/config.ts")),
  ...pure.flatMap((layer) => [
    forbidden(layer, "../store/store.ts"),
    forbidden(layer, "../telemetry/logger.ts"),
    forbidden(layer, "node:fs"),
    forbidden(layer, "kysely"),
  ]),
  forbidden("mail/render", "../../catalog/load.ts"),
  forbidden("mail/render", "../transports/smtp.ts"),
  forbidden("mail/transports", "../render/render-mail.ts"),
  forbidden("mail/transports", "../../config/config.ts"),
  forbidden("mail/transports", "../../graph/fault.ts"),
  forbidden("mail/transports/graph.ts", "../../probes/probe.ts"),
  forbidden("outbox", "../heartbeat/ping.ts"),
  forbidden("status/acknowledge", "../../mail/transports/smtp.ts"),
  forbidden("probes", "../heartbeat/ping.ts"),
  ...edge.map((layer) => forbidden(layer, layer === "store" ? "../config/config.ts" : "../store/store.ts")),
  ...edge.map((layer) => forbidden(layer, "../app/create-app.ts")),
  forbidden("probes", "../catalog/load.ts"),
  forbidden("probes", "../telemetry/logger.ts"),
  forbidden("probes/organization", "../../classify/classify.ts"),
  forbidden("simulator", "../graph/client.ts"),
  forbidden("simulator", "../app/create-app.ts"),
  forbidden("app", "../cli/run.ts"),
  forbidden("app", "../simulator/cloud.ts"),
  ["the wall clock, in app", says("src/app/now.ts", "export const at = Date.now();"), "plugin"],
  ["a date of now, in status", says("src/status/now.ts", "export const at = new Date();"), "plugin"],
  ["an end of the process, in cli", says("src/cli/end.ts", "process.exit(1);"), "plugin"],
  ["the environment, in graph", says("src/graph/env.ts", "export const v = process.env.X;"), "noProcessEnv"],
  ["the console, in app", says("src/app/talk.ts", 'console.log("hello");'), "noConsole"],
  ["a default export", says("src/app/one.ts", "export default 1;"), "noDefaultExport"],
  ["an enum", says("src/app/choice.ts", "export enum Choice {\n  One,\n}"), "noEnum"],
  [
    "a name that is not kebab-case",
    says("src/app/someName.ts", "export const a = 1;"),
    "useFilenamingConvention",
  ],
];

const allowed: [name: string, snippet: Snippet][] = [
  ...[...pure, ...edge, "probes", "simulator", "app", "cli"].map((layer) =>
    fine(layer, "../domain/finding.ts"),
  ),
  fine("domain", "./finding.ts"),
  fine("mail/render", "../../domain/finding.ts"),
  fine("mail/transports", "../../util/clean-text.ts"),
  fine("mail/transports/graph-mail.ts", "../../graph/fault.ts"),
  fine("status/acknowledge", "../../mail/render/html.ts"),
  fine("status/pages", "../../mail/render/subject.ts"),
  fine("schedule", "croner"),
  fine("probes", "../graph/client.ts"),
  fine("probes/organization", "../../graph/fault.ts"),
  fine("app", "../store/store.ts"),
  fine("cli", "../app/create-app.ts"),
  fine("cli", "../simulator/cloud.ts"),
  ["the wall clock, in its home", says("src/util/clock.ts", "export const at = Date.now();")],
  ["a date of a given moment", says("src/app/given.ts", "export const at = new Date(0);")],
  ["the end of the process, in main", says("src/main.ts", "process.exit(1);")],
  ["the environment, in config", says("src/config/env.ts", "export const v = process.env.X;")],
  ["the console, in cli", says("src/cli/talk.ts", 'console.log("hello");')],
];

function forbidden(layer: string, from: string): [string, Snippet, string] {
  return [`${layer} -> ${from}`, imports(layer, from), "noRestrictedImports"];
}

function fine(layer: string, from: string): [string, Snippet] {
  return [`${layer} -> ${from}`, imports(layer, from)];
}

let folder = "";
/** Categories of what lint says, by file. */
const said = new Map<string, string[]>();

/** One run over a small project of its own, with our configuration and plugins, and all snippets in their layers. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-health-lint-"));
  for (const path of ["biome.json", ".gitignore", "scripts/lint"]) {
    await cp(join(projectRoot, path), join(folder, path), { recursive: true });
  }
  for (const [, { file, code }] of [...refused, ...allowed]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), code);
  }
  const output = await lint();
  const { diagnostics } = JSON.parse(output) as {
    diagnostics: { category: string; location: { path: string } }[];
  };
  for (const { category, location } of diagnostics) {
    said.set(location.path, [...(said.get(location.path) ?? []), category]);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function lint(): Promise<string> {
  const biome = join(projectRoot, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "src"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder }, (error, stdout) => {
      if (stdout === "") reject(error ?? new Error("biome said nothing"));
      else resolve(stdout);
    });
  });
}

describe("refused", () => {
  test.each(refused)("%s", (_name, { file }, rule) => {
    expect(said.get(file)?.map((category) => category.split("/").at(-1))).toContain(rule);
  });
});

describe("allowed", () => {
  test.each(allowed)("%s", (_name, { file }) => {
    expect(said.get(file) ?? []).toEqual([]);
  });
});
