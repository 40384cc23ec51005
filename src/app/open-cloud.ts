/** In: the configuration. Out: the Microsoft cloud it names, with the authorities to trust read from their file. */
import { readFileSync } from "node:fs";
import type { Config } from "../config/config.ts";
import { type Cloud, resolveCloud } from "../graph/clouds.ts";

export function openCloud({ cloud }: Pick<Config, "cloud">): Cloud {
  if (typeof cloud === "string") return resolveCloud(cloud);
  const { graph, authority, caFile } = cloud;
  return resolveCloud({ graph, authority, ...(caFile ? { caPem: readFileSync(caFile, "utf8") } : {}) });
}
