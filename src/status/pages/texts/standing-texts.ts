/** What pages say of how a tenant stands, row by row, in both languages. The wording follows the admin center's own tiles. */
import type { Language } from "../../../domain/catalog.ts";
import type { DeleteProtectionReading } from "../../../domain/reading.ts";
import type { PluralForms } from "../../../mail/render/format.ts";

export const rowIds = ["errors", "sync", "password", "jobs", "quota", "threshold", "sight"] as const;
export type RowId = (typeof rowIds)[number];

export interface StandingTexts {
  row: Record<RowId, string>;
  notSeen: string;
  errors: {
    none: string;
    /** `3 object errors`, and of which services. */
    objects: PluralForms;
    services: PluralForms;
    escrowed: PluralForms;
    /** Before "12 minutes ago". */
    found: string;
  };
  sync: {
    /** Before "28 minutes ago". */
    last: string;
    noRecent: string;
    off: string;
    never: string;
  };
  password: { last: string; noRecent: string; notUsed: string };
  jobs: {
    none: string;
    running: (running: string, all: string) => string;
    quarantined: (count: string) => string;
    failing: (count: string) => string;
    paused: (count: string) => string;
    stalled: (count: string) => string;
    /** Before "in 12 days". */
    disabled: string;
    disabledPassed: string;
  };
  quota: { of: (percent: string, total: string) => string };
  threshold: {
    stopped: (count: string) => string;
    protection: Record<DeleteProtectionReading["prevention"], (threshold: string | null) => string>;
    ofJobs: (threshold: string) => string;
  };
  sight: {
    all: string;
    dark: string;
    /** `what`: probes in words, or how many. */
    partly: (what: string) => string;
    probes: PluralForms;
  };
}

const en: StandingTexts = {
  row: {
    errors: "Sync errors",
    sync: "Sync status",
    password: "Password sync",
    jobs: "Provisioning jobs",
    quota: "Object quota",
    threshold: "Delete threshold",
    sight: "Monitoring",
  },
  notSeen: "not seen yet",
  errors: {
    none: "no errors found",
    objects: { one: "object error", other: "object errors" },
    services: { one: "service error", other: "service errors" },
    escrowed: { one: "object held back", other: "objects held back" },
    found: "the newest",
  },
  sync: {
    last: "last synced",
    noRecent: "no recent synchronization",
    off: "switched off",
    never: "never synced",
  },
  password: { last: "last synced", noRecent: "no recent synchronization", notUsed: "not in use" },
  jobs: {
    none: "no Cloud Sync",
    running: (running, all) => `${running} of ${all} running`,
    quarantined: (count) => `${count} in quarantine`,
    failing: (count) => `${count} failing`,
    paused: (count) => `${count} paused`,
    stalled: (count) => `${count} stalled`,
    disabled: "Microsoft disables it",
    disabledPassed: "Microsoft may have disabled it",
  },
  quota: { of: (percent, total) => `${percent} of ${total} objects` },
  threshold: {
    stopped: (count) => `reached: ${count} stopped`,
    protection: {
      "enabled-for-count": (threshold) => (threshold ? `${threshold} objects` : "on"),
      "enabled-for-percentage": (threshold) => (threshold ? `${threshold}% of all objects` : "on"),
      disabled: () => "switched off",
      unknown: () => "not known",
    },
    ofJobs: (threshold) => `${threshold} objects`,
  },
  sight: {
    all: "sees everything",
    dark: "sees nothing",
    partly: (what) => `can't see ${what}`,
    probes: { one: "signal", other: "signals" },
  },
};

const nl: StandingTexts = {
  row: {
    errors: "Synchronisatie\u00adfouten",
    sync: "Synchronisatie\u00adstatus",
    password: "Wachtwoord\u00adsynchronisatie",
    jobs: "Inrichtingstaken",
    quota: "Objectquotum",
    threshold: "Verwijderings\u00addrempel",
    sight: "Bewaking",
  },
  notSeen: "nog niet gezien",
  errors: {
    none: "geen fouten gevonden",
    objects: { one: "objectfout", other: "objectfouten" },
    services: { one: "servicefout", other: "servicefouten" },
    escrowed: { one: "object tegengehouden", other: "objecten tegengehouden" },
    found: "de nieuwste",
  },
  sync: {
    last: "laatst gesynchroniseerd:",
    noRecent: "geen recente synchronisatie",
    off: "uitgeschakeld",
    never: "nooit gesynchroniseerd",
  },
  password: {
    last: "laatst gesynchroniseerd:",
    noRecent: "geen recente synchronisatie",
    notUsed: "niet in gebruik",
  },
  jobs: {
    none: "geen Cloud Sync",
    running: (running, all) => `${running} van ${all} actief`,
    quarantined: (count) => `${count} in quarantaine`,
    failing: (count) => `${count} mislukt`,
    paused: (count) => `${count} gepauzeerd`,
    stalled: (count) => `${count} staat stil`,
    disabled: "Microsoft schakelt de taak uit",
    disabledPassed: "Microsoft kan de taak al hebben uitgeschakeld",
  },
  quota: { of: (percent, total) => `${percent} van ${total} objecten` },
  threshold: {
    stopped: (count) => `bereikt: ${count} gestopt`,
    protection: {
      "enabled-for-count": (threshold) => (threshold ? `${threshold} objecten` : "ingeschakeld"),
      "enabled-for-percentage": (threshold) =>
        threshold ? `${threshold}% van alle objecten` : "ingeschakeld",
      disabled: () => "uitgeschakeld",
      unknown: () => "niet bekend",
    },
    ofJobs: (threshold) => `${threshold} objecten`,
  },
  sight: {
    all: "ziet alles",
    dark: "ziet niets",
    partly: (what) => `geen zicht op ${what}`,
    probes: { one: "signaal", other: "signalen" },
  },
};

export const standingTexts: Record<Language, StandingTexts> = { en, nl };
