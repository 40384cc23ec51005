/** Dutch: findings about the synchronization of the directory and of passwords. */
import type { SyncTopic, TextsOf } from "../finding-texts.ts";

export const sync: TextsOf<SyncTopic> = {
  "sync-stale": {
    name: "Geen recente synchronisatie",
    title: ({ severity, facts }, { f, now }) => {
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
    describe: ({ lastSyncAt, basis }, f) => {
      const moment = f.moment(lastSyncAt);
      if (!moment)
        return "Adreslijstsynchronisatie is ingeschakeld, maar er is geen enkele geslaagde synchronisatie bekend. Wijzigingen in uw eigen Active Directory bereiken Microsoft Entra ID waarschijnlijk niet.";
      const source =
        basis === "jobs"
          ? `De Cloud Sync-taken hebben voor het laatst gewerkt op ${moment}`
          : `De adreslijst is voor het laatst gesynchroniseerd op ${moment}`;
      return `${source}; daarna is er niets meer gezien. Wijzigingen in uw eigen Active Directory bereiken Microsoft Entra ID waarschijnlijk niet.`;
    },
    describePast: ({ thresholdMinutes }, f) =>
      `Er was langer dan ${f.limit(thresholdMinutes)} geen synchronisatie gezien.`,
    holdsNow: "Er worden weer synchronisaties gezien.",
  },

  "sync-disabled": {
    name: "Adreslijstsynchronisatie uitgeschakeld",
    title: () => "Adreslijstsynchronisatie is uitgeschakeld",
    describe: () =>
      "Adreslijstsynchronisatie stond in deze tenant aan en staat nu uit. Wijzigingen in uw eigen Active Directory bereiken Microsoft Entra ID niet meer.",
    describePast: () => "Adreslijstsynchronisatie was uitgeschakeld.",
    holdsNow: "Adreslijstsynchronisatie is weer ingeschakeld.",
  },

  "password-hash-sync-stale": {
    name: "Geen recente wachtwoord-hashsynchronisatie",
    title: ({ facts }, { f }) =>
      `Geen recente wachtwoord-hashsynchronisatie – niets in de afgelopen ${f.minutes(facts.thresholdMinutes)}`,
    describe: ({ lastPasswordSyncAt }, f) =>
      `De laatste wachtwoord-hashsynchronisatie was op ${f.moment(lastPasswordSyncAt) ?? "een onbekende datum"}. Wachtwoorden die daarna in uw eigen Active Directory zijn gewijzigd, werken nog niet in de cloud.`,
    describePast: ({ thresholdMinutes }, f) =>
      `Er was langer dan ${f.minutes(thresholdMinutes)} geen wachtwoord-hashsynchronisatie gezien.`,
    holdsNow: "Wachtwoordhashes worden weer gesynchroniseerd.",
  },
};
