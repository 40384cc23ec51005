/** Who is told, and on what way. In: `mail` and `channels` as checked. Out: the same, complete. */
import type { CredentialChoice } from "../domain/credential.ts";
import { second } from "../domain/instant.ts";
import type { Audience, Recipient } from "../domain/routing.ts";
import type { Severity } from "../domain/severity.ts";
import type { ChannelConfig, Config, SmtpAuth, TransportConfig } from "./config.ts";
import { absolute, type Folders, resolveCredential } from "./resolve-files.ts";
import type { ConfigInput } from "./schema.ts";
import { parseDuration } from "./time-fields.ts";

export function resolveMail(input: ConfigInput, folders: Folders): Config["mail"] {
  const { mail } = input;
  return {
    from: mail.from,
    to: uniqueRecipients(mail.to),
    transport: resolveTransport(mail.transport, input, folders),
    fallback: mail.fallback
      ? {
          afterMs: parseDuration(mail.fallback.after),
          transport: resolveTransport(mail.fallback.transport, input, folders),
        }
      : null,
    routes: mail.routes.map((route) => ({
      ...resolveAudience(route, mail.minSeverity),
      to: uniqueRecipients(route.to),
      only: route.only,
    })),
    minSeverity: mail.minSeverity,
    timeZone: mail.timeZone,
    retry: { giveUpAfterMs: parseDuration(mail.retry.giveUpAfter) },
  };
}

const portOf = { none: 25, starttls: 587, tls: 465 } as const;

type TransportInput = ConfigInput["mail"]["transport"];

function resolveTransport(transport: TransportInput, input: ConfigInput, folders: Folders): TransportConfig {
  const timeoutMs = transport.timeoutSeconds * second;
  if (transport.type === "graph") {
    const { type, sender, format, saveToSentItems } = transport;
    return { type, sender, format, saveToSentItems, timeoutMs, ...resolveSignIn(transport, input, folders) };
  }
  const { type, host, tls, auth } = transport;
  return {
    type,
    host,
    port: transport.port ?? portOf[tls],
    tls,
    caFile: absolute(transport.caFile, folders.config),
    auth: auth ? resolveAuth(auth, input, folders) : null,
    timeoutMs,
  };
}

type AuthInput = NonNullable<Extract<TransportInput, { type: "smtp" }>["auth"]>;

function resolveAuth(auth: AuthInput, input: ConfigInput, folders: Folders): SmtpAuth {
  if (auth.type === "password") return auth;
  const { type, user, scope = null } = auth;
  return { type, user, scope, ...resolveSignIn(auth, input, folders) };
}

/** Whom to sign in as: a configured tenant's app, or an app of its own. That one of them is named, cross-check has seen to. */
function resolveSignIn(
  choice: Pick<Extract<TransportInput, { type: "graph" }>, "tenant" | "tenantId" | "credential">,
  { tenants }: ConfigInput,
  folders: Folders,
): { tenantId: string; credential: CredentialChoice } {
  const named = tenants.find((tenant) => tenant.name === choice.tenant) ?? tenants[0];
  const tenantId = choice.tenantId ?? named?.tenantId ?? "";
  const credential = choice.credential ?? named?.credential;
  if (!credential) throw new Error("a transport without a sign-in passed the checks");
  return { tenantId: tenantId.toLowerCase(), credential: resolveCredential(credential, folders) };
}

function resolveAudience(
  audience: { tenants: string[]; findings: Audience["findings"]; minSeverity?: Severity | undefined },
  minSeverity: Severity,
): Audience {
  return {
    tenants: audience.tenants,
    findings: audience.findings,
    minSeverity: audience.minSeverity ?? minSeverity,
  };
}

export function resolveChannel(
  channel: ConfigInput["channels"][number],
  minSeverity: Severity,
  folders: Folders,
): ChannelConfig {
  return {
    ...resolveAudience(channel, minSeverity),
    name: channel.name,
    type: channel.type,
    url: channel.url,
    secret: "secret" in channel ? (channel.secret ?? null) : null,
    language: channel.language ?? "auto",
    caFile: absolute(channel.caFile, folders.config),
    timeoutMs: channel.timeoutSeconds * second,
  };
}

/** An address that is listed twice would get every mail twice. */
export function uniqueRecipients(
  recipients: (string | { address: string; language: "en" | "nl" })[],
): Recipient[] {
  const byKey = new Map<string, Recipient>();
  for (const entry of recipients) {
    const recipient = typeof entry === "string" ? { address: entry, language: "auto" as const } : entry;
    const key = recipient.address.toLowerCase();
    if (!byKey.has(key)) byKey.set(key, recipient);
  }
  return [...byKey.values()];
}
