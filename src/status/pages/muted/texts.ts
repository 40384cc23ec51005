/** The words of the page of what is muted, in both languages. */
import type { Language } from "../../../domain/catalog.ts";

export type SilenceFault = "tenant-missing" | "finding-missing";

export interface MutedTexts {
  title: string;
  intro: string;
  silences: string;
  noSilences: string;
  column: {
    what: string;
    tenant: string;
    until: string;
    by: string;
    reason: string;
    end: string;
    name: string;
    when: string;
    alert: string;
    acknowledged: string;
  };
  everything: string;
  allTenants: string;
  /** Before a subject's key. */
  onlyFor: string;
  end: string;
  /** What the button ends, for who can't see its row. */
  endOf: (what: string) => string;
  /** Before a moment. */
  startsAt: string;
  until: string;
  windows: string;
  noWindows: string;
  inForce: string;
  /** Before two moments. */
  next: string;
  /** Between them. */
  to: string;
  over: string;
  acknowledged: string;
  /** Until when, and what is told all the same. */
  acknowledgedHint: string;
  noAcknowledged: string;
  moreAcknowledged: (count: string) => string;
  form: {
    title: string;
    tenant: string;
    finding: string;
    choose: string;
    allTenants: string;
    allFindings: string;
    submit: string;
  };
  fault: Record<SilenceFault, string>;
  done: {
    silenced: string;
    ended: string;
    gone: string;
  };
}

const en: MutedTexts = {
  title: "Muted",
  intro:
    "What is muted is looked at, stored and logged as ever, but told to nobody. What still holds when that is over is told then.",
  silences: "Silences",
  noSilences: "Nothing is silenced.",
  column: {
    what: "What",
    tenant: "Tenant",
    until: "Until",
    by: "By",
    reason: "Reason",
    end: "End",
    name: "Name",
    when: "When",
    alert: "Alert",
    acknowledged: "Acknowledged",
  },
  everything: "Every finding",
  allTenants: "Every tenant",
  onlyFor: "only",
  end: "End",
  endOf: (what) => `the silence: ${what}`,
  startsAt: "begins",
  until: "until",
  windows: "Maintenance windows",
  noWindows: "The configuration has no maintenance windows (maintenance).",
  inForce: "In force",
  next: "Next:",
  to: "to",
  over: "Over; it does not come again",
  acknowledged: "Acknowledged alerts",
  acknowledgedHint: "Until each is resolved: no reminders. Changes, deadlines and the end are still told.",
  noAcknowledged: "No open alert is acknowledged.",
  moreAcknowledged: (count) => `And ${count} more.`,
  form: {
    title: "Silence something for a time",
    tenant: "Tenant",
    finding: "Finding",
    choose: "Choose…",
    allTenants: "Every tenant",
    allFindings: "Every finding",
    submit: "Silence",
  },
  fault: { "tenant-missing": "Choose a tenant.", "finding-missing": "Choose a finding." },
  done: {
    silenced: "Silenced. What is still open when that is over is told then.",
    ended: "The silence has ended. What it held back and still holds is told after the next poll.",
    gone: "That silence had ended already.",
  },
};

const nl: MutedTexts = {
  title: "Gedempt",
  intro:
    "Wat gedempt is, wordt als altijd bekeken, vastgelegd en in het logboek gezet, maar aan niemand verteld. Wat er dan nog is, hoort u als de demping voorbij is.",
  silences: "Dempingen",
  noSilences: "Er is niets gedempt.",
  column: {
    what: "Wat",
    tenant: "Tenant",
    until: "Tot",
    by: "Door",
    reason: "Reden",
    end: "Beëindigen",
    name: "Naam",
    when: "Wanneer",
    alert: "Melding",
    acknowledged: "Bevestigd",
  },
  everything: "Elke bevinding",
  allTenants: "Elke tenant",
  onlyFor: "alleen",
  end: "Beëindigen",
  endOf: (what) => `de demping: ${what}`,
  startsAt: "begint",
  until: "tot",
  windows: "Onderhoudsvensters",
  noWindows: "De configuratie heeft geen onderhoudsvensters (maintenance).",
  inForce: "Van kracht",
  next: "Volgende:",
  to: "tot",
  over: "Voorbij; het komt niet terug",
  acknowledged: "Bevestigde meldingen",
  acknowledgedHint:
    "Tot elke melding is opgelost: geen herinneringen. Wijzigingen, deadlines en het einde worden nog wel verteld.",
  noAcknowledged: "Er is geen open melding bevestigd.",
  moreAcknowledged: (count) => `En nog ${count}.`,
  form: {
    title: "Iets een tijd lang dempen",
    tenant: "Tenant",
    finding: "Bevinding",
    choose: "Kies…",
    allTenants: "Elke tenant",
    allFindings: "Elke bevinding",
    submit: "Dempen",
  },
  fault: { "tenant-missing": "Kies een tenant.", "finding-missing": "Kies een bevinding." },
  done: {
    silenced: "Gedempt. Wat dan nog openstaat, hoort u als de demping voorbij is.",
    ended: "De demping is beëindigd. Wat zij tegenhield en er nog is, wordt na de volgende controle verteld.",
    gone: "Die demping was al voorbij.",
  },
};

export const mutedTexts: Record<Language, MutedTexts> = { en, nl };
