/** In: nothing. Out: throw-away PEM certificates: a CA, a server certificate it signed, a client certificate for sign-in. */
import { type GenerateResult, generate } from "selfsigned";
import { day } from "../domain/instant.ts";
import { systemClock } from "../util/clock.ts";

export interface KeyedCertificate {
  certPem: string;
  keyPem: string;
}

export interface Certificates {
  /** What a client must trust (`ca` in TLS options, or a file for `caFile`). */
  caPem: string;
  /** For localhost, 127.0.0.1 and ::1, signed by the CA. */
  server: KeyedCertificate;
  /** Self-signed, as people upload to an app registration; `pem` is certificate and key in one text. Null unless asked for. */
  client: (KeyedCertificate & { pem: string }) | null;
}

/** Makes RSA 2048 / SHA-256 certificates valid for 30 days; the client certificate only when asked for (keys take a while). */
export async function createCertificates({
  client = false,
}: {
  client?: boolean;
} = {}): Promise<Certificates> {
  const [ca, clientResult] = await Promise.all([createAuthority(), client ? createClient() : null]);
  const server = await generate([{ name: "commonName", value: "localhost" }], {
    ...baseOptions(),
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, keyEncipherment: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  return {
    caPem: ca.cert,
    server: keyed(server),
    client: clientResult && {
      ...keyed(clientResult),
      pem: `${clientResult.private.trim()}\n${clientResult.cert.trim()}\n`,
    },
  };
}

function createAuthority(): Promise<GenerateResult> {
  return generate([{ name: "commonName", value: "Simulated Cloud Root" }], {
    ...baseOptions(),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
}

function createClient(): Promise<GenerateResult> {
  return generate([{ name: "commonName", value: "sync-health-monitor" }], {
    ...baseOptions(),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
    ],
  });
}

function baseOptions() {
  // TLS stacks judge validity by the machine's time, never by a simulated clock; a day back covers skew between hosts.
  const now = systemClock.now();
  return {
    keySize: 2048,
    algorithm: "sha256",
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + 30 * day),
  } as const;
}

function keyed(result: GenerateResult): KeyedCertificate {
  return { certPem: result.cert, keyPem: result.private };
}
