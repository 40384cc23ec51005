/** Dutch: what the monitor itself could not see, and why. */

import type { BlindReason } from "../../../../domain/blindness.ts";
import type { FactsOf } from "../../../../domain/finding.ts";
import type { ProbeId } from "../../../../domain/probes.ts";
import type { Formatter } from "../../format.ts";
import type { TextsOf } from "../finding-texts.ts";
import type { Texts } from "../texts.ts";

const probes: Record<ProbeId, string> = {
  organization: "de synchronisatiedatums van de adreslijst",
  "provisioning-jobs": "de inrichtingstaken",
  "provisioning-log": "het inrichtingslogboek",
  "object-errors": "synchronisatiefouten bij objecten",
  "service-incidents": "de service-incidenten van Microsoft",
  "service-provisioning-errors": "servicefouten bij objecten",
  "object-counts": "het aantal gesynchroniseerde objecten",
  "sync-principal": "de service-principal van de synchronisatie",
  domains: "de domeinen van aanmeldingsnamen",
  "group-names": "de namen van groepen",
  "federation-certificate": "de certificaten van federatieve domeinen",
  "credential-expiry": "de vervaldatums van referenties",
  "delete-protection": "de beveiliging tegen onopzettelijk verwijderen",
  "notification-gap": "de ontvangers van Microsofts eigen mails",
};

const reasons: Record<BlindReason, string> = {
  permission: "machtiging ontbreekt",
  licence: "licentie ontbreekt",
  unsupported: "hier niet aangeboden door Microsoft Graph",
  credential: "aanmelding geweigerd",
  throttled: "afgeremd door Microsoft",
  unreachable: "Microsoft Graph is niet bereikbaar",
  malformed: "antwoord niet begrepen",
};

/** Ids come from stored findings too, which another version may have made. */
export const sayProbe: Texts["probe"] = (id) => (Object.hasOwn(probes, id) ? probes[id as ProbeId] : id);

export const sayBlindReason: Texts["blindReason"] = ({ reason, atSignIn }) =>
  reason === "unreachable" && atSignIn ? "de aanmeldservice is niet bereikbaar" : reasons[reason];

/** More than three would make a long list: the row "Niet zichtbaar" has them all. */
const whatOf = ({ wholeTenant, probes: ids }: FactsOf["blind"], f: Formatter, many: string) => {
  if (wholeTenant) return "deze tenant";
  return ids.length > 3 ? `${many} signalen van deze tenant` : f.names(ids.map(sayProbe));
};

export const blind: TextsOf<"blind"> = {
  blind: {
    name: "De bewaking heeft geen zicht",
    title: ({ facts }, { f, now }) => {
      const reason = `${sayBlindReason(facts)}${facts.errorCode ? ` (${f.name(facts.errorCode)})` : ""}`;
      const many = now === null ? "meerdere" : f.number(facts.probes.length);
      return `De bewaking ziet ${whatOf(facts, f, many)} niet – ${reason}`;
    },
    describe: (facts, f) =>
      `De monitor kon ${whatOf(facts, f, f.number(facts.probes.length))} bij ${f.count(facts.polls, { one: "controle", other: "controles op rij" })} niet bekijken. Dat zegt niets over de synchronisatie zelf; meldingen die ervan afhangen, blijven zoals ze zijn tot de monitor weer zicht heeft.`,
    describePast: (facts, f) =>
      `De monitor had geen zicht op ${whatOf(facts, f, f.number(facts.probes.length))}.`,
    holdsNow: "De monitor heeft weer zicht.",
    gone: "De monitor rekent er niet meer op dit te zien: dit onderdeel is in de configuratie uitgeschakeld, of wat het vraagt, blijkt in deze tenant niet beschikbaar te zijn. Meldingen die ervan afhangen en nog openstaan, blijven zoals ze zijn.",
  },
};
