/**
 * Asks the disk whether the configuration can work: is the store's folder writable, are the certificates there.
 * In: the resolved configuration. Out: problems. Leaves nothing behind.
 */
import { createPrivateKey } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdtemp, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CredentialChoice } from "../domain/credential.ts";
import { findTlsProblems } from "./check-tls.ts";
import type { Config, TransportConfig } from "./config.ts";
import { type ConfigProblem, missingValue, secretValue } from "./problem.ts";
import { readTextFile } from "./read-file.ts";

const maxCertificateBytes = 1024 * 1024;

/** Every path that would fail later; empty when all is well. Disabled tenants are left out. */
export async function checkPaths(config: Config): Promise<ConfigProblem[]> {
  const checks: Promise<ConfigProblem | null>[] = [checkWritable("store.path", config.store.path)];
  if (config.log.file !== null) checks.push(checkWritable("log.destination", config.log.file));
  if (typeof config.cloud !== "string" && config.cloud.caFile !== null) {
    checks.push(checkReadable("cloud.caFile", config.cloud.caFile, ["CERTIFICATE"]));
  }
  for (const [path, caFile] of authorityFiles(config)) {
    if (caFile !== null) checks.push(checkReadable(path, caFile, ["CERTIFICATE"]));
  }
  for (const [path, credential] of credentials(config)) checks.push(...checkCredential(path, credential));
  const found = (await Promise.all(checks)).filter((problem) => problem !== null);
  return [...found, ...(await findTlsProblems(config))];
}

/** Every file with authorities to trust, beside that of the cloud. */
function authorityFiles({ mail, channels, heartbeat }: Config): [path: string, file: string | null][] {
  const ofTransport = (path: string, transport: TransportConfig): [string, string | null] => [
    `${path}.caFile`,
    transport.type === "smtp" ? transport.caFile : null,
  ];
  return [
    ofTransport("mail.transport", mail.transport),
    ...(mail.fallback ? [ofTransport("mail.fallback.transport", mail.fallback.transport)] : []),
    ...channels.map(({ caFile }, index): [string, string | null] => [`channels[${index}].caFile`, caFile]),
    ["heartbeat.caFile", heartbeat?.caFile ?? null],
  ];
}

/** Whatever signs in: enabled tenants, and the ways of the mails. One that is used in two places is told of once. */
function credentials({ tenants, mail }: Config): Map<string, CredentialChoice> {
  const found = new Map<string, CredentialChoice>();
  for (const [index, { enabled, credential }] of tenants.entries()) {
    if (enabled) found.set(`tenants[${index}].credential`, credential);
  }
  const known = [...found.values()].map((credential) => JSON.stringify(credential));
  const ways: [string, TransportConfig | undefined][] = [
    ["mail.transport", mail.transport],
    ["mail.fallback.transport", mail.fallback?.transport],
  ];
  for (const [path, transport] of ways) {
    const auth = transport?.type === "smtp" ? transport.auth : null;
    if (transport?.type === "graph" && !known.includes(JSON.stringify(transport.credential))) {
      found.set(`${path}.credential`, transport.credential);
    }
    if (auth?.type === "xoauth2" && !known.includes(JSON.stringify(auth.credential))) {
      found.set(`${path}.auth.credential`, auth.credential);
    }
  }
  return found;
}

function checkCredential(path: string, credential: CredentialChoice): Promise<ConfigProblem | null>[] {
  if (credential.type === "clientCertificate") {
    const parts = ["CERTIFICATE", "PRIVATE KEY"];
    return [
      checkReadable(`${path}.certificateFile`, credential.certificateFile, parts).then(
        (problem) => problem ?? checkKey(path, credential.certificateFile, credential.certificatePassword),
      ),
    ];
  }
  if (credential.type === "workloadIdentity" && credential.tokenFile !== undefined) {
    return [checkReadable(`${path}.tokenFile`, credential.tokenFile, [])];
  }
  return [];
}

/** `parts`: what a PEM file must have in it. Its contents are never shown. */
async function checkReadable(path: string, file: string, parts: string[]): Promise<ConfigProblem | null> {
  const value = JSON.stringify(file);
  const read = await readTextFile(file, maxCertificateBytes);
  if ("fault" in read) return { path, value, problem: read.fault.problem, remedy: read.fault.remedy };
  const { text } = read;
  const missing = parts.filter((part) => !new RegExp(`-----BEGIN [A-Z ]*${part}-----`).test(text));
  if (missing.length === 0) return null;
  return {
    path,
    value,
    problem: `has no ${missing.join(" and no ").toLowerCase()} in it`,
    remedy: `Name a PEM file with ${parts.join(" and ").toLowerCase()}.`,
  };
}

/** Opens the private key as the sign-in will; a wrong password shows here instead of at the first poll. */
async function checkKey(path: string, file: string, password?: string): Promise<ConfigProblem | null> {
  const read = await readTextFile(file, maxCertificateBytes);
  if ("fault" in read) return null;
  try {
    createPrivateKey({ key: read.text, ...(password === undefined ? {} : { passphrase: password }) });
    return null;
  } catch {
    return {
      path: `${path}.certificatePassword`,
      value: password === undefined ? missingValue : secretValue,
      problem:
        password === undefined ? "is needed, or the private key is damaged" : "does not open the private key",
      remedy: `Give the password that the private key in ${file} was protected with, or leave it out for an unprotected one.`,
    };
  }
}

async function checkWritable(path: string, file: string): Promise<ConfigProblem | null> {
  const value = JSON.stringify(file);
  const existing = await kindOf(file);
  if (existing === "directory") {
    return { path, value, problem: "is a directory", remedy: "Name a file in it." };
  }
  if (existing !== "absent" && existing !== "unreachable" && !(await isWritable(file))) {
    return {
      path,
      value,
      problem: "may not be written by this account",
      remedy: "Give the service's account write permission to the file.",
    };
  }
  // A device such as /dev/null takes what is written to it; its folder does not matter.
  if (existing === "other") return null;
  const problem = await findFolderFault(dirname(file));
  if (problem === null) return null;
  return { path, value, problem, remedy: "Make the folder writable for the service, or name another." };
}

/** The folder must take new files (a database makes some beside itself); when it is missing, the nearest one above. */
async function findFolderFault(folder: string): Promise<string | null> {
  const kind = await kindOf(folder);
  if (kind === "file" || kind === "other") return `lies below ${folder}, which is not a folder`;
  if (kind === "unreachable" && folder === dirname(folder))
    return `lies below ${folder}, which can not be reached`;
  if (kind !== "directory") return findFolderFault(dirname(folder));
  try {
    // Only trying tells: permission bits know nothing of read-only mounts, full disks and Windows.
    await rmdir(await mkdtemp(join(folder, ".sync-health-check-")));
    return null;
  } catch (thrown) {
    const reasons: Record<string, string> = {
      EACCES: "may not be written by this account",
      EPERM: "may not be written by this account",
      EROFS: "is on a read-only disk",
      ENOSPC: "is on a full disk",
    };
    const code = String((thrown as NodeJS.ErrnoException).code);
    return `lies below ${folder}, which ${reasons[code] ?? `can not be written (${code})`}`;
  }
}

type PathKind = "absent" | "unreachable" | "directory" | "file" | "other";

async function kindOf(path: string): Promise<PathKind> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return "directory";
    return found.isFile() ? "file" : "other";
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    return code === "ENOENT" || code === "ENOTDIR" ? "absent" : "unreachable";
  }
}

async function isWritable(file: string): Promise<boolean> {
  try {
    // Not by opening it: closing any handle on a database file drops this process's locks on it.
    await access(file, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
