/** Every probe, in the order in which they are asked and shown. */
import { organizationProbe } from "./organization/probe.ts";
import type { Probe } from "./probe.ts";
import { provisioningJobsProbe } from "./provisioning-jobs/probe.ts";

export const probes: readonly Probe[] = [organizationProbe, provisioningJobsProbe];
