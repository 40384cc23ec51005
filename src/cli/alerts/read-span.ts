/** In: `--for`, `--until` and `--from` as typed. Out: when a silence begins and ends; USAGE for what makes no sense. */
import { duration, instant, parseDuration } from "../../config/time-fields.ts";
import { AppError } from "../../domain/errors.ts";
import { day, type Instant } from "../../domain/instant.ts";
import { cleanLine } from "../../util/clean-text.ts";

export interface SpanOptions {
  for?: string;
  until?: string;
  from?: string;
}

const maxDays = 90;

export function readSpan(
  command: string,
  options: SpanOptions,
  now: Instant,
): { startsAt: Instant; endsAt: Instant } {
  const refuse = (problem: string) => new AppError("USAGE", `${command}: ${problem}`);
  if ((options.for === undefined) === (options.until === undefined)) {
    throw refuse("give either --for, as in --for 4h, or --until.");
  }
  const startsAt = options.from === undefined ? now : readMoment("--from", options.from);
  const endsAt =
    options.until === undefined
      ? startsAt + readDuration(options.for ?? "")
      : readMoment("--until", options.until);
  if (startsAt < now) throw refuse("--from lies in the past: leave it out to begin now.");
  if (endsAt <= startsAt)
    throw refuse(`--until is not after ${options.from === undefined ? "now" : "--from"}.`);
  if (startsAt > now + maxDays * day) throw refuse(`--from is more than ${maxDays} days away.`);
  if (endsAt - startsAt > maxDays * day) throw refuse(`a silence lasts ${maxDays} days at most.`);
  return { startsAt, endsAt };

  function readMoment(option: string, text: string): Instant {
    // The seconds may be left out here, as people do who type.
    const whole = text.replace(/^([\d-]+T\d\d:\d\d)(?=Z$|[+-])/i, "$1:00");
    const checked = instant().safeParse(whole);
    if (checked.success) return Date.parse(checked.data);
    throw refuse(say(option, text, checked.error.issues[0]?.message));
  }

  function readDuration(text: string): number {
    const checked = duration().safeParse(text);
    if (checked.success) return parseDuration(checked.data);
    throw refuse(say("--for", text, checked.error.issues[0]?.message));
  }
}

/** The configuration's own words: a problem, and its remedy on a second line. */
function say(option: string, text: string, message = "is wrong"): string {
  const [problem, remedy = ""] = message.split("\n");
  return `${option} ${JSON.stringify(cleanLine(text, 80))} ${problem}. ${remedy}`.trim();
}
