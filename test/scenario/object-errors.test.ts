/** The life of object errors: who has the value, what a day brought, and what a restart remembers. */
import { afterEach, expect, test } from "vitest";
import { day, hour, minute } from "../../src/domain/instant.ts";
import type { Notification } from "../../src/domain/notification.ts";
import type { ObjectError } from "../../src/domain/synced-object.ts";
import type { Store } from "../../src/store/store.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
afterEach(() => world.close());

/** Everything that the application handed to its store to be mailed. */
const told: Notification[] = [];

async function enter(): Promise<World> {
  told.length = 0;
  const wrapStore = (store: Store): Store => ({
    ...store,
    async commitPoll(outcome) {
      told.push(...outcome.notifications);
      await store.commitPoll(outcome);
    },
  });
  world = await createWorld({ wrapStore });
  return world;
}

/** What the last notification says of object errors: kind, numbers, and each value with what became of it. */
function lastTold() {
  const transition = told.at(-1)?.transitions.find(({ alert }) => alert.finding === "object-errors");
  const facts = transition?.alert.last.facts;
  if (!transition || !facts || !("added" in facts)) return null;
  const { added, fixed, sample } = facts;
  return {
    kind: transition.kind,
    added,
    fixed,
    values: sample.map(({ value, standing }) => `${standing} ${value}`),
  };
}

const address = (name: string) => `smtp:${name}@contoso.example`;
function wish(name: string) {
  const { directory } = world.tenant;
  const user = directory.addUser({ displayName: `Wants ${name}` });
  directory.conflict(user, { property: "ProxyAddresses", value: address(name) });
  return user;
}

async function stored(): Promise<ObjectError[]> {
  const rows = await world.store.objectErrors("contoso", { fixedSince: null });
  return rows.flatMap(({ error }) => error ?? []);
}

test("the first mail has all of them as new; the digest a day later what is new, still there and fixed", async () => {
  await enter();
  const ann = wish("ann");
  wish("bob");
  await world.poll();
  expect(lastTold()).toEqual({
    kind: "raised",
    added: 2,
    fixed: 0,
    values: [`new ${address("ann")}`, `new ${address("bob")}`],
  });
  told.length = 0;
  await world.poll(6 * hour);
  world.tenant.directory.clearConflicts(ann);
  await world.poll(hour);
  wish("eve");
  await world.poll(hour);
  expect(told).toEqual([]);

  await world.poll(day);
  expect(lastTold()).toEqual({
    kind: "reminder",
    added: 1,
    fixed: 1,
    values: [`new ${address("eve")}`, `open ${address("bob")}`, `fixed ${address("ann")}`],
  });
});

test("the end names what was fixed since the last mail", async () => {
  await enter();
  const ann = wish("ann");
  wish("bob");
  await world.poll();
  world.tenant.directory.clearConflicts(ann);
  await world.poll(hour);
  world.tenant.directory.clearConflicts();
  await world.polls(2, 15 * minute);
  const end = lastTold();
  expect(end).toMatchObject({ kind: "resolved", fixed: 2 });
  expect(end?.values.toSorted()).toEqual([`fixed ${address("ann")}`, `fixed ${address("bob")}`]);
  expect(await stored()).toEqual([]);
});

test("whoever has the value is found and kept, also by a process that can't find it any more", async () => {
  await enter();
  const { directory } = world.tenant;
  const owner = directory.addUser({
    displayName: "Owner",
    userPrincipalName: "ann@contoso.example",
    synced: false,
  });
  wish("ann");
  await world.poll();
  const holder = {
    objectType: "user",
    objectId: owner.id,
    displayName: "Owner",
    address: "ann@contoso.example",
  };
  expect(await stored()).toMatchObject([{ holder }]);
  directory.remove(owner);
  await world.restart();
  await world.poll(hour);
  expect(await stored()).toMatchObject([{ holder }]);
});
