/** Dutch: findings about synchronized users, groups and contacts, and how many there are. */
import type { FactsOf } from "../../../../domain/finding.ts";
import type { ObjectType } from "../../../../domain/synced-object.ts";
import type { Formatter, PluralForms } from "../../format.ts";
import { serviceName } from "../../service-name.ts";
import type { ObjectTopic, TextsOf } from "../finding-texts.ts";
import { readSoFar } from "./counts.ts";

const errors = { one: "fout", other: "fouten" };
const syncedObjects: PluralForms = { one: "gesynchroniseerd object", other: "gesynchroniseerde objecten" };
const synced: Record<ObjectType, PluralForms> = {
  user: { one: "gesynchroniseerde gebruiker", other: "gesynchroniseerde gebruikers" },
  group: { one: "gesynchroniseerde groep", other: "gesynchroniseerde groepen" },
  contact: { one: "gesynchroniseerde contactpersoon", other: "gesynchroniseerde contactpersonen" },
};

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const servicesOf = ({ services }: FactsOf["service-provisioning-errors"], f: Formatter) =>
  services.length > 0
    ? f.names(services.map(({ service }) => serviceName(service)))
    : "een service van Microsoft 365";

export const objects: TextsOf<ObjectTopic> = {
  "object-errors": {
    name: "Adreslijstsynchronisatiefouten",
    title: ({ facts: { total, added, truncated } }, { f, now }) => {
      if (now === null) return "Adreslijstsynchronisatiefouten";
      const news = added > 0 && added < total ? ` (waarvan ${f.number(added)} nieuw)` : "";
      return `Adreslijstsynchronisatiefouten – ${readSoFar(f.count(total, errors), truncated)}${news}`;
    },
    describe: ({ total, truncated }, f) =>
      `Microsoft Entra ID houdt ${readSoFar(f.count(total, { one: "waarde", other: "waarden" }), truncated)} tegen, omdat een ander object dezelfde al heeft. De objecten zelf zijn gesynchroniseerd, maar zonder deze aanmeldingsnamen en e-mailadressen.`,
    describePast: () => "Microsoft Entra ID hield waarden tegen omdat andere objecten die al hadden.",
    holdsNow: "Van geen enkele gebruiker, groep of contactpersoon wordt nog een waarde tegengehouden.",
  },

  "service-provisioning-errors": {
    name: "Servicefouten bij gesynchroniseerde objecten",
    title: ({ facts }, { f, now }) => {
      if (now === null) return "Servicefouten bij gesynchroniseerde objecten";
      const count = readSoFar(f.count(facts.total, errors), facts.truncated);
      return `Servicefouten bij gesynchroniseerde objecten – ${count} van ${servicesOf(facts, f)}`;
    },
    describe: (facts, f) =>
      `${sentence(readSoFar(f.count(facts.total, errors), facts.truncated))} van ${servicesOf(facts, f)} ${f.plural(facts.total, { one: "staat", other: "staan" })} nog open. De objecten bestaan in Microsoft Entra ID, maar de service kon ze niet volledig overnemen. Zulke fouten gaan zelden vanzelf over.`,
    describePast: () => "Services hadden onopgeloste fouten bij gesynchroniseerde objecten.",
    holdsNow: "Geen enkele service meldt nog een onopgeloste fout bij een gesynchroniseerd object.",
  },

  "object-quota": {
    name: "Objectquotum bijna of geheel gebruikt",
    title: ({ facts: { used, total, percent } }, { f, now }) => {
      if (now === null) return "Objectquotum bijna of geheel gebruikt";
      const size = `${f.number(used)} van ${f.number(total)}`;
      return used >= total
        ? `Objectquotum overschreden (${size}) – synchronisatie stopt of is al gestopt`
        : `Objectquotum voor ${f.percent(percent)} gebruikt (${size})`;
    },
    describe: ({ used, total }, f) =>
      used >= total
        ? `De adreslijst bevat ${f.number(used)} objecten; toegestaan zijn er ${f.number(total)}. Als een adreslijst vol is, stopt Microsoft de synchronisatie ervan. Nieuwe accounts en wijzigingen in uw eigen Active Directory bereiken Microsoft Entra ID dan mogelijk niet meer.`
        : `De adreslijst bevat ${f.number(used)} van de ${f.number(total)} objecten die zij mag bevatten. Zodra zij vol is, stopt Microsoft de synchronisatie ervan.`,
    describePast: ({ thresholdPercent }, f) =>
      `Minstens ${f.percent(thresholdPercent)} van het objectquotum was in gebruik.`,
    holdsNow: "Het gebruik van het objectquotum ligt onder de meldingsgrens.",
  },

  "synced-objects-drop": {
    name: "Plotselinge daling van het aantal gesynchroniseerde objecten",
    title: ({ facts: { objectType, before, after } }, { f, now }) => {
      if (now === null) return `Plotselinge daling van het aantal ${synced[objectType].other}`;
      const lost = before - after;
      return `${f.count(lost, synced[objectType])} ${f.plural(lost, { one: "is", other: "zijn" })} verdwenen – nog ${f.number(after)} van de ${f.number(before)} over`;
    },
    describe: ({ objectType, before, beforeAt, after, percent }, f) =>
      `Deze tenant had op ${f.moment(beforeAt) ?? "een onbekende datum"} nog ${f.count(before, synced[objectType])} en heeft er nu ${f.number(after)}: een verlies van ${f.percent(percent)}. Is dit niet de bedoeling, zoek dan de oorzaak voordat de volgende cyclus er nog meer verwijdert.`,
    describePast: ({ objectType, before, after }, f) =>
      `Het aantal ${synced[objectType].other} was plotseling gedaald van ${f.number(before)} naar ${f.number(after)}.`,
    holdsNow: "Het aantal gesynchroniseerde objecten is terug op ongeveer het oude niveau.",
  },

  "unroutable-upn": {
    name: "Gesynchroniseerde gebruikers kunnen zich niet met hun eigen domein aanmelden",
    title: ({ facts: { total, truncated, suffixes } }, { f, now }) => {
      if (now === null) return "Gesynchroniseerde gebruikers kunnen zich niet met hun eigen domein aanmelden";
      const who = sentence(readSoFar(f.count(total, synced.user), truncated));
      const [only] = suffixes;
      return `${who} ${f.plural(total, { one: "kan", other: "kunnen" })} zich niet met het eigen domein aanmelden${
        only && suffixes.length === 1 ? ` – ${f.name(only.suffix)} is niet geverifieerd` : ""
      }`;
    },
    describe: ({ suffixes }, f) => {
      const domains = f.names(suffixes.map(({ suffix }) => suffix)) || "een domein";
      const are = suffixes.length > 1 ? "die zijn" : "dat is";
      return `In uw eigen Active Directory eindigen de aanmeldingsnamen van deze gebruikers op ${domains}, en ${are} in deze tenant niet geverifieerd. Daarom heeft Microsoft Entra ID hun een naam in het initiële domein van de tenant gegeven; alleen daarmee kunnen zij zich aanmelden.`;
    },
    describePast: () =>
      "Gesynchroniseerde gebruikers hadden een aanmeldingsnaam in een domein dat in deze tenant niet is geverifieerd.",
    holdsNow:
      "Geen enkele gesynchroniseerde gebruiker hoeft zich nog vanwege een niet-geverifieerd domein met het initiële domein aan te melden.",
  },

  "orphaned-synced-objects": {
    name: "Gesynchroniseerde objecten achtergebleven terwijl synchronisatie uitstaat",
    title: ({ facts: { total } }, { f, now }) =>
      now === null
        ? "Gesynchroniseerde objecten achtergebleven terwijl synchronisatie uitstaat"
        : `${f.count(total, syncedObjects)} achtergebleven terwijl synchronisatie uitstaat`,
    describe: ({ total }, f) =>
      `Adreslijstsynchronisatie staat in deze tenant uit, maar ${f.count(total, { one: "object geldt", other: "objecten gelden" })} nog als gesynchroniseerd. Zulke objecten worden vanuit uw eigen Active Directory niet meer bijgewerkt en zijn in de cloud maar gedeeltelijk te beheren. Na het uitschakelen kan Microsoft tot 72 uur nodig hebben om objecten om te zetten.`,
    describePast: () => "Objecten golden nog als gesynchroniseerd terwijl synchronisatie uitstond.",
    holdsNow:
      "Er zijn geen achtergebleven objecten meer: ze zijn omgezet of verwijderd, of synchronisatie staat weer aan.",
  },

  "group-name-empty": {
    name: "Gesynchroniseerde groepen zonder weergavenaam",
    title: ({ facts: { total, truncated } }, { f, now }) =>
      now === null
        ? "Gesynchroniseerde groepen zonder weergavenaam"
        : `${sentence(readSoFar(f.count(total, synced.group), truncated))} zonder weergavenaam`,
    describe: ({ total, truncated }, f) =>
      `${sentence(readSoFar(f.count(total, { one: "groep met een e-mailadres heeft", other: "groepen met een e-mailadres hebben" }), truncated))} geen weergavenaam. Zonder weergavenaam is een groep niet op naam te vinden en kan de synchronisatie van latere wijzigingen mislukken.`,
    describePast: () => "Gesynchroniseerde groepen met een e-mailadres hadden geen weergavenaam.",
    holdsNow: "Elke gesynchroniseerde groep met een e-mailadres heeft een weergavenaam.",
  },
};
