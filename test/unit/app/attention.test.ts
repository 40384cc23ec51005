/** Which probes look more often for an alert's sake, and which findings nobody looks after any more. */
import { expect, test } from "vitest";
import { attentionOf, unwatchedFindings } from "../../../src/app/attention.ts";
import type { Alert } from "../../../src/domain/alert.ts";
import { findingIds } from "../../../src/domain/finding.ts";
import { probeIds } from "../../../src/domain/probes.ts";
import { probes } from "../../../src/probes/registry.ts";

const open = (finding: Alert["finding"], goodPolls = 0) => ({ finding, goodPolls }) as Alert;

test("every finding but blind rests on a probe", () => {
  expect([...unwatchedFindings(probes, [])].toSorted()).toEqual(
    findingIds.filter((id) => id !== "blind").toSorted(),
  );
  expect([...unwatchedFindings(probes, probeIds)]).toEqual([]);
});

test("a finding that two probes see is watched while one of them is on", () => {
  const without = (...off: string[]) => probeIds.filter((id) => !off.includes(id));
  expect(unwatchedFindings(probes, without("provisioning-log"))).toEqual(new Set());
  expect(unwatchedFindings(probes, without("object-errors"))).toEqual(new Set(["object-errors"]));
});

test("open alerts and those that recover", () => {
  expect([...attentionOf(probes, [open("group-name-empty")])]).toEqual([["group-names", "open"]]);
  expect([...attentionOf(probes, [open("group-name-empty", 1)])]).toEqual([["group-names", "recovering"]]);
  expect(attentionOf(probes, [])).toEqual(new Map());
});
