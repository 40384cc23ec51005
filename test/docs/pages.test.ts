/** What the pages say exists: links, paths, commands, findings, limits, codes. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { explain } from "../../src/catalog/explain.ts";
import { loadCatalog } from "../../src/catalog/load.ts";
import { loadConfig } from "../../src/config/load.ts";
import { findingIds } from "../../src/domain/finding.ts";
import { defaultThresholds } from "../../src/domain/thresholds.ts";
import {
  anchorsOf,
  firstCellsOf,
  headingsOf,
  pages,
  projectRoot,
  proseOf,
  readPage,
  sectionOf,
} from "../support/markdown.ts";

const program = readFileSync(join(projectRoot, "src/cli/program.ts"), "utf8");
const commands = [...program.matchAll(/\.command\("([a-z-]+)"\)/g)].map(([, name]) => name ?? "");

/** Paths in code marks; names to fill in (NAME) and patterns are no paths. */
function pathsIn(page: string): string[] {
  return [...proseOf(page).matchAll(/(?<![\w/.-])((?:src|test|scripts|docs)\/[\w./-]*)/g)]
    .map(([, path]) => (path ?? "").replace(/\.$/, ""))
    .filter((path) => !path.includes("NAME"));
}

function brokenLinks(page: string): string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target ?? "")
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : relative(projectRoot, join(projectRoot, dirname(page), path));
      if (!existsSync(join(projectRoot, file))) return true;
      return anchor !== undefined && !anchorsOf(file).includes(anchor);
    });
}

describe.each(pages)("%s", (page) => {
  test("links lead to files and headings that are there", () => {
    expect(brokenLinks(page)).toEqual([]);
  });

  test("names only paths that are there", () => {
    expect(pathsIn(page).filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });

  test("names only commands that are there", () => {
    const named = [...readPage(page).matchAll(/(?<![\w/-])sync-health ([a-z][a-z-]*)/g)].map(
      ([, name]) => name ?? "",
    );
    const inCode = named.filter((name) => readPage(page).includes(`\`sync-health ${name}`));
    expect(inCode.filter((name) => !commands.includes(name))).toEqual([]);
  });

  test("sends nobody to explain a code that the catalog does not know", async () => {
    const catalog = await loadCatalog();
    const codes = [...readPage(page).matchAll(/sync-health explain ([A-Za-z\d][\w-]*)/g)]
      .map(([, code]) => code ?? "")
      .filter((code) => !/^[A-Z-]+$/.test(code));
    const unknown = codes.filter((code) => explain(catalog, code, "en").matches[0]?.id === "unknown");
    expect(unknown).toEqual([]);
  });
});

test("there are pages, and the checks above have something to look at", () => {
  expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/alerts.md", "docs/failures.md"]));
  expect(pathsIn("ARCHITECTURE.md").length).toBeGreaterThan(20);
  expect(commands).toContain("run");
  expect(statSync(join(projectRoot, "docs/decisions")).isDirectory()).toBe(true);
});

describe("README.md", () => {
  test.each(["npm ci && npm run demo", "npm ci && npm test"])(
    "has the command `%s`, alone on a line",
    (line) => {
      expect(readPage("README.md").split("\n")).toContain(line);
    },
  );

  test("shows a configuration that works as it stands", async () => {
    const yaml = /```yaml\n(.*?)```/s.exec(readPage("README.md"))?.[1] ?? "";
    const folder = await mkdtemp(join(tmpdir(), "sync-health-readme-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, "monitor.yaml"), yaml);
    const file = join(folder, "monitor.yaml");
    const { config, warnings } = await loadConfig({ file, env: { CONTOSO_SECRET: "a-long-secret-value" } });
    expect(warnings).toEqual([]);
    expect(config.tenants.map(({ name }) => name)).toEqual(["contoso"]);
  });

  test("lists every command, and none that is not there", () => {
    expect(firstCellsOf(sectionOf("README.md", "Commands")).toSorted()).toEqual(commands.toSorted());
  });

  test("lists every finding, and none that is not there", () => {
    expect(firstCellsOf(sectionOf("README.md", "What it alerts on")).toSorted()).toEqual(
      findingIds.toSorted(),
    );
  });

  test.each(["Organization.Read.All", "Application.Read.All", "Synchronization.Read.All"])(
    "asks for %s, which a probe needs",
    async (permission) => {
      const { probes } = await import("../../src/probes/registry.ts");
      expect(probes.flatMap((probe) => probe.permissions.map(({ name }) => name))).toContain(permission);
      expect(readPage("README.md")).toContain(permission);
      expect(readPage("SECURITY.md")).toContain(permission);
    },
  );
});

describe("docs/alerts.md", () => {
  test("has a heading for every finding, and none for anything else", () => {
    expect(headingsOf("docs/alerts.md", "##").toSorted()).toEqual(findingIds.toSorted());
  });

  test.each(findingIds)(
    "%s: says what it means, what to do, what Microsoft sends and what does not alert",
    (id) => {
      const section = sectionOf("docs/alerts.md", id);
      for (const part of [
        "Means.",
        "Limit.",
        "Resolves",
        "nhibit",
        "Microsoft sends",
        "What to do.",
        "No alert.",
      ]) {
        expect(section).toContain(part);
      }
    },
  );

  test.each(Object.entries(defaultThresholds))("%s is named with its default, %d", (name, value) => {
    const sentences = readPage("docs/alerts.md").split(/(?<=[.;,:)])\s/);
    const around = sentences.filter((_, index) =>
      sentences.slice(Math.max(0, index - 1), index + 2).some((part) => part.includes(`\`${name}\``)),
    );
    const said = [String(value), ...(value % 60 === 0 ? [`${value / 60} hours`] : [])];
    expect(around.join(" ")).toMatch(new RegExp(`(^|[^\\d])(${said.join("|")})(?!\\d)`));
  });
});

describe("docs/decisions", () => {
  const decisions = pages.filter((page) => page.startsWith("docs/decisions/"));

  test("are numbered without gaps", () => {
    const numbers = decisions.map((page) => Number(/(\d{4})-[a-z0-9-]+\.md$/.exec(page)?.[1]));
    expect(numbers).toEqual(decisions.map((_, index) => index + 1));
  });

  test.each(decisions)("%s: context, choice, cost", (page) => {
    expect(headingsOf(page, "##")).toEqual(["Context", "Choice", "Cost"]);
    expect(headingsOf(page, "#")).toEqual([expect.stringMatching(/^\d{4}: .+/)]);
  });
});
