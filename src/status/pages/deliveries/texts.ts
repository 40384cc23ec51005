/** The words of deliveries, in both languages. */

import type { DeliveryRecipient, OutboxState } from "../../../domain/archive.ts";
import type { Language } from "../../../domain/catalog.ts";

export interface DeliveriesTexts {
  title: string;
  states: string;
  state: Record<OutboxState, string>;
  /** All but those that became a part of a digest. */
  all: string;
  /** What a state means, and what to do where something is to be done. */
  means: Record<OutboxState, string>;
  column: {
    when: string;
    what: string;
    channel: string;
    state: string;
    recipients: string;
    attempts: string;
    nextTry: string;
    recipient: string;
    outcome: string;
    answer: string;
    via: string;
  };
  mailChannel: string;
  /** Before the tenants. */
  more: (count: string) => string;
  accepted: (accepted: string, all: string) => string;
  refused: (count: string) => string;
  /** `recipients` of which the first are known. */
  inAll: (count: string) => string;
  none: string;
  nothing: string;
  ofAlert: string;
  toAlert: string;
  everything: string;
  now: string;
  outcome: Record<DeliveryRecipient["outcome"], string>;
  /** Of one that waits for nothing any more. */
  notTold: string;
  fact: {
    channel: string;
    written: string;
    ended: Record<Exclude<OutboxState, "queued">, string>;
    attempts: string;
    nextTry: string;
    messageId: string;
    id: string;
  };
  facts: string;
  recipients: string;
  moreRecipients: (count: string) => string;
  tells: string;
  moreAlerts: (count: string) => string;
  noAlerts: string;
  mail: {
    title: string;
    asNow: string;
    subject: string;
    from: string;
    to: string;
    date: string;
    files: string;
    frame: (subject: string) => string;
    plain: string;
    gone: string;
  };
  told: string;
}

const en: DeliveriesTexts = {
  title: "Deliveries",
  states: "Deliveries by state",
  state: { queued: "Waiting", sent: "Sent", dead: "Given up", merged: "In a digest", dropped: "Dropped" },
  all: "All",
  means: {
    queued: "It waits for its turn, or for the next try after one that failed.",
    sent: "Every recipient has a final answer. What a mail server accepted, it promised to deliver.",
    dead: "It was tried for as long as it is worth anything, or refused for good: nobody else will be told of it. Look at the answers below, put right what they name (address, sign-in, connection), and try with `sync-health send-test`. What is still wrong is told again by the next reminder; until then tell those concerned yourself.",
    merged:
      "It was told as a part of a digest, together with what failed alike elsewhere. It has no text of its own any more; the alert's page shows the mail that was sent.",
    dropped:
      "Its channel is no longer in the configuration, so nobody was told by it. If that was not meant, put the channel back; new alerts go there again.",
  },
  column: {
    when: "When",
    what: "What",
    channel: "Channel",
    state: "State",
    recipients: "Recipients",
    attempts: "Attempts",
    nextTry: "Next try",
    recipient: "Recipient",
    outcome: "Outcome",
    answer: "Answer",
    via: "Via",
  },
  mailChannel: "mail",
  more: (count) => `and ${count} more`,
  accepted: (accepted, all) => `${accepted} of ${all} accepted`,
  refused: (count) => `${count} refused`,
  inAll: (count) => `${count} in all`,
  none: "Nothing was delivered yet, and nothing waits.",
  nothing: "No delivery is in this state.",
  ofAlert: "Only deliveries about one alert are shown.",
  toAlert: "To the alert",
  everything: "Show all deliveries",
  now: "now",
  outcome: { waiting: "Waiting", accepted: "Accepted", refused: "Refused", deferred: "Put off" },
  notTold: "Not told",
  fact: {
    channel: "Channel",
    written: "Written",
    ended: { sent: "Sent", dead: "Given up", merged: "Taken into a digest", dropped: "Dropped" },
    attempts: "Attempts",
    nextTry: "Next try",
    messageId: "Message-ID",
    id: "ID",
  },
  facts: "Facts",
  recipients: "Recipients",
  moreRecipients: (count) => `And ${count} more recipients.`,
  tells: "Alerts it tells of",
  moreAlerts: (count) => `And ${count} more alerts.`,
  noAlerts: "The alerts it told of are kept no more.",
  mail: {
    title: "The mail",
    asNow:
      "Made anew from what was stored, without the link to acknowledge and, once it has left, without its lists of objects.",
    subject: "Subject",
    from: "From",
    to: "To",
    date: "Date",
    files: "Files",
    frame: (subject) => `The mail: ${subject}`,
    plain: "As plain text",
    gone: "Its text is kept no more.",
  },
  told: "What it tells",
};

const nl: DeliveriesTexts = {
  title: "Verzending",
  states: "Verzendingen per toestand",
  state: {
    queued: "Wacht",
    sent: "Verzonden",
    dead: "Opgegeven",
    merged: "Gebundeld",
    dropped: "Vervallen",
  },
  all: "Alle",
  means: {
    queued: "De verzending wacht op haar beurt, of op de volgende poging na een die mislukte.",
    sent: "Voor elke ontvanger is er een definitief antwoord. Wat een mailserver heeft aangenomen, heeft hij beloofd te bezorgen.",
    dead: "Dit is geprobeerd zolang het zin had, of voorgoed geweigerd: niemand anders krijgt dit nog te horen. Kijk naar de antwoorden hieronder, verhelp wat die noemen (adres, aanmelding, verbinding) en probeer het met `sync-health send-test`. Wat nog mis is, wordt bij de volgende herinnering opnieuw verteld; waarschuw tot dan zelf wie het aangaat.",
    merged:
      "Dit is verteld als deel van een verzamelmail, samen met wat elders op dezelfde manier misging. Een eigen tekst is er niet meer; de pagina van de melding toont de mail die is verzonden.",
    dropped:
      "Het kanaal staat niet meer in de configuratie; langs die weg is dus niemand gewaarschuwd. Was dat niet de bedoeling, zet het kanaal dan terug; nieuwe meldingen gaan er dan weer heen.",
  },
  column: {
    when: "Wanneer",
    what: "Wat",
    channel: "Kanaal",
    state: "Toestand",
    recipients: "Ontvangers",
    attempts: "Pogingen",
    nextTry: "Volgende poging",
    recipient: "Ontvanger",
    outcome: "Uitkomst",
    answer: "Antwoord",
    via: "Via",
  },
  mailChannel: "mail",
  more: (count) => `en nog ${count}`,
  accepted: (accepted, all) => `${accepted} van ${all} aangenomen`,
  refused: (count) => `${count} geweigerd`,
  inAll: (count) => `${count} in totaal`,
  none: "Er is nog niets verzonden, en er wacht niets.",
  nothing: "Geen enkele verzending heeft deze toestand.",
  ofAlert: "Alleen verzendingen over één melding worden getoond.",
  toAlert: "Naar de melding",
  everything: "Alle verzendingen tonen",
  now: "nu",
  outcome: { waiting: "Wacht", accepted: "Aangenomen", refused: "Geweigerd", deferred: "Uitgesteld" },
  notTold: "Niet gewaarschuwd",
  fact: {
    channel: "Kanaal",
    written: "Geschreven",
    ended: {
      sent: "Verzonden",
      dead: "Opgegeven",
      merged: "Opgenomen in een verzamelmail",
      dropped: "Vervallen",
    },
    attempts: "Pogingen",
    nextTry: "Volgende poging",
    messageId: "Message-ID",
    id: "Id",
  },
  facts: "Feiten",
  recipients: "Ontvangers",
  moreRecipients: (count) => `En nog ${count} ontvangers.`,
  tells: "Over welke meldingen dit gaat",
  moreAlerts: (count) => `En nog ${count} meldingen.`,
  noAlerts: "De meldingen waarover dit ging, worden niet meer bewaard.",
  mail: {
    title: "De mail",
    asNow:
      "Opnieuw gemaakt uit wat is vastgelegd, zonder de link om te bevestigen en, als de mail al weg is, zonder de lijsten met objecten.",
    subject: "Onderwerp",
    from: "Van",
    to: "Aan",
    date: "Datum",
    files: "Bestanden",
    frame: (subject) => `De mail: ${subject}`,
    plain: "Als platte tekst",
    gone: "De tekst wordt niet meer bewaard.",
  },
  told: "Wat erin staat",
};

export const deliveriesTexts: Record<Language, DeliveriesTexts> = { en, nl };
