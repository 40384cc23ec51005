/** The words of the overview, in both languages. */
import type { Language } from "../../../domain/catalog.ts";

export interface OverviewTexts {
  title: string;
  all: string;
  states: string;
  searchLabel: string;
  placeholder: string;
  nothing: string;
  noTenants: string;
  polled: string;
  notPolled: string;
  openAlerts: (count: string) => string;
  acknowledged: (count: string) => string;
  held: (count: string) => string;
}

const en: OverviewTexts = {
  title: "Directory synchronization",
  all: "All",
  states: "Tenants by state",
  searchLabel: "Search tenants",
  placeholder: "name, domain or tenant ID",
  nothing: "No tenant is like that.",
  noTenants: "No tenant is polled: none is configured, or all are switched off.",
  polled: "polled",
  notPolled: "not polled yet",
  openAlerts: (count) => `${count} open`,
  acknowledged: (count) => `${count} acknowledged`,
  held: (count) => `${count} muted`,
};

const nl: OverviewTexts = {
  title: "Adreslijstsynchronisatie",
  all: "Alle",
  states: "Tenants per toestand",
  searchLabel: "Tenants zoeken",
  placeholder: "naam, domein of tenant-id",
  nothing: "Er is geen tenant die hieraan voldoet.",
  noTenants: "Er wordt geen tenant gecontroleerd: er is geen ingesteld, of ze zijn allemaal uitgeschakeld.",
  polled: "gecontroleerd:",
  notPolled: "nog niet gecontroleerd",
  openAlerts: (count) => `${count} open`,
  acknowledged: (count) => `${count} bevestigd`,
  held: (count) => `${count} gedempt`,
};

export const overviewTexts: Record<Language, OverviewTexts> = { en, nl };
