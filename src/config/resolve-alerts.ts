/** When something is told. In: `alerts`, `maintenance` and `heartbeat` as checked. Out: in milliseconds. */
import { type AlertRule, type AlertRules, defaultAlertRules } from "../domain/alert-rules.ts";
import { findingIds } from "../domain/finding.ts";
import { second } from "../domain/instant.ts";
import type { MaintenanceWindow } from "../domain/silence.ts";
import type { Config, HeartbeatConfig } from "./config.ts";
import { absolute, type Folders } from "./resolve-files.ts";
import type { ConfigInput } from "./schema.ts";
import { parseDuration } from "./time-fields.ts";

export function resolveAlerts(alerts: ConfigInput["alerts"]): Config["alerts"] {
  return {
    rules: resolveRules(alerts.rules),
    flapping: {
      raises: alerts.flapping.raises,
      withinMs: parseDuration(alerts.flapping.within),
      calmMs: parseDuration(alerts.flapping.calm),
    },
    linkValidMs: parseDuration(alerts.linkValidFor),
  };
}

function resolveRules(rules: ConfigInput["alerts"]["rules"]): AlertRules {
  const entries = findingIds.map((id): [string, AlertRule] => {
    const { pendingPolls, pendingFor, remindEvery } = rules[id];
    const every = remindEvery === "never" || remindEvery === undefined ? null : parseDuration(remindEvery);
    return [
      id,
      {
        pendingPolls,
        pendingMs: pendingFor === undefined ? 0 : parseDuration(pendingFor),
        remindEveryMs:
          remindEvery === undefined
            ? defaultAlertRules[id].remindEveryMs
            : { info: every, warning: every, critical: every },
      },
    ];
  });
  return Object.fromEntries(entries) as AlertRules;
}

export function resolveWindow(
  window: ConfigInput["maintenance"][number],
  timeZone: string,
): MaintenanceWindow {
  const { name, tenants, findings } = window;
  return {
    name,
    tenants,
    findings,
    when:
      "cron" in window
        ? {
            type: "recurring",
            cron: window.cron,
            timeZone: window.timeZone ?? timeZone,
            durationMs: parseDuration(window.duration),
          }
        : { type: "once", from: Date.parse(window.from), to: Date.parse(window.to) },
  };
}

export function resolveHeartbeat(
  heartbeat: NonNullable<ConfigInput["heartbeat"]>,
  folders: Folders,
): HeartbeatConfig {
  return {
    url: heartbeat.url,
    failUrl: heartbeat.failUrl ?? failUrlOf(heartbeat.url),
    method: heartbeat.method,
    caFile: absolute(heartbeat.caFile, folders.config),
    timeoutMs: heartbeat.timeoutSeconds * second,
  };
}

/** As Healthchecks has it: the same address, one step further. */
function failUrlOf(address: string): string {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/fail`;
  return url.href;
}
