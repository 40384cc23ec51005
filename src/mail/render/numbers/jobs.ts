/** Numbers of findings about the provisioning jobs of Cloud Sync. */
import { countdown } from "../rows.ts";
import { safeLine } from "../safe-line.ts";
import type { JobTopic } from "../texts/finding-texts.ts";
import type { NumberContext, NumbersOf } from "./numbers.ts";
import { perName } from "./per-name.ts";

const disabledOn = (at: number | null, context: NumberContext) =>
  context.now !== null && countdown(at, context, context.texts.countdownPassed);

export const jobNumbers: NumbersOf<JobTopic> = {
  "job-quarantine": (facts, context) => {
    const { texts, f, now } = context;
    return [
      ["quarantineReason", safeLine(facts.reason, 200)],
      ["seriesBegan", f.moment(facts.seriesBeganAt)],
      ["disableAt", disabledOn(facts.disableAt, context)],
      ["nextAttempt", now !== null && f.moment(facts.nextAttemptAt)],
      ["reevaluations", facts.seriesCount > 0 && f.count(facts.seriesCount, texts.times)],
    ];
  },

  "job-delete-threshold": (facts, context) => {
    const { f, now } = context;
    return [
      ["deleteThreshold", facts.threshold !== null && f.number(facts.threshold)],
      ["seriesBegan", f.moment(facts.seriesBeganAt)],
      ["disableAt", disabledOn(facts.disableAt, context)],
      ["nextAttempt", now !== null && f.moment(facts.nextAttemptAt)],
    ];
  },

  "job-failing": ({ successiveFailures, lastRunAt }, { texts, f }) => [
    ["successiveFailures", successiveFailures > 0 && f.count(successiveFailures, texts.runs)],
    ["lastRun", f.moment(lastRunAt)],
  ],

  "job-entry-errors": ({ escrowed, failing, truncated, codes }, { texts, f }) => [
    ["heldBack", escrowed > 0 && f.number(escrowed)],
    ["failingObjects", failing > 0 && (truncated ? texts.atLeast(f.number(failing)) : f.number(failing))],
    [
      "codes",
      perName(
        codes.map(({ code, count }) => [code, count]),
        f,
      ),
    ],
  ],

  "job-stalled": ({ lastActivityAt, thresholdMinutes, intervalMinutes }, { texts, f, now }) => [
    ["lastActivity", f.moment(lastActivityAt) ?? texts.never],
    ["elapsed", now !== null && f.spanSince(lastActivityAt, now)],
    ["interval", f.limit(intervalMinutes)],
    ["threshold", f.minutes(thresholdMinutes)],
  ],

  "job-paused": ({ pause }, { texts }) => [["pause", texts.pause[pause]]],
};
