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
  /** So many objects that a job could not write are a warning. */
  jobEntryErrorsCount: number;
  /** The directory is nearly full; told again at 90 and 95. */
  objectQuotaWarningPercent: number;
  /** The directory is full. */
  objectQuotaCriticalPercent: number;
  /** So much less than a day before, of users, groups or contacts, is critical … */
  syncedObjectsDropPercent: number;
  /** … and so is a loss of so many … */
  syncedObjectsDropCount: number;
  /** … but never a loss of fewer than this. */
  syncedObjectsDropMinimum: number;
  /** A federated domain's signing certificate expires within so many days. */
  federationCertificateWarningDays: number;
  federationCertificateCriticalDays: number;
  /** A secret or certificate that synchronization or this monitor signs in with expires within so many days. */
  credentialExpiryWarningDays: number;
  credentialExpiryCriticalDays: number;
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
  jobEntryErrorsCount: 1,
  objectQuotaWarningPercent: 80,
  objectQuotaCriticalPercent: 100,
  syncedObjectsDropPercent: 5,
  syncedObjectsDropCount: 500,
  syncedObjectsDropMinimum: 5,
  federationCertificateWarningDays: 35,
  federationCertificateCriticalDays: 7,
  credentialExpiryWarningDays: 30,
  credentialExpiryCriticalDays: 3,
  blindPolls: 3,
  resolveAfterPolls: 2,
});
