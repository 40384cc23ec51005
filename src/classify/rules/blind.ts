/**
 * blind: probes could not look for several polls in a row. One finding for the tenant when nothing was seen at all; one
 * for all that want of permission keeps from the lesser probes; one for each other probe.
 */

import { type BlindReading, permissionSeparator, refusedPermissions } from "../../domain/blindness.ts";
import { requestSurface } from "../../domain/catalog.ts";
import {
  type Assessment,
  type Clearance,
  type FindingOf,
  noProof,
  tenantSubjectKey,
} from "../../domain/finding.ts";
import { day } from "../../domain/instant.ts";
import { type ProbeId, weightOf } from "../../domain/probes.ts";
import { blindOf } from "../readings.ts";
import { blindnessCounts } from "../remember.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { tenantSubject } from "./tenant-subject.ts";

/** The subject of the one finding about every lesser probe that lacks a permission. */
const permissionsKey = "permissions";

export const blindRule: Rule = {
  name: "blind",
  assess(context): Assessment {
    const { readings, memory, thresholds } = context;
    const blind = blindOf(readings).filter((reading) => blindnessCounts(reading, memory));
    const clearances = clear(context, blind);
    const first = blind[0];
    if (first === undefined) return { findings: [], clearances };
    const isLong = (group: BlindReading[]) => longestStreak(memory, group) >= thresholds.blindPolls;
    if (isDark(context)) {
      const findings = isLong(blind) ? [toFinding(context, blind, tenantSubject(memory), true)] : [];
      return { findings, clearances };
    }
    const { unpermitted, others } = divide(blind);
    const groups = [...others.values()].map((group) => ({ key: group[0]?.probe ?? "", group }));
    if (unpermitted.length > 0) groups.push({ key: permissionsKey, group: unpermitted });
    const findings = groups
      .filter(({ group }) => isLong(group))
      .map(({ key, group }) => toFinding(context, group, { key, name: key }, false));
    return { findings, clearances };
  },
};

/** A permission that blinds a core probe too is told with that one. */
function divide(blind: BlindReading[]): {
  unpermitted: BlindReading[];
  others: Map<ProbeId, BlindReading[]>;
} {
  const isCore = ({ probe }: BlindReading) => weightOf(probe) === "core";
  const toldAlready = new Set(blind.filter(isCore).flatMap(refusedPermissions));
  const lesser = blind.filter((reading) => reading.reason === "permission" && !isCore(reading));
  const rest = blind.filter((reading) => !lesser.includes(reading));
  const isNews = (reading: BlindReading) => {
    const names = refusedPermissions(reading);
    return names.length === 0 || names.some((permission) => !toldAlready.has(permission));
  };
  const others = new Map<ProbeId, BlindReading[]>();
  for (const reading of rest) others.set(reading.probe, [...(others.get(reading.probe) ?? []), reading]);
  return { unpermitted: lesser.filter(isNews), others };
}

function clear({ readings, memory, watched, now }: RuleContext, blind: BlindReading[]): Clearance[] {
  const clearances: Clearance[] = [];
  const refused: ProbeId[] = [];
  if (readings.some((reading) => reading.kind !== "blind")) clearances.push(clearance(tenantSubjectKey));
  for (const [probe, sight] of Object.entries(memory.probes)) {
    const isBlind = blind.some((reading) => reading.probe === probe);
    if (sight.lastRunAt !== now || isBlind) continue;
    if (sight.lastSeenAt === now) clearances.push(clearance(probe));
    else refused.push(probe as ProbeId);
  }
  // What is switched off, or turns out not to be had here, is nobody's blindness any more.
  const except = [tenantSubjectKey, permissionsKey, ...watched.filter((probe) => !refused.includes(probe))];
  clearances.push({ id: "blind", subjectKey: null, except, reason: "subject-gone" });
  // Blind for another reason for once is no proof that the permission is there.
  const lesserIsBlind = (Object.keys(memory.blind) as ProbeId[]).some((probe) => weightOf(probe) !== "core");
  if (!lesserIsBlind) clearances.push(clearance(permissionsKey));
  return clearances;
}

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
  all: BlindReading[],
  subject: FindingOf<"blind">["subject"],
  wholeTenant: boolean,
): FindingOf<"blind"> {
  const [first] = all as [BlindReading];
  const probes = [...new Set(all.map((reading) => reading.probe))];
  const streaks = probes.map((probe) => memory.blind[probe]);
  const permissions = [...new Set(all.flatMap(refusedPermissions))];
  return {
    id: "blind",
    subject,
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
      permission: permissions.length > 0 ? permissions.join(permissionSeparator) : null,
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
    unsupported: ["graph-unsupported"],
    credential: [],
    throttled: ["graph-throttled"],
    unreachable: ["graph-unavailable"],
    malformed: ["graph-malformed"],
  };
  const byCode = reading.code
    ? catalog
        .match({
          code: reading.code,
          message: null,
          surface: requestSurface(reading.code),
        })
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
  return { id: "blind", subjectKey, reason: "condition-cleared", proof: noProof };
}
