/** Entra Connect's protection against accidental deletes, in every form in which Graph may show it, or refuse to. */
import { describe, expect, test } from "vitest";
import { deleteProtectionProbe } from "../../../src/probes/delete-protection/probe.ts";
import { expectBlind, lookAt, refusal } from "../../support/fake-graph-reader.ts";

const settings = (protection: unknown, more: Record<string, unknown> = {}) => ({
  id: "6f0c3a52",
  configuration: { accidentalDeletionPrevention: protection, ...more },
});
const on = { synchronizationPreventionType: "enabledForCount", alertThreshold: 500 };
const unsaid = { threshold: null, clientVersion: null, clientMachine: null };

describe("what it reads", () => {
  test("a collection, with what beta adds", async () => {
    const body = settings(on, {
      synchronizationClientVersion: "2.5.79.0",
      currentExportData: { clientMachineName: "NW-SYNC01" },
    });
    const { readings, asked } = await lookAt(deleteProtectionProbe, () => ({ value: [body] }));
    expect(asked).toMatchObject([
      {
        version: "beta",
        path: "/directory/onPremisesSynchronization?$select=id,configuration",
        exchange: 1,
      },
    ]);
    expect(readings).toEqual([
      {
        kind: "delete-protection",
        prevention: "enabled-for-count",
        threshold: 500,
        clientVersion: "2.5.79.0",
        clientMachine: "NW-SYNC01",
      },
    ]);
  });

  const forms: [name: string, body: unknown, want: Record<string, unknown>][] = [
    ["the entity itself", settings(on), { ...unsaid, prevention: "enabled-for-count", threshold: 500 }],
    ["an empty collection", { value: [] }, { ...unsaid, prevention: "unknown" }],
    ["no configuration", { id: "1", configuration: null }, { ...unsaid, prevention: "unknown" }],
    ["nothing on protection", settings(null), { ...unsaid, prevention: "unknown" }],
    [
      "switched off, in capitals",
      settings({ synchronizationPreventionType: "DISABLED", alertThreshold: null }),
      { ...unsaid, prevention: "disabled" },
    ],
    [
      "per cent, as text",
      settings({ synchronizationPreventionType: "enabledForPercentage", alertThreshold: "10" }),
      { ...unsaid, prevention: "enabled-for-percentage", threshold: 10 },
    ],
    [
      "a word of the future",
      settings({ synchronizationPreventionType: "unknownFutureValue", alertThreshold: {} }),
      { ...unsaid, prevention: "unknown" },
    ],
  ];
  test.each(forms)("%s", async (_name, body, want) => {
    const { readings } = await lookAt(deleteProtectionProbe, () => body);
    expect(readings).toEqual([{ kind: "delete-protection", ...want }]);
  });
});

test("a refused $select is dropped, and stays so", async () => {
  const cache = new Map();
  const answers = (path: string) => (path.includes("$select") ? refusal(400) : settings(on));
  const first = await lookAt(deleteProtectionProbe, answers, { cache });
  expect(first.reading).toMatchObject({ prevention: "enabled-for-count" });
  expect(first.paths).toHaveLength(2);
  const second = await lookAt(deleteProtectionProbe, answers, { cache });
  expect(second.paths).toEqual(["/directory/onPremisesSynchronization"]);
  expect(second.reading).toMatchObject({ prevention: "enabled-for-count" });
});

describe("blind", () => {
  test.each([401, 403])("%d: for want of a permission", async (status) => {
    const { reading, paths } = await lookAt(deleteProtectionProbe, () => refusal(status));
    expect(paths).toHaveLength(1);
    expectBlind(reading, "delete-protection", {
      covers: ["delete-protection"],
      reason: "permission",
      permission: "OnPremDirectorySynchronization.Read.All",
      code: "Refused",
    });
  });

  test.each([404, 501])("%d: this Graph does not offer it", async (status) => {
    const { reading } = await lookAt(deleteProtectionProbe, () => refusal(status));
    expect(reading).toMatchObject({ kind: "blind", reason: "unsupported", permission: null });
  });

  const others: [name: string, answer: () => unknown, reason: string][] = [
    ["400 with and without $select", () => refusal(400), "malformed"],
    ["out of reach", () => refusal(503), "unreachable"],
    ["an answer that is nothing", () => null, "malformed"],
    ["an answer without a configuration", () => ({ id: "1" }), "malformed"],
    ["a collection of rubbish", () => ({ value: ["x"] }), "malformed"],
  ];
  test.each(others)("%s", async (_name, answer, reason) => {
    const { reading } = await lookAt(deleteProtectionProbe, answer);
    expectBlind(reading, "delete-protection", { reason: reason as "malformed", permission: null });
  });
});
