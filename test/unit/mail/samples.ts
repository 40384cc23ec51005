/** Sample findings and notifications, one of each kind, at a fixed moment: for the mail tests and the gallery script. */
import { createHash } from "node:crypto";
import type {
  Acknowledgement,
  Alert,
  ToldKind,
  Transition,
  TransitionReason,
} from "../../../src/domain/alert.ts";
import { defaultAlertRules } from "../../../src/domain/alert-rules.ts";
import type { CatalogEntry, Language } from "../../../src/domain/catalog.ts";
import type { Finding, Proof } from "../../../src/domain/finding.ts";
import { hour, minute } from "../../../src/domain/instant.ts";
import type { Notification } from "../../../src/domain/notification.ts";
import type { ServiceIncident } from "../../../src/domain/reading.ts";
import { blindFindings } from "./finding-samples/blind.ts";
import { jobFindings } from "./finding-samples/jobs.ts";
import { objectFindings } from "./finding-samples/objects.ts";
import { setupFindings } from "./finding-samples/setup.ts";
import { now, raisedBefore } from "./finding-samples/shared.ts";
import { syncFindings } from "./finding-samples/sync.ts";

export { now };

export const findings = {
  ...syncFindings,
  ...jobFindings,
  ...objectFindings,
  ...setupFindings,
  ...blindFindings,
} satisfies Record<string, Finding>;

export const incidents: ServiceIncident[] = [
  {
    id: "MO987654",
    title: "Some users' directory changes may be delayed",
    service: "Microsoft Entra",
    status: "serviceDegradation",
    startedAt: now - 4 * hour,
  },
  { id: "EX987655", title: null, service: "Exchange Online", status: null, startedAt: null },
];

export const acknowledgement: Acknowledgement = {
  at: now - 2 * hour,
  by: "Sanne de Wit",
  reason: "The agent's server is being replaced; done by noon.",
  via: "by-link",
};

export const acknowledgeUrl =
  "https://monitor.contoso.example/acknowledge/eyJhbGVydHMiOlsiM2Y5YTFjMDIiXX0.c2lnbmVk";

export type SampleName = keyof typeof findings;
export const sampleNames = Object.keys(findings) as SampleName[];

function reasonOf(finding: Finding, kind: ToldKind): TransitionReason {
  if (kind === "raised") return "condition-met";
  if (kind === "resolved") return "condition-cleared";
  if (kind === "reminder") return finding.id === "object-errors" ? "digest-due" : "repeat-due";
  return "step" in finding.facts ? "step-reached" : "severity-rose";
}

/** How long before `now` it was raised. */
const ages: Record<ToldKind, number> = {
  raised: 0,
  changed: now - raisedBefore,
  reminder: 26 * hour,
  resolved: now - raisedBefore,
};

/** A transition of this finding at `now`; a change or an end comes 3 hours 10 minutes after the raise, a reminder 26 hours. */
export function makeTransition(
  finding: Finding,
  kind: ToldKind,
  reason: TransitionReason = reasonOf(finding, kind),
  more: { alert?: Partial<Alert>; transition?: Partial<Transition> } = {},
): Transition {
  const raisedAt = now - ages[kind];
  const last = agedBy(finding, ages[kind]);
  const toldAt = kind === "raised" || kind === "changed" ? now : raisedAt;
  const every = defaultAlertRules[finding.id].remindEveryMs[finding.severity];
  const alert: Alert = {
    id: sampleId(`${finding.id} ${finding.subject.key}`),
    tenant: "contoso",
    finding: finding.id,
    subjectKey: finding.subject.key,
    state: kind === "resolved" ? "resolved" : "open",
    last,
    pendingSince: raisedAt,
    pendingPolls: 1,
    raisedAt,
    changedAt: kind === "changed" ? now : null,
    lastSeenAt: kind === "resolved" ? now - 10 * minute : now,
    resolvedAt: kind === "resolved" ? now : null,
    goodPolls: kind === "resolved" && reason !== "subject-gone" ? 2 : 0,
    goodSince: kind === "resolved" ? now - 5 * minute : null,
    announced: { finding: last, at: toldAt },
    toldAt: now,
    owing: null,
    flapping: reason === "flapping",
    changes: [],
    hold: null,
    acknowledgement: null,
    ...more.alert,
  };
  return {
    alertId: alert.id,
    kind,
    reason,
    at: now,
    alert,
    proof: proofOf(finding, kind, reason),
    quiet: false,
    toldBefore: kind === "raised" ? null : raisedAt,
    nextReminderAt: kind === "resolved" || every === null ? null : now + every,
    ...more.transition,
  };
}

/** The finding as it looks when it began so much earlier: what lies behind lies further behind, a deadline nearer. */
function agedBy(finding: Finding, ageMs: number): Finding {
  const facts = Object.entries(finding.facts).map(([key, fact]: [string, unknown]) => {
    const moves = key === "disableAt" || (/At$/.test(key) && typeof fact === "number" && fact <= now);
    return [key, moves && typeof fact === "number" ? fact - ageMs : fact];
  });
  return { ...finding, since: finding.since - ageMs, facts: Object.fromEntries(facts) } as Finding;
}

/** Looks like the ids that alerts have. */
export function sampleId(of: string): string {
  const hex = createHash("sha256").update(of).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

function proofOf(finding: Finding, kind: ToldKind, reason: TransitionReason): Proof | null {
  if (kind !== "resolved" || reason === "subject-gone") return null;
  const succeeds = ["sync-stale", "sync-disabled", "password-hash-sync-stale", "blind"].includes(finding.id);
  return { lastSuccessAt: succeeds || "jobId" in finding.facts ? now - 8 * minute : null };
}

export function makeNotification(
  transitions: Transition[],
  language: Language = "en",
  more: Partial<Notification> = {},
): Notification {
  return {
    id: "ntf-01",
    channel: "mail",
    tenants: [
      {
        name: "contoso",
        tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
        profile: {
          displayName: "Contoso B.V.",
          initialDomain: "contoso.onmicrosoft.com",
          preferredLanguage: language,
        },
      },
    ],
    language,
    recipients: ["ops@contoso.example"],
    transitions,
    incidents: [],
    references: transitions.every(({ kind }) => kind === "raised") ? [] : ["<ntf-00@contoso.example>"],
    messageId: "<ntf-01@contoso.example>",
    createdAt: now,
    gatherKey: "",
    ...more,
  };
}

/** A small entry; the id is its title, so that a test sees which one was shown. */
export function makeEntry(id: string, more: Partial<CatalogEntry> = {}): CatalogEntry {
  return {
    id,
    codes: [id],
    signatures: [],
    aliases: [],
    varies: [],
    severityOn: {},
    families: [],
    surfaces: ["finding"],
    severity: "critical",
    actor: "tenant",
    transient: false,
    transientMinutes: null,
    legacy: false,
    url: "https://learn.microsoft.com/entra/identity/hybrid/",
    text: {
      en: {
        title: `About ${id}`,
        meaning: "The sync server or its connection does not do its work.",
        affected: "New accounts, changed attributes and group memberships.",
        stillWorks: "Signing in with existing accounts.",
        remedy: [
          "On the sync server, run `Get-ADSyncScheduler` and check that `SyncCycleEnabled` is True.",
          "Start a cycle with `Start-ADSyncSyncCycle -PolicyType Delta`.",
          "Open Services and check that Microsoft Entra ID Sync is running; start it if it is not, and look in the Application event log for what stopped it.",
        ],
        clears: "The next successful cycle, normally within 30 minutes.",
      },
      nl: {
        title: `Over ${id}`,
        meaning: "De synchronisatieserver of de verbinding ervan doet zijn werk niet.",
        affected: "Nieuwe accounts, gewijzigde kenmerken en groepslidmaatschappen.",
        stillWorks: "Aanmelden met bestaande accounts.",
        remedy: [
          "Voer op de synchronisatieserver `Get-ADSyncScheduler` uit en controleer of `SyncCycleEnabled` True is.",
          "Start een cyclus met `Start-ADSyncSyncCycle -PolicyType Delta`.",
          "Open Services en controleer of Microsoft Entra ID Sync wordt uitgevoerd; start de service als dat niet zo is en kijk in het logboek Toepassing waardoor zij is gestopt.",
        ],
        clears: "De volgende geslaagde cyclus, doorgaans binnen 30 minuten.",
      },
    },
    ...more,
  };
}
