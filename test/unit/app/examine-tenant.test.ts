/** What doctor makes of a probe: the same policy as the alerts', with what was remembered before this look. */
import { expect, test } from "vitest";
import { stateOfProbe } from "../../../src/app/examine-tenant.ts";
import type { BlindReading } from "../../../src/domain/blindness.ts";
import { type ProbeId, readingsOf } from "../../../src/domain/probes.ts";
import type { ReadingKind } from "../../../src/domain/reading-kinds.ts";
import { emptyMemory, type TenantMemory } from "../../../src/domain/tenant.ts";

const blind = (
  probe: ProbeId,
  reason: BlindReading["reason"],
  covers: readonly ReadingKind[] = readingsOf(probe),
): BlindReading => ({
  kind: "blind",
  probe,
  covers: [...covers],
  reason,
  detail: "x",
  code: null,
  catalogId: null,
  permission: null,
  requestId: null,
  clientRequestId: null,
});
const seen = (probe: ProbeId): Partial<TenantMemory> => ({
  probes: { [probe]: { lastRunAt: 2, lastSeenAt: 1 } },
});
const beta: ReadingKind[] = ["password-sync", "directory-quota"];

const cases: [name: string, readings: BlindReading[], memory: Partial<TenantMemory>, state: string][] = [
  ["nothing is blind", [], {}, "works"],
  ["a core probe is refused", [blind("provisioning-jobs", "permission")], {}, "blind"],
  ["an optional probe is refused from the first", [blind("provisioning-log", "permission")], {}, "refused"],
  [
    "an optional probe is refused what it once saw",
    [blind("provisioning-log", "permission")],
    seen("provisioning-log"),
    "blind",
  ],
  ["an optional probe is throttled", [blind("provisioning-log", "throttled")], {}, "blind"],
  ["a usual probe is refused", [blind("object-errors", "permission")], {}, "blind"],
  ["a usual probe is not offered", [blind("object-errors", "unsupported")], {}, "refused"],
  ["beta is out of reach, and never showed", [blind("organization", "unreachable", beta)], {}, "works"],
  [
    "beta is out of reach, and once showed",
    [blind("organization", "unreachable", beta)],
    { lastPasswordSyncAt: 1 },
    "blind",
  ],
  [
    "all of the organization is refused",
    [blind("organization", "permission", ["organization"]), blind("organization", "permission", beta)],
    {},
    "blind",
  ],
];
test.each(cases)("%s", (_name, readings, memory, state) => {
  expect(stateOfProbe(readings, { ...emptyMemory(), ...memory })).toBe(state);
});
