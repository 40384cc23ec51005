/** In: the tenant's on-premises synchronization settings (beta). Out: whether its guard against mass deletes is on. */
import type { Reading } from "../../domain/reading.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { isRefusedQuery } from "../query.ts";
import { toDeleteProtection } from "./schema.ts";

const path = "/directory/onPremisesSynchronization";

export const deleteProtectionProbe: Probe = {
  id: "delete-protection",
  permissions: [
    {
      name: "OnPremDirectorySynchronization.Read.All",
      instead: [],
      reads: "the setting of Entra Connect's protection against accidental deletes",
    },
  ],
  findings: ["delete-protection-off"],
  licence: null,
  notIn: [],
  async look(context): Promise<Reading[]> {
    return [toDeleteProtection(await ask(context))];
  },
};

/** `$select` is documented here; a tenant that refuses it all the same is asked for the whole from then on. */
async function ask({ graph, cache }: ProbeContext): Promise<unknown> {
  if (cache.get("whole") === true) return graph.get("beta", path);
  try {
    return await graph.get("beta", `${path}?$select=id,configuration`);
  } catch (thrown) {
    if (!isRefusedQuery(thrown)) throw thrown;
    const body = await graph.get("beta", path);
    cache.set("whole", true);
    return body;
  }
}
