/** Which permissions are there: by the token where it can be read, else by what the probes were refused. */
import { expect, test } from "vitest";
import { judgePermissions } from "../../../src/app/judge-permissions.ts";
import type { BlindReading } from "../../../src/domain/blindness.ts";
import type { ProbeId } from "../../../src/domain/probes.ts";
import { probes } from "../../../src/probes/registry.ts";

const asking = probes.filter(({ id }) => id === "object-errors" || id === "organization");

const refused = (probe: ProbeId, permission: string): BlindReading => ({
  kind: "blind",
  probe,
  covers: [],
  reason: "permission",
  detail: "403",
  code: null,
  catalogId: null,
  permission,
  requestId: null,
  clientRequestId: null,
});

const statesOf = (roles: string[] | null, ...blind: BlindReading[]) =>
  Object.fromEntries(
    judgePermissions({ probes: asking, roles, blind }).map(({ name, state }) => [name, state]),
  );

const cases: [
  name: string,
  roles: string[] | null,
  blind: BlindReading[],
  states: [organization: string, users: string, groups: string, contacts: string],
][] = [
  ["the token has none, nobody was refused", [], [], Array(4).fill("not-needed-yet") as never],
  [
    "the token has one, another stands for the rest",
    ["User.Read.All", "Directory.Read.All"],
    [],
    ["covered", "granted", "covered", "covered"],
  ],
  [
    "an unreadable token, one probe refused for want of two",
    null,
    [refused("object-errors", "User.Read.All, OrgContact.Read.All")],
    ["works", "missing", "doubtful", "missing"],
  ],
  [
    "an unreadable token, a probe refused in two readings",
    null,
    [refused("object-errors", "User.Read.All"), refused("object-errors", "Group.Read.All")],
    ["works", "missing", "missing", "doubtful"],
  ],
  [
    "a readable token without them, the probe refused",
    ["Organization.Read.All"],
    [refused("object-errors", "User.Read.All")],
    ["granted", "missing", "missing", "missing"],
  ],
];
test.each(cases)("%s", (_name, roles, blind, [organization, users, groups, contacts]) => {
  expect(statesOf(roles, ...blind)).toEqual({
    "Organization.Read.All": organization,
    "User.Read.All": users,
    "Group.Read.All": groups,
    "OrgContact.Read.All": contacts,
  });
});

test("a probe that asks for one permission twice is listed once", () => {
  const own = probes.filter(({ id }) => id === "federation-certificate");
  expect(judgePermissions({ probes: own, roles: [], blind: [] })).toMatchObject([
    { name: "Domain.Read.All", probes: ["federation-certificate"] },
  ]);
});
