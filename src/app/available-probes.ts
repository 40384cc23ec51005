/** In: the configured cloud. Out: the probes whose interfaces it has. Addresses of one's own are taken to have all. */
import type { Config } from "../config/config.ts";
import type { Probe } from "../probes/probe.ts";
import { probes } from "../probes/registry.ts";

export function availableProbes({ cloud }: Pick<Config, "cloud">): readonly Probe[] {
  return probes.filter((probe) => !probe.notIn.some((name) => name === cloud));
}
