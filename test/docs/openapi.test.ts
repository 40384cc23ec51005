/** The API's document: valid, generated, described; and the page that introduces it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { renderOpenApi } from "../../scripts/docs/render-openapi.ts";
import { readVersion } from "../../src/app/version.ts";
import { apiErrorCodes } from "../../src/status/api/api-error.ts";
import { apiPaths } from "../../src/status/api/paths.ts";
import { type ApiFixture, createApiFixture, document } from "../support/api-fixture.ts";
import { firstCellsOf, projectRoot, readPage, sectionOf } from "../support/markdown.ts";

const page = "docs/api.md";
const pathsInDocument = apiPaths.map((path) => path.replace(/:(\w+)/g, "{$1}"));
const operations = Object.entries(document.paths).map(([path, { get }]) => [path, get] as const);

describe("docs/openapi.json", () => {
  const file = readFileSync(join(projectRoot, "docs/openapi.json"), "utf8");

  test("is what the generator writes, with the product's version", () => {
    expect(file === renderOpenApi(), "run node scripts/generate-docs.ts").toBe(true);
    expect(JSON.parse(file).info.version).toBe(readVersion());
  });

  test("is a valid OpenAPI 3.1 document", async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(file));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  test("every reference leads somewhere", () => {
    const targets = [...file.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, target = ""]) => target.split("/"));
    const find = (target: string[]) =>
      target.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
    expect(targets.length).toBeGreaterThan(100);
    expect(targets.filter((target) => find(target) === undefined)).toEqual([]);
  });

  test("every component is referred to, and says what it is", () => {
    for (const [id, schema] of Object.entries(document.components.schemas)) {
      expect(file, id).toContain(`"#/components/schemas/${id}"`);
      expect(schema.description, id).toMatch(/^[A-Z`].*\.$/s);
    }
  });

  test("members may be added: no object is closed", () => {
    expect(file).not.toContain('"additionalProperties": false');
  });
});

describe("every operation", () => {
  test("there is one for each path", () => {
    expect(Object.keys(document.paths)).toEqual(pathsInDocument);
  });

  test("has a name of its own", () => {
    const names = operations.map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z]+$/);
  });

  test.each(operations)(
    "%s: its parameters and its answers, refusals included",
    (path, { parameters, responses }) => {
      const inPath = parameters.filter((one) => one.in === "path").map(({ name }) => `{${name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
      for (const one of parameters.filter(({ $ref }) => $ref === undefined)) {
        expect(one).toMatchObject({
          description: expect.stringMatching(/\.$/),
          schema: { type: expect.any(String) },
        });
        expect(one.required).toBe(one.in === "path" || one.name === "text");
      }
      expect(Object.keys(responses)).toEqual([
        "200",
        "304",
        "400",
        "401",
        "403",
        ...(inPath.length > 0 ? ["404"] : []),
        "429",
        "500",
      ]);
    },
  );
});

describe(page, () => {
  let api: ApiFixture;
  beforeAll(async () => {
    api = await createApiFixture();
  });
  const text = readPage(page);

  test("names every address, and none that is not there", () => {
    const [table = ""] = text.split("## Parts");
    expect(firstCellsOf(table)).toEqual(pathsInDocument);
  });

  test("names the parameters of every address", () => {
    for (const [path, { parameters }] of operations) {
      const row = text.split("\n").find((line) => line.startsWith(`| \`${path}\` |`)) ?? "";
      const own = parameters.filter((one) => one.in === "query" && !["offset", "limit"].includes(one.name));
      for (const { name } of own) expect(row, path).toMatch(new RegExp(`\`${name}[\`=]`));
    }
  });

  test("names every code of a refusal", () => {
    const section = sectionOf(page, "When it refuses");
    for (const [code, status] of Object.entries(apiErrorCodes)) {
      expect(section).toMatch(new RegExp(`^\\| ${status} \\|.*\`${code}\``, "m"));
    }
  });

  test("every address in its examples is answered", async () => {
    const whole = [...text.matchAll(/(?:\/api\/v1|\$api)(\/[\w/.-]+(?:\?[\w=&$-]+)?)/g)].map(
      ([, found]) => found ?? "",
    );
    const begun = /next='(\?[^']+)'/.exec(text)?.[1] ?? "";
    const from = "2025-01-01T00:00:00Z";
    const asked = [...whole, `/alerts${begun}`].map((address) =>
      address.replace("/alerts$next", "/alerts").replace("$from", from),
    );
    expect(asked.length).toBeGreaterThan(6);
    for (const address of asked) expect((await api.get(address)).status, address).toBe(200);
  });
});
