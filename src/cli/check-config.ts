/** `check-config`: every mistake at once, with path, value and remedy; exit 0 when there is none. */
import { loadExtendedCatalog } from "../catalog/load.ts";
import { checkPaths } from "../config/check-paths.ts";
import { findTlsWarnings } from "../config/check-tls.ts";
import type { Config } from "../config/config.ts";
import { ConfigError, type ConfigProblem } from "../config/problem.ts";
import { systemClock } from "../util/clock.ts";
import { type ConfigOption, loadForCommand, tellWarnings } from "./load.ts";

export async function runCheckConfig(options: ConfigOption): Promise<number> {
  const { config, file } = await loadForCommand(options);
  const problems = [...(await checkPaths(config)), ...(await checkCatalog(config))];
  if (problems.length > 0) throw new ConfigError(file, problems);
  tellWarnings(await findTlsWarnings(config, systemClock.now()));
  const enabled = config.tenants.filter((tenant) => tenant.enabled).length;
  console.log(
    `${file}: no mistakes. ${enabled} of ${config.tenants.length} tenants enabled, polled by "${config.poll.cron}".`,
  );
  return 0;
}

async function checkCatalog({ catalogFolder }: Config): Promise<ConfigProblem[]> {
  const { mistakes } = await loadExtendedCatalog(catalogFolder);
  return mistakes.map(({ file, line, entry, field, ...rest }) => ({
    path: ["catalog.d", file, `line ${line}`, entry, field].filter((part) => part !== "").join(": "),
    ...rest,
  }));
}
