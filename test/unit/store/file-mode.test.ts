/** The store has names, addresses and secrets in it: nobody but its owner may read it, nor what SQLite puts beside it. */
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";

async function modesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => !name.includes(".lock"));
  const modes = names.map(async (name) => [
    name,
    ((await stat(join(folder, name))).mode & 0o777).toString(8),
  ]);
  return Object.fromEntries(await Promise.all(modes));
}

test.each([
  ["a new one", false],
  ["one that others could read", true],
])("%s, from its first byte on", async (_name, exists) => {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-mode-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "monitor.db");
  if (exists) {
    await writeFile(file, "");
    await chmod(file, 0o644);
  }
  const store = await openSqliteStore(file);
  expect(await modesOf(folder)).toEqual({
    "monitor.db": "600",
    "monitor.db-shm": "600",
    "monitor.db-wal": "600",
  });
  await store.close();
});
