import { expect, test } from "vitest";
import { currentReports } from "../../../src/app/current-reports.ts";
import type { Config } from "../../../src/config/config.ts";
import type { TenantReport } from "../../../src/domain/report.ts";
import type { Store } from "../../../src/store/store.ts";

const now = Date.parse("2026-09-14T08:00:00Z");
const report = (name: string, staleAfter: string | null): TenantReport => ({
  name,
  tenantId: name,
  state: "ok",
  findings: [],
  blind: [],
  readings: {},
  polledAt: "2026-09-14T07:00:00.000Z",
  staleAfter,
});
const store = {
  reports: async () => [
    report("fresh", "2026-09-14T08:00:01.000Z"),
    report("stale", "2026-09-14T07:59:59.000Z"),
    report("removed", null),
    report("disabled", null),
  ],
} as unknown as Store;
const config = {
  tenants: ["fresh", "stale", "new", "disabled"].map((name) => ({
    name,
    tenantId: name,
    enabled: name !== "disabled",
  })),
} as unknown as Config;

test("one for each enabled tenant: unknown where the daemon fell silent, or has not looked yet", async () => {
  const reports = await currentReports(store, config, now);
  expect(reports.map(({ name, state, polledAt }) => [name, state, polledAt])).toEqual([
    ["fresh", "ok", "2026-09-14T07:00:00.000Z"],
    ["stale", "unknown", "2026-09-14T07:00:00.000Z"],
    ["new", "unknown", null],
  ]);
});
