/**
 * In: Microsoft's unresolved service health issues. Out: those of the services that synchronization depends on. Where
 * Graph refuses the filter, its newest pages, sorted out here.
 */
import type { Reading } from "../../domain/reading.ts";
import type { GraphReader } from "../../graph/client.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { isRefusedQuery } from "../query.ts";
import { Issue, toIncidents } from "./schema.ts";

const path = "/admin/serviceAnnouncement/issues";
const filteredPath = `${path}?$filter=${encodeURIComponent("isResolved eq false")}&$top=100`;
/** Issues of all services are never so many at a time; the list of all that ever was is long. */
const maxFilteredPages = 10;
const maxPages = 2;

export const serviceIncidentsProbe: Probe = {
  id: "service-incidents",
  permissions: [{ name: "ServiceHealth.Read.All", instead: [], reads: "Microsoft's unresolved incidents" }],
  findings: [],
  licence: null,
  notIn: [],
  async look(context): Promise<Reading[]> {
    return [{ kind: "service-incidents", incidents: toIncidents(await readIssues(context)) }];
  },
};

async function readIssues({ graph, cache }: ProbeContext): Promise<Issue[]> {
  if (cache.get("unfiltered") === true) return readPages(graph, path, maxPages);
  try {
    return await readPages(graph, filteredPath, maxFilteredPages);
  } catch (thrown) {
    if (!isRefusedQuery(thrown)) throw thrown;
    const issues = await readPages(graph, path, maxPages);
    cache.set("unfiltered", true);
    return issues;
  }
}

/** A row that can't be read is left out: these are remarks beside an alert, and prove nothing. */
async function readPages(graph: GraphReader, from: string, limit: number): Promise<Issue[]> {
  const issues: Issue[] = [];
  let count = 0;
  for await (const page of graph.pages("v1.0", from)) {
    for (const row of page) {
      const parsed = Issue.safeParse(row);
      if (parsed.success) issues.push(parsed.data);
    }
    count += 1;
    if (count === limit) break;
  }
  return issues;
}
