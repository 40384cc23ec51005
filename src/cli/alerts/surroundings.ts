/** What the `alerts` commands work with: the clock, somebody to ask, the daemon's store. */
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { AppError } from "../../domain/errors.ts";
import { openSqliteStore } from "../../store/sqlite/sqlite-store.ts";
import type { Store } from "../../store/store.ts";
import { type Clock, systemClock } from "../../util/clock.ts";
import { openTerminal, type Terminal } from "../init/terminal.ts";

export interface Surroundings {
  clock: Clock;
  /** Null where there is nobody to ask. */
  openTerminal: () => Terminal | null;
  /** Null where the system has no name for the user, as in some containers. */
  userName: () => string | null;
}

export const realSurroundings: Surroundings = {
  clock: systemClock,
  openTerminal: () => openTerminal("alerts: stopped before the last answer; nothing was stored."),
  userName: () => {
    try {
      return userInfo().username;
    } catch {
      return null;
    }
  },
};

/** Opens the store for one piece of work, and closes it. Throws UNAVAILABLE before the daemon's first start. */
export async function withStore<Result>(
  path: string,
  access: "read" | "write",
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  if (!existsSync(path)) {
    throw new AppError(
      "UNAVAILABLE",
      `store.path ${path} does not exist yet: the daemon (sync-health run) has not polled.`,
    );
  }
  let store = await openSqliteStore(path, { readOnly: true });
  if (access === "write") {
    // Opened so, a store of an earlier version is refused. Opened to write it would be brought up to date, and a daemon
    // of that version that runs would no longer understand it.
    await store.close();
    store = await openSqliteStore(path);
  }
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
