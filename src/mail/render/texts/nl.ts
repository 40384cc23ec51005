/** De woorden van de mails in het Nederlands (u-vorm); the terms follow Microsoft's human-translated Dutch pages. */
import type { Texts } from "./texts.ts";

const codeSuffix = (code: string | null, name: (text: string) => string) => (code ? ` – ${name(code)}` : "");

const probes: Record<string, string> = {
  organization: "de synchronisatiedatums van de adreslijst",
  "provisioning-jobs": "de inrichtingstaken",
};

const blindReason = {
  permission: "machtiging ontbreekt",
  licence: "licentie ontbreekt",
  credential: "aanmelding geweigerd",
  throttled: "afgeremd door Microsoft",
  unreachable: "Microsoft Graph is niet bereikbaar",
  malformed: "antwoord niet begrepen",
} as const;
const sayBlindReason: Texts["blindReason"] = ({ reason, atSignIn }) =>
  reason === "unreachable" && atSignIn ? "de aanmeldservice is niet bereikbaar" : blindReason[reason];

const probe = (id: string) => (Object.hasOwn(probes, id) ? (probes[id] ?? id) : id);
const list = (items: string[]) => new Intl.ListFormat("nl-NL").format(items);

export const nl: Texts = {
  language: "nl",
  locale: "nl-NL",
  spanJoint: " en ",
  lessThanAMinute: "minder dan een minuut",
  resolvedPrefix: "[Opgelost]",
  severity: { critical: "Kritiek", warning: "Waarschuwing", info: "Informatie" },
  state: { raised: "Nieuw", changed: "Gewijzigd", resolved: "Opgelost" },
  yes: "ja",
  no: "nee",
  unknown: "niet bekend",
  never: "geen enkele bekend",
  notSet: "niet ingesteld",

  title: {
    "sync-stale": ({ severity, facts }, { f, now }) => {
      if (severity === "critical")
        return `Adreslijstsynchronisatie is al minstens ${f.limit(facts.thresholdMinutes)} gestopt`;
      if (now === null) return "Geen recente synchronisatie";
      const ago = f.spanSince(facts.lastSyncAt, now);
      return `Geen recente synchronisatie – ${
        ago
          ? `laatste geslaagde synchronisatie ${ago} geleden`
          : "geen enkele geslaagde synchronisatie bekend"
      }`;
    },
    "sync-disabled": () => "Adreslijstsynchronisatie is uitgeschakeld",
    "password-hash-sync-stale": ({ facts }, { f }) =>
      `Geen recente wachtwoord-hashsynchronisatie – niets in de afgelopen ${f.minutes(facts.thresholdMinutes)}`,
    "job-quarantine": ({ facts, code }, { f }) =>
      `Inrichting voor ${f.name(facts.configuration)} staat in quarantaine${codeSuffix(code, f.name)}`,
    "job-delete-threshold": ({ facts }, { f }) =>
      `Exporteren is gestopt – drempelwaarde voor onopzettelijke verwijderingen bereikt${
        facts.threshold === null ? "" : ` (drempelwaarde ${f.number(facts.threshold)})`
      }`,
    "job-failing": ({ facts, code }, { f }) =>
      `Inrichting voor ${f.name(facts.configuration)} mislukt${codeSuffix(code, f.name)}`,
    "job-stalled": ({ facts }, { f }) =>
      `Inrichting voor ${f.name(facts.configuration)} wordt niet uitgevoerd – niets in de afgelopen ${f.minutes(facts.thresholdMinutes)}`,
    "job-paused": ({ facts }, { f }) =>
      `Inrichting voor ${f.name(facts.configuration)} ${
        {
          paused: "is gepauzeerd",
          disabled: "is uitgeschakeld",
          "not-configured": "is niet ingesteld",
          "escrows-pruned": "is gepauzeerd na te veel fouten",
        }[facts.pause]
      }`,
    blind: ({ facts }, { f }) => {
      const reason = `${sayBlindReason(facts)}${facts.errorCode ? ` (${f.name(facts.errorCode)})` : ""}`;
      return facts.wholeTenant
        ? `De bewaking ziet deze tenant niet – ${reason}`
        : `De bewaking ziet ${f.name(list(facts.probes.map(probe)))} niet – ${reason}`;
    },
  },

  describe: {
    "sync-stale": ({ lastSyncAt, basis }, f) => {
      const moment = f.moment(lastSyncAt);
      if (!moment)
        return "Adreslijstsynchronisatie is ingeschakeld, maar er is geen enkele geslaagde synchronisatie bekend. Wijzigingen in uw eigen Active Directory bereiken Microsoft Entra ID waarschijnlijk niet.";
      const source =
        basis === "jobs"
          ? `De Cloud Sync-taken hebben voor het laatst gewerkt op ${moment}`
          : `De adreslijst is voor het laatst gesynchroniseerd op ${moment}`;
      return `${source}; daarna is er niets meer gezien. Wijzigingen in uw eigen Active Directory bereiken Microsoft Entra ID waarschijnlijk niet.`;
    },
    "sync-disabled": () =>
      "Adreslijstsynchronisatie stond in deze tenant aan en staat nu uit. Wijzigingen in uw eigen Active Directory bereiken Microsoft Entra ID niet meer.",
    "password-hash-sync-stale": ({ lastPasswordSyncAt }, f) =>
      `De laatste wachtwoord-hashsynchronisatie was op ${f.moment(lastPasswordSyncAt) ?? "een onbekende datum"}. Wachtwoorden die daarna in uw eigen Active Directory zijn gewijzigd, werken nog niet in de cloud.`,
    "job-quarantine": ({ configuration }, f) =>
      `Microsoft heeft de inrichtingstaak van ${f.name(configuration)} in quarantaine geplaatst. De taak wordt nu veel minder vaak uitgevoerd en Microsoft schakelt haar na 28 dagen uit als de oorzaak blijft bestaan.`,
    "job-delete-threshold": ({ configuration }, f) =>
      `${f.name(configuration)} wilde meer objecten verwijderen dan de drempelwaarde voor onopzettelijke verwijderingen toestaat. De verwijderingen worden tegengehouden tot iemand ze toestaat of de objecten weer binnen het bereik brengt.`,
    "job-failing": ({ configuration, successiveFailures }, f) =>
      successiveFailures > 1
        ? `De laatste ${f.count(successiveFailures, { one: "uitvoering", other: "uitvoeringen" })} van ${f.name(configuration)} zijn mislukt.`
        : `De laatste uitvoering van ${f.name(configuration)} is mislukt.`,
    "job-stalled": ({ configuration, lastActivityAt, intervalMinutes }, f) => {
      const moment = f.moment(lastActivityAt);
      return `${f.name(configuration)} heeft ${moment ? `sinds ${moment}` : "tot nu toe"} geen teken van leven gegeven. De normale tussentijd is ${f.limit(intervalMinutes)}.`;
    },
    "job-paused": ({ configuration, pause }, f) =>
      ({
        paused: `De inrichtingstaak van ${f.name(configuration)} is gepauzeerd. Via deze taak wordt niets gesynchroniseerd tot iemand haar start.`,
        disabled: `De planning van ${f.name(configuration)} is uitgeschakeld. Via deze taak wordt niets gesynchroniseerd tot iemand haar start.`,
        "not-configured": `${f.name(configuration)} bestaat, maar is niet ingesteld en is dus nog nooit uitgevoerd.`,
        "escrows-pruned": `De eerste cyclus van ${f.name(configuration)} gaf zoveel fouten dat Microsoft ze heeft gewist en de taak heeft gepauzeerd, zodat u eerst kunt opruimen.`,
      })[pause],
    blind: ({ wholeTenant, probes: ids, polls }, f) =>
      `De monitor kon ${wholeTenant ? "deze tenant" : f.name(list(ids.map(probe)))} bij ${f.count(polls, { one: "controle", other: "controles op rij" })} niet bekijken. Dat zegt niets over de synchronisatie zelf; meldingen die ervan afhangen, blijven zoals ze zijn tot de monitor weer zicht heeft.`,
  },

  describePast: {
    "sync-stale": ({ thresholdMinutes }, f) =>
      `Er was langer dan ${f.limit(thresholdMinutes)} geen synchronisatie gezien.`,
    "sync-disabled": () => "Adreslijstsynchronisatie was uitgeschakeld.",
    "password-hash-sync-stale": ({ thresholdMinutes }, f) =>
      `Er was langer dan ${f.minutes(thresholdMinutes)} geen wachtwoord-hashsynchronisatie gezien.`,
    "job-quarantine": ({ configuration }, f) =>
      `De inrichtingstaak van ${f.name(configuration)} stond in quarantaine.`,
    "job-delete-threshold": ({ configuration }, f) =>
      `De drempelwaarde voor onopzettelijke verwijderingen had ${f.name(configuration)} gestopt.`,
    "job-failing": ({ configuration }, f) => `Uitvoeringen van ${f.name(configuration)} mislukten.`,
    "job-stalled": ({ configuration }, f) => `${f.name(configuration)} werd niet meer uitgevoerd.`,
    "job-paused": ({ configuration }, f) =>
      `De inrichtingstaak van ${f.name(configuration)} was buiten dienst.`,
    blind: ({ wholeTenant, probes: ids }, f) =>
      `De monitor had geen zicht op ${wholeTenant ? "deze tenant" : f.name(list(ids.map(probe)))}.`,
  },

  holdsNow: {
    "sync-stale": "Er worden weer synchronisaties gezien.",
    "sync-disabled": "Adreslijstsynchronisatie is weer ingeschakeld.",
    "password-hash-sync-stale": "Wachtwoordhashes worden weer gesynchroniseerd.",
    "job-quarantine": "De taak staat niet meer in quarantaine.",
    "job-delete-threshold": "De taak wordt niet meer tegengehouden.",
    "job-failing": "De uitvoeringen van de taak mislukken niet meer.",
    "job-stalled": "De taak is weer actief.",
    "job-paused": "De taak is weer in dienst.",
    blind: "De monitor heeft weer zicht.",
  },

  severalTitle: ({ raised, changed, resolved }, f) => {
    const total = f.count(raised + changed + resolved, { one: "melding", other: "meldingen" });
    const parts = [
      raised > 0 && `${raised} nieuw`,
      changed > 0 && `${changed} gewijzigd`,
      resolved > 0 && `${resolved} opgelost`,
    ].filter((part) => part !== false);
    return `${total} – ${parts.join(", ")}`;
  },
  reason: (reason, severity, code) =>
    ({
      "condition-met": "De situatie doet zich voor.",
      "severity-rose": `De ernst is toegenomen en is nu: ${severity}.`,
      "severity-fell": `De ernst is afgenomen en is nu: ${severity}.`,
      "code-changed": code
        ? `De foutcode is nu ${code}.`
        : "Er is geen foutcode meer; de situatie duurt nog voort.",
      "condition-cleared": "De situatie is voorbij.",
      "subject-gone": "Waar dit over ging, bestaat niet meer in de tenant.",
    })[reason],
  subjectGone:
    "Het is uit de tenant verwijderd, dus er valt niets meer te bewaken. Was dat niet de bedoeling, ga dan na wie of wat het heeft verwijderd.",
  blindReason: sayBlindReason,
  probe,
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
  polls: { one: "controle", other: "controles op rij" },
  runs: { one: "uitvoering", other: "uitvoeringen op rij" },
  times: { one: "keer", other: "keer" },

  heading: {
    facts: "Feiten",
    numbers: "De cijfers",
    lastNumbers: "Laatste waarden tijdens de storing",
    meaning: "Wat het betekent",
    impact: "Wat wel en niet werkt",
    steps: "Wat u kunt doen",
    otherCauses: "Andere mogelijke oorzaken",
    links: "Meer lezen",
    why: "Over deze mail",
    resolved: "Hoe het nu is",
  },
  affected: "Werkt niet of loopt achter",
  stillWorks: "Werkt nog wel",
  clears: "Waaraan u ziet dat het voorbij is",
  label: {
    title: "Titel",
    description: "Beschrijving",
    wasWrong: "Wat er mis was",
    changed: "Wat er is veranderd",
    severity: "Ernst",
    raised: "Gemeld",
    began: "Begonnen",
    resolved: "Opgelost",
    duration: "Duur",
    reason: "Reden",
    confirmedBy: "Bevestigd door",
    lastSuccess: "Laatst geslaagd",
    lastSync: "Meest recente adreslijstsynchronisatie",
    lastPasswordSync: "Laatste wachtwoord-hashsynchronisatie",
    configuration: "Configuratie",
    service: "Service",
    tenant: "Tenant",
    tenantId: "Tenant-id",
    configuredAs: "Bewaakt als",
    code: "Code",
    errorCode: "Code van Microsoft",
    errorMessage: "Bericht van Microsoft",
    tenantActionable: "Volgens Microsoft",
    traceId: "Trace ID",
    correlationId: "Correlation ID",
    trackingId: "Tracking ID",
    timestamp: "Tijdstempel van Microsoft",
    jobId: "Taak-id",
    jobKind: "Soort taak",
    requestId: "Aanvraag-id",
    permission: "Benodigde machtiging",
    quarantineReason: "Reden van quarantaine",
    elapsed: "Tijd sindsdien",
    threshold: "Meldingsgrens",
    basis: "Gemeten aan",
    syncEnabled: "Adreslijstsynchronisatie ingeschakeld",
    disableAt: "Microsoft schakelt de taak uit op",
    seriesBegan: "In quarantaine sinds",
    nextAttempt: "Volgende poging",
    reevaluations: "Opnieuw beoordeeld door Microsoft",
    deleteThreshold: "Drempelwaarde voor verwijderingen",
    successiveFailures: "Mislukt",
    lastRun: "Laatste uitvoering",
    lastActivity: "Laatste activiteit",
    interval: "Normale tussentijd",
    pause: "Toestand",
    polls: "Zonder zicht gedurende",
    lastSeen: "Laatst gezien",
    probes: "Niet zichtbaar",
    blindReason: "Reden",
    detail: "Technisch detail",
  },
  delayed: (written) =>
    `Deze mail komt laat: hij is geschreven op ${written} en kon niet eerder worden verzonden.`,
  why: (tenant) =>
    `U ontvangt deze mail omdat sync-health-monitor ${tenant} bewaakt en dit adres op de verzendlijst staat. Dit is geen bericht van Microsoft.`,
  next: {
    raised: "U hoort opnieuw van ons als dit verandert of is opgelost.",
    changed: "U hoort opnieuw van ons als dit verandert of is opgelost.",
    resolved: "Dit was de laatste mail over dit incident.",
  },
  incident: (id) => `Incident ${id}`,
  sentBy: (host) => (host ? `sync-health-monitor op ${host}` : "sync-health-monitor"),
};
