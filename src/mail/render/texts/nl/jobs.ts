/** Dutch: findings about the provisioning jobs of Cloud Sync. */
import { codeSuffix } from "../code-suffix.ts";
import type { JobTopic, TextsOf } from "../finding-texts.ts";
import { readSoFar } from "./counts.ts";

const objects = { one: "object", other: "objecten" };
const gone =
  "De taak is er in deze tenant niet meer: de configuratie is verwijderd, of de taken zijn opnieuw aangemaakt. Was dat niet de bedoeling, ga dan na wat er is gebeurd.";

export const jobs: TextsOf<JobTopic> = {
  "job-quarantine": {
    name: "Inrichting in quarantaine",
    title: ({ facts, code }, { f }) =>
      `Inrichting voor ${f.name(facts.configuration)} staat in quarantaine${codeSuffix(code, f.name)}`,
    describe: ({ configuration }, f) =>
      `Microsoft heeft de inrichtingstaak van ${f.name(configuration)} in quarantaine geplaatst. De taak wordt nu veel minder vaak uitgevoerd en Microsoft schakelt haar na 28 dagen uit als de oorzaak blijft bestaan.`,
    describePast: ({ configuration }, f) =>
      `De inrichtingstaak van ${f.name(configuration)} stond in quarantaine.`,
    holdsNow: "De taak staat niet meer in quarantaine.",
    gone,
  },

  "job-delete-threshold": {
    name: "Exporteren gestopt door de drempelwaarde voor onopzettelijke verwijderingen",
    title: ({ facts }, { f }) =>
      `Exporteren is gestopt – drempelwaarde voor onopzettelijke verwijderingen bereikt${
        facts.threshold === null ? "" : ` (drempelwaarde ${f.number(facts.threshold)})`
      }`,
    describe: ({ configuration }, f) =>
      `${f.name(configuration)} wilde meer objecten verwijderen dan de drempelwaarde voor onopzettelijke verwijderingen toestaat. De verwijderingen worden tegengehouden tot iemand ze toestaat of de objecten weer binnen het bereik brengt.`,
    describePast: ({ configuration }, f) =>
      `De drempelwaarde voor onopzettelijke verwijderingen had ${f.name(configuration)} gestopt.`,
    holdsNow: "De taak wordt niet meer tegengehouden.",
    gone,
  },

  "job-failing": {
    name: "Inrichting mislukt",
    title: ({ facts, code }, { f }) =>
      `Inrichting voor ${f.name(facts.configuration)} mislukt${codeSuffix(code, f.name)}`,
    describe: ({ configuration, successiveFailures }, f) =>
      successiveFailures > 1
        ? `De laatste ${f.count(successiveFailures, { one: "uitvoering", other: "uitvoeringen" })} van ${f.name(configuration)} zijn mislukt.`
        : `De laatste uitvoering van ${f.name(configuration)} is mislukt.`,
    describePast: ({ configuration }, f) => `Uitvoeringen van ${f.name(configuration)} mislukten.`,
    holdsNow: "De uitvoeringen van de taak mislukken niet meer.",
    gone,
  },

  "job-entry-errors": {
    name: "Inrichting kon niet alle objecten wegschrijven",
    title: ({ facts, code }, { f, now }) => {
      const name = f.name(facts.configuration);
      const most = Math.max(facts.escrowed, facts.failing);
      if (now === null) return `Inrichting voor ${name} kon niet alle objecten wegschrijven`;
      const count = most > 0 ? readSoFar(f.count(most, objects), facts.truncated) : "sommige objecten";
      return `Inrichting voor ${name} kon ${count} niet wegschrijven${codeSuffix(code, f.name)}`;
    },
    describe: ({ configuration, escrowed, failing, truncated = false }, f) =>
      [
        escrowed > 0 &&
          `De laatste uitvoering van ${f.name(configuration)} heeft ${f.count(escrowed, objects)} tegengehouden.`,
        failing > 0 &&
          `Volgens het inrichtingslogboek is bij ${readSoFar(f.count(failing, objects), truncated)} de laatste schrijfpoging mislukt.`,
        escrowed <= 0 &&
          failing <= 0 &&
          `De laatste uitvoering van ${f.name(configuration)} kon niet alle objecten wegschrijven.`,
        "De taak gaat door met de rest; deze objecten lopen achter tot de oorzaak is verholpen.",
      ]
        .filter((part) => part !== false)
        .join(" "),
    describePast: ({ configuration }, f) => `${f.name(configuration)} kon niet alle objecten wegschrijven.`,
    holdsNow: "Het aantal objecten dat de taak niet kan wegschrijven, ligt onder de meldingsgrens.",
    gone,
  },

  "job-stalled": {
    name: "Inrichting wordt niet uitgevoerd",
    title: ({ facts }, { f }) =>
      `Inrichting voor ${f.name(facts.configuration)} wordt niet uitgevoerd – niets in de afgelopen ${f.minutes(facts.thresholdMinutes)}`,
    describe: ({ configuration, lastActivityAt, intervalMinutes }, f) => {
      const moment = f.moment(lastActivityAt);
      return `${f.name(configuration)} heeft ${moment ? `sinds ${moment}` : "tot nu toe"} geen teken van leven gegeven. De normale tussentijd is ${f.limit(intervalMinutes)}.`;
    },
    describePast: ({ configuration }, f) => `${f.name(configuration)} werd niet meer uitgevoerd.`,
    holdsNow: "De taak is weer actief.",
    gone,
  },

  "job-paused": {
    name: "Inrichting is buiten dienst",
    title: ({ facts }, { f }) =>
      `Inrichting voor ${f.name(facts.configuration)} ${
        {
          paused: "is gepauzeerd",
          disabled: "is uitgeschakeld",
          "not-configured": "is niet ingesteld",
          "escrows-pruned": "is gepauzeerd na te veel fouten",
        }[facts.pause]
      }`,
    describe: ({ configuration, pause }, f) =>
      ({
        paused: `De inrichtingstaak van ${f.name(configuration)} is gepauzeerd. Via deze taak wordt niets gesynchroniseerd tot iemand haar start.`,
        disabled: `De planning van ${f.name(configuration)} is uitgeschakeld. Via deze taak wordt niets gesynchroniseerd tot iemand haar start.`,
        "not-configured": `${f.name(configuration)} bestaat, maar is niet ingesteld en is dus nog nooit uitgevoerd.`,
        "escrows-pruned": `De eerste cyclus van ${f.name(configuration)} gaf zoveel fouten dat Microsoft ze heeft gewist en de taak heeft gepauzeerd, zodat u eerst kunt opruimen.`,
      })[pause],
    describePast: ({ configuration }, f) =>
      `De inrichtingstaak van ${f.name(configuration)} was buiten dienst.`,
    holdsNow: "De taak is weer in dienst.",
    gone,
  },
};
