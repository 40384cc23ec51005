/**
 * In: the tenant's domains, then the federation settings of each federated one. Out: their signing certificates. The
 * domains that were federated the last time are asked about at once, so that a later look is one exchange.
 */
import type { FederatedDomain, Reading } from "../../domain/reading.ts";
import type { GraphReader } from "../../graph/client.ts";
import { GraphFault } from "../../graph/fault.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { readAll } from "../rows.ts";
import { Domain, domainsPath, federationPath, toFederatedDomain, withoutSettings } from "./schema.ts";

const permission = "Domain.Read.All";

export const federationCertificateProbe: Probe = {
  id: "federation-certificate",
  permissions: [
    { name: permission, instead: ["Directory.Read.All"], reads: "the list of federated domains" },
    { name: permission, instead: [], reads: "the signing certificates of federated domains" },
  ],
  findings: ["federation-certificate"],
  licence: null,
  notIn: [],
  async look(context): Promise<Reading[]> {
    return [{ kind: "federation-certificates", domains: await readFederatedDomains(context) }];
  },
};

/** One domain that fails makes the whole unknown: one that is not listed would count as no longer federated. */
async function readFederatedDomains({ graph, cache }: ProbeContext): Promise<FederatedDomain[]> {
  const asked = readAll(graph, domainsPath, Domain, "domains");
  const known = (cache.get("federated") ?? []) as string[];
  const ahead = new Map(known.map((domain) => [domain, readFederation(graph, domain)]));
  // One that is federated no longer may fail: nobody waits for it.
  for (const answer of ahead.values()) answer.catch(() => undefined);

  const federated = (await asked).filter((domain) => domain.federated).map((domain) => domain.id);
  cache.set("federated", federated);
  return Promise.all(federated.map((domain) => ahead.get(domain) ?? readFederation(graph, domain)));
}

async function readFederation(graph: GraphReader, domain: string): Promise<FederatedDomain> {
  try {
    return toFederatedDomain(domain, await graph.get("v1.0", federationPath(domain)));
  } catch (thrown) {
    // Documented: no settings under this name. A child of a federated domain has its parent's.
    if (thrown instanceof GraphFault && thrown.status === 404) return withoutSettings(domain);
    throw thrown;
  }
}
