/** There may be no Docker where tests run, so the Dockerfile's text is held to what CI really does. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const home = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(resolve(home, path), "utf8");

interface Instruction {
  name: string;
  rest: string;
}

/** Comments left out, continued lines joined. */
const instructions: Instruction[] = read("Dockerfile")
  .split("\n")
  .filter((line) => !line.startsWith("#"))
  .join("\n")
  .replaceAll(/\\\n\s*/g, " ")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => {
    const [, name = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    return { name, rest };
  });
const restOf = (name: string, list = instructions) => list.filter((i) => i.name === name).map((i) => i.rest);
const lastFrom = instructions.findLastIndex(({ name }) => name === "FROM");
const lastStage = instructions.slice(lastFrom);

/** Prepares the folders of the last stage; builds nothing. */
const housekeeping = /^mkdir .*\/data .*$/;

test("CI runs every step that builds the image, in the same words and order", () => {
  const lines = read(".ci/run")
    .split("\n")
    .map((line) => line.trim());
  const building = restOf("RUN").filter((command) => !housekeeping.test(command));
  expect(building).toEqual(["npm ci", "npm run build", "npm ci --omit=dev"]);
  const places = building.map((command) => lines.indexOf(command));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test("CI ends with the counts of the tests' report, also when a step fails", () => {
  const script = read(".ci/run");
  expect(script).toMatch(/^trap finish EXIT$/m);
  expect(script).toMatch(/console\.log\(`\$\{passed\} passed, \$\{failed\} failed`\);/);
});

test("every stage builds on the Node that package.json asks for", () => {
  const wanted = /^>=(\d+)$/.exec(JSON.parse(read("package.json")).engines.node)?.[1];
  for (const from of restOf("FROM")) expect(from).toMatch(new RegExp(`^node:${wanted}-slim( AS \\w+)?$`));
  expect(restOf("FROM").length).toBeGreaterThan(1);
});

test("ends as a user without privileges, and nothing after it goes back", () => {
  expect(restOf("USER")).toEqual(["node"]);
  const after = instructions.slice(instructions.findIndex(({ name }) => name === "USER"));
  expect(restOf("RUN", after)).toEqual([]);
});

test("the last stage holds the program and nothing else of the tree", () => {
  expect(restOf("COPY", lastStage)).toEqual([
    "--from=dependencies /app/node_modules /app/node_modules",
    "--from=build /app/dist /app/dist",
    "config/catalog /app/config/catalog",
    "config/catalog.json /app/config/",
    "package.json /app/package.json",
  ]);
});

test("nothing secret is copied or baked in: named paths only, and only those reach the builder", () => {
  const sources = restOf("COPY")
    .filter((rest) => !rest.startsWith("--from"))
    .flatMap((rest) => rest.split(" ").slice(0, -1));
  const [everything, ...exceptions] = read(".dockerignore")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(everything).toBe("*");
  for (const source of sources) {
    expect(source).toMatch(/^(package(-lock)?\.json|tsconfig(\.build)?\.json|src|config\/catalog(\.json)?)$/);
    expect(exceptions).toContain(`!${source}`);
  }
  expect(restOf("ADD")).toEqual([]);
  expect(restOf("ARG")).toEqual([]);
  expect(restOf("ENV").join(" ")).not.toMatch(/secret|password|token|key/i);
});

test("volumes, signal, health check and command are those of the product", () => {
  expect(restOf("VOLUME", lastStage)).toEqual(['["/data", "/etc/sync-health-monitor"]']);
  expect(restOf("STOPSIGNAL", lastStage)).toEqual(["SIGTERM"]);
  expect(restOf("CMD", lastStage)).toEqual(['["run"]']);
  expect(restOf("ENTRYPOINT", lastStage)).toEqual(['["node", "/app/dist/main.js"]']);
  const [check] = restOf("HEALTHCHECK", lastStage);
  expect(check).toMatch(/CMD \["node", "\/app\/dist\/main\.js", "healthcheck"\]$/);
  // Seen from the working directory, the default store lies on the volume.
  expect(restOf("WORKDIR", lastStage)).toEqual(["/"]);
  expect(read("config/monitor.example.yaml")).toMatch(/^ {2}path: \.\/data\//m);
});
