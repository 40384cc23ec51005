/** The words of the list of alerts, in both languages. */
import type { Language } from "../../../domain/catalog.ts";
import type { ShownState } from "./read-filter.ts";

export interface AlertsTexts {
  title: string;
  states: string;
  state: Record<ShownState, string>;
  filter: {
    label: string;
    tenant: string;
    finding: string;
    severity: string;
    /** The choice that leaves nothing out. */
    all: string;
    submit: string;
  };
  column: { severity: string; alert: string; tenant: string; since: string; note: string };
  none: Record<ShownState, string>;
  nothing: string;
  acknowledgedBy: (name: string) => string;
  /** Before a moment. */
  mutedUntil: string;
  flapping: string;
  pending: string;
  resolved: string;
  withdrawn: string;
  lasted: (span: string) => string;
}

const en: AlertsTexts = {
  title: "Alerts",
  states: "Alerts by state",
  state: { open: "Open", pending: "Pending", ended: "Ended", all: "All" },
  filter: {
    label: "Filter alerts",
    tenant: "Tenant",
    finding: "Finding",
    severity: "Severity",
    all: "All",
    submit: "Filter",
  },
  column: { severity: "Severity", alert: "Alert", tenant: "Tenant", since: "Since", note: "State" },
  none: {
    open: "No alert is open.",
    pending: "No alert is pending: nothing was seen that is yet to be confirmed.",
    ended: "No alert ended in the time that is kept (90 days).",
    all: "There are no alerts.",
  },
  nothing: "No alert is like that.",
  acknowledgedBy: (name) => `acknowledged by ${name}`,
  mutedUntil: "muted until",
  flapping: "keeps coming back",
  pending: "Pending",
  resolved: "Resolved",
  withdrawn: "Withdrawn",
  lasted: (span) => `lasted ${span}`,
};

const nl: AlertsTexts = {
  title: "Meldingen",
  states: "Meldingen per toestand",
  state: { open: "Open", pending: "In afwachting", ended: "Afgelopen", all: "Alle" },
  filter: {
    label: "Meldingen filteren",
    tenant: "Tenant",
    finding: "Bevinding",
    severity: "Ernst",
    all: "Alle",
    submit: "Filteren",
  },
  column: { severity: "Ernst", alert: "Melding", tenant: "Tenant", since: "Sinds", note: "Toestand" },
  none: {
    open: "Er staat geen melding open.",
    pending: "Er is geen melding in afwachting: er is niets gezien wat nog moet worden vastgesteld.",
    ended: "Er is geen melding afgelopen in de tijd die wordt bewaard (90 dagen).",
    all: "Er zijn geen meldingen.",
  },
  nothing: "Er is geen melding die hieraan voldoet.",
  acknowledgedBy: (name) => `bevestigd door ${name}`,
  mutedUntil: "gedempt tot",
  flapping: "komt steeds terug",
  pending: "In afwachting",
  resolved: "Opgelost",
  withdrawn: "Ingetrokken",
  lasted: (span) => `duurde ${span}`,
};

export const alertsTexts: Record<Language, AlertsTexts> = { en, nl };
