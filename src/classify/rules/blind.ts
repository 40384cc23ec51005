/** blind: probes could not look for several polls in a row. One finding for the tenant when nothing was seen at all. */
import { type Assessment, type Clearance, type FindingOf, tenantSubjectKey } from "../../domain/finding.ts";
import { day } from "../../domain/instant.ts";
import type { BlindReading, ProbeId } from "../../domain/reading.ts";
import { blindOf } from "../readings.ts";
import { blindnessCounts } from "../remember.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

export const blindRule: Rule = {
  name: "blind",
  assess(context): Assessment {
    const { readings, memory, thresholds, now } = context;
    const findings: FindingOf<"blind">[] = [];
    const clearances: Clearance[] = [];
    const blind = blindOf(readings).filter((reading) => blindnessCounts(reading, memory));
    const sawAnything = readings.some((reading) => reading.kind !== "blind");

    if (sawAnything) clearances.push(clearance(tenantSubjectKey));
    for (const [probe, sight] of Object.entries(memory.probes)) {
      const ran = sight.lastRunAt === now;
      if (ran && !blind.some((reading) => reading.probe === probe)) clearances.push(clearance(probe));
    }

    const first = blind[0];
    if (first && isDark(context)) {
      if (longestStreak(memory, blind) >= thresholds.blindPolls) {
        findings.push(toFinding(context, first, blind, true));
      }
      return { findings, clearances };
    }
    for (const probe of new Set(blind.map((reading) => reading.probe))) {
      const own = blind.filter((reading) => reading.probe === probe);
      const first = own[0];
      const polls = memory.blind[probe]?.polls ?? 0;
      if (first && polls >= thresholds.blindPolls) findings.push(toFinding(context, first, own, false));
    }
    return { findings, clearances };
  },
};

/** No probe saw anything when it last looked, though some look less often than others. */
function isDark({ memory, now }: RuleContext): boolean {
  const recent = Object.values(memory.probes).filter((sight) => now - sight.lastRunAt <= day);
  return recent.every((sight) => sight.lastSeenAt !== sight.lastRunAt);
}

function longestStreak(memory: RuleContext["memory"], blind: BlindReading[]): number {
  return Math.max(...blind.map((reading) => memory.blind[reading.probe]?.polls ?? 0));
}

function toFinding(
  { memory, catalog, now }: RuleContext,
  first: BlindReading,
  all: BlindReading[],
  wholeTenant: boolean,
): FindingOf<"blind"> {
  const probes = [...new Set(all.map((reading) => reading.probe))];
  const streaks = probes.map((probe) => memory.blind[probe]);
  return {
    id: "blind",
    subject: wholeTenant ? tenantSubject(memory) : { key: first.probe, name: first.probe },
    severity: wholeTenant ? "critical" : "warning",
    code: first.code,
    catalogIds: explain(catalog, first),
    since: Math.min(...streaks.map((streak) => streak?.since ?? now)),
    facts: {
      probes,
      wholeTenant,
      reason: first.reason,
      atSignIn: first.catalogId?.startsWith("sign-in-") ?? false,
      detail: first.detail,
      errorCode: first.code,
      permission: first.permission,
      requestId: first.requestId,
      polls: longestStreak(memory, all),
      lastSeenAt: latestSight(memory.probes, probes),
    },
  };
}

/** What was refused, in the catalog's words; then what it means to be blind. */
function explain(catalog: RuleContext["catalog"], reading: BlindReading): string[] {
  const byReason: Record<BlindReading["reason"], string[]> = {
    permission: ["graph-permission-missing"],
    licence: ["graph-licence-missing"],
    credential: [],
    throttled: ["graph-throttled"],
    unreachable: ["graph-unavailable"],
    malformed: ["graph-malformed"],
  };
  const byCode = reading.code
    ? catalog
        .match({ code: reading.code, message: null })
        .filter(
          (match) =>
            match.by !== "unknown" && match.entry.surfaces.some((s) => s === "token" || s === "graph"),
        )
        .map((match) => match.entry.id)
    : [];
  const own = reading.catalogId === null ? byReason[reading.reason] : [reading.catalogId];
  return [...new Set([...byCode, ...own, "blind"])];
}

function latestSight(probes: RuleContext["memory"]["probes"], ids: ProbeId[]): number | null {
  const seen = ids.flatMap((id) => probes[id]?.lastSeenAt ?? []);
  return seen.length === 0 ? null : Math.max(...seen);
}

function clearance(subjectKey: string): Clearance {
  return { id: "blind", subjectKey, reason: "condition-cleared", proof: { lastSuccessAt: null } };
}
