/** Object errors against those that are stored: new, told in other words, gone; and what the store holds afterwards. */
import { describe, expect, test } from "vitest";
import type { ObjectError, ObjectHolder, StoredObjectError } from "../../../src/domain/synced-object.ts";
import { applyObjectErrorChange, diffObjectErrors } from "../../../src/reconcile/diff-object-errors.ts";

const t0 = Date.parse("2026-09-14T08:00:00Z");

const mara: ObjectError = {
  objectType: "user",
  objectId: "u1",
  displayName: "Mara Lindt",
  address: "mara.lindt4821@contoso.onmicrosoft.com",
  category: "PropertyConflict",
  property: "UserPrincipalName",
  value: "mara.lindt@contoso.example",
  occurredAt: t0,
};
const sales: ObjectError = {
  ...mara,
  objectType: "group",
  objectId: "g1",
  displayName: "Sales",
  property: "ProxyAddresses",
  value: "SMTP:sales@contoso.example",
};
const ines: ObjectHolder = {
  objectType: "user",
  objectId: "u9",
  displayName: "Ines",
  address: "i@x.example",
};

const reading = (errors: ObjectError[], truncated = false) =>
  ({ kind: "object-errors", errors, truncated }) as const;
const look = (stored: readonly StoredObjectError[], errors: ObjectError[], at: number, truncated = false) => {
  const change = diffObjectErrors(stored, reading(errors, truncated));
  return { change, stored: applyObjectErrorChange(stored, change, at) };
};
const nothing = { added: [], changed: [], gone: [] };
const first = look([], [mara, sales], t0).stored;

test("what nobody has seen before is new, and the same again is no change", () => {
  expect(first).toMatchObject([
    { error: mara, firstSeenAt: t0, fixedAt: null },
    { error: sales, firstSeenAt: t0, fixedAt: null },
  ]);
  expect(look(first, [sales, mara], t0 + 1)).toEqual({ change: nothing, stored: first });
});

test("keys are those that earlier versions stored", () => {
  expect(first.map(({ key }) => key)).toEqual(["F3pN38DLzIssWXsQqY-R0B", "67dzX4Zy1hLVx0b6H9ZefD"]);
});

describe("one and the same error", () => {
  const same: [name: string, again: Partial<ObjectError>][] = [
    ["with a date written anew", { occurredAt: t0 + 5 }],
    [
      "in other letters",
      { objectId: "U1", value: "Mara.Lindt@CONTOSO.example", property: "userprincipalname" },
    ],
  ];
  test.each(same)("%s is no change", (_name, again) => {
    expect(look(first, [{ ...mara, ...again }, sales], t0 + 1).change).toEqual(nothing);
  });

  const told: [name: string, again: Partial<ObjectError>][] = [
    ["under another name", { displayName: "Mara Novak" }],
    ["under another address", { address: "mara@contoso.example" }],
    ["in another category", { category: null }],
    ["with a holder that was found", { holder: ines }],
    ["with a holder that was looked for and not found", { holder: null }],
  ];
  test.each(told)("%s is told in other words, under its beginning", (_name, again) => {
    const after = { ...mara, ...again };
    const { change, stored } = look(first, [after, sales], t0 + 1);
    expect(change).toEqual({ ...nothing, changed: [{ key: first[0]?.key, error: after }] });
    expect(stored[0]).toEqual({ ...first[0], error: after });
  });

  test("twice in one list counts once", () => {
    expect(look([], [mara, { ...mara, displayName: "x" }], t0).change.added).toHaveLength(1);
  });
});

describe("another error", () => {
  const cases: [name: string, other: Partial<ObjectError>][] = [
    ["of another object", { objectId: "u2" }],
    ["of another value", { value: "mara@contoso.example" }],
    ["of another property", { property: "ProxyAddresses" }],
    ["without a value", { value: null }],
  ];
  test.each(cases)("%s", (_name, other) => {
    const { change } = look(first, [mara, sales, { ...mara, ...other }], t0 + 1);
    expect(change).toMatchObject({ added: [{ error: other }], changed: [], gone: [] });
  });
});

describe("gone", () => {
  const afterwards = look(first, [sales], t0 + 1);

  test("is what a whole list does not name; it is fixed, once", () => {
    expect(afterwards.change).toEqual({ ...nothing, gone: [first[0]?.key] });
    expect(afterwards.stored[0]).toEqual({ ...first[0], fixedAt: t0 + 1 });
    expect(look(afterwards.stored, [sales], t0 + 2)).toEqual({ change: nothing, stored: afterwards.stored });
  });

  test("a list that was cut off proves nothing gone, and still shows what is new", () => {
    const other = { ...mara, objectId: "u2" };
    expect(look(first, [other], t0 + 1, true).change).toMatchObject({ added: [{ error: other }], gone: [] });
  });

  test("and back is new again", () => {
    const { change, stored } = look(afterwards.stored, [{ ...mara, displayName: "Back" }, sales], t0 + 2);
    expect(change).toMatchObject({ added: [{ key: first[0]?.key }], changed: [], gone: [] });
    expect(stored[0]).toMatchObject({ error: { displayName: "Back" }, firstSeenAt: t0 + 2, fixedAt: null });
    expect(stored).toHaveLength(2);
  });
});

describe("the holder", () => {
  const jonas = { ...ines, objectId: "u8" };
  const cases: [name: string, stored: ObjectError["holder"], seen: ObjectError["holder"], kept: unknown][] = [
    ["found stays named by a look that does not search", ines, undefined, ines],
    ["found stays named when a search finds nobody", ines, null, ines],
    ["found gives way to another that is found", ines, jonas, jonas],
    ["found is told in its new words", ines, { ...ines, displayName: "Ines B." }, { displayName: "Ines B." }],
    ["not found stays so when nobody searches", null, undefined, null],
    ["not found before can be found", null, ines, ines],
  ];
  test.each(cases)("%s", (_name, stored, seen, kept) => {
    const before = look([], [{ ...mara, ...(stored === undefined ? {} : { holder: stored }) }], t0).stored;
    const now = { ...mara, displayName: "x", ...(seen === undefined ? {} : { holder: seen }) };
    const after = look(before, [now], t0 + 1).stored[0]?.error?.holder;
    if (kept === null) expect(after).toBeNull();
    else expect(after).toMatchObject(kept as object);
    // Whatever was kept, a further look of the same kind has nothing to write.
    expect(look(look(before, [now], t0 + 1).stored, [now], t0 + 2).change).toEqual(nothing);
  });

  const words: [name: string, again: Partial<ObjectHolder>][] = [
    ["name", { displayName: null }],
    ["address", { address: "ines@contoso.example" }],
    ["type", { objectType: "contact" }],
  ];
  test.each(words)("under another %s is told anew", (_name, again) => {
    const before = look([], [{ ...mara, holder: ines }], t0).stored;
    const now = { ...mara, holder: { ...ines, ...again } };
    expect(look(before, [now], t0 + 1).change.changed).toMatchObject([{ error: now }]);
  });

  test("nobody searched: no holder is made up", () => {
    expect(look(first, [{ ...mara, displayName: "x" }, sales], t0 + 1).stored[0]?.error).not.toHaveProperty(
      "holder",
    );
  });
});

test("a row of an earlier version gets its words at the first look, and goes without any when it is gone", () => {
  const old = first.map((row) => ({ ...row, error: null, firstSeenAt: null }));
  const { stored } = look(old, [mara], t0 + 1);
  expect(stored).toEqual([
    { ...first[0], firstSeenAt: null },
    { ...old[1], fixedAt: t0 + 1 },
  ]);
});
