/**
 * TLS that ends here. In: the files of a certificate and its key. Out: options for the server, and the renewed certificate
 * in place of the old one without a restart: Let's Encrypt renews every sixty days, and nobody is there to tell us.
 */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { SecureContextOptions, Server, TlsOptions } from "node:tls";
import { type Instant, minute, second } from "../../domain/instant.ts";
import type { Clock } from "../../util/clock.ts";
import { coerceError } from "../../util/coerce-error.ts";

/** PEM; absolute paths. The certificate's own comes first in its file, then those between it and its authority. */
export interface StatusTls {
  certFile: string;
  keyFile: string;
}

/** What became of new files; `validTo`: until when the certificate in use holds. */
export type CertificateChange = { validTo: Instant } | { error: string };

const checkEveryMs = minute;

/** For fastify's `https`. Throws where the files can't be read or don't belong together. */
export async function tlsOptions({ certFile, keyFile }: StatusTls): Promise<TlsOptions> {
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  const { context } = pairOf(cert, key);
  // Who connects and then says nothing would hold a connection for two minutes.
  return { ...context, handshakeTimeout: 10 * second };
}

/**
 * Looks once a minute, when somebody connects, whether the files are others. What can't be used (a certificate that is
 * there before its key) leaves the old one in use, and is looked at again.
 */
export function followRenewals(
  server: Server,
  files: StatusTls,
  { clock, onCertificate }: { clock: Pick<Clock, "now">; onCertificate: (change: CertificateChange) => void },
): void {
  let inUse = stampOf(files);
  let checkedAt = clock.now();
  let told: string | null = null;

  // Before TLS's own listener, so that this very connection gets what is on the disk.
  server.prependListener("connection", () => {
    const now = clock.now();
    if (now - checkedAt < checkEveryMs) return;
    checkedAt = now;
    try {
      // First the stamp: what changes while the files are read is seen the next time.
      const stamp = stampOf(files);
      if (stamp === inUse) return;
      const { context, validTo } = readPair(files);
      server.setSecureContext(context);
      inUse = stamp;
      told = null;
      onCertificate({ validTo });
    } catch (thrown) {
      const error = coerceError(thrown).message;
      if (error !== told) onCertificate({ error });
      told = error;
    }
  });
}

interface Pair {
  context: SecureContextOptions;
  validTo: Instant;
}

/** Small files, rarely: read at once they are of one moment, as far as that can be had. */
function readPair({ certFile, keyFile }: StatusTls): Pair {
  return pairOf(readFileSync(certFile), readFileSync(keyFile));
}

/** Throws where they don't belong together. */
function pairOf(cert: Buffer, key: Buffer): Pair {
  const certificate = new X509Certificate(cert);
  if (!certificate.checkPrivateKey(createPrivateKey(key))) {
    throw new Error("the key is not that of the first certificate in its file");
  }
  return { context: { cert, key, minVersion: "TLSv1.2" }, validTo: Date.parse(certificate.validTo) };
}

/** Another one whenever a file was written or replaced, also by a link to another place. */
function stampOf({ certFile, keyFile }: StatusTls): string {
  return [certFile, keyFile]
    .map((file) => statSync(file))
    .map(({ ino, size, mtimeMs, ctimeMs }) => [ino, size, mtimeMs, ctimeMs].join(" "))
    .join(", ");
}
