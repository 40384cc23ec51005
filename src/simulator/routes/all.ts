/** Every route of the simulated Graph. A new kind of resource is one more file here, and one more line. */
import type { Route } from "../route.ts";
import { organizationRoutes } from "./organization.ts";
import { servicePrincipalRoutes } from "./service-principals.ts";
import { synchronizationJobRoutes } from "./synchronization-jobs.ts";

export const allRoutes: readonly Route[] = [
  ...organizationRoutes,
  ...servicePrincipalRoutes,
  ...synchronizationJobRoutes,
];
