/** The words of an alert's page that the mails do not have, in both languages. */
import type { AlertState, TransitionKind, TransitionReason } from "../../../domain/alert.ts";
import type { Language } from "../../../domain/catalog.ts";
import type { ToldReason } from "../../../mail/render/texts/reason-texts.ts";

/** Reasons of which no mail tells. */
type UntoldReason = Exclude<TransitionReason, ToldReason> | "by-page";

export interface AlertTexts {
  state: Record<AlertState, string>;
  acknowledged: string;
  muted: string;
  lastSeen: string;
  /** Of a pending alert. */
  firstSeen: string;
  since: string;
  row: {
    mutedUntil: string;
    mutedBy: string;
    /** Somebody's words for a silence. */
    mutedReason: string;
    calmSince: string;
    flapping: string;
  };
  flapping: string;
  maintenance: (name: string) => string;
  toMuted: string;
  ended: {
    /** Before a moment. */
    resolved: string;
    withdrawn: string;
  };
  pending: string;
  act: string;
  whole: string;
  catalog: string;
  allErrors: string;
  samplesOfThen: string;
  timeline: {
    title: string;
    kind: Record<TransitionKind, string>;
    reason: Record<UntoldReason, string>;
    /** Without the code itself: which it was then is not kept. */
    codeChanged: string;
    /** Of a change that an earlier version stored. */
    severityChanged: string;
    quiet: string;
    by: (name: string) => string;
    earlier: (count: string) => string;
    unknown: string;
    mailedTo: (names: string) => string;
    toldTo: (channel: string) => string;
  };
  told: {
    title: string;
    nobody: string;
    delivery: string;
    more: (count: string) => string;
    all: (count: string) => string;
  };
  raw: {
    title: string;
    id: string;
    finding: string;
    subject: string;
    code: string;
    commands: string;
  };
}

const en: AlertTexts = {
  state: { open: "Open", pending: "Pending", resolved: "Resolved", withdrawn: "Withdrawn" },
  acknowledged: "Acknowledged",
  muted: "Muted",
  lastSeen: "Last seen so",
  firstSeen: "First seen",
  since: "began",
  row: {
    mutedUntil: "Muted until",
    mutedBy: "Muted by",
    mutedReason: "Reason given",
    calmSince: "In order again since",
    flapping: "Flapping",
  },
  flapping: "It keeps coming back; its end is told only after a longer calm than usual.",
  maintenance: (name) => `maintenance window ${name}`,
  toMuted: "All that is muted",
  ended: {
    resolved: "Resolved",
    withdrawn: "Withdrawn",
  },
  pending: "Nobody was told of it: it has not been there for long enough, or was not seen often enough.",
  act: "Acknowledge or silence",
  whole: "What it means and what to do",
  catalog: "The whole entry in the catalog",
  allErrors: "All object errors of this tenant",
  samplesOfThen: "As they were last seen.",
  timeline: {
    title: "Timeline",
    kind: {
      pending: "Seen",
      withdrawn: "Withdrawn",
      raised: "Raised",
      changed: "Changed",
      reminder: "Reminder",
      acknowledged: "Acknowledged",
      silenced: "Muted",
      unsilenced: "Muted no longer",
      resolved: "Resolved",
    },
    reason: {
      "not-long-enough": "Not yet there for long enough to be told.",
      "not-confirmed": "It was gone before it was confirmed.",
      "not-polled": "Its tenant is polled no more.",
      "by-command": "By command.",
      "by-link": "By the link in a mail.",
      "by-page": "On the status page.",
      silence: "A silence covers it.",
      maintenance: "A maintenance window covers it.",
      "silence-over": "The silence or maintenance window is over.",
    },
    codeChanged: "The error code changed.",
    severityChanged: "The severity changed.",
    quiet: "Nobody was told.",
    by: (name) => `by ${name}`,
    earlier: (count) => `And ${count} earlier.`,
    unknown: "Nothing of what happened is kept.",
    mailedTo: (names) => `Mailed to ${names}`,
    toldTo: (channel) => `Told ${channel}`,
  },
  told: {
    title: "Who was told",
    nobody: "Nobody was told.",
    delivery: "Delivery",
    more: (count) => `and ${count} more recipients`,
    all: (count) => `All ${count} deliveries about this alert`,
  },
  raw: {
    title: "For the log and the command line",
    id: "Alert ID",
    finding: "Finding ID",
    subject: "Subject key",
    code: "Code",
    commands: "On the host that watches, the same by command:",
  },
};

const nl: AlertTexts = {
  state: { open: "Open", pending: "In afwachting", resolved: "Opgelost", withdrawn: "Ingetrokken" },
  acknowledged: "Bevestigd",
  muted: "Gedempt",
  lastSeen: "Laatst zo gezien",
  firstSeen: "Voor het eerst gezien",
  since: "begon",
  row: {
    mutedUntil: "Gedempt tot",
    mutedBy: "Gedempt door",
    mutedReason: "Opgegeven reden",
    calmSince: "Weer in orde sinds",
    flapping: "Wisselvallig",
  },
  flapping: "Dit komt steeds terug; het einde wordt pas gemeld als het langer dan gewoonlijk rustig blijft.",
  maintenance: (name) => `onderhoudsvenster ${name}`,
  toMuted: "Alles wat gedempt is",
  ended: {
    resolved: "Opgelost",
    withdrawn: "Ingetrokken",
  },
  pending: "Niemand is gewaarschuwd: het is nog niet lang genoeg zo, of nog niet vaak genoeg gezien.",
  act: "Bevestigen of dempen",
  whole: "Wat het betekent en wat u kunt doen",
  catalog: "De hele beschrijving in de catalogus",
  allErrors: "Alle objectfouten van deze tenant",
  samplesOfThen: "Zoals ze het laatst zijn gezien.",
  timeline: {
    title: "Tijdlijn",
    kind: {
      pending: "Gezien",
      withdrawn: "Ingetrokken",
      raised: "Gemeld",
      changed: "Gewijzigd",
      reminder: "Herinnering",
      acknowledged: "Bevestigd",
      silenced: "Gedempt",
      unsilenced: "Niet meer gedempt",
      resolved: "Opgelost",
    },
    reason: {
      "not-long-enough": "Nog niet lang genoeg zo om te melden.",
      "not-confirmed": "Het was voorbij voordat het was vastgesteld.",
      "not-polled": "De tenant wordt niet meer gecontroleerd.",
      "by-command": "Met een opdracht.",
      "by-link": "Met de link in een mail.",
      "by-page": "Op de statuspagina.",
      silence: "Dit valt onder een demping.",
      maintenance: "Dit valt in een onderhoudsvenster.",
      "silence-over": "De demping of het onderhoudsvenster is voorbij.",
    },
    codeChanged: "De foutcode is veranderd.",
    severityChanged: "De ernst is veranderd.",
    quiet: "Niemand is gewaarschuwd.",
    by: (name) => `door ${name}`,
    earlier: (count) => `En nog ${count} eerdere.`,
    unknown: "Van wat er is gebeurd, is niets bewaard.",
    mailedTo: (names) => `Gemaild naar ${names}`,
    toldTo: (channel) => `Doorgegeven aan ${channel}`,
  },
  told: {
    title: "Wie er is gewaarschuwd",
    nobody: "Niemand is gewaarschuwd.",
    delivery: "Verzending",
    more: (count) => `en nog ${count} ontvangers`,
    all: (count) => `Alle ${count} verzendingen over deze melding`,
  },
  raw: {
    title: "Voor het logboek en de opdrachtregel",
    id: "Meldings-id",
    finding: "Bevindings-id",
    subject: "Sleutel van het onderwerp",
    code: "Code",
    commands: "Hetzelfde met een opdracht, op de computer die bewaakt:",
  },
};

export const alertTexts: Record<Language, AlertTexts> = { en, nl };
