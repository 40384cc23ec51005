/** In: verbs about a Connect server. Out: when directory and passwords were last synchronized, worked out from the clock. */
import { type Instant, minute } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import { createCycle } from "./cycle.ts";

export interface SyncDates {
  readonly syncEnabled: boolean | null;
  /** It was switched on at some time. */
  readonly wasSynced: boolean;
  readonly lastSyncAt: Instant | null;
  readonly lastPasswordSyncAt: Instant | null;
  /** A sync cycle now; also moves a date that had stopped. */
  syncNow(): void;
  /** The scheduler stands still; password hash sync goes on, as on a real server. */
  stopSync(): void;
  resumeSync(): void;
  stopPasswordSync(): void;
  resumePasswordSync(): void;
  /** The whole Connect server is gone: both dates stand still. */
  stopServer(): void;
  resumeServer(): void;
  setLastSync(at: Instant | null): void;
  setLastPasswordSync(at: Instant | null): void;
  /** Not true: the dates stand still too; true: runs again from now, if a Connect server is there. */
  setSyncEnabled(value: boolean | null): void;
}

export interface SyncDatesOptions {
  clock: Clock;
  syncEnabled: boolean | null;
  connectSync: boolean;
  passwordHashSync: boolean;
  /** Called when sync is switched on for the first time in the tenant's life. */
  onFirstEnabled(): void;
}

export function createSyncDates(options: SyncDatesOptions): SyncDates {
  const { clock, connectSync, passwordHashSync } = options;
  let syncEnabled = options.syncEnabled;
  let wasSynced = syncEnabled !== null;
  const sync = createCycle({ clock, periodMs: 30 * minute }, syncEnabled === true && connectSync);
  const passwordSync = createCycle({ clock, periodMs: 2 * minute }, syncEnabled === true && passwordHashSync);
  return {
    get syncEnabled() {
      return syncEnabled;
    },
    get wasSynced() {
      return wasSynced;
    },
    get lastSyncAt() {
      return sync.lastAt();
    },
    get lastPasswordSyncAt() {
      return passwordSync.lastAt();
    },
    syncNow: () => sync.runNow(),
    stopSync: () => sync.stop(),
    resumeSync: () => sync.resume(),
    stopPasswordSync: () => passwordSync.stop(),
    resumePasswordSync: () => passwordSync.resume(),
    stopServer() {
      sync.stop();
      passwordSync.stop();
    },
    resumeServer() {
      sync.resume();
      if (passwordHashSync) passwordSync.resume();
    },
    setLastSync: (at) => sync.freezeAt(at),
    setLastPasswordSync: (at) => passwordSync.freezeAt(at),
    setSyncEnabled(value) {
      syncEnabled = value;
      if (value !== true) {
        sync.stop();
        passwordSync.stop();
        return;
      }
      if (!wasSynced) options.onFirstEnabled();
      wasSynced = true;
      if (connectSync) sync.resume();
      if (passwordHashSync) passwordSync.resume();
    },
  };
}
