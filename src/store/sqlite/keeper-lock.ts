/** In: the database's path. Out: a lock that one living process holds, and that the system takes back when it dies. */
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../domain/errors.ts";
import { coerceError } from "../../util/coerce-error.ts";

export interface KeeperLock {
  close(): void;
}

/** SQLITE_BUSY, in the low byte of its extended forms too. */
const busy = 5;

/**
 * Holds an exclusive transaction on an empty database beside the real one: SQLite's own file locks end with the
 * process, also after kill -9, which a file with a process id in it does not. Null while another process holds it.
 */
export function lockKeeper(path: string): KeeperLock | null {
  if (path === ":memory:") return { close() {} };
  const file = `${path}.lock`;
  try {
    const database = new DatabaseSync(file, { timeout: 0 });
    try {
      database.exec("begin exclusive");
      return database;
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  } catch (cause) {
    if (((cause as { errcode?: number }).errcode ?? 0) % 256 === busy) return null;
    throw new AppError(
      "STORE",
      `store.path ${path}: its lock ${file} can't be used: ${coerceError(cause).message}. Check that this user may write there.`,
      { cause },
    );
  }
}
