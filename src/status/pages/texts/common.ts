/** The words that all pages share, in both languages. */
import type { Language } from "../../../domain/catalog.ts";
import type { CommonTexts } from "./common-texts.ts";

const en: CommonTexts = {
  language: "English",
  nav: { tenants: "Tenants", alerts: "Alerts", deliveries: "Deliveries", muted: "Muted", catalog: "Catalog" },
  navLabel: "Pages",
  skip: "Skip to the content",
  ago: "{} ago",
  ahead: "in {}",
  never: "never",
  unknown: "not known",
  none: "none",
  yes: "yes",
  no: "no",
  tone: {
    ok: "OK",
    info: "Information",
    warning: "Warning",
    critical: "Critical",
    unknown: "Not known",
    none: "Not in use",
  },
  state: { ok: "In order", warning: "Warning", critical: "Critical", unknown: "Not known", stale: "Stale" },
  data: {
    polled: "Last polled",
    notYet: "The first poll is under way",
    stalled: "Stale: the monitor has stored no round of polls since",
    noAnswer: "Stale: the monitor does not answer. What you see is from",
    old: "Stale: no tenant was polled when it should have been. What you see is from",
    rejected:
      "The changed configuration was refused when it was reloaded; the one before is still in force. The log says why (config.rejected).",
  },
  search: "Search",
  clear: "Clear",
  paging: {
    label: "Parts of the list",
    shown: (from, to, total) => `${from}–${to} of ${total}`,
    previous: "Previous",
    next: "Next",
  },
  alerts: { one: "alert", other: "alerts" },
  tenants: { one: "tenant", other: "tenants" },
  objectErrors: { one: "object error", other: "object errors" },
  signedInAs: (name) => `Signed in as ${name}`,
  notMicrosoft: "Not a product of Microsoft.",
  notFound: {
    title: "There is nothing here",
    text: "What you look for does not exist, or ended too long ago to be kept.",
  },
  failed: {
    title: "That did not work",
    text: "The monitor could not read or store what was needed. The log says why. Try again in a moment.",
  },
  forged: {
    title: "That form has expired",
    text: "Nothing was changed. Go back, reload the page, and try again.",
  },
  tooLarge: {
    title: "That is too much",
    text: "Nothing was changed. Go back, and send less text.",
  },
  back: "To the tenants",
};

const nl: CommonTexts = {
  language: "Nederlands",
  nav: {
    tenants: "Tenants",
    alerts: "Meldingen",
    deliveries: "Verzending",
    muted: "Gedempt",
    catalog: "Catalogus",
  },
  navLabel: "Pagina's",
  skip: "Naar de inhoud",
  ago: "{} geleden",
  ahead: "over {}",
  never: "nooit",
  unknown: "niet bekend",
  none: "geen",
  yes: "ja",
  no: "nee",
  tone: {
    ok: "In orde",
    info: "Informatie",
    warning: "Waarschuwing",
    critical: "Kritiek",
    unknown: "Niet bekend",
    none: "Niet in gebruik",
  },
  state: {
    ok: "In orde",
    warning: "Waarschuwing",
    critical: "Kritiek",
    unknown: "Niet bekend",
    stale: "Verouderd",
  },
  data: {
    polled: "Laatste controle",
    notYet: "De eerste controle is bezig",
    stalled: "Verouderd: de bewaking heeft geen controleronde meer vastgelegd sinds",
    noAnswer: "Verouderd: de bewaking antwoordt niet. Wat u ziet, is van",
    old: "Verouderd: geen enkele tenant is op tijd gecontroleerd. Wat u ziet, is van",
    rejected:
      "De gewijzigde configuratie is bij het herladen geweigerd; de vorige geldt nog. In het logboek staat waarom (config.rejected).",
  },
  search: "Zoeken",
  clear: "Wissen",
  paging: {
    label: "Delen van de lijst",
    shown: (from, to, total) => `${from}–${to} van ${total}`,
    previous: "Vorige",
    next: "Volgende",
  },
  alerts: { one: "melding", other: "meldingen" },
  tenants: { one: "tenant", other: "tenants" },
  objectErrors: { one: "objectfout", other: "objectfouten" },
  signedInAs: (name) => `Aangemeld als ${name}`,
  notMicrosoft: "Geen product van Microsoft.",
  notFound: {
    title: "Hier is niets",
    text: "Wat u zoekt, bestaat niet of is te lang geleden afgelopen om nog bewaard te zijn.",
  },
  failed: {
    title: "Dat is niet gelukt",
    text: "De bewaking kon niet lezen of vastleggen wat nodig was. In het logboek staat waarom. Probeer het straks opnieuw.",
  },
  forged: {
    title: "Dit formulier is verlopen",
    text: "Er is niets gewijzigd. Ga terug, laad de pagina opnieuw en probeer het nog eens.",
  },
  tooLarge: {
    title: "Dat is te veel",
    text: "Er is niets gewijzigd. Ga terug, en stuur minder tekst.",
  },
  back: "Naar de tenants",
};

export const commonTexts: Record<Language, CommonTexts> = { en, nl };
