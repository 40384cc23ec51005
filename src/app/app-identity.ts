/** In: a tenant's configured credential. Out: by which marks Graph shows it: ids and hints, never the secret. */
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { CredentialChoice } from "../domain/credential.ts";
import type { AppIdentity } from "../probes/probe.ts";

/** Graph shows the first three characters of a secret. */
const hintLength = 3;

export function identifyApp(credential: CredentialChoice): AppIdentity {
  return {
    credential: credential.type,
    clientId: credential.clientId ?? null,
    secretHint: credential.type === "clientSecret" ? credential.clientSecret.slice(0, hintLength) : null,
    certificateThumbprint:
      credential.type === "clientCertificate" ? thumbprintOf(credential.certificateFile) : null,
  };
}

/** A file that can't be read is the sign-in's to complain of. */
function thumbprintOf(file: string): string | null {
  try {
    const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(readFileSync(file, "utf8"));
    return pem ? new X509Certificate(pem[0]).fingerprint.replaceAll(":", "") : null;
  } catch {
    return null;
  }
}
