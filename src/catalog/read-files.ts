/** In: a folder. Out: its YAML files, in name order, with their texts, and those that can't be read. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { coerceError } from "../util/coerce-error.ts";

export interface CatalogFile {
  name: string;
  text: string;
}

export interface UnreadFile {
  name: string;
  /** Completes the sentence "<name> …". */
  problem: string;
}

/** More is no catalog. */
const maxBytes = 4 * 1024 * 1024;

/** Names that begin with a dot are those of editors. Throws what the file system throws when the folder can't be listed. */
export function readCatalogFiles(folder: string): { files: CatalogFile[]; unread: UnreadFile[] } {
  const names = readdirSync(folder).filter((name) => /^[^.].*\.ya?ml$/.test(name));
  const files: CatalogFile[] = [];
  const unread: UnreadFile[] = [];
  for (const name of names.sort()) {
    try {
      files.push({ name, text: readText(path.join(folder, name)) });
    } catch (thrown) {
      unread.push({ name, problem: coerceError(thrown).message });
    }
  }
  return { files, unread };
}

function readText(file: string): string {
  const stat = statSync(file);
  if (!stat.isFile()) throw new Error("is not a regular file");
  if (stat.size > maxBytes) throw new Error("is larger than 4 MB");
  try {
    // Without the byte order mark that some editors put first.
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (thrown) {
    if (thrown instanceof TypeError) throw new Error("is not UTF-8 text (PowerShell's > writes UTF-16)");
    throw thrown;
  }
}
