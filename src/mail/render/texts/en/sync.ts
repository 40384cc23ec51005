/** English: findings about the synchronization of the directory and of passwords. */
import type { SyncTopic, TextsOf } from "../finding-texts.ts";

export const sync: TextsOf<SyncTopic> = {
  "sync-stale": {
    name: "No recent synchronization",
    title: ({ severity, facts }, { f, now }) => {
      if (severity === "critical")
        return `Synchronization has stopped for at least ${f.limit(facts.thresholdMinutes)}`;
      if (now === null) return "No recent synchronization";
      const ago = f.spanSince(facts.lastSyncAt, now);
      return `No recent synchronization – ${ago ? `last success ${ago} ago` : "none on record"}`;
    },
    describe: ({ lastSyncAt, basis }, f) => {
      const moment = f.moment(lastSyncAt);
      if (!moment)
        return "Synchronization is switched on, but no successful synchronization is on record. Changes made on-premises are probably not reaching Microsoft Entra ID.";
      const source =
        basis === "jobs"
          ? `The Cloud Sync jobs last worked on ${moment}`
          : `The directory last recorded a synchronization on ${moment}`;
      return `${source}, and nothing since. Changes made on-premises are probably not reaching Microsoft Entra ID.`;
    },
    describePast: ({ thresholdMinutes }, f) =>
      `No synchronization was recorded for longer than ${f.limit(thresholdMinutes)}.`,
    holdsNow: "Synchronizations are being recorded again.",
  },

  "sync-disabled": {
    name: "Directory synchronization switched off",
    title: () => "Directory synchronization is switched off",
    describe: () =>
      "Directory synchronization was on in this tenant and is now off. Changes made on-premises no longer reach Microsoft Entra ID.",
    describePast: () => "Directory synchronization had been switched off.",
    holdsNow: "Directory synchronization is on again.",
  },

  "password-hash-sync-stale": {
    name: "No recent password hash synchronization",
    title: ({ facts }, { f }) =>
      `No recent password hash synchronization – none in the last ${f.minutes(facts.thresholdMinutes)}`,
    describe: ({ lastPasswordSyncAt }, f) =>
      `The last password hash synchronization was on ${f.moment(lastPasswordSyncAt) ?? "a date that is not known"}. Passwords changed on-premises since then do not work in the cloud yet.`,
    describePast: ({ thresholdMinutes }, f) =>
      `No password hash synchronization was recorded for longer than ${f.minutes(thresholdMinutes)}.`,
    holdsNow: "Password hashes are being synchronized again.",
  },
};
