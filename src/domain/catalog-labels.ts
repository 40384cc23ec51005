/** The catalog's own words around an entry, for people: in `explain`, on the status page and in docs/catalog.*.md. */
import type { CatalogEntry, Language, Surface, VaryingPart } from "./catalog.ts";
import type { Severity } from "./severity.ts";

export interface CatalogLabels {
  meaning: string;
  affected: string;
  stillWorks: string;
  remedy: string;
  clears: string;
  who: string;
  where: string;
  codes: string;
  aliases: string;
  families: string;
  signatures: string;
  varies: string;
  severityTitle: string;
  more: string;
  legacy: string;
  unseen: string;
  /** `minutes`: after which a passing failure counts all the same; null: never. */
  transient: (minutes: number | null) => string;
  actor: Record<CatalogEntry["actor"], string>;
  severity: Record<Severity, string>;
  surface: Record<Surface, string>;
  varying: Record<VaryingPart, string>;
}

export const catalogLabels: Record<Language, CatalogLabels> = {
  en: {
    meaning: "What it means",
    affected: "What is affected",
    stillWorks: "What still works",
    remedy: "What to do",
    clears: "When it clears",
    who: "Who can act",
    where: "Where it shows",
    codes: "Code",
    aliases: "Also written",
    families: "Codes that look like",
    signatures: "Told by the words",
    varies: "Differs each time",
    severityTitle: "Severity",
    more: "Microsoft's page",
    legacy: "An older code: no longer on Microsoft's pages, still met.",
    unseen:
      "Microsoft Graph does not show this, so the monitor can't see it and can't alert on it; it can only explain it.",
    transient: (minutes) =>
      minutes === null
        ? "It usually passes by itself."
        : `It usually passes by itself; if it is still there after ${hoursOrMinutes(minutes, "hour", "hours", "minutes")}, act.`,
    actor: {
      tenant: "you, as the tenant's administrator",
      microsoft: "Microsoft only",
      both: "you first, then Microsoft",
    },
    severity: { info: "info", warning: "warning", critical: "critical" },
    surface: {
      "quarantine-error": "error in a job's quarantine",
      "execution-error": "error of a job's last run",
      "quarantine-reason": "reason of a job's quarantine",
      "job-state": "state of a job",
      "provisioning-log": "provisioning log",
      "object-error": "error of a synchronized object",
      "service-error": "error of a service (such as Exchange) with an object",
      token: "sign-in of an app",
      graph: "answer of Microsoft Graph",
      finding: "finding of this monitor",
      "connect-server": "Entra Connect server (Synchronization Service Manager, event log)",
      "connect-health": "Entra Connect Health portal",
      "microsoft-mail": "mail from Microsoft",
    },
    varying: {
      "job-id": "job ID",
      "trace-id": "trace ID",
      "correlation-id": "correlation ID",
      "tracking-id": "tracking ID",
      "request-id": "request ID",
      timestamp: "time",
      "server-name": "server name",
      "service-name": "service name",
      "product-name": "product name",
      tenant: "tenant",
      domain: "domain",
      upn: "sign-in name",
      address: "address",
      object: "object",
      attribute: "attribute",
      "app-id": "app ID",
      "app-name": "app name",
      count: "number",
      threshold: "threshold",
      "http-status": "HTTP status",
      "ldap-detail": "LDAP detail",
      reason: "reason",
    },
  },
  nl: {
    meaning: "Wat het betekent",
    affected: "Wat eronder lijdt",
    stillWorks: "Wat blijft werken",
    remedy: "Wat u kunt doen",
    clears: "Wanneer het overgaat",
    who: "Wie iets kan doen",
    where: "Waar u het ziet",
    codes: "Code",
    aliases: "Ook geschreven als",
    families: "Codes die hierop lijken",
    signatures: "Te herkennen aan",
    varies: "Telkens anders",
    severityTitle: "Ernst",
    more: "Pagina van Microsoft",
    legacy: "Een oudere code: niet meer op de pagina's van Microsoft, maar nog wel te zien.",
    unseen:
      "Microsoft Graph laat dit niet zien. De monitor kan het dus niet waarnemen en er niet voor waarschuwen, alleen uitleggen.",
    transient: (minutes) =>
      minutes === null
        ? "Het gaat meestal vanzelf over."
        : `Het gaat meestal vanzelf over; is het er na ${hoursOrMinutes(minutes, "uur", "uur", "minuten")} nog, kom dan in actie.`,
    actor: {
      tenant: "u, als beheerder van de tenant",
      microsoft: "alleen Microsoft",
      both: "eerst u, daarna Microsoft",
    },
    severity: { info: "informatie", warning: "waarschuwing", critical: "kritiek" },
    surface: {
      "quarantine-error": "fout bij de quarantaine van een taak",
      "execution-error": "fout van de laatste uitvoering van een taak",
      "quarantine-reason": "reden van de quarantaine van een taak",
      "job-state": "status van een taak",
      "provisioning-log": "inrichtingslogboek (Provisioning logs)",
      "object-error": "fout van een gesynchroniseerd object",
      "service-error": "fout van een dienst (zoals Exchange) bij een object",
      token: "aanmelding van een app",
      graph: "antwoord van Microsoft Graph",
      finding: "bevinding van deze monitor",
      "connect-server": "Entra Connect-server (Synchronization Service Manager, gebeurtenislogboek)",
      "connect-health": "portal van Entra Connect Health",
      "microsoft-mail": "e-mail van Microsoft",
    },
    varying: {
      "job-id": "taak-id",
      "trace-id": "trace-id",
      "correlation-id": "correlatie-id",
      "tracking-id": "tracking-id",
      "request-id": "aanvraag-id",
      timestamp: "tijdstip",
      "server-name": "servernaam",
      "service-name": "naam van de service",
      "product-name": "productnaam",
      tenant: "tenant",
      domain: "domein",
      upn: "aanmeldingsnaam",
      address: "adres",
      object: "object",
      attribute: "kenmerk",
      "app-id": "app-id",
      "app-name": "naam van de app",
      count: "aantal",
      threshold: "drempelwaarde",
      "http-status": "HTTP-status",
      "ldap-detail": "LDAP-detail",
      reason: "reden",
    },
  },
};

function hoursOrMinutes(minutes: number, hour: string, hours: string, minutesWord: string): string {
  if (minutes % 60 !== 0) return `${minutes} ${minutesWord}`;
  return `${minutes / 60} ${minutes === 60 ? hour : hours}`;
}
