/** The numbers that /metrics shows, in one registry that is passed in; names and units by Prometheus convention. */
import { Counter, Gauge, Registry } from "prom-client";

export interface Metrics {
  /** Microsoft named an error that the catalog does not know; `family`: what it looks like, `none`. */
  countUnknownError(tenant: string, family: string | null): void;
  /** The page's text and its content type. */
  render(): Promise<{ type: string; text: string }>;
}

export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const unknownErrors = new Counter({
    name: "sync_health_catalog_unknown_total",
    help: "Errors named by Microsoft that the catalog does not know, once for each code and wording until it is gone for a day.",
    labelNames: ["tenant", "family"],
    registers: [registry],
  });
  new Gauge({
    name: "sync_health_build_info",
    help: "Always 1; the version is in the label.",
    labelNames: ["version"],
    registers: [registry],
  }).set({ version }, 1);
  return {
    countUnknownError: (tenant, family) => unknownErrors.inc({ tenant, family: family ?? "none" }),
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
