/** In: verbs about one provisioning job. Out: its `synchronizationJob` body, worked out from the clock when asked. */
import type {
  QuarantineReason,
  SynchronizationJob,
  SynchronizationQuarantine,
} from "@microsoft/microsoft-graph-types";
import { day, hour, type Instant, minute } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import { createCycle } from "./cycle.ts";
import { neverDate, neverInterval, toGraphTicks } from "./graph-values.ts";
import { runFailed, runStub, runSucceeded, type SimulatedJobError, toGraphError } from "./job-execution.ts";

export type JobMode = "active" | "quarantine" | "paused" | "disabled" | "not-configured" | "not-run";

/** Microsoft disables a job that has been in quarantine this long. */
const quarantineLimitMs = 28 * day;

export interface JobOptions {
  clock: Clock;
  id: string;
  templateId: string;
  settings: { name: string; value: string }[];
  entryCounts: { key: string; value: number }[];
}

export interface SimulatedJob {
  readonly id: string;
  readonly mode: JobMode;
  readonly lastSuccessAt: Instant | null;
  /** Runs every 2 minutes and succeeds, beginning now; ends failure, quarantine and pause. */
  succeed(): void;
  /** Fails now and at every run that follows. */
  fail(error: SimulatedJobError): void;
  /** Put into quarantine now; again while in quarantine: another reason or error in the same series. */
  quarantine(options: { reason: QuarantineReason | string; error?: SimulatedJobError | null }): void;
  /** Rows that keep failing while the run counts as `Succeeded`, or as `EntryLevelErrors` when said so. */
  failEntries(count: number, options?: { state?: "Succeeded" | "EntryLevelErrors" }): void;
  /** `emptyQuarantine`: with the quarantine object of empty strings that Microsoft's own sample shows. */
  pause(options?: { emptyQuarantine?: boolean; escrowsPruned?: boolean }): void;
  disable(): void;
  /** Still Active by its own account, but nothing runs any more. */
  stall(): void;
  /** Present, but never run, or never set up. */
  reset(mode: "not-run" | "not-configured"): void;
  body(): SynchronizationJob;
}

export function createJob({ clock, id, templateId, settings, entryCounts }: JobOptions): SimulatedJob {
  const cycle = createCycle({ clock, periodMs: 2 * minute });
  const firstSteadyAt = clock.now() - 400 * day;
  let mode: JobMode = "active";
  let failure: { error: SimulatedJobError | null; since: Instant } | null = null;
  let quarantine: { reason: string; seriesBegan: Instant } | null = null;
  let frozenSuccessAt: Instant | null = null;
  let escrows = { count: 0, state: "Succeeded" as "Succeeded" | "EntryLevelErrors" };
  let paused = { emptyQuarantine: false, escrowsPruned: false };

  const lastSuccessAt = () => (failure || quarantine ? frozenSuccessAt : cycle.lastAt());

  function beginTrouble(error: SimulatedJobError | null) {
    if (!failure) {
      frozenSuccessAt = cycle.lastAt();
      failure = { error, since: clock.now() };
    } else {
      failure = { ...failure, error };
    }
  }

  function attempts() {
    const elapsed = clock.now() - (quarantine?.seriesBegan ?? clock.now());
    let count = 0;
    while (attemptOffset(count + 1) <= Math.min(elapsed, quarantineLimitMs)) count += 1;
    return { count, expired: elapsed >= quarantineLimitMs };
  }

  function quarantineBody(): SynchronizationQuarantine | null {
    if (mode === "paused" && paused.emptyQuarantine) {
      // The type knows neither an empty date nor an empty reason; Microsoft's get-sample has both.
      const reason = "" as QuarantineReason;
      return { currentBegan: "", nextAttempt: "", reason, seriesBegan: "", seriesCount: 0, error: null };
    }
    if (!quarantine) return null;
    const { count } = attempts();
    return {
      currentBegan: toGraphTicks(quarantine.seriesBegan + attemptOffset(count)),
      nextAttempt: toGraphTicks(quarantine.seriesBegan + attemptOffset(count + 1)),
      // Articles spell reasons that the type does not know, and tests need unknown ones.
      reason: quarantine.reason as QuarantineReason,
      seriesBegan: toGraphTicks(quarantine.seriesBegan),
      seriesCount: count,
      error: toGraphError(failure?.error ?? null),
    };
  }

  function lastExecution() {
    const hasNoHistory = mode === "not-run" || mode === "not-configured" || mode === "disabled";
    const at = quarantine ? quarantine.seriesBegan + attemptOffset(attempts().count) : cycle.lastAt();
    if (hasNoHistory || at === null) return null;
    return failure ? runFailed(id, at, failure.error) : runSucceeded(id, at, escrows);
  }

  function successiveFailures(): number {
    if (!failure) return 0;
    return quarantine ? 1 + attempts().count : 1 + cycle.runsSince(failure.since);
  }

  function statusCode() {
    if (mode === "not-run") return "NotRun";
    if (mode === "not-configured") return "NotConfigured";
    if (mode === "quarantine") return "Quarantine";
    return mode === "active" ? "Active" : "Paused";
  }

  function scheduleState() {
    if (mode === "disabled" || (mode === "quarantine" && attempts().expired)) return "Disabled";
    return mode === "paused" ? "Paused" : "Active";
  }

  function restart() {
    failure = null;
    quarantine = null;
    escrows = { count: 0, state: "Succeeded" };
    paused = { emptyQuarantine: false, escrowsPruned: false };
    mode = "active";
  }

  return {
    id,
    get mode() {
      return mode;
    },
    get lastSuccessAt() {
      return lastSuccessAt();
    },
    succeed() {
      restart();
      cycle.resume();
    },
    fail(error) {
      beginTrouble(error);
      // Out of a quarantine or a pause the count of failed runs begins anew; the last success stays where it was.
      if (!cycle.running) failure = { error, since: clock.now() };
      quarantine = null;
      mode = "active";
      if (cycle.running) cycle.runNow();
      else cycle.resume();
    },
    quarantine({ reason, error = null }) {
      beginTrouble(error);
      cycle.stop();
      quarantine = { reason, seriesBegan: quarantine?.seriesBegan ?? clock.now() };
      mode = "quarantine";
    },
    failEntries(count, { state = "Succeeded" } = {}) {
      escrows = { count, state };
    },
    pause({ emptyQuarantine = false, escrowsPruned = false } = {}) {
      cycle.stop();
      quarantine = null;
      paused = { emptyQuarantine, escrowsPruned };
      mode = "paused";
    },
    disable() {
      cycle.stop();
      quarantine = null;
      mode = "disabled";
    },
    stall() {
      cycle.stop();
    },
    reset(to) {
      restart();
      cycle.freezeAt(null);
      mode = to;
    },
    body() {
      const success = mode === "disabled" ? null : lastSuccessAt();
      const body: SynchronizationJob = {
        id,
        templateId,
        schedule: {
          expiration: null,
          interval: mode === "disabled" ? neverInterval : "PT2M",
          state: scheduleState(),
        },
        status: {
          countSuccessiveCompleteFailures: successiveFailures(),
          escrowsPruned: paused.escrowsPruned,
          code: statusCode(),
          lastExecution: lastExecution(),
          // A stub in Microsoft's captured sample, and no execution "with exports" on a job that works.
          lastSuccessfulExecution: success === null ? null : runStub(Math.floor(success / hour) * hour),
          lastSuccessfulExecutionWithExports: null,
          progress: [],
          quarantine: quarantineBody(),
          steadyStateFirstAchievedTime: success === null ? neverDate : toGraphTicks(firstSteadyAt),
          steadyStateLastAchievedTime: success === null ? neverDate : toGraphTicks(success),
          synchronizedEntryCountByType: success === null ? [] : entryCounts,
          troubleshootingUrl: quarantine || success === null ? null : "",
        },
        synchronizationJobSettings: settings,
      };
      // Jobs that are switched off come without the member in Microsoft's list sample.
      if (mode === "disabled") delete body.status?.progress;
      return body;
    },
  };
}

/** Re-evaluations come 6, 12 and 24 hours after the first failure, then daily (application-provisioning-quarantine-status). */
function attemptOffset(attempt: number): number {
  return attempt <= 2 ? attempt * 6 * hour : (attempt - 2) * day;
}
