/** In: a certificate as Graph shows it: base64 DER, perhaps on several lines, perhaps PEM. Out: its dates, or null. */
import { X509Certificate } from "node:crypto";
import type { CertificateDates } from "../../domain/reading.ts";
import { readText } from "../graph-shapes.ts";

/** Real ones take two to eight thousand. */
const maxLength = 100_000;

export function readCertificate(value: unknown): CertificateDates | null {
  if (typeof value !== "string" || value === "" || value.length > maxLength) return null;
  const base64 = value.replace(/-----(BEGIN|END) CERTIFICATE-----/g, "").replace(/\s+/g, "");
  try {
    return toDates(new X509Certificate(Buffer.from(base64, "base64")));
  } catch {
    return null;
  }
}

function toDates(certificate: X509Certificate): CertificateDates | null {
  const notBefore = certificate.validFromDate.getTime();
  const notAfter = certificate.validToDate.getTime();
  if (Number.isNaN(notBefore) || Number.isNaN(notAfter)) return null;
  return {
    thumbprint: certificate.fingerprint.replaceAll(":", "").toUpperCase(),
    subject: readText(certificate.subject?.split("\n").join(", "), 200),
    notBefore,
    notAfter,
  };
}
