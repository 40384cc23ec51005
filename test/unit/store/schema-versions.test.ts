/** A store of another version of the product: told for what it is, and left as it is. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";

async function createFile(change: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "monitor.db");
  await (await openSqliteStore(file)).close();
  const database = new DatabaseSync(file);
  database.exec(change);
  database.close();
  return file;
}

const later = "insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')";
/** The newest migrations undone, with a row of that time. */
const earlier = `
  delete from kysely_migration where name >= '0004';
  drop table history;
  alter table tenant drop column standing;
  drop index alert_age;
  drop index alert_tenant_age;
  drop index alert_state_age;
  drop index alert_finding_age;
  drop index object_error_newest;
  drop index outbox_state;
  drop index transition_alert;
  alter table transition drop column severity;
  alter table transition drop column by_whom;
  alter table transition drop column words;
  alter table transition drop column quiet;
  drop index outbox_alert_identity;
  alter table outbox_alert drop column identity;
  drop index object_error_state;
  alter table object_error drop column document;
  alter table object_error drop column first_seen_at;
  alter table object_error drop column fixed_at;
  insert into object_error (tenant, key) values ('contoso', 'k');
`;

test.each([true, false])(
  "a later version's store is refused, and not called damaged (readOnly %s)",
  async (readOnly) => {
    const file = await createFile(later);
    await expect(openSqliteStore(file, { readOnly })).rejects.toThrow(
      /written by a later version \(9999-later\).*Run that version/,
    );
  },
);

test("an earlier version's store is brought up to date by the daemon, and only by the daemon", async () => {
  const file = await createFile(earlier);
  await expect(openSqliteStore(file, { readOnly: true })).rejects.toThrow(/earlier version.*sync-health run/);
  const store = await openSqliteStore(file);
  expect(await store.objectErrors("contoso", { fixedSince: 0 })).toEqual([
    { key: "k", error: null, firstSeenAt: null, fixedAt: null },
  ]);
  await store.close();
  await (await openSqliteStore(file, { readOnly: true })).close();
});
