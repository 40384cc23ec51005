/**
 * The kinds of value that the configuration is made of, as zod types with messages in our words: ids, names, people, files,
 * secrets. Those of time are in time-fields.ts, those of the network in network-fields.ts.
 * Checks and no `pattern`: in the file a reference may stand in for any text, and an editor should not mark it wrong.
 * In: the text of one value. Out: the same text, or a message.
 */
import parseAddresses from "nodemailer/lib/addressparser";
import { z } from "zod";
import { languages } from "../domain/catalog.ts";
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
