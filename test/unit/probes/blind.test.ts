/** What a probe throws becomes its one blind reading; of several parts that failed, every permission is named. */
import { describe, expect, test } from "vitest";
import { refusedPermissions } from "../../../src/domain/blindness.ts";
import { blindByParts, lookOrBlind } from "../../../src/probes/blind.ts";
import type { Permission, Probe } from "../../../src/probes/probe.ts";
import { contextFor, createFakeGraphReader, refusal } from "../../support/fake-graph-reader.ts";

const permission = (name: string): Permission => ({ name, instead: [], reads: "it" });
const probeThatThrows = (thrown: unknown, names: string[] = ["A.Read.All"]): Probe => ({
  id: "organization",
  permissions: names.map(permission),
  findings: [],
  licence: null,
  notIn: [],
  look: () => Promise.reject(thrown),
});
const look = (probe: Probe) => lookOrBlind(probe, contextFor(createFakeGraphReader(() => refusal(500))));

describe("a look that throws", () => {
  test("a fault is blind for all that the probe reads", async () => {
    expect(await look(probeThatThrows(refusal(503)))).toMatchObject([
      {
        kind: "blind",
        probe: "organization",
        covers: ["organization", "password-sync", "directory-quota"],
        reason: "unreachable",
        permission: null,
      },
    ]);
  });

  test("refused, it names the permission, each once", async () => {
    expect(await look(probeThatThrows(refusal(403), ["A.Read.All", "A.Read.All"]))).toMatchObject([
      { reason: "permission", permission: "A.Read.All" },
    ]);
  });

  test("refused, and nobody knows in which part: every permission that may be meant", async () => {
    expect(await look(probeThatThrows(refusal(403), ["A.Read.All", "B.Read.All"]))).toMatchObject([
      { permission: "A.Read.All, B.Read.All" },
    ]);
  });

  test("a bug of ours is no outage of the tenant's", async () => {
    expect(await look(probeThatThrows(new TypeError("x is undefined")))).toMatchObject([
      { reason: "malformed", detail: "x is undefined", permission: null },
    ]);
  });
});

describe("several parts that failed", () => {
  const part = (status: number, name: string) => ({ thrown: refusal(status), permission: name });
  const cases: [name: string, parts: ReturnType<typeof part>[], reason: string, permission: string | null][] =
    [
      ["one of them", [part(403, "A")], "permission", "A"],
      ["all of them refused, in their order", [part(403, "B"), part(401, "A")], "permission", "B, A"],
      ["for want of the same", [part(403, "A"), part(403, "A")], "permission", "A"],
      ["one refused, one that passes by itself", [part(503, "A"), part(403, "B")], "permission", "B"],
      ["none refused: the first", [part(429, "A"), part(503, "B")], "throttled", null],
    ];
  test.each(cases)("%s", (_name, parts, reason, named) => {
    const [first, ...others] = parts as [ReturnType<typeof part>];
    expect(blindByParts("domains", ["unroutable-users"], [first, ...others])).toMatchObject({
      kind: "blind",
      probe: "domains",
      covers: ["unroutable-users"],
      reason,
      permission: named,
    });
  });

  test("the names can be told apart again", () => {
    const reading = blindByParts("domains", [], [part(403, "A.Read.All"), part(403, "B.Read.All")]);
    expect(refusedPermissions(reading)).toEqual(["A.Read.All", "B.Read.All"]);
    expect(refusedPermissions({ ...reading, permission: null })).toEqual([]);
  });
});
