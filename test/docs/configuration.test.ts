/** Schema, example and reference page say the same, and the example works as it stands. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { findDrift, generatedFiles } from "../../scripts/generate-docs.ts";
import { configJsonSchema, type SchemaNode } from "../../src/config/json-schema.ts";
import { loadConfig } from "../../src/config/load.ts";

const root = join(import.meta.dirname, "../..");
const exampleFile = join(root, "config/monitor.example.yaml");
const env = {
  CONTOSO_SECRET: "a-long-secret-value",
  SMTP_PASSWORD: "another-secret-value",
  SOC_WEBHOOK: "https://soc.example/hook",
  SOC_WEBHOOK_SECRET: "a-third-secret-value",
  TEAMS_WORKFLOW: "https://workflow.example/trigger",
  HEARTBEAT_URL: "https://beat.example/ping",
  HEARTBEAT_FAIL_URL: "https://beat.example/ping/fail",
  MARA_PASSWORD_HASH: `scrypt$32768$8$3$${"s".repeat(22)}$${"k".repeat(43)}`,
};

/** Before the windows of the example: one in the past is warned of. */
const clock = { now: () => Date.parse("2026-11-01T00:00:00Z") };

let example = "";
beforeAll(async () => {
  example = await readFile(exampleFile, "utf8");
});

/** Every property as `section.key`; of alternatives, all of them; list items count as their list. */
function propertyPaths(node: SchemaNode, above = ""): string[] {
  const inner = [...(node.items ? [node.items] : []), ...(node.oneOf ?? []), ...(node.anyOf ?? [])];
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
      const path = above === "" ? key : `${above}.${key}`;
      return [path, ...propertyPaths(child, path)];
    }),
    ...inner.flatMap((child) => propertyPaths(child, above)),
  ];
}

function dataPaths(data: unknown, above = ""): string[] {
  if (Array.isArray(data)) return data.flatMap((item) => dataPaths(item, above));
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, child]) => {
    const path = above === "" ? key : `${above}.${key}`;
    return [path, ...dataPaths(child, path)];
  });
}

/**
 * The example with its alternatives (`#:` lines) switched on. Where it shows a key twice the later one stands in for the
 * first; of the two ways to sign in to a mail server, the one that is asked for.
 */
function withAlternatives(auth: "password" | "xoauth2" = "password"): string {
  const other = auth === "password" ? "xoauth2" : "password";
  const ofOther = new RegExp(`^    #: auth: .*\\n    #:   type: ${other}.*\\n(    #:   .*\\n)+`, "m");
  return example
    .replace(/^cloud: global$/m, "")
    .replace(/^( *)(routes|channels|maintenance): \[\].*$/gm, "")
    .replace(ofOther, "")
    .replace(/^( *)#: /gm, "$1");
}

/**
 * A tenant's limits are the common ones again; every probe and every finding has the keys of any; both ways of the mails
 * and their sign-ins have the same keys.
 */
const shownElsewhere = (path: string) =>
  path.startsWith("tenants.thresholds.") ||
  /^probes\.[^.]+\.(enabled|every)$/.test(path) ||
  /^alerts\.rules\.(?!job-failing)/.test(path) ||
  /\.credential\../.test(path.replace(/^tenants/, "")) ||
  /^mail(\.fallback)?\.transport\.(?!fallback)/.test(path) ||
  /\.to\.(address|language)$/.test(path) ||
  /^channels\.(tenants|findings)$/.test(path);
/** Shown with another value than the default, because the default says nothing. */
const isChosen = (path: string) => path === "alerts.rules.job-failing.pendingPolls";
const ofTransports = (paths: Iterable<string>) =>
  new Set(
    [...paths].flatMap(
      (path) => path.match(/^mail(?:\.fallback)?\.transport\.(?:auth\.)?([^.]+)$/)?.[1] ?? [],
    ),
  );

describe("config/monitor.example.yaml", () => {
  test("shows every property of the schema, and none that is not there", () => {
    const both = (["password", "xoauth2"] as const).map((auth) => parse(withAlternatives(auth)));
    const shown = new Set(both.flatMap((data) => dataPaths(data)));
    const known = new Set(propertyPaths(configJsonSchema()));
    expect([...known].filter((path) => !shown.has(path) && !shownElsewhere(path))).toEqual([]);
    expect([...shown].filter((path) => !known.has(path))).toEqual([]);
    expect(shown).toContain("probes.organization.every");
    expect(ofTransports(shown)).toEqual(ofTransports(known));
  });

  test("shows the default of every property that has one", () => {
    const { tenants, ...data } = parse(example);
    const { tenants: _, ...properties } = configJsonSchema().properties ?? {};
    const read = (from: unknown, path: string) =>
      path
        .split(".")
        .reduce((above: unknown, key) => (above as Record<string, unknown> | undefined)?.[key], from);
    const switchedOn = parse(withAlternatives());
    const wrong = defaultsOf({ properties }).filter(([path, expected]) => {
      const value = read(data, path) ?? read(switchedOn, path);
      return value !== expected && !(value === undefined && shownElsewhere(path)) && !isChosen(path);
    });
    expect(wrong).toEqual([]);
    expect(tenants).toHaveLength(1);
  });

  test("loads as it stands, without a warning", async () => {
    const { config, warnings } = await loadConfig({ file: exampleFile, env, workingDirectory: root, clock });
    expect(warnings).toEqual([]);
    expect(config.tenants.map(({ name }) => name)).toEqual(["contoso"]);
    expect(config.store.path).toBe(join(root, "data/monitor.db"));
  });

  test.each(["password", "xoauth2"] as const)(
    "loads with every alternative and %s switched on, without a warning",
    async (auth) => {
      const folder = await mkdtemp(join(tmpdir(), "sync-health-example-"));
      onTestFinished(() => rm(folder, { recursive: true }));
      const file = join(folder, "monitor.yaml");
      await writeFile(
        file,
        withAlternatives(auth).replace("file:/run/secrets/fabrikam-key", "env:SMTP_PASSWORD"),
      );
      const { config, warnings } = await loadConfig({ file, env, clock });
      expect(config.tenants.map(({ credential }) => credential.type)).toEqual([
        "clientSecret",
        "clientCertificate",
        "managedIdentity",
        "workloadIdentity",
      ]);
      expect(warnings).toEqual([]);
    },
  );

  test("says why beside every key", () => {
    const keyLines = example.split("\n").filter((line) => /^ +(#: +)?[\w-]+: [^{\s]/.test(line));
    expect(keyLines.length).toBeGreaterThan(45);
    const ids = /^ *#: +(tenantId|clientId|type): /;
    expect(keyLines.filter((line) => !line.includes(" # ") && !ids.test(line))).toEqual([]);
  });

  test("names its schema on the first line, for editors", () => {
    expect(example.split("\n")[0]).toBe("# yaml-language-server: $schema=./monitor.schema.json");
  });
});

function defaultsOf(node: SchemaNode, above = ""): [string, unknown][] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const path = above === "" ? key : `${above}.${key}`;
    const own: [string, unknown][] =
      child.default === undefined || typeof child.default === "object" ? [] : [[path, child.default]];
    const branches = [child, ...(child.oneOf ?? [])];
    return [...own, ...branches.flatMap((branch) => defaultsOf(branch, path))];
  });
}

test("every property says why", () => {
  const silent = (node: SchemaNode, path: string): string[] => [
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
      ...(child.description ? [] : [`${path}.${key}`]),
      ...silent(child, `${path}.${key}`),
    ]),
    ...[...(node.items ? [node.items] : []), ...(node.oneOf ?? []), ...(node.anyOf ?? [])].flatMap((child) =>
      silent(child, path),
    ),
  ];
  expect(silent(configJsonSchema(), "")).toEqual([]);
});

describe("generated files", () => {
  test("are what the generator would write now", async () => {
    expect(generatedFiles.map(({ file }) => file)).toEqual(
      expect.arrayContaining(["config/monitor.schema.json", "docs/configuration.md"]),
    );
    expect(await findDrift()).toEqual([]);
  });

  test("drift is seen", async () => {
    const drifted = [
      { file: "config/monitor.schema.json", render: () => "other" },
      { file: "docs/no-such-file.md", render: () => "x" },
    ];
    expect(await findDrift(drifted)).toEqual(["config/monitor.schema.json", "docs/no-such-file.md"]);
  });
});
