/** Reads the small text files of a configuration: the file itself, secrets, certificates. Bounded, UTF-8, never a device. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";

export type FileText = { text: string } | { fault: FileFault };

/** `problem` completes "<path> …". `absent`: there is nothing at this path. */
export interface FileFault {
  absent: boolean;
  problem: string;
  remedy: string;
}

const faultOfCode: Record<string, [problem: string, remedy: string]> = {
  ENOENT: ["does not exist", "Create it, or correct the path."],
  ENOTDIR: ["does not exist", "Create it, or correct the path."],
  EACCES: ["may not be read by this account", "Give the service's account read permission."],
  EPERM: ["may not be read by this account", "Give the service's account read permission."],
  ELOOP: ["is a symbolic link to itself", "Correct the link."],
};

export async function readTextFile(file: string, maxBytes: number): Promise<FileText> {
  try {
    // Without O_NONBLOCK, opening a named pipe waits until somebody writes: for ever, here.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await handle.stat();
      if (stat.isDirectory()) return refuse("is a directory", "Name a file in it.");
      if (!stat.isFile()) return refuse("is not a regular file", "Name a plain text file.");
      if (stat.size > maxBytes)
        return refuse(`is larger than ${maxBytes / 1024} KiB`, "Name the right file.");
      return decode(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    const code = String((thrown as NodeJS.ErrnoException).code);
    if (code === "EISDIR") return refuse("is a directory", "Name a file in it.");
    const [problem, remedy] = faultOfCode[code] ?? [
      `can not be read (${code})`,
      "Check the path and the disk.",
    ];
    return { fault: { absent: code === "ENOENT" || code === "ENOTDIR", problem, remedy } };
  }
}

function decode(bytes: Buffer): FileText {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return { text };
  } catch {
    // Falls through: not UTF-8.
  }
  return refuse("is not UTF-8 text", "Save it as UTF-8 (PowerShell's > writes UTF-16).");
}

function refuse(problem: string, remedy: string): FileText {
  return { fault: { absent: false, problem, remedy } };
}
