/** In: a subject and a validity. Out: a self-signed certificate as federation settings carry it: DER in base64, one line. */
import { X509Certificate } from "node:crypto";
import { generate } from "selfsigned";
import { type Instant, second } from "../domain/instant.ts";

interface KeyPair {
  publicKey: string;
  privateKey: string;
}

/** Keys take a while to make, and nobody looks at them here: one pair signs every certificate. */
let shared: Promise<KeyPair> | null = null;

/** Valid to the second: X.509 knows nothing smaller. */
export async function createSigningCertificate({
  commonName,
  notBefore,
  notAfter,
}: {
  commonName: string;
  notBefore: Instant;
  notAfter: Instant;
}): Promise<string> {
  shared ??= createKeyPair();
  const { cert } = await generate([{ name: "commonName", value: commonName }], {
    keyPair: await shared,
    algorithm: "sha256",
    notBeforeDate: wholeSecond(notBefore),
    notAfterDate: wholeSecond(notAfter),
    extensions: [{ name: "keyUsage", digitalSignature: true, critical: true }],
  });
  return new X509Certificate(cert).raw.toString("base64");
}

async function createKeyPair(): Promise<KeyPair> {
  const result = await generate([{ name: "commonName", value: "keys" }], {
    keySize: 2048,
    algorithm: "sha256",
  });
  return { publicKey: result.public, privateKey: result.private };
}

function wholeSecond(instant: Instant): Date {
  return new Date(Math.floor(instant / second) * second);
}
