/**
 * What pages and API have to show, made up and rich: contoso with an alert of every kind, fabrikam whose polls have
 * stopped, northwind that nobody has looked at; deliveries in every state, silences and windows, errors, a history.
 */
import { describeTenant } from "../../src/app/tenant-report.ts";
import type { Alert, Transition } from "../../src/domain/alert.ts";
import type { Delivery, DeliveryRecipient, OutboxState, TransitionRecord } from "../../src/domain/archive.ts";
import type { Finding } from "../../src/domain/finding.ts";
import { day, hour, minute } from "../../src/domain/instant.ts";
import { probeIds } from "../../src/domain/probes.ts";
import type { SeenReading } from "../../src/domain/reading.ts";
import { readingKinds } from "../../src/domain/reading-kinds.ts";
import type { TenantReport } from "../../src/domain/report.ts";
import { compareSeverity } from "../../src/domain/severity.ts";
import type { MaintenanceWindow, Silence } from "../../src/domain/silence.ts";
import { standingOfUnseen, type TenantStanding } from "../../src/domain/standing.ts";
import type { StoredObjectError } from "../../src/domain/synced-object.ts";
import { emptyMemory } from "../../src/domain/tenant.ts";
import {
  findings,
  makeNotification,
  makeTransition,
  now,
  sampleId,
  sampleNames,
} from "../unit/mail/samples.ts";
import { createReadings } from "./readings.ts";

export { now as statusNow };

export interface StatusWorld {
  standings: TenantStanding[];
  reports: TenantReport[];
  alerts: Alert[];
  timelines: Map<string, TransitionRecord[]>;
  /** Merged ones too. */
  deliveries: Delivery[];
  silences: Silence[];
  maintenance: { window: MaintenanceWindow; next: { from: number; to: number } | null }[];
  objectErrors: Map<string, StoredObjectError[]>;
}

const contoso = { name: "contoso", tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20" };
const fabrikam = { name: "fabrikam", tenantId: "0d9e8c7b-6a5f-4e3d-8c1b-0a9f8e7d6c5b" };
const northwind = { name: "northwind", tenantId: "11f0e2d3-c4b5-4a69-9788-796a5b4c3d2e" };

/** `more`: so many healthy tenants beside the three, `tenant-0001` and so on. */
export function createStatusWorld({ more = 0 }: { more?: number } = {}): StatusWorld {
  const alerts = createAlerts();
  const open = alerts.filter(({ tenant, state }) => tenant === contoso.name && state === "open");
  const others = Array.from({ length: more }, (_, n) => healthyTenant(n + 1));
  const reportOfContoso = reportOf(
    contoso,
    Object.values(createReadings(now)),
    open.map(({ last }) => last),
  );
  return {
    standings: [
      standingOfContoso(open.map(({ last }) => last)),
      standingOfFabrikam(),
      standingOfUnseen(northwind),
      ...others.map(({ standing }) => standing),
    ],
    reports: [
      reportOfContoso,
      // As the application shows it: its polls have stopped.
      { ...reportOf(fabrikam, [], [findings["sync-stale-warning"]], now - 3 * hour), state: "unknown" },
      { ...reportOf(northwind, [], []), state: "unknown", polledAt: null, staleAfter: null },
      ...others.map(({ report }) => report),
    ],
    alerts,
    timelines: new Map(alerts.map((alert) => [alert.id, timelineOf(alert)])),
    deliveries: createDeliveries(alerts),
    silences: createSilences(),
    maintenance: createMaintenance(),
    objectErrors: new Map([[contoso.name, Array.from({ length: 120 }, (_, n) => objectError(n))]]),
  };
}

function standingOfContoso(open: Finding[]): TenantStanding {
  const readings = createReadings(now);
  const [job] = readings["provisioning-jobs"].jobs;
  const worst = open.toSorted((a, b) => compareSeverity(b.severity, a.severity) || a.since - b.since);
  return {
    ...standingOfUnseen(contoso),
    displayName: "Contoso B.V.",
    initialDomain: "contoso.onmicrosoft.com",
    state: "critical",
    polledAt: now - 2 * minute,
    staleAfter: now + 18 * minute,
    sync: { switch: "on", lastAt: now - 95 * minute, basis: "organization" },
    lastPasswordSyncAt: now - 131 * minute,
    objectErrors: { total: 120, truncated: false, newestAt: now - 22 * minute },
    serviceErrors: { total: 3, truncated: false },
    jobs: job
      ? [
          {
            id: job.id,
            kind: job.kind,
            configuration: job.configuration,
            code: job.code,
            paused: false,
            successiveFailures: job.successiveFailures,
            escrowed: 14,
            lastSuccessAt: job.lastSuccessAt,
            lastActivityAt: job.lastActivityAt,
            quarantine: {
              reason: "EncounteredQuarantineException",
              beganAt: now - 3 * hour,
              nextAttemptAt: now + 3 * hour,
              disableAt: now + 28 * day - 3 * hour,
            },
            deleteThreshold: 500,
          },
          {
            id: "AD2AADPasswordHash.6f0c3a525c2e4d579a540e3a9b7f1c20.0f1a6c2e",
            kind: "AD2AADPasswordHash",
            configuration: "corp.contoso.example",
            code: "Active",
            paused: false,
            successiveFailures: 0,
            escrowed: 0,
            lastSuccessAt: now - 4 * minute,
            lastActivityAt: now - 4 * minute,
            quarantine: null,
            deleteThreshold: null,
          },
        ]
      : [],
    jobsTotal: 2,
    quota: { used: 241_304, total: 300_000 },
    deleteProtection: { prevention: "enabled-for-count", threshold: 500 },
    objects: { users: 4391, groups: 212, contacts: 17 },
    connect: { machine: "SYNC01", version: "2.5.79.0" },
    verifiedDomains: 2,
    unroutableUsers: { total: 12, truncated: false },
    blind: [
      { probe: "provisioning-log", reason: "licence", optional: true },
      { probe: "domains", reason: "throttled", optional: false },
    ],
    findings: worst
      .slice(0, 20)
      .map(({ id, subject, severity, code, since }) => ({ id, subject: subject.key, severity, code, since })),
    findingsTotal: open.length,
    seen: Object.fromEntries(readingKinds.map((kind, n) => [kind, now - (2 + n) * minute])),
  };
}

function standingOfFabrikam(): TenantStanding {
  const { id, subject, severity, code, since } = findings["sync-stale-warning"];
  return {
    ...standingOfUnseen(fabrikam),
    displayName: "Fabrikam <script>alert(1)</script>",
    initialDomain: "fabrikam.onmicrosoft.com",
    state: "warning",
    polledAt: now - 3 * hour,
    staleAfter: now - 3 * hour + 20 * minute,
    sync: { switch: "on", lastAt: now - 5 * hour, basis: "jobs" },
    jobs: [],
    quota: { used: 500, total: 50_000 },
    objects: { users: 120, groups: null, contacts: null },
    findings: [{ id, subject: subject.key, severity, code, since }],
    findingsTotal: 1,
    seen: { organization: now - 3 * hour, "provisioning-jobs": now - 3 * hour },
  };
}

function healthyTenant(n: number): { standing: TenantStanding; report: TenantReport } {
  const number = String(n).padStart(4, "0");
  const tenant = { name: `tenant-${number}`, tenantId: `00000000-0000-4000-8000-00000000${number}` };
  return {
    standing: {
      ...standingOfUnseen(tenant),
      displayName: `Tenant ${number}`,
      initialDomain: `tenant${number}.onmicrosoft.com`,
      state: "ok",
      polledAt: now - 2 * minute,
      staleAfter: now + 18 * minute,
      sync: { switch: "on", lastAt: now - (n % 30) * minute, basis: "organization" },
      objectErrors: { total: 0, truncated: false, newestAt: null },
      serviceErrors: { total: 0, truncated: false },
      jobs: [],
      quota: { used: 18_422, total: 300_000 },
      objects: { users: 1840, groups: 212, contacts: 17 },
      seen: { organization: now - 2 * minute, "object-errors": now - 12 * minute },
    },
    report: reportOf(tenant, [createReadings(now).organization], []),
  };
}

function reportOf(
  tenant: { name: string; tenantId: string },
  readings: SeenReading[],
  found: Finding[],
  polledAt = now - 2 * minute,
): TenantReport {
  const report = describeTenant({
    tenant,
    readings,
    assessment: { findings: found, clearances: [] },
    open: [],
    previous: null,
    memory: emptyMemory(),
    watched: probeIds,
    unwatched: new Set(),
    staleAfter: polledAt + 20 * minute,
    now: polledAt,
  });
  const detail = "auditLogs/provisioning: 403, the tenant has no premium license";
  return {
    ...report,
    blind:
      tenant.name === contoso.name
        ? [{ probe: "provisioning-log", reason: "licence", detail, optional: true }]
        : [],
  };
}

/** One of each sample finding: open, but where a later one has the same subject, resolved; and some special ones. */
function createAlerts(): Alert[] {
  const seen = new Set<string>();
  const alerts = sampleNames.map((name): Alert => {
    const finding: Finding = findings[name];
    const identity = `${finding.id} ${finding.subject.key}`;
    const isRepeated = seen.has(identity);
    seen.add(identity);
    const { alert } = makeTransition(finding, isRepeated ? "resolved" : "raised");
    return { ...alert, id: sampleId(`alert ${name}`) };
  });
  const change = (name: (typeof sampleNames)[number], more: Partial<Alert>): void => {
    const at = alerts.findIndex(({ id }) => id === sampleId(`alert ${name}`));
    const alert = alerts[at];
    if (alert) alerts[at] = { ...alert, ...more };
  };
  change("sync-stale-warning", {
    acknowledgement: {
      at: now - hour,
      by: "Mara Lindt",
      reason: "the server is being moved",
      via: "by-link",
    },
  });
  change("object-quota-warning", {
    hold: {
      by: "silence",
      name: "1c9e7d40-3a5b-4c8d-9e2f-7b6a5d4c3e21",
      until: now + 4 * hour,
      said: { by: "mara", reason: "more is on order" },
    },
  });
  change("job-paused", { hold: { by: "maintenance", name: "patch tuesday", until: now + hour } });
  change("job-stalled", { state: "pending" });
  change("job-failing", { flapping: true, changedAt: now - hour });
  const { alert } = makeTransition(findings["sync-stale-critical"], "raised");
  alerts.push(
    { ...alert, id: sampleId("alert fabrikam"), tenant: fabrikam.name },
    {
      ...alert,
      id: sampleId("alert of a tenant that is polled no more"),
      tenant: "litware",
      state: "withdrawn",
      resolvedAt: now - 5 * day,
    },
  );
  return alerts;
}

function timelineOf({ state, raisedAt, resolvedAt, last, acknowledgement, hold }: Alert): TransitionRecord[] {
  const { severity } = last;
  const line = (record: Partial<TransitionRecord>): TransitionRecord => ({
    kind: "raised",
    reason: "condition-met",
    at: raisedAt,
    severity,
    by: null,
    words: null,
    quiet: false,
    ...record,
  });
  const records = [
    line({ kind: "pending", reason: "not-long-enough", at: raisedAt - 5 * minute, quiet: true }),
  ];
  if (state === "pending") return records;
  records.push(line({ quiet: hold !== null }));
  if (hold) {
    const { by, reason } = hold.said ?? { by: null, reason: null };
    records.push(line({ kind: "silenced", reason: hold.by, at: raisedAt, by, words: reason, quiet: true }));
  }
  if (acknowledgement) {
    const { at, by, reason, via } = acknowledgement;
    records.push(
      line({ kind: "acknowledged", reason: via, at, by, words: reason, quiet: true, severity: null }),
    );
  }
  if (state === "resolved") {
    records.push(line({ kind: "resolved", reason: "condition-cleared", at: resolvedAt ?? now }));
  }
  if (state === "withdrawn") {
    records.push(line({ kind: "withdrawn", reason: "not-polled", at: resolvedAt ?? now, quiet: true }));
  }
  return records;
}

/** One about each alert, most of them sent; then one of each other state. */
function createDeliveries(alerts: readonly Alert[]): Delivery[] {
  const special: OutboxState[] = ["queued", "dead", "merged", "dropped"];
  const told = alerts.filter(({ state }) => state !== "pending");
  return told.map((alert, n) => deliveryOf(alert, n, special[n] ?? "sent"));
}

const outcomes: Record<OutboxState, Pick<DeliveryRecipient, "outcome" | "response">> = {
  queued: { outcome: "deferred", response: "451 4.7.1 try again later" },
  sent: { outcome: "accepted", response: "250 2.0.0 queued as 4XyZ" },
  dead: { outcome: "refused", response: "550 5.1.1 no such user" },
  merged: { outcome: "waiting", response: null },
  dropped: { outcome: "waiting", response: null },
};

function deliveryOf(alert: Alert, n: number, state: OutboxState): Delivery {
  const id = sampleId(`delivery ${n}`);
  const createdAt = now - n * 11 * minute;
  const messageId = `<${id}@contoso.example>`;
  const kind = alert.state === "resolved" ? "resolved" : "raised";
  const channel = state === "dropped" ? "teams-noc" : "mail";
  const addresses = channel === "mail" ? ["ops@contoso.example", "jan@contoso.example"] : [channel];
  const wasTried = outcomes[state].outcome !== "waiting";
  const transition: Transition = { ...makeTransition(alert.last, kind), alertId: alert.id, alert };
  return {
    id,
    channel,
    state,
    attempts: wasTried ? 1 : 0,
    createdAt,
    dueAt: state === "queued" ? now + 5 * minute : null,
    endedAt: state === "queued" ? null : createdAt + minute,
    messageId,
    kinds: [kind],
    alerts: [{ id: alert.id, tenant: alert.tenant, finding: alert.finding }],
    alertsTotal: 1,
    recipients: addresses.map((address, index) => ({
      address,
      // Of a mail that was given up, one recipient has it all the same.
      ...(state === "dead" && index > 0 ? outcomes.sent : outcomes[state]),
      at: wasTried ? createdAt + minute : null,
      via: wasTried ? "smtp" : null,
    })),
    recipientsTotal: addresses.length,
    notification:
      state === "merged"
        ? null
        : makeNotification([transition], "en", { id, channel, recipients: addresses, createdAt, messageId }),
  };
}

function createSilences(): Silence[] {
  const said = { by: "mara", reason: "more is on order", createdAt: now - hour };
  return [
    {
      id: "1c9e7d40-3a5b-4c8d-9e2f-7b6a5d4c3e21",
      tenant: contoso.name,
      finding: "object-quota",
      subjectKey: "tenant",
      startsAt: now - hour,
      endsAt: now + 4 * hour,
      ...said,
    },
    {
      id: "2d0f8e51-4b6c-4d9e-8f30-8c7b6e5d4f32",
      tenant: null,
      finding: null,
      subjectKey: null,
      startsAt: now + day,
      endsAt: now + day + 2 * hour,
      ...said,
      reason: "the new firewall",
    },
    {
      id: "3e1a9f62-5c7d-4eaf-9041-9d8c7f6e5a43",
      tenant: fabrikam.name,
      finding: null,
      subjectKey: null,
      startsAt: now - 2 * hour,
      endsAt: now + 7 * day,
      ...said,
      reason: "it moves to another tenant",
    },
  ];
}

function createMaintenance(): StatusWorld["maintenance"] {
  const cron = "0 22 * * 2";
  return [
    {
      window: {
        name: "patch tuesday",
        tenants: [],
        findings: ["job-paused", "job-stalled"],
        when: { type: "recurring", cron, timeZone: "Europe/Amsterdam", durationMs: 4 * hour },
      },
      next: { from: now - 3 * hour, to: now + hour },
    },
    {
      window: {
        name: "server move",
        tenants: [contoso.name],
        findings: [],
        when: { type: "once", from: now + 3 * day, to: now + 4 * day },
      },
      next: { from: now + 3 * day, to: now + 4 * day },
    },
    {
      window: { name: "long over", tenants: [], findings: [], when: { type: "once", from: 0, to: day } },
      next: null,
    },
  ];
}

function objectError(n: number): StoredObjectError {
  const objectId = `c07a1d9e-8b1f-4d0e-9c55-${String(n).padStart(12, "0")}`;
  const address = `person${n}@contoso.example`;
  return {
    key: `user ${objectId} ProxyAddresses ${n}`,
    error:
      n === 119
        ? null
        : {
            objectType: n % 10 === 0 ? "group" : "user",
            objectId,
            displayName: n === 7 ? '=HYPERLINK("https://evil.example")' : `Person ${n}`,
            address,
            category: "PropertyConflict",
            property: n % 3 === 0 ? "UserPrincipalName" : "ProxyAddresses",
            value: `SMTP:${address}`,
            occurredAt: now - n * hour,
            ...(n % 2 === 0
              ? { holder: { objectType: "user", objectId, displayName: "Holder", address: null } as const }
              : {}),
          },
    firstSeenAt: n === 119 ? null : now - n * hour + 15 * minute,
    fixedAt: null,
  };
}
