/** Which file holds the configuration: the one that was named, else the first that exists in the known places. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigError, missingValue } from "./problem.ts";
import { readTextFile } from "./read-file.ts";

const maxBytes = 1024 * 1024;

export interface ConfigSource {
  /** `--config FILE`; wins over everything. */
  file?: string | undefined;
  env: NodeJS.ProcessEnv;
  workingDirectory: string;
}

/** Beside the configuration: the user's own catalog entries. */
export const catalogFolderName = "catalog.d";

/** Where the user's own catalog entries are, or would be: nothing is read, and nothing need be there. */
export async function findCatalogFolder({
  file,
  env = process.env,
  workingDirectory = process.cwd(),
}: Partial<ConfigSource>): Promise<string> {
  const searched = placesOf({ file, env, workingDirectory });
  const found = searched.find((place) => existsSync(place)) ?? searched[0] ?? workingDirectory;
  return join(dirname(found), catalogFolderName);
}

/** The file's absolute path and text. Throws ConfigError when there is none or it can't be read. */
export async function readConfigFile(source: ConfigSource): Promise<{ file: string; text: string }> {
  const named = source.file ?? (source.env.SYNC_HEALTH_CONFIG || undefined);
  const searched = placesOf(source);
  for (const file of searched) {
    const read = await readTextFile(file, maxBytes);
    if ("text" in read) return { file, text: read.text };
    // A file that is there but can't be read is the one that was meant: going on would hide the mistake.
    if (!read.fault.absent || named !== undefined) {
      const said = source.file === undefined && named !== undefined ? "SYNC_HEALTH_CONFIG" : "--config";
      const hint = named === undefined ? "" : ` It was named by ${said}.`;
      const value = JSON.stringify(file);
      throw new ConfigError(file, [
        { path: "", value, problem: read.fault.problem, remedy: `${read.fault.remedy}${hint}` },
      ]);
    }
  }
  throw new ConfigError(null, [
    {
      path: "",
      value: missingValue,
      problem: `there is no configuration file; looked for ${searched.join(" and ")}`,
      remedy:
        "Copy config/monitor.example.yaml to one of these places, or name another with --config FILE or SYNC_HEALTH_CONFIG.",
    },
  ]);
}

function placesOf({ file, env, workingDirectory }: ConfigSource): string[] {
  const named = file ?? (env.SYNC_HEALTH_CONFIG || undefined);
  const places =
    named === undefined ? ["config/monitor.yaml", "/etc/sync-health-monitor/monitor.yaml"] : [named];
  return places.map((place) => resolve(workingDirectory, place));
}
