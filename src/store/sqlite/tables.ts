/** The tables as Kysely sees them; their making is in ../migrations. */
import type { Generated } from "kysely";
import type { AlertState, TransitionKind, TransitionReason } from "../../domain/alert.ts";
import type { OutboxState } from "../../domain/archive.ts";
import type { FindingId } from "../../domain/finding.ts";
import type { RecipientResult } from "../../domain/notification.ts";
import type { Severity } from "../../domain/severity.ts";

export interface Tables {
  tenant: {
    name: string;
    tenant_id: string;
    memory: string;
    report: string;
    polled_at: number;
    standing: string | null;
  };
  /** Ages in seconds; `step` 0: five minutes, 1: an hour; `state` 0 to 3, the worst last. */
  history: {
    tenant: string;
    step: number;
    at: number;
    state: number;
    sync_age: number | null;
    password_sync_age: number | null;
    object_errors: number | null;
    service_errors: number | null;
    escrowed: number | null;
    users: number | null;
    groups: number | null;
    contacts: number | null;
    quota_used: number | null;
    quota_total: number | null;
  };
  alert: {
    id: string;
    tenant: string;
    finding: FindingId;
    subject_key: string;
    state: AlertState;
    last: string;
    raised_at: number;
    changed_at: number | null;
    last_seen_at: number;
    resolved_at: number | null;
    good_polls: number;
    pending_since: number;
    pending_polls: number;
    good_since: number | null;
    announced: string;
    told_at: number | null;
    owing: "news" | "objects" | null;
    flapping: number;
    changes: string;
    hold: string | null;
    acknowledgement: string | null;
  };
  transition: {
    id: Generated<number>;
    alert_id: string;
    kind: TransitionKind;
    reason: TransitionReason;
    at: number;
    severity: Severity | null;
    by_whom: string | null;
    words: string | null;
    quiet: number;
  };
  object_error: {
    tenant: string;
    key: string;
    document: string | null;
    first_seen_at: number | null;
    fixed_at: number | null;
  };
  outbox: {
    id: string;
    seq: number;
    message_id: string;
    document: string;
    state: OutboxState;
    attempts: number;
    due_at: number | null;
    leased_until: number | null;
    created_at: number;
    ended_at: number | null;
    channel: string;
    gather_key: string;
    tried_at: number | null;
  };
  /** `identity`: of the alert: tenant, finding and subject. */
  outbox_alert: { outbox_id: string; alert_id: string; identity: string };
  outbox_recipient: {
    outbox_id: string;
    address: string;
    outcome: "waiting" | RecipientResult["outcome"];
    response: string | null;
    at: number | null;
    via: string | null;
  };
  silence: {
    id: string;
    tenant: string | null;
    finding: FindingId | null;
    subject_key: string | null;
    starts_at: number;
    ends_at: number;
    by_whom: string;
    reason: string;
    created_at: number;
  };
  secret: { name: string; value: string };
  burst: {
    gather_key: string;
    tenant: string | null;
    mails: number;
    began_at: number;
    last_at: number;
    due_at: number;
  };
}
