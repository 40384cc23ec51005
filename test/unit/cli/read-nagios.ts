/** The Nagios format as its readers take it apart; throws where they would. */
import { renderNagios } from "../../../src/cli/print-nagios.ts";
import type { TenantReport } from "../../../src/domain/report.ts";
import { defaultThresholds } from "../../../src/domain/thresholds.ts";
import { generatedAt } from "../../support/reports.ts";

interface Datum {
  value: number;
  unit: string;
  limits: string;
}

/** As the guidelines write it down; throws on anything else. */
function parsePerfdata(text: string): Record<string, Datum> {
  const data: Record<string, Datum> = {};
  let rest = text;
  while (rest !== "") {
    const [all, label = "", value, unit = "", limits = ""] =
      /^'((?:[^'=|]|'')+)'=([-0-9.]+)(s|%)?((?:;[-0-9.]*){0,4})(?: |$)/.exec(rest) ?? [];
    if (all === undefined) throw new Error(`no performance data: ${rest.slice(0, 80)}`);
    data[label] = { value: Number(value), unit, limits };
    rest = rest.slice(all.length);
  }
  return data;
}

export function render(tenants: TenantReport[], thresholds = new Map([["contoso", defaultThresholds]])) {
  const text = renderNagios({ generatedAt, tenants }, thresholds);
  const [first = "", ...lines] = text.split("\n");
  const bars = text.split("|").length - 1;
  const [status = "", data = ""] = first.split("| ");
  return { text, status, data: parsePerfdata(data), lines, bars };
}

export const seen: TenantReport["readings"] = {
  organization: { syncEnabled: true, lastSyncAt: "2026-09-14T07:50:00.000Z" },
  "password-sync": { lastPasswordSyncAt: "2026-09-14T07:58:30.000Z" },
  "directory-quota": { quota: { used: 18_422, total: 300_000 } },
  "provisioning-jobs": { jobs: [{ code: "Active" }, { code: "Quarantine" }] },
  "object-errors": { errors: [{ objectId: "a" }, { objectId: "b" }], truncated: false },
  "object-counts": { users: 1840, groups: 212, contacts: null },
};
