/** What holds for every probe of directory objects: no answer of Graph's makes it throw, or say more than it saw. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { probeFacts } from "../../../src/domain/probes.ts";
import { emptyMemory } from "../../../src/domain/tenant.ts";
import { lookOrBlind } from "../../../src/probes/blind.ts";
import { domainsProbe } from "../../../src/probes/domains/probe.ts";
import { groupNamesProbe } from "../../../src/probes/group-names/probe.ts";
import { objectCountsProbe } from "../../../src/probes/object-counts/probe.ts";
import { objectErrorsProbe } from "../../../src/probes/object-errors/probe.ts";
import type { Probe } from "../../../src/probes/probe.ts";
import { serviceProvisioningErrorsProbe } from "../../../src/probes/service-provisioning-errors/probe.ts";
import { createCollector } from "../../../src/probes/synced-objects.ts";
import { contextFor, createFakeGraphReader, refusal } from "../../support/fake-graph-reader.ts";

const probes: Probe[] = [
  objectErrorsProbe,
  serviceProvisioningErrorsProbe,
  objectCountsProbe,
  domainsProbe,
  groupNamesProbe,
];

const json = fc.jsonValue({ maxDepth: 3 });
const oddErrors = fc.oneof(
  json,
  fc.array(fc.record({ category: json, propertyCausingError: json, value: json, occurredDateTime: json })),
  fc.array(fc.record({ isResolved: json, serviceInstance: json, errorDetail: json, createdDateTime: json })),
);
const oddRow = fc.oneof(
  json,
  fc.record(
    {
      id: fc.oneof(json, fc.string()),
      displayName: json,
      userPrincipalName: fc.oneof(json, fc.string()),
      onPremisesUserPrincipalName: fc.oneof(json, fc.string()),
      mail: json,
      onPremisesSyncEnabled: json,
      onPremisesProvisioningErrors: oddErrors,
      serviceProvisioningErrors: oddErrors,
      createdDateTime: fc.constant("2019-03-11T08:21:44Z"),
      verifiedDomains: fc.oneof(json, fc.array(fc.record({ name: fc.string(), isInitial: fc.boolean() }))),
    },
    { requiredKeys: [] },
  ),
);
const oddAnswer = fc.oneof(
  fc.record({ status: fc.constant(200), body: fc.record({ value: fc.array(oddRow), "@odata.count": json }) }),
  fc.record({ status: fc.constant(200), body: json }),
  fc.constantFrom(400, 401, 403, 404, 429, 500, 501, 503).map((status) => refusal(status, "BadRequest")),
);

test.each(probes.map((probe) => [probe.id, probe] as const))(
  "%s answers whatever Graph sends, with its one reading or blind",
  async (id, probe) => {
    const memory = emptyMemory();
    memory.profile.initialDomain = "x.onmicrosoft.com";
    const kinds = ["blind", ...probeFacts[id].readings];
    await fc.assert(
      fc.asyncProperty(
        fc.array(oddAnswer, { minLength: 4, maxLength: 4 }),
        fc.boolean(),
        async (answers, isKnown) => {
          let turn = 0;
          const graph = createFakeGraphReader(() => answers[turn++ % answers.length] ?? refusal(500, ""));
          const readings = await lookOrBlind(probe, contextFor(graph, isKnown ? { memory } : {}));
          expect(readings).toHaveLength(1);
          expect(kinds).toContain(readings[0]?.kind);
          if (readings[0]?.kind === "blind")
            expect(readings[0].detail).not.toMatch(/undefined|not a function/);
        },
      ),
      { numRuns: 300 },
    );
  },
);

test("every permission has a broader one that does as well, and says what it is for", () => {
  for (const { name, instead, reads } of probes.flatMap((probe) => probe.permissions)) {
    expect(name).toMatch(/^[A-Z]\w+\.Read\.All$/);
    expect(instead).toEqual(["Directory.Read.All"]);
    expect(reads).toMatch(/^(the|conflicting|errors) /);
  }
});

test("a full list is not cut short; one more is what cuts it", () => {
  const list = createCollector<number>(3);
  list.add("a", [1, 2]);
  list.add("a", [1, 2]);
  list.add("b", [3]);
  list.add("c", []);
  expect([list.items, list.isTruncated()]).toEqual([[1, 2, 3], false]);
  list.add("d", [4]);
  expect([list.items, list.isTruncated()]).toEqual([[1, 2, 3], true]);
});

test("of an object that no longer fits whole, what fits is kept", () => {
  const list = createCollector<number>(3);
  list.add("a", [1, 2]);
  list.add("b", [3, 4]);
  expect([list.items, list.isTruncated()]).toEqual([[1, 2, 3], true]);
});
