/**
 * Numbers, moments and spans as words of one language. In go instants and milliseconds; out come strings, or null
 * for what is no real date (null, NaN, Microsoft's year 0001), so that no caller can show it as one.
 */
import { day, hour, type Instant, minute } from "../../domain/instant.ts";
import { safeLine } from "./safe-line.ts";

/** What a language must say for its words to be joined. */
export interface FormatWords {
  locale: string;
  /** Between two parts of a span: "3 hours 10 minutes", "3 uur en 10 minuten". */
  spanJoint: string;
  lessThanAMinute: string;
  /** Ends a list that is cut short: "a, b and others". */
  others: string;
}

export interface PluralForms {
  one: string;
  other: string;
}

export interface Formatter {
  /** `January 24, 2025 00:00 UTC`, with the local time in brackets where that is another. */
  moment(instant: Instant | null): string | null;
  /** `Jan 24, 2025 00:00 UTC`: for columns. */
  shortMoment(instant: Instant | null): string | null;
  /** The two largest units: `2 days 4 hours`; never negative. */
  span(ms: number): string;
  /** Between two moments, null when the earlier one is unknown. */
  spanSince(instant: Instant | null, now: Instant): string | null;
  /** Whole days, rounded down so that nobody counts on more than there is; under a day like `span`. */
  left(ms: number): string;
  /** `120 minutes`. */
  minutes(count: number): string;
  /** `14 days`. */
  days(count: number): string;
  /** Whole hours as hours (`24 hours`), else minutes (`90 minutes`): limits as they are configured. */
  limit(minutes: number): string;
  /** `3 runs`, by the language's plural rules. */
  count(count: number, forms: PluralForms): string;
  /** The word alone: "is" or "are". */
  plural(count: number, forms: PluralForms): string;
  /** `500`, `1,000`. */
  number(value: number): string;
  /** `83.4%`; never rounded up, so that what is nearly full does not read as full. */
  percent(value: number): string;
  /** `a, b, and c`. */
  list(items: readonly string[]): string;
  /** A name from the directory, bounded for use inside a sentence or subject. */
  name(text: string): string;
  /** Up to three names from the directory; that there are more is said. */
  names(items: readonly string[]): string;
}

const maxNames = 3;
/** Before this, a date is a placeholder: the service did not exist. */
const earliest = Date.UTC(2000, 0, 1);

function isMoment(instant: Instant | null): instant is Instant {
  return instant !== null && Number.isFinite(instant) && instant >= earliest && instant < 8.64e15;
}

/** `timeZone`: IANA name for the time in brackets; an unknown one is left out rather than failing the mail. */
export function createFormatter(words: FormatWords, timeZone = "UTC"): Formatter {
  const rules = new Intl.PluralRules(words.locale);
  const utc = momentFormat(words.locale, "UTC");
  const short = momentFormat(words.locale, "UTC", "medium");
  const local = localFormat(words.locale, timeZone);

  // Made once: a page has hundreds of spans, and making a format takes longer than using it.
  const units = {
    day: unitFormat(words.locale, "day"),
    hour: unitFormat(words.locale, "hour"),
    minute: unitFormat(words.locale, "minute"),
  };
  const unit = (value: number, name: keyof typeof units) => units[name].format(value);
  const numbers = new Intl.NumberFormat(words.locale);
  const number = (value: number) => numbers.format(value);
  const lists = new Intl.ListFormat(words.locale);
  const list = (items: readonly string[]) => lists.format(items);
  const plural = (count: number, forms: PluralForms) =>
    rules.select(count) === "one" ? forms.one : forms.other;
  const name = (text: string) => safeLine(text, 80);

  const span = (ms: number) => {
    if (!(ms >= minute)) return words.lessThanAMinute;
    const days = Math.floor(ms / day);
    const hours = Math.floor((ms % day) / hour);
    const minutes = Math.floor((ms % hour) / minute);
    const parts = [
      days > 0 && unit(days, "day"),
      hours > 0 && unit(hours, "hour"),
      days === 0 && minutes > 0 && unit(minutes, "minute"),
    ];
    return parts.filter((part) => part !== false).join(words.spanJoint);
  };

  return {
    moment(instant) {
      if (!isMoment(instant)) return null;
      const inUtc = utc(instant);
      const said = `${inUtc.date} ${inUtc.time} UTC`;
      if (!local) return said;
      const here = local(instant);
      return `${said} (${here.date === inUtc.date ? "" : `${here.date} `}${here.time} ${timeZone})`;
    },
    shortMoment(instant) {
      if (!isMoment(instant)) return null;
      const { date, time } = short(instant);
      return `${date} ${time} UTC`;
    },
    span,
    spanSince: (instant, now) => (isMoment(instant) ? span(now - instant) : null),
    left: (ms) => (ms >= day ? unit(Math.floor(ms / day), "day") : span(ms)),
    minutes: (count) => unit(count, "minute"),
    days: (count) => unit(count, "day"),
    limit: (minutes) => (minutes % 60 === 0 ? unit(minutes / 60, "hour") : unit(minutes, "minute")),
    count: (count, forms) => `${number(count)} ${plural(count, forms)}`,
    plural,
    number,
    percent: (value) => `${number(Math.floor(value * 10) / 10)}%`,
    list,
    name,
    names: (items) => {
      const first = items.slice(0, maxNames).map(name);
      return list(items.length > maxNames ? [...first, words.others] : first);
    },
  };
}

function unitFormat(locale: string, unit: "day" | "hour" | "minute"): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" });
}

function momentFormat(
  locale: string,
  timeZone: string,
  dateStyle: "long" | "medium" = "long",
): (instant: Instant) => { date: string; time: string } {
  const date = new Intl.DateTimeFormat(locale, { timeZone, dateStyle });
  const time = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (instant) => ({ date: date.format(instant), time: time.format(instant) });
}

function localFormat(locale: string, timeZone: string): ReturnType<typeof momentFormat> | null {
  if (/^(etc\/)?(utc|gmt|zulu|uct)$/i.test(timeZone)) return null;
  try {
    return momentFormat(locale, timeZone);
  } catch {
    return null;
  }
}
