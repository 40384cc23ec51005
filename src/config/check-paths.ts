/**
 * Asks the disk whether the configuration can work: is the store's folder writable, are the certificates there.
 * In: the resolved configuration. Out: problems. Leaves nothing behind.
 */
import { createPrivateKey } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdtemp, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Config } from "./config.ts";
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
  const { caFile } = config.mail.transport;
  if (caFile !== null) checks.push(checkReadable("mail.transport.caFile", caFile, ["CERTIFICATE"]));
  for (const [index, { enabled, credential }] of config.tenants.entries()) {
    if (!enabled) continue;
    const path = `tenants[${index}].credential`;
    if (credential.type === "clientCertificate") {
      const parts = ["CERTIFICATE", "PRIVATE KEY"];
      checks.push(
        checkReadable(`${path}.certificateFile`, credential.certificateFile, parts).then(
          (problem) => problem ?? checkKey(path, credential.certificateFile, credential.certificatePassword),
        ),
      );
    } else if (credential.type === "workloadIdentity" && credential.tokenFile !== undefined) {
      checks.push(checkReadable(`${path}.tokenFile`, credential.tokenFile, []));
    }
  }
  return (await Promise.all(checks)).filter((problem) => problem !== null);
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
