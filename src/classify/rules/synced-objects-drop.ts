/**
 * synced-objects-drop: far fewer users, groups or contacts are synchronized than a day before. A scope or filter was
 * changed, or somebody deleted: both look like any other sync run to Microsoft. The history is kept by remember-counts.
 */
import { type Clearance, type FindingOf, noProof } from "../../domain/finding.ts";
import { objectTypes } from "../../domain/synced-object.ts";
import { lostPercent } from "../drop.ts";
import { countOf, pluralOf, readingOf } from "../readings.ts";
import type { Rule } from "../rule.ts";

export const syncedObjectsDropRule: Rule = {
  name: "synced-objects-drop",
  assess({ readings, memory }) {
    const reading = readingOf(readings, "object-counts");
    if (!reading) return {};
    const findings: FindingOf<"synced-objects-drop">[] = [];
    const clearances: Clearance[] = [];
    for (const objectType of objectTypes) {
      const key = pluralOf(objectType);
      const after = countOf(reading, objectType);
      const history = memory.counts[objectType];
      if (after === null || history === undefined) continue;
      const { droppedFrom, acceptedAt } = history;
      if (droppedFrom === null) {
        const reason = acceptedAt === null ? "condition-cleared" : "level-accepted";
        clearances.push({
          id: "synced-objects-drop",
          subjectKey: key,
          reason,
          proof: noProof,
        });
        continue;
      }
      findings.push({
        id: "synced-objects-drop",
        subject: { key, name: key },
        severity: "critical",
        code: null,
        catalogIds: ["synced-objects-drop"],
        since: droppedFrom.since,
        facts: {
          objectType,
          before: droppedFrom.count,
          beforeAt: droppedFrom.at,
          after,
          percent: lostPercent(droppedFrom.count, after),
          step: droppedFrom.step,
        },
      });
    }
    return { findings, clearances };
  },
};
