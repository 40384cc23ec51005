/** What log and metrics say of an acknowledgement, wherever it was made. */
import type { Alert } from "../domain/alert.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";

export function noteAcknowledged(alert: Alert, { log, metrics }: { log: Logger; metrics: Metrics }): void {
  const { acknowledgement, last } = alert;
  if (!acknowledgement) return;
  log.info("alert.acknowledged", {
    tenant: alert.tenant,
    finding: last.id,
    subject: last.subject.key,
    severity: last.severity,
    alertId: alert.id,
    code: last.code,
    reason: acknowledgement.via,
    by: acknowledgement.by,
    words: acknowledgement.reason,
  });
  metrics.countTransition({ kind: "acknowledged", reason: acknowledgement.via, alert });
}
