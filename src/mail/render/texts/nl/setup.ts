/** Dutch: findings about what synchronization rests on: certificates, credentials, switches, recipients. */
import type { FactsOf } from "../../../../domain/finding.ts";
import type { Formatter } from "../../format.ts";
import type { SetupTopic, TextsOf } from "../finding-texts.ts";

export const credentialWords = { secret: "clientgeheim", certificate: "certificaat" } as const;

const appOf = ({ appName, appId }: FactsOf["credential-expiry"], f: Formatter) => f.name(appName || appId);
const dateOf = (facts: { expiresAt: number }, f: Formatter) =>
  f.moment(facts.expiresAt) ?? "een onbekende datum";

export const setup: TextsOf<SetupTopic> = {
  "federation-certificate": {
    name: "Ondertekeningscertificaat van een federatief domein verloopt",
    title: ({ facts: { domain, expiresAt } }, { f, now }) => {
      const what = `Ondertekeningscertificaat van federatief domein ${f.name(domain)}`;
      if (now === null) return `${what} verloopt`;
      return expiresAt > now ? `${what} verloopt over ${f.left(expiresAt - now)}` : `${what} is verlopen`;
    },
    describe: (facts, f, now) => {
      const over = facts.expiresAt <= now;
      const next = (facts.nextExpiresAt ?? 0) > now && f.moment(facts.nextExpiresAt);
      return [
        `Het certificaat waarmee de federatieservice (zoals AD FS) van ${f.name(facts.domain)} tokens ondertekent, ${over ? "is verlopen" : "verloopt"} op ${dateOf(facts, f)}.`,
        next
          ? `Microsoft Entra ID kent het volgende al, geldig tot ${next}; de federatieservice moet het op tijd in gebruik nemen.`
          : `Microsoft Entra ID kent geen opvolger: ${over ? "niemand in dit domein kan zich nog" : "daarna kan niemand in dit domein zich meer"} aanmelden bij Microsoft 365.`,
      ].join(" ");
    },
    describePast: ({ domain }, f) =>
      `Het ondertekeningscertificaat van ${f.name(domain)} was bijna of al verlopen.`,
    holdsNow:
      "Microsoft Entra ID heeft een ondertekeningscertificaat van dit domein dat lang genoeg geldig is, of kent de opvolger ervan al.",
    gone: "Het domein is in deze tenant niet meer federatief, dus het ondertekeningscertificaat doet er niet meer toe: gebruikers melden zich bij Microsoft Entra ID zelf aan, of het domein is verwijderd. Was dat niet de bedoeling, ga dan na wat er is gebeurd.",
  },

  "sync-principal-missing": {
    name: "De synchronisatieservice van Microsoft ontbreekt of is uitgeschakeld",
    title: ({ facts: { disabled } }) =>
      disabled
        ? "De synchronisatieservice van Microsoft is uitgeschakeld in deze tenant"
        : "De synchronisatieservice van Microsoft ontbreekt in deze tenant",
    describe: ({ disabled }) =>
      `De service-principal "Microsoft Entra AD Synchronization Service" ${disabled ? "is in deze tenant uitgeschakeld" : "ontbreekt in deze tenant"}. Microsoft maakt deze zelf aan en schrijft er gesynchroniseerde objecten mee weg; zonder deze service-principal wordt inrichting geweigerd wegens een ontbrekende machtiging.`,
    describePast: ({ disabled }) =>
      `De service-principal "Microsoft Entra AD Synchronization Service" ${disabled ? "was uitgeschakeld" : "ontbrak"}.`,
    holdsNow: "De service-principal is aanwezig en ingeschakeld.",
  },

  "credential-expiry": {
    name: "Referentie verloopt",
    title: ({ facts }, { f, now }) => {
      const what = `Referentie van ${appOf(facts, f)}`;
      if (now === null) return `${what} verloopt`;
      return facts.expiresAt > now
        ? `${what} verloopt over ${f.left(facts.expiresAt - now)}`
        : `${what} is verlopen`;
    },
    describe: (facts, f, now) => {
      const over = facts.expiresAt <= now;
      const user = facts.owner === "monitor" ? "deze monitor" : "Entra Connect";
      const loss = {
        monitor:
          "ziet de monitor deze tenant niet meer en krijgt u geen bericht als de synchronisatie hapert",
        connect: "kan Entra Connect zich niet aanmelden en stopt de synchronisatie",
      }[facts.owner];
      return `Het ${credentialWords[facts.credential]} waarmee ${user} zich bij deze tenant aanmeldt, ${over ? "is verlopen" : "verloopt"} op ${dateOf(facts, f)}. Zonder geldige referentie ${loss}.`;
    },
    describePast: (facts, f) =>
      `Het ${credentialWords[facts.credential]} van ${appOf(facts, f)} was bijna of al verlopen.`,
    holdsNow: "De toepassing heeft een referentie die lang genoeg geldig is.",
    gone: "Er is hier geen referentie meer om te bewaken: de toepassing is verwijderd, ze heeft geen referentie met een einddatum meer, of het aanmelden lukt zonder deze referentie. Was dat niet de bedoeling, ga dan na wat er is gebeurd.",
  },

  "delete-protection-off": {
    name: "Beveiliging tegen onopzettelijk verwijderen is uitgeschakeld",
    title: () => "Beveiliging tegen onopzettelijk verwijderen is uitgeschakeld",
    describe: () =>
      "Entra Connect mag in één uitvoering elk aantal objecten verwijderen zonder dat iets dat tegenhoudt. Een verkeerd filter of een verplaatste organisatie-eenheid kan dan in één keer een groot aantal accounts en groepen verwijderen.",
    describePast: () => "Beveiliging tegen onopzettelijk verwijderen was uitgeschakeld.",
    holdsNow: "Beveiliging tegen onopzettelijk verwijderen is ingeschakeld.",
  },

  "notification-gap": {
    name: "Niemand ontvangt Microsofts eigen mails over de synchronisatie",
    title: () => "Niemand ontvangt Microsofts eigen mails over de synchronisatie",
    describe: () =>
      "Microsoft stuurt zijn mails over synchronisatiefouten naar de technische contactpersoon van de tenant, en daar is geen adres ingevuld. Deze monitor blijft u mailen; wat Microsoft zelf te melden heeft, bereikt niemand.",
    describePast: () =>
      "De tenant had geen technische contactpersoon om Microsofts mails over de synchronisatie te ontvangen.",
    holdsNow: "De tenant heeft nu een technische contactpersoon met een e-mailadres.",
  },
};
