/** Every word of the pages behind the link, in both languages. Moments come in as text, names as they are. */
import type { AlertState } from "../../domain/alert.ts";
import type { Language } from "../../domain/catalog.ts";
import type { Severity } from "../../domain/severity.ts";
import type { Choice } from "../choices.ts";
import { maxNameLength, maxReasonLength, type WordsFault } from "../words.ts";

export interface PageTexts {
  /** The language's own name, and how to ask for it. */
  language: string;
  title: string;
  intro: (count: number) => string;
  severity: Record<Severity, string>;
  /** Stand before a moment. */
  openSince: string;
  since: string;
  notOpen: Record<Exclude<AlertState, "open">, string>;
  acknowledged: (by: string, reason: string) => string;
  silencedUntil: string;
  form: {
    name: string;
    what: string;
    choice: Record<Choice, string>;
    choiceHint: Record<Choice, string | null>;
    reason: string;
    reasonHint: string;
    submit: string;
    faults: string;
  };
  fault: Record<WordsFault | "choice-missing", string>;
  done: { acknowledged: (count: number) => string; silenced: (count: number, until: string) => string };
  nothingOpen: (count: number) => string;
  expired: { title: string; text: string };
  forgotten: { title: string; text: string };
  bad: { title: string; text: string };
  tooMany: { title: string; text: string };
  unreadable: { title: string; text: string };
  failed: { title: string; text: string };
  /** Stands before the command that does the same. */
  byCommand: string;
}

const en: PageTexts = {
  language: "English",
  title: "Acknowledge alerts",
  intro: (count) =>
    count === 1 ? "The mail told of this alert:" : `The mail told of these ${count} alerts:`,
  severity: { critical: "Critical", warning: "Warning", info: "Information" },
  openSince: "open since",
  since: "since",
  notOpen: { pending: "Pending", resolved: "Resolved", withdrawn: "Withdrawn" },
  acknowledged: (by, reason) => `Acknowledged by ${by}: ${reason}`,
  silencedUntil: "Silenced until",
  form: {
    name: "Your name",
    what: "What to do",
    choice: {
      acknowledge: "Acknowledge",
      "silence-4h": "Silence for 4 hours",
      "silence-1d": "Silence for 1 day",
      "silence-7d": "Silence for 7 days",
    },
    choiceHint: {
      acknowledge:
        "Somebody is dealing with it: no more reminders. Changes, deadlines and the end are still told.",
      "silence-4h": "Until then no mail about it is sent, not of changes either; only of its end.",
      "silence-1d": null,
      "silence-7d": null,
    },
    reason: "Reason",
    reasonHint: "Everyone who looks at the alert can read it.",
    submit: "Confirm",
    faults: "Nothing was stored yet:",
  },
  fault: {
    "name-missing": "Say who you are.",
    "name-too-long": `The name may have ${maxNameLength} characters at most.`,
    "reason-missing": "Give a reason.",
    "reason-too-long": `The reason may have ${maxReasonLength} characters at most.`,
    "choice-missing": "Choose what to do.",
  },
  done: {
    acknowledged: (count) =>
      count === 1
        ? "Acknowledged. There are no more reminders; the acknowledgement ends when the alert is resolved."
        : `Acknowledged: ${count} alerts. There are no more reminders; each acknowledgement ends when its alert is resolved.`,
    silenced: (count, until) =>
      count === 1
        ? `Silenced until ${until}. If the alert is still open then, you will hear of it.`
        : `Silenced until ${until}: ${count} alerts. You will hear of those that are still open then.`,
  },
  nothingOpen: (count) =>
    count === 1
      ? "It is resolved already: there is nothing left to acknowledge."
      : "All of them are resolved already: there is nothing left to acknowledge.",
  expired: {
    title: "This link has expired",
    text: "Nothing was changed. A later mail about the same alerts has a link that works.",
  },
  forgotten: {
    title: "These alerts are gone",
    text: "They ended too long ago to be kept. There is nothing left to acknowledge.",
  },
  bad: {
    title: "There is nothing here",
    text: "This is not a link from one of our mails, or it was cut off. Copy the whole address from the mail.",
  },
  tooMany: {
    title: "Too many wrong links",
    text: "Too many addresses that are none of ours were asked for from here. Wait ten minutes.",
  },
  unreadable: { title: "That could not be read", text: "Nothing was changed. Go back, and try again." },
  failed: {
    title: "That did not work",
    text: "Whether it was stored is not certain: look at the alerts again in a moment.",
  },
  byCommand: "By command, on the host that watches:",
};

const nl: PageTexts = {
  language: "Nederlands",
  title: "Meldingen bevestigen",
  intro: (count) =>
    count === 1 ? "De mail ging over deze melding:" : `De mail ging over deze ${count} meldingen:`,
  severity: { critical: "Kritiek", warning: "Waarschuwing", info: "Informatie" },
  openSince: "open sinds",
  since: "sinds",
  notOpen: { pending: "In afwachting", resolved: "Opgelost", withdrawn: "Ingetrokken" },
  acknowledged: (by, reason) => `Bevestigd door ${by}: ${reason}`,
  silencedUntil: "Gedempt tot",
  form: {
    name: "Uw naam",
    what: "Wat te doen",
    choice: {
      acknowledge: "Bevestigen",
      "silence-4h": "4 uur dempen",
      "silence-1d": "1 dag dempen",
      "silence-7d": "7 dagen dempen",
    },
    choiceHint: {
      acknowledge:
        "Iemand is ermee bezig: geen herinneringen meer. Wijzigingen, deadlines en het einde krijgt u nog wel te horen.",
      "silence-4h": "Tot dan komt er geen mail over, ook niet over wijzigingen; alleen over het einde.",
      "silence-1d": null,
      "silence-7d": null,
    },
    reason: "Reden",
    reasonHint: "Iedereen die de melding bekijkt, kan dit lezen.",
    submit: "Vastleggen",
    faults: "Er is nog niets vastgelegd:",
  },
  fault: {
    "name-missing": "Zeg wie u bent.",
    "name-too-long": `De naam mag hoogstens ${maxNameLength} tekens hebben.`,
    "reason-missing": "Geef een reden.",
    "reason-too-long": `De reden mag hoogstens ${maxReasonLength} tekens hebben.`,
    "choice-missing": "Kies wat er moet gebeuren.",
  },
  done: {
    acknowledged: (count) =>
      count === 1
        ? "Bevestigd. Er komen geen herinneringen meer; de bevestiging eindigt als de melding is opgelost."
        : `Bevestigd: ${count} meldingen. Er komen geen herinneringen meer; elke bevestiging eindigt als haar melding is opgelost.`,
    silenced: (count, until) =>
      count === 1
        ? `Gedempt tot ${until}. Staat de melding dan nog open, dan hoort u ervan.`
        : `Gedempt tot ${until}: ${count} meldingen. Over wat dan nog openstaat, hoort u opnieuw.`,
  },
  nothingOpen: (count) =>
    count === 1
      ? "De melding is al opgelost: er is niets meer te bevestigen."
      : "Ze zijn allemaal al opgelost: er is niets meer te bevestigen.",
  expired: {
    title: "Deze link is verlopen",
    text: "Er is niets gewijzigd. Een latere mail over dezelfde meldingen heeft een link die werkt.",
  },
  forgotten: {
    title: "Deze meldingen zijn er niet meer",
    text: "Ze zijn te lang geleden afgelopen om nog bewaard te zijn. Er is niets meer te bevestigen.",
  },
  bad: {
    title: "Hier is niets",
    text: "Dit is geen link uit een van onze mails, of hij is afgebroken. Kopieer het hele adres uit de mail.",
  },
  tooMany: {
    title: "Te veel verkeerde links",
    text: "Vanaf hier is te vaak gevraagd om adressen die niet van ons zijn. Wacht tien minuten.",
  },
  unreadable: {
    title: "Dat was niet te lezen",
    text: "Er is niets gewijzigd. Ga terug, en probeer het opnieuw.",
  },
  failed: {
    title: "Dat is niet gelukt",
    text: "Of het is vastgelegd, is niet zeker: bekijk de meldingen straks nog eens.",
  },
  byCommand: "Met een opdracht, op de computer die bewaakt:",
};

export const pageTexts: Record<Language, PageTexts> = { en, nl };
