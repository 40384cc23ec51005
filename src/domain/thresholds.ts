/** The limits that turn readings into findings (design, section 6). Minutes and counts, as an operator writes them. */

export interface Thresholds {
  /** No directory sync for so long is a warning. */
  syncStaleWarningMinutes: number;
  /** No directory sync for so long is critical. */
  syncStaleCriticalMinutes: number;
  /** No password hash sync for so long is critical, where it was ever seen. */
  passwordHashSyncStaleMinutes: number;
  /** So many failed runs of a provisioning job in a row are a warning. */
  jobFailingWarningCount: number;
  /** So many failed runs of a provisioning job in a row are critical. */
  jobFailingCriticalCount: number;
  /** A job without a run for so many of its own intervals is stalled … */
  jobStalledIntervals: number;
  /** … but never sooner than this. */
  jobStalledMinutes: number;
  /** So many polls in a row without sight raise `blind`. */
  blindPolls: number;
  /** So many proven good polls in a row resolve an alert. */
  resolveAfterPolls: number;
}

export const defaultThresholds: Readonly<Thresholds> = Object.freeze({
  syncStaleWarningMinutes: 90,
  syncStaleCriticalMinutes: 1440,
  passwordHashSyncStaleMinutes: 120,
  jobFailingWarningCount: 1,
  jobFailingCriticalCount: 3,
  jobStalledIntervals: 3,
  jobStalledMinutes: 60,
  blindPolls: 3,
  resolveAfterPolls: 2,
});
