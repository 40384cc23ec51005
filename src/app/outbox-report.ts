/** How the notifications stand, as reports show it. */
import { toIso } from "../domain/instant.ts";
import type { OutboxReport } from "../domain/report.ts";
import type { OutboxSummary } from "../store/store.ts";

export function toOutboxReport({ queued, dead, oldestQueuedAt, lastDeadAt }: OutboxSummary): OutboxReport {
  return { queued, dead, oldestQueuedAt: toIso(oldestQueuedAt), lastDeadAt: toIso(lastDeadAt) };
}
