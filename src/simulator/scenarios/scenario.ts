/**
 * The contract of a scenario: what goes wrong in a simulated tenant, what mends it, and what comes close without being
 * it. The command `simulate` plays them, and the tests hold every finding to them. Adding one: an entry in its list.
 */
import type { FindingId } from "../../domain/finding.ts";
import { minute } from "../../domain/instant.ts";
import type { Clock } from "../../util/clock.ts";
import type { SimulatedTenant, TenantOptions } from "../tenant.ts";

export interface Stage {
  tenant: SimulatedTenant;
  clock: Clock;
}

type Act = (stage: Stage) => void | Promise<void>;

export interface Scenario {
  /** The name that `simulate` is given: the finding's id, and a word more where there are several. */
  name: string;
  finding: FindingId;
  /** One line: what happens. */
  title: string;
  tenant?: Partial<TenantOptions>;
  /** How things are before the first poll. */
  prepare?: Act;
  strike: Act;
  mend: Act;
  /** Close to it, and yet no reason to raise it. */
  nearMiss: { title: string; tenant?: Partial<TenantOptions>; prepare?: Act; strike?: Act };
  /** Permissions without any of which nobody can see it; taken away, its alert must stay as it was. */
  seenWith: readonly string[];
  /** Time between two polls. */
  stepMs: number;
  /** Polls until it is raised at the latest, and until it is resolved after mending. */
  steps: number;
}

/** Five minutes between polls, and a few of them. */
export const atOnce = { stepMs: 5 * minute, steps: 4 } as const;

export const cloudSyncTenant: Partial<TenantOptions> = { connectSync: false, passwordHashSync: false };

export const addConfiguration = ({ tenant }: Stage): void => {
  tenant.addCloudSyncConfiguration({ domain: `corp.${tenant.name}.example` });
};

/** The Cloud Sync configuration that the scenario is about. */
export function configurationOf({ tenant }: Stage) {
  const [configuration] = tenant.configurations;
  if (!configuration) throw new Error(`the scenario's tenant ${tenant.name} has no Cloud Sync configuration`);
  return configuration;
}
