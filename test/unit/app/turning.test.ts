/** What the watchdog asks and what /healthz says, where they differ: polls that end, and can't be stored. */
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { startApp } from "../../../src/app/create-app.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { day } from "../../../src/domain/instant.ts";
import { silentLogger } from "../../../src/telemetry/logger.ts";
import { type Clock, systemClock } from "../../../src/util/clock.ts";
import { createDaemonWorld } from "../../support/daemon.ts";

test("a store that takes nothing is not healthy, and no reason for a restart; rounds that don't end are", async () => {
  const world = await createDaemonWorld();
  onTestFinished(() => world.close());
  await world.configure({ listen: "127.0.0.1:0" });
  const { config } = await loadConfig({ file: world.configFile });
  let aheadMs = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  const app = await startApp({ config, clock, log: silentLogger, version: "1.2.3" });
  onTestFinished(() => app.stop().then(() => {}));
  const ask = async (path: string) => (await fetch(app.statusAddress + path)).status;
  const healthz = () => ask("/healthz");

  // The round that the start began still runs: a tenant of it is left out of others.
  while ((await ask("/readyz")) !== 200) await app.pollAll();
  expect([await healthz(), app.isTurning()]).toEqual([200, true]);

  const store = new DatabaseSync(world.storeFile);
  store.exec("alter table history rename to away");
  store.close();
  // Planned for the next 29th of February; the third of them is at most sixteen years away.
  aheadMs = 20 * 366 * day;
  expect([await healthz(), app.isTurning()]).toEqual([503, false]);
  await app.pollAll();
  expect([await healthz(), app.isTurning()]).toEqual([503, true]);
});
