/** De woorden van de mails in het Nederlands (u-vorm); the terms follow Microsoft's human-translated Dutch pages. */
import { blind, sayBlindReason, sayProbe } from "./nl/blind.ts";
import { atLeast } from "./nl/counts.ts";
import { digest } from "./nl/digest.ts";
import { followUp, reasons } from "./nl/follow-up.ts";
import { jobs } from "./nl/jobs.ts";
import { labels } from "./nl/labels.ts";
import { objects } from "./nl/objects.ts";
import { credentialWords, setup } from "./nl/setup.ts";
import { sync } from "./nl/sync.ts";
import type { Texts } from "./texts.ts";

export const nl: Texts = {
  language: "nl",
  locale: "nl-NL",
  spanJoint: " en ",
  lessThanAMinute: "minder dan een minuut",
  others: "andere",
  prefix: {
    changed: "[Gewijzigd]",
    reminder: "[Herinnering]",
    resolved: "[Opgelost]",
    closed: "[Afgesloten]",
  },
  severity: { critical: "Kritiek", warning: "Waarschuwing", info: "Informatie" },
  state: { raised: "Nieuw", changed: "Gewijzigd", reminder: "Herinnering", resolved: "Opgelost" },
  yes: "ja",
  no: "nee",
  unknown: "niet bekend",
  never: "geen enkele bekend",
  notSet: "niet ingesteld",

  ...digest,
  ...followUp,
  finding: { ...sync, ...jobs, ...objects, ...setup, ...blind },
  reason: reasons,
  subjectGone:
    "Waar dit over ging, is er niet meer. Was dat niet de bedoeling, ga dan na wie of wat het heeft verwijderd.",
  accepted: {
    badge: "Afgesloten",
    title: "het nieuwe niveau geldt als normaal",
    outcome:
      "De verdwenen objecten zijn niet teruggekomen. Er was 24 uur lang geen verdere daling; het huidige aantal geldt daarom voortaan als normaal, zodat een volgend verlies opvalt. Was dit niet de bedoeling, herstel de objecten dan snel: Microsoft bewaart wat nog te herstellen is maar 30 dagen.",
  },
  blindReason: sayBlindReason,
  probe: sayProbe,
  pause: {
    paused: "gepauzeerd",
    disabled: "planning uitgeschakeld",
    "not-configured": "niet ingesteld",
    "escrows-pruned": "door Microsoft gepauzeerd na te veel fouten in de eerste cyclus",
  },
  basis: {
    organization: "de synchronisatiedatum van de adreslijst zelf",
    jobs: "de tijden van de Cloud Sync-taken",
  },
  actor: {
    tenant: "Uw eigen organisatie kan dit verhelpen.",
    microsoft: "Alleen Microsoft kan dit verhelpen.",
    both: "Uw eigen organisatie kan dit verhelpen; helpt dat niet, dan kan Microsoft het.",
  },
  transient: (minutes) =>
    minutes
      ? `Dit gaat vaak binnen ${minutes} vanzelf over; het duurt nu lang genoeg om te melden.`
      : "Dit gaat vaak vanzelf over.",
  hashJob: {
    name: (configuration) => `${configuration} (wachtwoordhashes)`,
    affected:
      "Nieuwe en gewijzigde wachtwoorden uit dit domein komen niet aan in Microsoft Entra ID: daar blijft het oude wachtwoord gelden.",
    stillWorks:
      "Accounts en groepen worden door een eigen taak gesynchroniseerd. Wachtwoorden die niet zijn gewijzigd, blijven werken.",
  },
  tenantActionable: (can) =>
    can ? "uw organisatie kan dit verhelpen" : "uw organisatie kan dit niet verhelpen",
  countdown: (left) => `nog ${left}`,
  countdownPassed: "dit moment is voorbij; de taak kan al uitgeschakeld zijn",
  expired: "dit moment is voorbij",
  expiryItself: "het verlopen zelf",
  polls: { one: "controle", other: "controles op rij" },
  runs: { one: "uitvoering", other: "uitvoeringen op rij" },
  times: { one: "keer", other: "keer" },
  tenants: { one: "tenant", other: "tenants" },
  objectType: { user: "gebruiker", group: "groep", contact: "contactpersoon" },
  credential: credentialWords,
  principal: { missing: "ontbreekt", disabled: "uitgeschakeld" },
  noNextCertificate: "geen bekend bij Microsoft Entra ID",
  validUntil: (date) => `geldig tot ${date}`,
  atLeast,
  ofTotal: (count, total) => `${count} van ${total}`,
  more: (count) => `en nog ${count}`,
  moreAttached: (count) => `en nog ${count}, allemaal in het bijgevoegde bestand`,
  attached: (file, first) =>
    first
      ? `Het bijgevoegde bestand ${file} bevat de eerste ${first} met alle details.`
      : `Het bijgevoegde bestand ${file} bevat elke regel met alle details.`,
  forSpan: (span) => `al ${span}`,
  noHolder: "niet gevonden",
  incidents: {
    intro:
      "Microsoft heeft het volgende nog niet opgelost in services waarvan de synchronisatie afhangt. Dit kan de oorzaak zijn; dan kan alleen Microsoft het verhelpen.",
    noTitle: "geen titel opgegeven",
    since: (date) => `sinds ${date}`,
  },

  heading: {
    facts: "Feiten",
    numbers: "De cijfers",
    lastNumbers: "Laatste waarden tijdens de storing",
    samples: "Om welke objecten het gaat",
    tenants: "Om welke tenants het gaat",
    overview: "In deze mail",
    incidents: "Microsoft meldt zelf een probleem",
    meaning: "Wat het betekent",
    impact: "Wat wel en niet werkt",
    steps: "Wat u kunt doen",
    otherCauses: "Andere mogelijke oorzaken",
    links: "Meer lezen",
    why: "Over deze mail",
    resolved: "Hoe het nu is",
    next: "Hoe het verder gaat",
    acknowledge: "Bevestigen",
  },
  affected: "Werkt niet of loopt achter",
  stillWorks: "Werkt nog wel",
  clears: "Waaraan u ziet dat het voorbij is",
  label: labels,
  delayed: (written) =>
    `Dit bericht komt laat: het is geschreven op ${written} en kon niet eerder worden verzonden.`,
  why: (tenant) =>
    `U ontvangt deze mail omdat sync-health-monitor ${tenant ?? "deze tenants"} bewaakt en dit adres op de verzendlijst staat. Dit is geen bericht van Microsoft.`,
  incident: (id) => `Incident ${id}`,
  sentBy: (host) => (host ? `sync-health-monitor op ${host}` : "sync-health-monitor"),
};
