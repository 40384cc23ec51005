/**
 * The kinds of value that the configuration is made of, as zod types with messages in our words.
 * Checks and no `pattern`: in the file a reference may stand in for any text, and an editor should not mark it wrong.
 * In: the text of one value. Out: the same text (durations and addresses are resolved later), or a message.
 */
import { Cron } from "croner";
import { validateDetailed } from "node-cron";
import parseAddresses from "nodemailer/lib/addressparser";
import { z } from "zod";
import { languages } from "../domain/catalog.ts";
import { day, hour, minute, second } from "../domain/instant.ts";
import { mailChannel } from "../domain/notification.ts";

/** A message with its remedy on a second line; `explainIssue` takes the two apart. */
export function say(problem: string, remedy: string): string {
  return `${problem}\n${remedy}`;
}

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guidPattern.test(text);
}

export function guid(where: string) {
  return z.string().refine(isGuid, { error: say("is not a GUID", `Copy it from ${where}.`) });
}

// One address, ASCII: what every relay takes. The same pattern as an HTML e-mail field, so `user@host` is fine.
const addressPattern = z.regexes.html5Email;

export function isAddress(text: string): boolean {
  return text.length <= 254 && addressPattern.test(text);
}

const addressRemedy = "Write the address alone, as in ops@contoso.example.";

export function tenantName() {
  return z.string().refine((text) => /^[a-z0-9-]{1,63}$/.test(text), {
    error: say(
      "is not a tenant name",
      "Use lower-case letters, digits and hyphens only, at most 63, as in contoso.",
    ),
  });
}

/** As a tenant's name, and not that of the mails themselves. */
export function channelName() {
  return z.string().refine((text) => /^[a-z0-9-]{1,63}$/.test(text) && text !== mailChannel, {
    error: say(
      "is not a channel name",
      `Use lower-case letters, digits and hyphens only, at most 63, as in ops-teams; ${mailChannel} is taken.`,
    ),
  });
}

export function address() {
  return z.string().refine(isAddress, { error: say("is not a mail address", addressRemedy) });
}

/** Somebody who gets mails, with a language of their own or not. */
export function recipient() {
  return z
    .union([
      address(),
      z.strictObject({
        address: address().describe("The address alone."),
        language: z.enum(languages).describe("The language that this recipient reads."),
      }),
    ])
    .describe("An address, or one with the language its mails are in.");
}

/** One RFC 5322 mailbox: `a@b`, `Name <a@b>` or `"Name, Inc." <a@b>`, without room for header injection. */
export function mailbox() {
  return z.string().check((context) => {
    const fault = findMailboxFault(context.value);
    if (fault) context.issues.push({ code: "custom", message: fault, input: context.value });
  });
}

function findMailboxFault(text: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses.
  if (/[\u0000-\u001f\u007f\u2028\u2029]/.test(text)) {
    return say("holds a line break or control character", "Write it on one line, without tabs.");
  }
  const remedy = "Write one sender, as in Sync health <sync-health@contoso.example>.";
  const parsed = parseAddresses(text);
  const [only] = parsed;
  if (parsed.length > 1) {
    return say("is more than one sender", `${remedy} Put a name with a comma in double quotes.`);
  }
  if (!only || !("address" in only) || !isAddress(only.address ?? "")) {
    return say("is not a mailbox", remedy);
  }
  return null;
}

const units: Record<string, number> = { s: second, m: minute, h: hour, d: day };
const durationPattern = /^([1-9][0-9]{0,5})([smhd])$/;

/** `15m` in milliseconds. Only for text that the `duration` type let through. */
export function parseDuration(text: string): number {
  const [, count, unit] = durationPattern.exec(text) ?? [];
  return Number(count) * (units[unit ?? ""] ?? Number.NaN);
}

/** `900000` as `15m`: the largest unit that fits. */
export function formatDuration(ms: number): string {
  const [unit, size] = Object.entries(units).findLast(([, size]) => ms % size === 0) ?? ["s", second];
  return `${ms / size}${unit}`;
}

const durationRemedy = "Write a whole number and s, m, h or d, as in 30s, 15m, 1h or 3d; at most 365d.";

export function duration() {
  return z
    .string()
    .refine((text) => durationPattern.test(text), { error: say("is not a duration", durationRemedy) })
    .refine((text) => !(parseDuration(text) > 365 * day), {
      error: say("is too long a duration", durationRemedy),
    });
}

/** A duration, or the word never. */
export function durationOrNever() {
  return z
    .string()
    .refine((text) => text === "never" || (durationPattern.test(text) && parseDuration(text) <= 365 * day), {
      error: say("is neither a duration nor never", "Write a span as in 1d or 12h, at most 365d, or never."),
    });
}

export function cron() {
  return z.string().check((context) => {
    const fault = findCronFault(context.value);
    if (fault) {
      const remedy =
        "Write five fields (minute hour day month weekday), or six with seconds first, as in */5 * * * *.";
      context.issues.push({ code: "custom", message: say(fault, remedy), input: context.value });
    }
  });
}

/** When a maintenance window begins: read by another library than the schedule, which must take it too. */
export function cronOfWindow() {
  return cron().refine(isCronOfWindow, {
    error: say(
      "is not a cron expression that a window can begin by",
      "Write five fields (minute hour day month weekday) with names as in TUE and JAN, and ranges that rise.",
    ),
  });
}

function isCronOfWindow(text: string): boolean {
  try {
    return new Cron(text, { mode: "5-or-6-parts" }).nextRun() !== null;
  } catch {
    // What is no cron expression at all has been told of already.
    return findCronFault(text) !== null;
  }
}

function findCronFault(text: string): string | null {
  const count = text.trim().split(/\s+/).filter(Boolean).length;
  if (count !== 5 && count !== 6) return `is not a cron expression: it has ${count} of 5 or 6 fields`;
  const { valid, errors } = validateDetailed(text);
  if (valid) return null;
  const fields = errors.map(({ field }) => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  return `is not a cron expression: wrong in ${[...new Set(fields)].join(", ")}`;
}

/** Tokens and secrets travel to these addresses, so nothing but https will do. */
export function httpsUrl() {
  const remedy = "Write an address that begins with https://, without user name, query or fragment.";
  return z.string().check((context) => {
    const { value } = context;
    const url = URL.canParse(value) ? new URL(value) : null;
    let fault: string | null = null;
    if (!url?.hostname) fault = "is not a web address";
    else if (url.protocol !== "https:") fault = "is not https, and tokens travel there";
    else if (url.username || url.password || url.search || url.hash) fault = "is more than a plain address";
    if (fault) context.issues.push({ code: "custom", message: say(fault, remedy), input: value });
  });
}

/** An address with a secret in it, as those of webhooks are; shown nowhere. */
export function secretUrl(description: string) {
  return z
    .string()
    .refine(isWebAddress, {
      error: say("is not a web address", "Write an address that begins with https:// (or http://)."),
    })
    .meta({ description, writeOnly: true });
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Where people reach the status page; nothing but the path that a proxy gives it may follow. */
export function publicUrl() {
  const remedy = "Write an address as in https://sync-health.contoso.example, without query or fragment.";
  return z.string().refine(
    (text) => {
      if (!isWebAddress(text)) return false;
      const { username, password, search, hash } = new URL(text);
      return !(username || password || search || hash);
    },
    { error: say("is not a plain web address", remedy) },
  );
}

/** A moment with its offset, so that it is the same one everywhere. */
export function instant() {
  return z.iso.datetime({
    offset: true,
    error: say("is not a moment", "Write date, time and offset, as in 2026-12-01T20:00:00+01:00 or …Z."),
  });
}

const hostPattern =
  /^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*\.?|[0-9a-fA-F:.]+)$/;

export function host() {
  return z.string().refine((text) => hostPattern.test(text), {
    error: say(
      "is not a host name or IP address",
      "Write the name alone, as in smtp.contoso.example; the port has a key of its own.",
    ),
  });
}

export interface ListenAddress {
  host: string;
  port: number;
}

/** `127.0.0.1:8080` or `[::1]:8080`; null for anything else. */
export function parseListen(text: string): ListenAddress | null {
  const [, bracketed, plain, portText] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s/]+)):([0-9]{1,5})$/.exec(text) ?? [];
  const name = bracketed ?? plain;
  const port = Number(portText);
  return name !== undefined && hostPattern.test(name) && port <= 65535 ? { host: name, port } : null;
}

export function listen() {
  return z.string().refine((text) => text === "off" || parseListen(text) !== null, {
    error: say("is not an address and port", "Write 127.0.0.1:8080, [::1]:8080, or off for no status page."),
  });
}

export function timeZone() {
  return z.string().refine(isTimeZone, {
    error: say("is not a known time zone", "Write an IANA name, as in Europe/Amsterdam or UTC."),
  });
}

function isTimeZone(name: string): boolean {
  // Intl takes offsets such as +02:00 too, but those have no summer time: not what anyone means here.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** A path of a file; what it is relative to is said where it is used. */
export function path() {
  return z
    .string()
    .min(1)
    .refine((text) => !text.includes("\0"), {
      error: say("holds a NUL character", "Write a plain path."),
    });
}

/** Text that is never shown: `writeOnly` is JSON Schema's word for it, and what the redaction goes by. */
export function secret(description: string) {
  return z.string().min(1).meta({ description, writeOnly: true });
}
