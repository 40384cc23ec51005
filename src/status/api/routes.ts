/** Every route of the API: what registration serves, and what the document describes. */
import { z } from "zod";
import { buildDocument } from "./openapi.ts";
import type { ApiPath } from "./paths.ts";
import { defineRoute, type Route } from "./route.ts";
import { alertRoutes } from "./routes-alerts.ts";
import { catalogRoutes } from "./routes-catalog.ts";
import { tenantRoutes } from "./routes-tenants.ts";
import { component } from "./schemas.ts";

const getDocument = defineRoute({
  name: "getDocument",
  summary: "This document.",
  parameters: {},
  answer: component("Document", "An OpenAPI document.", z.record(z.string(), z.unknown())),
  handle: async ({ version }) => apiDocument(version),
});

export const routes: Readonly<Record<ApiPath, Route>> = {
  ...tenantRoutes,
  ...alertRoutes,
  ...catalogRoutes,
  "/openapi.json": getDocument,
};

/** `version`: the product's. */
export function apiDocument(version: string): Record<string, unknown> {
  return buildDocument(routes, version);
}
