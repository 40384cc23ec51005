/** Numbers of findings about the synchronization of the directory and of passwords. */
import type { SyncTopic } from "../texts/finding-texts.ts";
import type { NumbersOf } from "./numbers.ts";

export const syncNumbers: NumbersOf<SyncTopic> = {
  "sync-stale": ({ lastSyncAt, thresholdMinutes, basis }, { texts, f, now }) => [
    now === null && ["lastSync", f.moment(lastSyncAt) ?? texts.never],
    ["elapsed", now !== null && f.spanSince(lastSyncAt, now)],
    ["threshold", f.limit(thresholdMinutes)],
    ["basis", texts.basis[basis]],
  ],

  "sync-disabled": ({ syncEnabled, lastSyncAt }, { texts, f, now }) => [
    ["syncEnabled", syncEnabled === null ? texts.notSet : syncEnabled ? texts.yes : texts.no],
    ["elapsed", now !== null && f.spanSince(lastSyncAt, now)],
  ],

  "password-hash-sync-stale": ({ lastPasswordSyncAt, lastSyncAt, thresholdMinutes }, { f, now }) => [
    now === null && ["lastPasswordSync", f.moment(lastPasswordSyncAt)],
    ["elapsed", now !== null && f.spanSince(lastPasswordSyncAt, now)],
    ["threshold", f.minutes(thresholdMinutes)],
    ["lastSync", f.moment(lastSyncAt)],
  ],
};
