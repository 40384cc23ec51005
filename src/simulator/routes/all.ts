/** Every route of the simulated Graph. A new kind of resource is one more file here, and one more line. */
import type { Route } from "../route.ts";
import { applicationRoutes } from "./applications.ts";
import { directoryObjectRoutes } from "./directory-objects.ts";
import { domainRoutes } from "./domains.ts";
import { onPremisesSynchronizationRoutes } from "./on-premises-synchronization.ts";
import { organizationRoutes } from "./organization.ts";
import { provisioningLogRoutes } from "./provisioning-log.ts";
import { serviceHealthRoutes } from "./service-health.ts";
import { servicePrincipalRoutes } from "./service-principals.ts";
import { synchronizationJobRoutes } from "./synchronization-jobs.ts";

export const allRoutes: readonly Route[] = [
  ...organizationRoutes,
  ...servicePrincipalRoutes,
  ...synchronizationJobRoutes,
  ...directoryObjectRoutes,
  ...applicationRoutes,
  ...domainRoutes,
  ...onPremisesSynchronizationRoutes,
  ...provisioningLogRoutes,
  ...serviceHealthRoutes,
];
