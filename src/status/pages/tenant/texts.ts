/** The words of a tenant's page, in both languages; the rows of its first table are those of Microsoft's own page. */
import type { Language } from "../../../domain/catalog.ts";
import type { JobCode } from "../../../domain/job.ts";

export const spans = ["day", "fortnight", "year"] as const;
export type SpanName = (typeof spans)[number];

export interface TenantTexts {
  now: string;
  status: string;
  limits: string;
  /** Rows of the status table, in Microsoft's order; then ours. */
  row: {
    company: string;
    tenantId: string;
    configuredAs: string;
    domains: string;
    notVerified: string;
    syncEnabled: string;
    lastSync: string;
    passwordEnabled: string;
    lastPassword: string;
    clientVersion: string;
    clientMachine: string;
    serviceAccount: string;
    errors: string;
    jobs: string;
    quota: string;
    threshold: string;
    objects: string;
    sight: string;
    polled: string;
  };
  switch: { on: string; off: string; unknown: string };
  basisJobs: string;
  principal: { present: string; disabled: string; missing: string };
  notVerified: { none: string; some: (count: string) => string };
  objects: (users: string, groups: string, contacts: string) => string;
  jobs: {
    title: string;
    more: (count: string) => string;
    configuration: string;
    kind: string;
    state: string;
    lastSuccess: string;
    failures: string;
    escrowed: string;
    threshold: string;
    code: Record<JobCode, string>;
    paused: string;
    quarantine: {
      since: string;
      nextAttempt: string;
      disabled: string;
      disabledPassed: string;
    };
    /** Of the kinds that an administrator would not know by Microsoft's name. */
    kinds: Record<string, string>;
  };
  alerts: {
    open: string;
    past: string;
    noneOpen: string;
    nonePast: string;
    all: string;
    since: string;
    over: string;
    withdrawn: string;
    acknowledgedBy: (name: string) => string;
    mutedUntil: string;
  };
  charts: {
    title: string;
    span: Record<SpanName, string>;
    spanLabel: string;
    utc: string;
    state: string;
    sync: string;
    syncSeries: string;
    passwordSeries: string;
    errors: string;
    objectErrors: string;
    serviceErrors: string;
    escrowed: string;
    objects: string;
    users: string;
    groups: string;
    contacts: string;
    quota: string;
    quotaSeries: string;
    summary: (latest: string, highest: string) => string;
    limit: (value: string) => string;
    nothing: string;
  };
  errors: {
    title: string;
    searchLabel: string;
    placeholder: string;
    csv: string;
    object: string;
    value: string;
    type: string;
    holder: string;
    since: string;
    none: string;
    nothing: string;
    notSeen: string;
    truncated: string;
  };
  readings: {
    title: string;
    what: string;
    lastSeen: string;
    sight: string;
    sees: string;
    optional: string;
  };
}

const en: TenantTexts = {
  now: "What is wrong now",
  status: "Integration with local Active Directory",
  limits: "Limits and monitoring",
  row: {
    company: "Company name",
    tenantId: "Tenant ID",
    configuredAs: "Configured as",
    domains: "Domains verified",
    notVerified: "Sign-in names on domains not verified",
    syncEnabled: "Directory sync enabled",
    lastSync: "Last directory sync",
    passwordEnabled: "Password sync enabled",
    lastPassword: "Last password sync",
    clientVersion: "Directory sync client version",
    clientMachine: "Directory sync server",
    serviceAccount: "Directory sync service account",
    errors: "Directory sync errors",
    jobs: "Provisioning jobs",
    quota: "Object quota",
    threshold: "Delete threshold",
    objects: "Synchronized objects",
    sight: "Monitoring",
    polled: "Polled",
  },
  switch: { on: "true", off: "false", unknown: "not known" },
  basisJobs: "by the Cloud Sync jobs",
  principal: { present: "present", disabled: "disabled", missing: "missing" },
  notVerified: { none: "none", some: (count) => `${count} users` },
  objects: (users, groups, contacts) => `${users} users, ${groups} groups, ${contacts} contacts`,
  jobs: {
    title: "Provisioning jobs",
    more: (count) => `And ${count} more: the API lists them all.`,
    configuration: "Configuration",
    kind: "What it does",
    state: "State",
    lastSuccess: "Last success",
    failures: "Failures in a row",
    escrowed: "Held back",
    threshold: "Delete threshold",
    code: {
      Active: "Running",
      Paused: "Paused",
      Quarantine: "Quarantine",
      NotConfigured: "Not configured",
      NotRun: "Not run yet",
      unknown: "Not known",
    },
    paused: "Schedule switched off",
    quarantine: {
      since: "began",
      nextAttempt: "next attempt",
      disabled: "Microsoft disables it",
      disabledPassed: "Microsoft may have disabled it already",
    },
    kinds: {
      AD2AADProvisioning: "users, groups and contacts to Entra ID",
      AD2AADPasswordHash: "password hashes to Entra ID",
      AAD2ADGroupProvisioning: "groups to Active Directory",
      AAD2ADExchangeHybridWriteback: "Exchange attributes to Active Directory",
      other: "other",
    },
  },
  alerts: {
    open: "Open alerts",
    past: "Past alerts",
    noneOpen: "No open alerts.",
    nonePast: "None in the last 90 days.",
    all: "All alerts of this tenant",
    since: "began",
    over: "resolved",
    withdrawn: "withdrawn",
    acknowledgedBy: (name) => `acknowledged by ${name}`,
    mutedUntil: "muted until",
  },
  charts: {
    title: "History",
    span: { day: "24 hours", fortnight: "14 days", year: "A year" },
    spanLabel: "How far back",
    utc: "Times are UTC.",
    state: "State",
    sync: "Age of the last synchronization",
    syncSeries: "Directory",
    passwordSeries: "Password hashes",
    errors: "Errors",
    objectErrors: "Object errors",
    serviceErrors: "Service errors",
    escrowed: "Held back by jobs",
    objects: "Synchronized objects",
    users: "Users",
    groups: "Groups",
    contacts: "Contacts",
    quota: "Object quota",
    quotaSeries: "In use",
    summary: (latest, highest) => `last ${latest}, at most ${highest}`,
    limit: (value) => `alerted from ${value} on`,
    nothing: "Nothing is known of this time.",
  },
  errors: {
    title: "Directory sync errors",
    searchLabel: "Search object errors",
    placeholder: "name, address or value",
    csv: "Download all (CSV)",
    object: "Object",
    value: "Value that is held back",
    type: "Duplicated attribute",
    holder: "Held by",
    since: "Since",
    none: "No object errors.",
    nothing: "No object error is like that.",
    notSeen: "Object errors were not read yet.",
    truncated: "There are more than could be read.",
  },
  readings: {
    title: "What was looked at, and when",
    what: "Signal",
    lastSeen: "Last seen",
    sight: "Sight",
    sees: "sees",
    optional: "can be done without",
  },
};

const nl: TenantTexts = {
  now: "Wat er nu mis is",
  status: "Integratie met lokale Active Directory",
  limits: "Grenzen en bewaking",
  row: {
    company: "Bedrijfsnaam",
    tenantId: "Tenant-id",
    configuredAs: "Ingesteld als",
    domains: "Geverifieerde domeinen",
    notVerified: "Aanmeldingsnamen op niet-geverifieerde domeinen",
    syncEnabled: "Adreslijst\u00adsynchronisatie ingeschakeld",
    lastSync: "Meest recente adreslijst\u00adsynchronisatie",
    passwordEnabled: "Wachtwoord\u00adsynchronisatie ingeschakeld",
    lastPassword: "Laatste wachtwoord\u00adsynchronisatie",
    clientVersion: "Clientversie adreslijst\u00adsynchronisatie",
    clientMachine: "Server voor adreslijst\u00adsynchronisatie",
    serviceAccount: "Serviceaccount voor adreslijst\u00adsynchronisatie",
    errors: "Fouten met adreslijst\u00adsynchronisatie",
    jobs: "Inrichtingstaken",
    quota: "Objectquotum",
    threshold: "Verwijderingsdrempel",
    objects: "Gesynchroniseerde objecten",
    sight: "Bewaking",
    polled: "Gecontroleerd",
  },
  switch: { on: "waar", off: "onwaar", unknown: "niet bekend" },
  basisJobs: "volgens de Cloud Sync-taken",
  principal: { present: "aanwezig", disabled: "uitgeschakeld", missing: "ontbreekt" },
  notVerified: { none: "geen", some: (count) => `${count} gebruikers` },
  objects: (users, groups, contacts) => `${users} gebruikers, ${groups} groepen, ${contacts} contactpersonen`,
  jobs: {
    title: "Inrichtingstaken",
    more: (count) => `En nog ${count}: de API toont ze allemaal.`,
    configuration: "Configuratie",
    kind: "Wat de taak doet",
    state: "Toestand",
    lastSuccess: "Laatste succes",
    failures: "Mislukt op rij",
    escrowed: "Tegengehouden",
    threshold: "Verwijderingsdrempel",
    code: {
      Active: "Actief",
      Paused: "Gepauzeerd",
      Quarantine: "Quarantaine",
      NotConfigured: "Niet ingesteld",
      NotRun: "Nog niet uitgevoerd",
      unknown: "Niet bekend",
    },
    paused: "Planning uitgeschakeld",
    quarantine: {
      since: "begon",
      nextAttempt: "volgende poging",
      disabled: "Microsoft schakelt de taak uit",
      disabledPassed: "Microsoft kan de taak al hebben uitgeschakeld",
    },
    kinds: {
      AD2AADProvisioning: "gebruikers, groepen en contactpersonen naar Entra ID",
      AD2AADPasswordHash: "wachtwoordhashes naar Entra ID",
      AAD2ADGroupProvisioning: "groepen naar Active Directory",
      AAD2ADExchangeHybridWriteback: "Exchange-kenmerken naar Active Directory",
      other: "anders",
    },
  },
  alerts: {
    open: "Open meldingen",
    past: "Eerdere meldingen",
    noneOpen: "Geen open meldingen.",
    nonePast: "Geen in de afgelopen 90 dagen.",
    all: "Alle meldingen van deze tenant",
    since: "begon",
    over: "opgelost",
    withdrawn: "ingetrokken",
    acknowledgedBy: (name) => `bevestigd door ${name}`,
    mutedUntil: "gedempt tot",
  },
  charts: {
    title: "Verloop",
    span: { day: "24 uur", fortnight: "14 dagen", year: "Een jaar" },
    spanLabel: "Hoe ver terug",
    utc: "Tijden zijn in UTC.",
    state: "Toestand",
    sync: "Leeftijd van de laatste synchronisatie",
    syncSeries: "Adreslijst",
    passwordSeries: "Wachtwoordhashes",
    errors: "Fouten",
    objectErrors: "Objectfouten",
    serviceErrors: "Servicefouten",
    escrowed: "Tegengehouden door taken",
    objects: "Gesynchroniseerde objecten",
    users: "Gebruikers",
    groups: "Groepen",
    contacts: "Contactpersonen",
    quota: "Objectquotum",
    quotaSeries: "In gebruik",
    summary: (latest, highest) => `laatst ${latest}, hoogstens ${highest}`,
    limit: (value) => `melding vanaf ${value}`,
    nothing: "Over deze tijd is niets bekend.",
  },
  errors: {
    title: "Fouten met adreslijst\u00adsynchronisatie",
    searchLabel: "Objectfouten zoeken",
    placeholder: "naam, adres of waarde",
    csv: "Alles downloaden (CSV)",
    object: "Object",
    value: "Tegengehouden waarde",
    type: "Dubbel kenmerk",
    holder: "In gebruik bij",
    since: "Sinds",
    none: "Geen objectfouten.",
    nothing: "Er is geen objectfout die hieraan voldoet.",
    notSeen: "Objectfouten zijn nog niet gelezen.",
    truncated: "Er zijn er meer dan er gelezen konden worden.",
  },
  readings: {
    title: "Wat er bekeken is, en wanneer",
    what: "Signaal",
    lastSeen: "Laatst gezien",
    sight: "Zicht",
    sees: "zicht",
    optional: "kan worden gemist",
  },
};

export const tenantTexts: Record<Language, TenantTexts> = { en, nl };
