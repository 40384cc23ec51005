/** What holds for every probe: its place, what it needs, and that a refusal blinds all that it reads. */
import { describe, expect, test } from "vitest";
import type { BlindReading } from "../../../src/domain/blindness.ts";
import { refusedPermissions } from "../../../src/domain/blindness.ts";
import { findingIds } from "../../../src/domain/finding.ts";
import { probeIds, readingsOf } from "../../../src/domain/probes.ts";
import { probes } from "../../../src/probes/registry.ts";
import { lookAt, refusal } from "../../support/fake-graph-reader.ts";

const app = { clientId: "0a6b1c7e-0000-4000-8000-00000000aaaa" };

test("every probe of the contract is there, in its order", () => {
  expect(probes.map((probe) => probe.id)).toEqual(probeIds);
});

test("every finding but blind itself comes from a probe", () => {
  const covered = new Set(probes.flatMap((probe) => probe.findings));
  expect(findingIds.filter((id) => !covered.has(id))).toEqual(["blind"]);
});

describe.each(probes.map((probe) => [probe.id, probe] as const))("%s", (id, probe) => {
  test("asks for reading permissions only, and says what for", () => {
    expect(probe.permissions.length).toBeGreaterThan(0);
    for (const { name, instead, reads } of probe.permissions) {
      for (const one of [name, ...instead]) expect(one).toMatch(/^[A-Za-z]+\.Read\.All$/);
      expect(reads).toMatch(/^[A-Za-z].*[a-z]$/);
    }
  });

  test("refused, it is blind for all that it reads, and names a permission of its own", async () => {
    const { readings } = await lookAt(probe, () => refusal(403), { app });
    const blind = readings.filter((reading): reading is BlindReading => reading.kind === "blind");
    expect(blind).toEqual(readings);
    expect(blind.flatMap(({ covers }) => covers).toSorted()).toEqual([...readingsOf(id)].toSorted());
    const asked = probe.permissions.map(({ name }) => name);
    for (const reading of blind) {
      expect([reading.probe, reading.reason]).toEqual([id, "permission"]);
      expect(refusedPermissions(reading).length).toBeGreaterThan(0);
      expect(asked).toEqual(expect.arrayContaining(refusedPermissions(reading)));
    }
  });

  test.each<[string, unknown]>([
    ["nothing", null],
    ["a text", "<html>"],
  ])("%s for an answer is blind", async (_name, body) => {
    const { readings } = await lookAt(probe, () => body, { app });
    expect(readings.length).toBeGreaterThan(0);
    for (const reading of readings) expect(reading).toMatchObject({ kind: "blind", reason: "malformed" });
  });

  test.each<[string, unknown]>([
    ["an empty object", {}],
    ["a list of rubbish", { value: [null, 7, "x", []] }],
  ])("%s for an answer leaves no reading out", async (_name, body) => {
    const { readings } = await lookAt(probe, () => body, { app });
    const kinds = readings.flatMap((reading) => (reading.kind === "blind" ? reading.covers : reading.kind));
    expect(kinds.toSorted()).toEqual([...readingsOf(id)].toSorted());
  });
});
