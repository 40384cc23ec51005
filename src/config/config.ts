/**
 * The configuration as the rest of the product reads it: complete, checked, paths absolute, spans in milliseconds,
 * per-tenant settings merged. It is deeply frozen: writing to it throws.
 */
import type { Language } from "../domain/catalog.ts";
import type { CredentialChoice } from "../domain/credential.ts";
import type { ProbeId } from "../domain/probes.ts";
import type { Severity } from "../domain/severity.ts";
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
    to: string[];
    transport: SmtpConfig;
    /** Milder findings are not mailed. */
    minSeverity: Severity;
    /** IANA name. */
    timeZone: string;
    retry: { giveUpAfterMs: number };
  };
  /** Absolute path. */
  store: { type: "sqlite"; path: string };
  /** `listen` null: no status page. Port 0: any free port. */
  status: { listen: { host: string; port: number } | null };
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
    to: string[];
    /** `auto`: the tenant's own preferred language, then English. */
    language: Language | "auto";
  };
  /** Defaults, the common limits and the tenant's own, merged. */
  thresholds: Thresholds;
}

export interface SmtpConfig {
  type: "smtp";
  host: string;
  port: number;
  tls: "none" | "starttls" | "tls";
  /** Absolute path, or null. */
  caFile: string | null;
  auth: { user: string; password: string } | null;
  timeoutMs: number;
}
