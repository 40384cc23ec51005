/** Every page and its address. In: a server and where the pages get what they show. Out: routes. */
import type { FastifyInstance } from "fastify";
import { registerAlert } from "./alert/register.ts";
import { registerAlerts } from "./alerts/register.ts";
import { registerDeliveries } from "./deliveries/register.ts";
import { registerCatalog } from "./error-catalog/register.ts";
import { registerMuted } from "./muted/register.ts";
import { registerOverview } from "./overview/register.ts";
import { createPageServer, type PageOptions } from "./page-server.ts";
import { registerTenant } from "./tenant/register.ts";

export async function registerPages(server: FastifyInstance, options: PageOptions): Promise<void> {
  await server.register(async (scope) => {
    const pages = createPageServer(scope, options);
    registerOverview(pages, options);
    registerTenant(pages, options);
    registerAlerts(pages, options);
    registerAlert(pages, options);
    registerDeliveries(pages, options);
    registerMuted(pages, options);
    registerCatalog(pages, options);
  });
}
