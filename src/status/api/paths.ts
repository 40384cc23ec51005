/** The API's addresses, below its prefix and in the order of its document. What each answers: routes.ts. */
export const apiPrefix = "/api/v1";

export const apiPaths = [
  "/status",
  "/tenants",
  "/tenants/:name",
  "/tenants/:name/readings",
  "/tenants/:name/history",
  "/tenants/:name/object-errors",
  "/findings",
  "/alerts",
  "/alerts/:id",
  "/deliveries",
  "/deliveries/:id",
  "/silences",
  "/catalog",
  "/catalog/:id",
  "/explain",
  "/openapi.json",
] as const;
export type ApiPath = (typeof apiPaths)[number];
