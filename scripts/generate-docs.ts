/**
 * Writes the generated files. In: the sources they are generated from. Out: the files, or with `--check` exit status 1
 * and the names of those that differ from what would be written.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compileCatalog } from "../src/catalog/load.ts";
import { renderCatalogDocs } from "./docs/render-catalog.ts";
import { renderConfigurationDocs, renderConfigurationSchema } from "./docs/render-configuration.ts";
import { renderLogDocs } from "./docs/render-logs.ts";
import { renderMetricDocs } from "./docs/render-metrics.ts";
import { renderOpenApi } from "./docs/render-openapi.ts";
import { renderPermissionDocs } from "./docs/render-permissions.ts";

export interface GeneratedFile {
  /** Relative to the repository. */
  file: string;
  render: () => string | Promise<string>;
}

/** One line for each generated file. */
export const generatedFiles: readonly GeneratedFile[] = [
  { file: "config/catalog.json", render: () => compileCatalog() },
  { file: "config/monitor.schema.json", render: renderConfigurationSchema },
  { file: "docs/catalog.en.md", render: () => renderCatalogDocs("en") },
  { file: "docs/catalog.nl.md", render: () => renderCatalogDocs("nl") },
  { file: "docs/configuration.md", render: renderConfigurationDocs },
  { file: "docs/logs.md", render: renderLogDocs },
  { file: "docs/metrics.md", render: renderMetricDocs },
  { file: "docs/openapi.json", render: renderOpenApi },
  { file: "docs/permissions.md", render: renderPermissionDocs },
];

const root = join(import.meta.dirname, "..");

/** The files whose contents differ from what would be written now. */
export async function findDrift(files: readonly GeneratedFile[] = generatedFiles): Promise<string[]> {
  const drifted: string[] = [];
  for (const { file, render } of files) {
    const current = await readFile(join(root, file), "utf8").catch(() => null);
    if (current !== (await render())) drifted.push(file);
  }
  return drifted;
}

async function writeAll(): Promise<void> {
  for (const { file, render } of generatedFiles) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), await render());
    console.log(`wrote ${file}`);
  }
}

if (import.meta.main) {
  if (process.argv.includes("--check")) {
    const drifted = await findDrift();
    for (const file of drifted) console.error(`${file} is out of date: run node scripts/generate-docs.ts`);
    process.exitCode = drifted.length > 0 ? 1 : 0;
  } else {
    await writeAll();
  }
}
