/** Opens the SQLite file: node:sqlite behind Kysely, WAL, synchronous=FULL, migrated to the newest schema. */
import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { AppError } from "../../domain/errors.ts";
import { coerceError } from "../../util/coerce-error.ts";
import { up as initial } from "../migrations/0001-initial.ts";
import { up as objectErrors } from "../migrations/0002-object-errors.ts";
import { up as lifecycle } from "../migrations/0003-lifecycle.ts";
import { up as objectErrorDocuments } from "../migrations/0004-object-error-documents.ts";
import { up as incidentLines } from "../migrations/0005-incident-lines.ts";
import { up as history } from "../migrations/0006-history.ts";
import type { Tables } from "./tables.ts";

const migrations: Record<string, Migration> = {
  "0001-initial": { up: initial },
  "0002-object-errors": { up: objectErrors },
  "0003-lifecycle": { up: lifecycle },
  "0004-object-error-documents": { up: objectErrorDocuments },
  "0005-incident-lines": { up: incidentLines },
  "0006-history": { up: history },
};

/** Opens, or creates, the file at `path`; `:memory:` keeps nothing. Throws AppError STORE, naming the file. */
export async function openDatabase(path: string, { readOnly = false } = {}): Promise<Kysely<Tables>> {
  try {
    if (path !== ":memory:" && !readOnly) createPrivately(path);
    const file = new DatabaseSync(path, { readOnly, timeout: 5_000 });
    if (!readOnly) {
      file.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;");
    }
    // Reading anything tells a damaged file, or one that is no database, from a good one.
    file.exec("select count(*) from sqlite_schema");
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(file) }) });
    await refuseNewSchema(db);
    if (readOnly) await refuseOldSchema(db);
    else await migrate(db);
    return db;
  } catch (cause) {
    throw new AppError(
      "STORE",
      `store.path ${path} can't be used: ${coerceError(cause).message}. ${remedyFor(cause)}`,
      {
        cause,
      },
    );
  }
}

/** Before SQLite writes to it: the files that it puts beside this one get the same mode. */
function createPrivately(path: string): void {
  mkdirSync(dirname(resolve(path)), { recursive: true });
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
}

function remedyFor(cause: unknown): string {
  if (cause instanceof NewSchema) return "Run that version, or another file: this one is left as it is.";
  if (cause instanceof OldSchema) return "The daemon (sync-health run) brings it up to date when it starts.";
  return /not a database|malformed|corrupt/i.test(coerceError(cause).message)
    ? "The file is damaged: move it aside, with its -wal and -shm, and start again; what is still wrong is then mailed anew."
    : "Check that the folder exists and that this user may write there.";
}

class OldSchema extends Error {}
class NewSchema extends Error {}

/** Kysely would call it corrupt; it is only ahead of us. */
async function refuseNewSchema(db: Kysely<Tables>): Promise<void> {
  const applied = await sql<{ name: string }>`select name from kysely_migration`
    .execute(db)
    .catch(() => null);
  const unknown = (applied?.rows ?? []).map(({ name }) => name).filter((name) => !(name in migrations));
  if (unknown.length === 0) return;
  await db.destroy();
  throw new NewSchema(`it was written by a later version (${unknown.join(", ")})`);
}

/** Whoever may only read can't migrate, and must not guess at tables of another version. */
async function refuseOldSchema(db: Kysely<Tables>): Promise<void> {
  const known = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).getMigrations();
  if (known.some((migration) => migration.executedAt === undefined)) {
    await db.destroy();
    throw new OldSchema("it was written by an earlier version");
  }
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Kysely speaks to better-sqlite3; node:sqlite differs in how parameters are passed. Statements are kept prepared. */
function adapt(file: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase["prepare"]>>();
  return {
    close: () => file.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const adapted = adaptStatement(file.prepare(sql));
      // Only the product's own fixed queries come here, so this can't grow without end; `in` lists vary in length.
      if (statements.size < 200) statements.set(sql, adapted);
      return adapted;
    },
  };
}

function adaptStatement(statement: StatementSync): ReturnType<SqliteDatabase["prepare"]> {
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}
