/** English: findings about the provisioning jobs of Cloud Sync. */
import { codeSuffix } from "../code-suffix.ts";
import type { JobTopic, TextsOf } from "../finding-texts.ts";
import { readSoFar } from "./counts.ts";

const objects = { one: "object", other: "objects" };
const gone =
  "The job is no longer in this tenant: its configuration was removed, or its jobs were made anew. If nobody meant that, please look into it.";

export const jobs: TextsOf<JobTopic> = {
  "job-quarantine": {
    name: "Provisioning in quarantine",
    title: ({ facts, code }, { f }) =>
      `Provisioning for ${f.name(facts.configuration)} is in quarantine${codeSuffix(code, f.name)}`,
    describe: ({ configuration }, f) =>
      `Microsoft has put the provisioning job of ${f.name(configuration)} in quarantine. It now runs far less often, and Microsoft disables it after 28 days if the cause stays.`,
    describePast: ({ configuration }, f) =>
      `The provisioning job of ${f.name(configuration)} was in quarantine.`,
    holdsNow: "The job is out of quarantine.",
    gone,
  },

  "job-delete-threshold": {
    name: "Export stopped by the accidental delete threshold",
    title: ({ facts }, { f }) =>
      `Export was stopped – accidental delete threshold reached${
        facts.threshold === null ? "" : ` (threshold ${f.number(facts.threshold)})`
      }`,
    describe: ({ configuration }, f) =>
      `More objects were about to be deleted by ${f.name(configuration)} than the accidental deletion limit allows. The deletions are held back until someone allows them or puts the objects back in scope.`,
    describePast: ({ configuration }, f) =>
      `The accidental deletion limit had stopped ${f.name(configuration)}.`,
    holdsNow: "The job is no longer held back.",
    gone,
  },

  "job-failing": {
    name: "Provisioning is failing",
    title: ({ facts, code }, { f }) =>
      `Provisioning for ${f.name(facts.configuration)} is failing${codeSuffix(code, f.name)}`,
    describe: ({ configuration, successiveFailures }, f) =>
      successiveFailures > 1
        ? `The last ${f.count(successiveFailures, { one: "run", other: "runs" })} of ${f.name(configuration)} failed.`
        : `The last run of ${f.name(configuration)} failed.`,
    describePast: ({ configuration }, f) => `Runs of ${f.name(configuration)} were failing.`,
    holdsNow: "The job's runs are no longer failing.",
    gone,
  },

  "job-entry-errors": {
    name: "Provisioning could not write some objects",
    title: ({ facts, code }, { f, now }) => {
      const name = f.name(facts.configuration);
      const most = Math.max(facts.escrowed, facts.failing);
      if (now === null) return `Provisioning for ${name} could not write some objects`;
      // "Could not write at least 14 objects" would mean another thing.
      const orMore = facts.truncated ? " or more" : "";
      const count = most > 0 ? `${f.count(most, objects)}${orMore}` : "some objects";
      return `Provisioning for ${name} could not write ${count}${codeSuffix(code, f.name)}`;
    },
    describe: ({ configuration, escrowed, failing, truncated = false }, f) =>
      [
        escrowed > 0 && `The last run of ${f.name(configuration)} held back ${f.count(escrowed, objects)}.`,
        failing > 0 &&
          `According to the provisioning log, the last attempt to write failed for ${readSoFar(f.count(failing, objects), truncated)}.`,
        escrowed <= 0 &&
          failing <= 0 &&
          `The last run of ${f.name(configuration)} could not write some objects.`,
        "The job goes on with everything else; these objects lag behind until their cause is mended.",
      ]
        .filter((part) => part !== false)
        .join(" "),
    describePast: ({ configuration }, f) => `${f.name(configuration)} could not write some objects.`,
    holdsNow: "The number of objects that the job cannot write is below the alert limit.",
    gone,
  },

  "job-stalled": {
    name: "Provisioning is not running",
    title: ({ facts }, { f }) =>
      `Provisioning for ${f.name(facts.configuration)} is not running – no activity in the last ${f.minutes(facts.thresholdMinutes)}`,
    describe: ({ configuration, lastActivityAt, intervalMinutes }, f) => {
      const moment = f.moment(lastActivityAt);
      return `${f.name(configuration)} has shown no sign of life ${moment ? `since ${moment}` : "so far"}. Its normal interval is ${f.limit(intervalMinutes)}.`;
    },
    describePast: ({ configuration }, f) => `${f.name(configuration)} had stopped running.`,
    holdsNow: "The job shows activity again.",
    gone,
  },

  "job-paused": {
    name: "Provisioning is not in service",
    title: ({ facts }, { f }) =>
      `Provisioning for ${f.name(facts.configuration)} ${
        {
          paused: "is paused",
          disabled: "is switched off",
          "not-configured": "is not set up",
          "escrows-pruned": "was paused after too many errors",
        }[facts.pause]
      }`,
    describe: ({ configuration, pause }, f) =>
      ({
        paused: `The provisioning job of ${f.name(configuration)} is paused. Nothing is synchronized through it until someone starts it.`,
        disabled: `The schedule of ${f.name(configuration)} is switched off. Nothing is synchronized through it until someone starts it.`,
        "not-configured": `${f.name(configuration)} exists but has not been set up, so it has never run.`,
        "escrows-pruned": `The first cycle of ${f.name(configuration)} met so many errors that Microsoft cleared them and paused the job, so that you can clean up first.`,
      })[pause],
    describePast: ({ configuration }, f) =>
      `The provisioning job of ${f.name(configuration)} was not in service.`,
    holdsNow: "The job is back in service.",
    gone,
  },
};
