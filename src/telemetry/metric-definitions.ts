/**
 * Every metric that /metrics shows: the one source of the registry and of docs/metrics.md. Names and units by Prometheus
 * convention. Names are part of the public contract: they are only ever added.
 */

export interface MetricDefinition {
  type: "counter" | "gauge" | "histogram";
  help: string;
  labels: readonly string[];
  /** Upper bounds, of a histogram. */
  buckets?: readonly number[];
}

const tenant = ["tenant"] as const;
const seconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] as const;

/** By what they tell of. What is not known has no series: it is never 0. */
export const metricGroups = {
  "How tenants stand": {
    sync_health_tenant_state: {
      type: "gauge",
      help: "1 for the state that the tenant is in (ok, warning, critical, unknown), 0 for the others. Unknown too when it was not polled in time.",
      labels: ["tenant", "state"],
    },
    sync_health_tenant_stale: {
      type: "gauge",
      help: "1 when the tenant should have been polled again by now, else 0.",
      labels: tenant,
    },
    sync_health_last_poll_timestamp_seconds: {
      type: "gauge",
      help: "When the tenant was last polled.",
      labels: tenant,
    },
    sync_health_sync_enabled: {
      type: "gauge",
      help: "1 where directory synchronization is switched on, 0 where it is off.",
      labels: tenant,
    },
    sync_health_last_sync_timestamp_seconds: {
      type: "gauge",
      help: "The newest proof of a directory synchronization.",
      labels: tenant,
    },
    sync_health_last_password_sync_timestamp_seconds: {
      type: "gauge",
      help: "The last password hash synchronization, where it was ever seen in use.",
      labels: tenant,
    },
    sync_health_object_errors: {
      type: "gauge",
      help: "Values that Entra ID holds back because another object has them.",
      labels: tenant,
    },
    sync_health_service_provisioning_errors: {
      type: "gauge",
      help: "Unresolved errors of services such as Exchange Online on synchronized objects.",
      labels: tenant,
    },
    sync_health_objects: {
      type: "gauge",
      help: "Synchronized objects, by type: user, group, contact.",
      labels: ["tenant", "type"],
    },
    sync_health_quota_used_objects: {
      type: "gauge",
      help: "Objects that count against the directory's quota.",
      labels: tenant,
    },
    sync_health_quota_total_objects: {
      type: "gauge",
      help: "The directory's object quota.",
      labels: tenant,
    },
    sync_health_probe_blind: {
      type: "gauge",
      help: "1 for each probe that can't look, by reason; optional is true where it can be done without.",
      labels: ["tenant", "probe", "reason", "optional"],
    },
    sync_health_findings: {
      type: "gauge",
      help: "What is wrong now: subjects of each finding and severity.",
      labels: ["tenant", "finding", "severity"],
    },
  },
  "Provisioning jobs of Cloud Sync": {
    sync_health_job_state: {
      type: "gauge",
      help: "1 for the state that the job is in: Active, Paused, Quarantine, NotConfigured, NotRun, unknown. At most 50 jobs of a tenant, those in trouble first; so below.",
      labels: ["tenant", "job", "configuration", "state"],
    },
    sync_health_job_last_success_timestamp_seconds: {
      type: "gauge",
      help: "The job's latest proof of success.",
      labels: ["tenant", "job"],
    },
    sync_health_job_escrowed_objects: {
      type: "gauge",
      help: "Objects that the job's last run held back.",
      labels: ["tenant", "job"],
    },
    sync_health_job_successive_failures: {
      type: "gauge",
      help: "Failed runs in a row.",
      labels: ["tenant", "job"],
    },
    sync_health_job_quarantine_disable_timestamp_seconds: {
      type: "gauge",
      help: "When Microsoft disables a job that is in quarantine.",
      labels: ["tenant", "job"],
    },
  },
  Alerts: {
    sync_health_alerts_open: { type: "gauge", help: "Open alerts.", labels: tenant },
    sync_health_alerts_acknowledged: {
      type: "gauge",
      help: "Open alerts that somebody has acknowledged.",
      labels: tenant,
    },
    sync_health_alerts_silenced: {
      type: "gauge",
      help: "Open alerts that a silence or a maintenance window holds back.",
      labels: tenant,
    },
    sync_health_alert_transitions_total: {
      type: "counter",
      help: "Transitions of alerts, by kind and reason.",
      labels: ["tenant", "finding", "kind", "reason"],
    },
    sync_health_catalog_unknown_total: {
      type: "counter",
      help: "Errors named by Microsoft that the catalog does not know, once for each code and wording until it is gone for a day.",
      labels: ["tenant", "family"],
    },
  },
  Deliveries: {
    sync_health_outbox_queued: {
      type: "gauge",
      help: "Notifications that wait to be delivered.",
      labels: [],
    },
    sync_health_outbox_dead: {
      type: "gauge",
      help: "Notifications that were given up, of the last 90 days.",
      labels: [],
    },
    sync_health_outbox_oldest_seconds: {
      type: "gauge",
      help: "Age of the oldest notification that waits to be delivered; 0 when none does.",
      labels: [],
    },
    sync_health_deliveries_total: {
      type: "counter",
      help: "Answers for recipients of notifications, by channel and outcome: accepted, refused, deferred; dead is one given up.",
      labels: ["channel", "outcome"],
    },
    sync_health_heartbeats_total: {
      type: "counter",
      help: "Calls of the dead man's switch, by what came of them: accepted, failed.",
      labels: ["outcome"],
    },
  },
  "The monitor itself": {
    sync_health_polls_total: {
      type: "counter",
      help: "Polls by what came of them: stored, failed, skipped because the one before still ran or the service ends.",
      labels: ["tenant", "outcome"],
    },
    sync_health_poll_duration_seconds: {
      type: "histogram",
      help: "How long polls took from the first question to the stored outcome.",
      labels: [],
      buckets: seconds,
    },
    sync_health_last_round_timestamp_seconds: {
      type: "gauge",
      help: "When a round of polls was last stored.",
      labels: [],
    },
    sync_health_graph_requests_total: {
      type: "counter",
      help: "HTTP exchanges with Graph, by outcome: ok, client_error (4xx), throttled (429), server_error (5xx), no_answer. A $batch is one.",
      labels: ["outcome"],
    },
    sync_health_graph_throttled_total: {
      type: "counter",
      help: "Questions that Graph refused with 429, those within a $batch counted one by one.",
      labels: [],
    },
    sync_health_graph_request_duration_seconds: {
      type: "histogram",
      help: "How long Graph took to answer.",
      labels: [],
      buckets: seconds,
    },
    sync_health_config_rejected: {
      type: "gauge",
      help: "1 while the last reload was refused and the configuration before it is in force.",
      labels: [],
    },
    sync_health_build_info: {
      type: "gauge",
      help: "Always 1; the versions are in the labels.",
      labels: ["version", "node"],
    },
    process_resident_memory_bytes: {
      type: "gauge",
      help: "Memory that the process holds.",
      labels: [],
    },
    process_start_time_seconds: { type: "gauge", help: "When the process started.", labels: [] },
  },
} as const satisfies Record<string, Record<string, MetricDefinition>>;

export type MetricName = {
  [G in keyof typeof metricGroups]: keyof (typeof metricGroups)[G];
}[keyof typeof metricGroups];

export const metricDefinitions = Object.assign({}, ...Object.values(metricGroups)) as Record<
  MetricName,
  MetricDefinition
>;
