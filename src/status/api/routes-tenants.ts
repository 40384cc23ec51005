/** Tenants: how each stands, its readings, its history and its object errors; and what is wrong in all of them. */
import { findingIds } from "../../domain/finding.ts";
import { historySteps, pointWidthMs, stepFor } from "../../domain/history.ts";
import { day, type Instant, toIso } from "../../domain/instant.ts";
import { tenantStates } from "../../domain/report.ts";
import { severities } from "../../domain/severity.ts";
import { ApiError } from "./api-error.ts";
import { currentFindings } from "./current-findings.ts";
import { choice, moment, oneOf, span, whole, withoutGaps, words } from "./parameters.ts";
import { checkTenant, polledTenant } from "./polled-tenants.ts";
import { answerPart, cutPart, defineRoute } from "./route.ts";
import {
  findings,
  history,
  objectErrors,
  status,
  tenant,
  tenantReadings,
  tenants,
} from "./schemas-tenants.ts";
import { selectTenants } from "./select-tenants.ts";
import { historyAnswer, objectErrorAnswer, readingsOf, tenantAnswer } from "./tenant-answers.ts";

const getStatus = defineRoute({
  name: "getStatus",
  summary: "All tenants, as `sync-health status --format json` prints them.",
  description: "Not read in parts: of many tenants, `/tenants` and `/findings` tell more lightly.",
  parameters: {},
  answer: status,
  handle: async ({ source, now }) => {
    const reports = await source.reports();
    return {
      generatedAt: toIso(now),
      tenants: reports.map((report) => ({ ...report, readings: readingsOf(report) })),
      outbox: await source.outbox(),
    };
  },
});

const listTenants = defineRoute({
  name: "listTenants",
  summary: "How every tenant stands.",
  parameters: {
    state: oneOf("Only tenants in this state.", tenantStates),
    q: words("Only tenants with this in their name, display name, initial domain or tenant ID."),
    sort: choice("`worst`: by state, then who is ill for longest. `name`: by name.", ["worst", "name"]),
    ...span,
  },
  answer: tenants,
  handle: async ({ source, now, given }) => {
    const { state, q, sort } = given;
    const chosen = selectTenants(await source.standings(), { state, text: q ?? "", sort, now });
    const tallies = new Map((await source.alertTallies()).map((tally) => [tally.tenant, tally]));
    return cutPart(chosen, given, (standing) => tenantAnswer(standing, tallies.get(standing.name), now));
  },
});

const getTenant = defineRoute({
  name: "getTenant",
  summary: "How one tenant stands.",
  parameters: {},
  answer: tenant,
  handle: async ({ source, now, path }) => {
    const standing = await polledTenant(source, path.name);
    const tallies = await source.alertTallies();
    return tenantAnswer(
      standing,
      tallies.find((tally) => tally.tenant === standing.name),
      now,
    );
  },
});

const getReadings = defineRoute({
  name: "getTenantReadings",
  summary: "Every reading of a tenant as it was last seen, and when that was.",
  parameters: {},
  answer: tenantReadings,
  handle: async ({ source, path }) => {
    const { name, tenantId, seen } = await polledTenant(source, path.name);
    const report = await source.report(name);
    return {
      name,
      tenantId,
      polledAt: report?.polledAt ?? null,
      staleAfter: report?.staleAfter ?? null,
      readings: report ? readingsOf(report) : {},
      seenAt: Object.fromEntries(Object.entries(seen).map(([kind, at]) => [kind, toIso(at)])),
      blind: report?.blind ?? [],
    };
  },
});

const { stepMs } = historySteps.fine;

const getHistory = defineRoute({
  name: "getTenantHistory",
  summary: "How a tenant stood over time: state, ages, errors, objects and quota.",
  description: "Steps of five minutes reach back 14 days, steps of an hour 13 months.",
  parameters: {
    from: moment("Where it begins; a day before its end unless told."),
    to: moment("Where it ends; now unless told."),
    points: whole("Neighbouring steps are taken together until there are no more points than this.", {
      min: 2,
      max: 1_000,
      fallback: 300,
    }),
  },
  answer: history,
  handle: async ({ source, now, path, given }) => {
    const { name } = await polledTenant(source, path.name);
    const { from, to } = readSpan(given, now);
    const points = await source.history({ tenant: name, from, to, maxPoints: given.points });
    return {
      name,
      from: toIso(from),
      to: toIso(to),
      stepSeconds: pointWidthMs({ from, to, maxPoints: given.points }, stepFor(from, now)) / 1_000,
      points: points.map(historyAnswer),
    };
  },
});

/** The end that nobody named is that of the step which is now: within it the same answer is the same. */
function readSpan(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: Instant,
): { from: Instant; to: Instant } {
  const current = Math.ceil(now / stepMs) * stepMs;
  // Of the future, and of what is kept no more, nothing can be told.
  const end = to === undefined ? current : Math.min(Date.parse(to), current);
  const begin = from === undefined ? end - day : Math.max(Date.parse(from), now - historySteps.coarse.keptMs);
  if (begin < end) return { from: begin, to: end };
  const remedy = to === undefined ? "give a moment in the past." : "give a moment before it.";
  throw new ApiError(
    "invalid-parameter",
    `from=${toIso(begin)} is not before the end, ${toIso(end)}: ${remedy}`,
  );
}

const listObjectErrors = defineRoute({
  name: "listTenantObjectErrors",
  summary: "Values that Entra ID holds back in a tenant, because another object has them.",
  parameters: { q: words("Only those with this in the object's name or address, or in the value."), ...span },
  answer: objectErrors,
  handle: async ({ source, path, given }) => {
    const { name } = await polledTenant(source, path.name);
    const { q, offset, limit } = given;
    const query = { tenant: name, ...withoutGaps({ text: q === "" ? undefined : q }) };
    const { items, total } = await source.objectErrors(query, { offset, limit });
    return answerPart({ items: items.map(objectErrorAnswer), total }, given);
  },
});

const listFindings = defineRoute({
  name: "listFindings",
  summary: "What is wrong now, in all tenants.",
  description: "As the last poll of each tenant left it; what a worse finding explains is not listed.",
  parameters: {
    tenant: words("Only in this tenant."),
    id: oneOf("Only this finding.", findingIds),
    severity: oneOf("Only of this severity.", severities),
    ...span,
  },
  answer: findings,
  handle: async ({ source, now, given }) => {
    await checkTenant(source, given.tenant);
    const found = await currentFindings(source, given, now);
    return cutPart(found, given, (finding) => finding);
  },
});

export const tenantRoutes = {
  "/status": getStatus,
  "/tenants": listTenants,
  "/tenants/:name": getTenant,
  "/tenants/:name/readings": getReadings,
  "/tenants/:name/history": getHistory,
  "/tenants/:name/object-errors": listObjectErrors,
  "/findings": listFindings,
};
