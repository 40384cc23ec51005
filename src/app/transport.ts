/** In: the configured mail transport. Out: a Transport; the private authority's file is read here. */
import { readFileSync } from "node:fs";
import type { SmtpConfig } from "../config/config.ts";
import type { Transport } from "../domain/notification.ts";
import { createSmtpTransport } from "../mail/transports/smtp.ts";

export function createTransport(config: SmtpConfig): Transport {
  const { host, port, tls, auth, caFile, timeoutMs } = config;
  return createSmtpTransport({
    host,
    port,
    tls,
    timeoutSeconds: timeoutMs / 1000,
    ...(auth ? { auth } : {}),
    ...(caFile ? { ca: readFileSync(caFile, "utf8") } : {}),
  });
}
