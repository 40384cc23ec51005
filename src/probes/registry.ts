/** Every probe, in the order in which they are asked and shown: that of src/domain/probes.ts. */
import { credentialExpiryProbe } from "./credential-expiry/probe.ts";
import { deleteProtectionProbe } from "./delete-protection/probe.ts";
import { domainsProbe } from "./domains/probe.ts";
import { federationCertificateProbe } from "./federation-certificate/probe.ts";
import { groupNamesProbe } from "./group-names/probe.ts";
import { notificationGapProbe } from "./notification-gap/probe.ts";
import { objectCountsProbe } from "./object-counts/probe.ts";
import { objectErrorsProbe } from "./object-errors/probe.ts";
import { organizationProbe } from "./organization/probe.ts";
import type { Probe } from "./probe.ts";
import { provisioningJobsProbe } from "./provisioning-jobs/probe.ts";
import { provisioningLogProbe } from "./provisioning-log/probe.ts";
import { serviceIncidentsProbe } from "./service-incidents/probe.ts";
import { serviceProvisioningErrorsProbe } from "./service-provisioning-errors/probe.ts";
import { syncPrincipalProbe } from "./sync-principal/probe.ts";

export const probes: readonly Probe[] = [
  organizationProbe,
  provisioningJobsProbe,
  provisioningLogProbe,
  objectErrorsProbe,
  serviceIncidentsProbe,
  serviceProvisioningErrorsProbe,
  objectCountsProbe,
  syncPrincipalProbe,
  domainsProbe,
  groupNamesProbe,
  federationCertificateProbe,
  credentialExpiryProbe,
  deleteProtectionProbe,
  notificationGapProbe,
];
