/** `run`: the daemon. Ends with 0 after a stop, which loses nothing, else with an error's code. */
import { type App, startApp } from "../app/create-app.ts";
import { readVersion } from "../app/version.ts";
import { checkPaths } from "../config/check-paths.ts";
import { findTlsWarnings } from "../config/check-tls.ts";
import type { Config } from "../config/config.ts";
import { type LoadedConfig, loadConfig } from "../config/load.ts";
import { ConfigError } from "../config/problem.ts";
import { readWatchdog } from "../config/watchdog.ts";
import { errorCodes } from "../domain/errors.ts";
import { createLogger, type Logger } from "../telemetry/logger.ts";
import { systemClock } from "../util/clock.ts";
import { coerceError } from "../util/coerce-error.ts";
import { type ConfigOption, describeProblem } from "./load.ts";

export async function runDaemon(options: ConfigOption): Promise<number> {
  // From the first moment on: without a listener SIGHUP would end the process, and as process 1 of a container it
  // would not even hear SIGTERM.
  const stopSignal = untilStopSignal();
  let onHangUp = () => {};
  process.on("SIGHUP", () => onHangUp());

  const source = options.config === undefined ? {} : { file: options.config };
  const loaded = await loadConfig(source);
  const { config, file } = loaded;
  const problems = await checkPaths(config);
  if (problems.length > 0) throw new ConfigError(file, problems);

  // A secret that a reload brings must be cut from the log like the first ones.
  const secrets = [...loaded.secrets];
  const log = createLogger({
    level: config.log.level,
    destination: config.log.file ?? "stdout",
    secrets,
  });
  await warnOf(loaded);
  const app = await startApp({ config, clock: systemClock, log, version: readVersion() });
  const watchdog = await openWatchdog(app, log);

  async function reload(): Promise<void> {
    try {
      const next = await loadConfig(source);
      const faults = await checkPaths(next.config);
      if (faults.length > 0) throw new ConfigError(next.file, faults);
      secrets.push(...next.secrets);
      await app.reload(next.config);
      log.info("config.reloaded", {
        file: next.file,
        tenants: next.config.tenants.map((tenant) => tenant.name),
      });
      await warnOf(next);
      for (const path of findUnchangeable(config, next.config)) {
        log.warn("config.warning", {
          file: next.file,
          problem: `${path}: is changed, which a reload can't take up. Restart the service.`,
        });
      }
    } catch (thrown) {
      const error = coerceError(thrown);
      const list = error instanceof ConfigError ? describeAll(error) : [error.message];
      log.error("config.rejected", { problems: list });
      app.noteRejected();
    }
  }

  async function warnOf({ config, warnings, file }: LoadedConfig): Promise<void> {
    for (const warning of [...warnings, ...(await findTlsWarnings(config, systemClock.now()))]) {
      log.warn("config.warning", { file, problem: describeProblem(warning) });
    }
  }

  let reloading: Promise<void> = Promise.resolve();
  onHangUp = () => {
    reloading = reloading.then(reload);
  };
  await stopSignal;
  onHangUp = () => {};
  watchdog?.stop();
  const closed = await app.stop();
  await reloading;
  return closed ? 0 : errorCodes.INTERNAL;
}

/** Null where systemd does not wait to hear from this process. */
async function openWatchdog(app: App, log: Logger): Promise<{ stop(): void } | null> {
  const watchdog = readWatchdog();
  if (watchdog === null) return null;
  const { startWatchdog } = await import("../app/watchdog.ts");
  return startWatchdog({ ...watchdog, isTurning: () => app.isTurning(), clock: systemClock, log });
}

/** Store, status page and log are opened once, and outlive every reload. */
function findUnchangeable(running: Config, next: Config): string[] {
  const opened = ({ store, status, log }: Config) => ({
    "store.path": store.path,
    "status.listen": JSON.stringify(status.listen),
    "status.tls": JSON.stringify(status.tls),
    "status.auth": JSON.stringify(status.auth),
    "log.level": log.level,
    "log.destination": log.file,
  });
  const [before, after] = [opened(running), opened(next)];
  return (Object.keys(before) as (keyof typeof before)[]).filter((path) => before[path] !== after[path]);
}

/** What is wrong with the file as a whole has no path in it: the file's own takes its place. */
function describeAll({ file, problems }: ConfigError): string[] {
  return problems.map((problem) =>
    describeProblem({ ...problem, path: problem.path || (file ?? "configuration") }),
  );
}

function untilStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}
