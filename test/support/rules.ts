/** Plays polls through remember and one rule, without Graph: readings go in, findings and clearances come out. */
import { loadCatalog } from "../../src/catalog/load.ts";
import { classify } from "../../src/classify/classify.ts";
import { remember } from "../../src/classify/remember.ts";
import type { Alert } from "../../src/domain/alert.ts";
import type { Assessment } from "../../src/domain/finding.ts";
import { type ProbeId, probeIds } from "../../src/domain/probes.ts";
import type { Reading } from "../../src/domain/reading.ts";
import { emptyMemory, type TenantMemory } from "../../src/domain/tenant.ts";
import { defaultThresholds, type Thresholds } from "../../src/domain/thresholds.ts";

const catalog = await loadCatalog();

export interface PollOptions {
  watched?: readonly ProbeId[];
  open?: Pick<Alert, "finding" | "subjectKey" | "last">[];
  thresholds?: Partial<Thresholds>;
}

export interface Watcher {
  readonly memory: TenantMemory;
  poll(now: number, readings: readonly Reading[], options?: PollOptions): Assessment;
}

export function createWatcher(): Watcher {
  let memory = emptyMemory();
  return {
    get memory() {
      return memory;
    },
    poll(now, readings, { watched = probeIds, open = [], thresholds: own = {} } = {}) {
      const thresholds = { ...defaultThresholds, ...own };
      memory = remember(memory, readings, { thresholds, watched, now });
      const objectErrorDrift = { added: 0, fixed: 0 };
      const result = classify({
        readings,
        memory,
        thresholds,
        catalog,
        objectErrorDrift,
        watched,
        open,
        now,
      });
      if (result.failures[0]) throw result.failures[0].error;
      return result;
    },
  };
}
