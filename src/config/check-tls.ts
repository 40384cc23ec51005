/**
 * The certificate and key of the status page, as they are on the disk. In: the resolved configuration. Out: problems, for
 * what can't be used, and warnings, for what browsers will soon refuse: a page that is refused must not cost the alerts.
 */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { day, type Instant } from "../domain/instant.ts";
import type { Config } from "./config.ts";
import type { ConfigProblem } from "./problem.ts";
import { readTextFile } from "./read-file.ts";

const maxFileBytes = 1024 * 1024;
/** Let's Encrypt's are renewed thirty days before their end: what is left alone for longer has been forgotten. */
const soonMs = 14 * day;

const certPath = "status.tls.certFile";
const keyPath = "status.tls.keyFile";

/** None where TLS does not end here, or there is no page. */
export async function findTlsProblems({ status: { listen, tls } }: Config): Promise<ConfigProblem[]> {
  if (listen === null || tls === null || tls === "proxy") return [];
  const [cert, key] = await Promise.all([openCertificate(tls.certFile), openKey(tls.keyFile)]);
  const unusable = [cert, key].flatMap((found) => ("problem" in found ? [found.problem] : []));
  if ("problem" in cert || "problem" in key) return unusable;
  const shown = JSON.stringify(tls.keyFile);
  if (!cert.certificate.checkPrivateKey(key.key)) {
    return [
      {
        path: keyPath,
        value: shown,
        problem: `is not the key of the first certificate in ${tls.certFile}`,
        remedy: "Name the files that belong together; in certFile the page's own certificate comes first.",
      },
    ];
  }
  return findRefusal(cert.text, key.text, tls.certFile);
}

/** By when it ends, or that it has ended. What `findTlsProblems` tells of is left out. */
export async function findTlsWarnings(
  { status: { listen, tls } }: Config,
  now: Instant,
): Promise<ConfigProblem[]> {
  if (listen === null || tls === null || tls === "proxy") return [];
  const found = await openCertificate(tls.certFile);
  if ("problem" in found) return [];
  const fault = findDateFault(found.certificate, now);
  return fault ? [{ path: certPath, value: JSON.stringify(tls.certFile), ...fault }] : [];
}

function findDateFault(
  { validFrom, validTo }: X509Certificate,
  now: Instant,
): Pick<ConfigProblem, "problem" | "remedy"> | null {
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  const date = (at: Instant) => new Date(at).toISOString().slice(0, 10);
  if (now < from) {
    return {
      problem: `is not valid before ${date(from)}: browsers refuse the page until then`,
      remedy: "Check the clock of this host, or name the certificate that is valid now.",
    };
  }
  if (to - now >= soonMs) return null;
  return {
    problem: now >= to ? `expired on ${date(to)}: browsers refuse the page` : `expires on ${date(to)}`,
    remedy: "Renew it, and see why that did not happen by itself; the files are taken up without a restart.",
  };
}

type Opened<T> = (T & { text: string }) | { problem: ConfigProblem };

async function openCertificate(file: string): Promise<Opened<{ certificate: X509Certificate }>> {
  const remedy = "Name a PEM file that begins with the page's own certificate (-----BEGIN CERTIFICATE-----).";
  return open(certPath, file, "has no certificate in it that can be read", remedy, (text) => ({
    certificate: new X509Certificate(text),
  }));
}

async function openKey(file: string): Promise<Opened<{ key: KeyObject }>> {
  const remedy = "Name a PEM file with the private key (-----BEGIN PRIVATE KEY-----).";
  const isLocked = (text: string) => /-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(text);
  const found = await open(keyPath, file, "has no private key in it that can be read", remedy, (text) => ({
    key: isLocked(text) ? null : createPrivateKey(text),
  }));
  if ("problem" in found) return found;
  if (found.key) return { key: found.key, text: found.text };
  return {
    problem: {
      path: keyPath,
      value: JSON.stringify(file),
      problem: "is protected by a password, which nobody is there to type",
      remedy: "Write it without: openssl pkey -in OLD -out NEW; and let only the service's account read it.",
    },
  };
}

async function open<T extends object>(
  path: string,
  file: string,
  problem: string,
  remedy: string,
  parse: (text: string) => T,
): Promise<Opened<T>> {
  const value = JSON.stringify(file);
  const read = await readTextFile(file, maxFileBytes);
  if ("fault" in read) {
    const { fault } = read;
    // A file that is no text is DER or PKCS #12 in most cases.
    const isOtherForm = fault.problem.startsWith("is not UTF-8");
    return { problem: { path, value, problem: fault.problem, remedy: isOtherForm ? remedy : fault.remedy } };
  }
  try {
    return { ...parse(read.text), text: read.text };
  } catch {
    return { problem: { path, value, problem, remedy } };
  }
}

/** Whatever else TLS itself does not take, such as a key that is too short. */
function findRefusal(cert: string, key: string, certFile: string): ConfigProblem[] {
  try {
    createSecureContext({ cert, key });
    return [];
  } catch (thrown) {
    // OpenSSL's words, as in "ee key too small"; nothing of the files is in them.
    const reason = (thrown as { reason?: unknown }).reason;
    return [
      {
        path: certPath,
        value: JSON.stringify(certFile),
        problem: `can not be used for TLS${typeof reason === "string" ? `: ${reason}` : ""}`,
        remedy: "Have a certificate made with an RSA key of 2048 bits or more, or an EC key.",
      },
    ];
  }
}
