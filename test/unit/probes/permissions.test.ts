/** Permissions by name: who asks for each, for what, and which broader one does for all of them. */
import { expect, test } from "vitest";
import type { ProbeId } from "../../../src/domain/probes.ts";
import { permissionsByName } from "../../../src/probes/permissions.ts";
import type { Permission, Probe } from "../../../src/probes/probe.ts";

const asking = (id: ProbeId, ...permissions: Permission[]): Probe => ({
  id,
  permissions,
  findings: [],
  licence: null,
  notIn: [],
  look: () => Promise.resolve([]),
});
const ask = (name: string, instead: string[], reads: string): Permission => ({ name, instead, reads });

test("each name once, in the order in which it is first asked for", () => {
  const byName = permissionsByName([
    asking("domains", ask("B", ["All"], "names"), ask("A", ["All", "More"], "users")),
    asking("object-errors", ask("A", ["More"], "errors")),
  ]);
  expect(byName.map(({ name }) => name)).toEqual(["B", "A"]);
  expect(byName[1]).toMatchObject({
    reads: ["users", "errors"],
    probes: [{ id: "domains" }, { id: "object-errors" }],
  });
});

test("only what does for every use stands in", () => {
  const [permission] = permissionsByName([
    asking("domains", ask("A", ["All", "More"], "users"), ask("A", ["More", "Most"], "errors")),
  ]);
  expect(permission?.instead).toEqual(["More"]);
});

test("a probe that asks twice, and two that ask for the same, are told once", () => {
  const [permission] = permissionsByName([
    asking("domains", ask("A", [], "users"), ask("A", [], "errors")),
    asking("object-errors", ask("A", [], "users")),
  ]);
  expect(permission?.reads).toEqual(["users", "errors"]);
  expect(permission?.probes.map(({ id }) => id)).toEqual(["domains", "object-errors"]);
});
