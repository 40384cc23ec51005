/**
 * The configuration as the rest of the product reads it: complete, checked, paths absolute, spans in milliseconds,
 * per-tenant settings merged. It is deeply frozen: writing to it throws.
 */

import type { AlertRules, FlapRule } from "../domain/alert-rules.ts";
import type { Language } from "../domain/catalog.ts";
import type { CredentialChoice } from "../domain/credential.ts";
import type { ProbeId } from "../domain/probes.ts";
import type { Audience, Recipient, Route } from "../domain/routing.ts";
import type { Severity } from "../domain/severity.ts";
import type { MaintenanceWindow } from "../domain/silence.ts";
import type { StatusAuth } from "../domain/status-auth.ts";
import type { Thresholds } from "../domain/thresholds.ts";
import type { cloudNames } from "./schema-tenants.ts";

export interface Config {
  /** A known cloud, or addresses of one's own; `caFile` is absolute. */
  cloud: (typeof cloudNames)[number] | { graph: string; authority: string; caFile: string | null };
  /** In the file's order, the disabled ones too. */
  tenants: TenantConfig[];
  poll: {
    /** Five fields, or six with seconds. */
    cron: string;
    concurrency: number;
    jitterMs: number;
    /** One whole poll of one tenant. */
    timeoutMs: number;
    /** One request; never more than `timeoutMs`. */
    requestTimeoutMs: number;
  };
  /** `everyMs` null: at every poll. */
  probes: Record<ProbeId, { enabled: boolean; everyMs: number | null }>;
  mail: {
    /** One RFC 5322 mailbox, without line breaks. */
    from: string;
    /** Default recipients; what a tenant's mails go to is `tenant.mail.to`. */
    to: Recipient[];
    transport: TransportConfig;
    /** Taken when `transport` has failed for `afterMs`; null: none. */
    fallback: { afterMs: number; transport: TransportConfig } | null;
    /** Who else is told of what; see `Route`. */
    routes: Route[];
    /** Milder findings are not mailed. */
    minSeverity: Severity;
    /** IANA name. */
    timeZone: string;
    retry: { giveUpAfterMs: number };
  };
  /** Where else alerts go, beside the mails. */
  channels: ChannelConfig[];
  alerts: {
    rules: AlertRules;
    flapping: FlapRule;
    /** For so long a link in a mail acknowledges. */
    linkValidMs: number;
  };
  maintenance: MaintenanceWindow[];
  /** Told after each round of polls; null: nobody. */
  heartbeat: HeartbeatConfig | null;
  /** Absolute path. */
  store: { type: "sqlite"; path: string };
  status: {
    /** Null: no status page. Port 0: any free port. */
    listen: { host: string; port: number } | null;
    /** Where readers of mails reach the status page, without a slash at the end; null: they don't, and mails have no link. */
    publicUrl: string | null;
    /** Absolute paths; `proxy`: a proxy in front ends TLS; null: plain HTTP, on the loopback only. */
    tls: { certFile: string; keyFile: string } | "proxy" | null;
    /** Null: none, on the loopback only. */
    auth: StatusAuth | null;
  };
  /** `file` null: standard output; else an absolute path. */
  log: { level: LogLevel; file: string | null };
  /** Absolute path of the user's own catalog entries, beside the configuration; it need not exist. */
  catalogFolder: string;
  /** The common limits; a tenant's own are `tenant.thresholds`. */
  thresholds: Thresholds;
}

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

export interface TenantConfig {
  name: string;
  /** Lower case. */
  tenantId: string;
  enabled: boolean;
  credential: CredentialChoice;
  mail: {
    /** Bare addresses, each once; the common ones unless the tenant has its own. */
    to: Recipient[];
    /** Also to the addresses that the tenant itself names for Microsoft's mails. */
    technicalContacts: boolean;
    /** `auto`: the tenant's own preferred language, then English. */
    language: Language | "auto";
  };
  /** Defaults, the common limits and the tenant's own, merged. */
  thresholds: Thresholds;
}

export type TransportConfig = SmtpConfig | GraphMailConfig;

export interface SmtpConfig {
  type: "smtp";
  host: string;
  port: number;
  tls: "none" | "starttls" | "tls";
  /** Absolute path, or null. */
  caFile: string | null;
  auth: SmtpAuth | null;
  timeoutMs: number;
}

export type SmtpAuth =
  | { type: "password"; user: string; password: string }
  /** A token by client credentials, as Exchange Online wants it; `scope` null: Exchange Online's of the configured cloud. */
  | { type: "xoauth2"; user: string; tenantId: string; credential: CredentialChoice; scope: string | null };

/** Graph `sendMail` as an application. */
export interface GraphMailConfig {
  type: "graph";
  /** Sign-in name or object id of the mailbox that sends. */
  sender: string;
  tenantId: string;
  credential: CredentialChoice;
  /** mime: the very message that SMTP would carry; json: built by Graph, without threading headers. */
  format: "mime" | "json";
  saveToSentItems: boolean;
  timeoutMs: number;
}

export interface ChannelConfig extends Audience {
  /** Unique; the recipient under which results are kept. */
  name: string;
  type: "webhook" | "teams";
  /** Holds a secret in most cases: never logged. */
  url: string;
  /** webhook: signs each post; null: not signed. */
  secret: string | null;
  language: Language | "auto";
  /** Absolute path, or null. */
  caFile: string | null;
  timeoutMs: number;
}

export interface HeartbeatConfig {
  /** Holds a secret in most cases: never logged. */
  url: string;
  /** Told instead when a round or the way of the mails failed. */
  failUrl: string;
  method: "GET" | "POST";
  /** Absolute path, or null. */
  caFile: string | null;
  timeoutMs: number;
}
