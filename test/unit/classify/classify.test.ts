/** A rule that throws hurts only itself; what remembering adds to a reading. */
import { describe, expect, test } from "vitest";
import { classify } from "../../../src/classify/classify.ts";
import { remember as rememberAll } from "../../../src/classify/remember.ts";
import type { Rule } from "../../../src/classify/rule.ts";
import type { BlindReading } from "../../../src/domain/blindness.ts";
import type { Catalog } from "../../../src/domain/catalog.ts";
import { probeIds } from "../../../src/domain/probes.ts";
import type { OrganizationReading, PasswordSyncReading, Reading } from "../../../src/domain/reading.ts";
import { emptyMemory, type TenantMemory } from "../../../src/domain/tenant.ts";
import { defaultThresholds } from "../../../src/domain/thresholds.ts";

const now = 1_000_000_000_000;
const organization: OrganizationReading = {
  kind: "organization",
  displayName: "Contoso",
  initialDomain: "contoso.onmicrosoft.com",
  preferredLanguage: "nl",
  syncEnabled: true,
  lastSyncAt: now - 60_000,
  verifiedDomains: [],
};
const blind = (
  covers: BlindReading["covers"],
  probe: BlindReading["probe"] = "organization",
): BlindReading => ({
  kind: "blind",
  probe,
  covers,
  reason: "unreachable",
  detail: "down",
  code: null,
  catalogId: null,
  permission: null,
  requestId: null,
  clientRequestId: null,
});

test("a rule that throws loses only its own say", () => {
  const broken: Rule = {
    name: "broken",
    assess() {
      throw new TypeError("oops");
    },
  };
  const sound: Rule = {
    name: "sound",
    assess: () => ({ clearances: [{ id: "blind", subjectKey: null, except: [], reason: "subject-gone" }] }),
  };
  const context = {
    readings: [organization],
    memory: emptyMemory(),
    thresholds: defaultThresholds,
    catalog: {} as Catalog,
    objectErrorDrift: null,
    watched: probeIds,
    open: [],
    now,
  };
  const result = classify(context, [broken, sound]);
  expect(result.failures).toMatchObject([{ rule: "broken", error: { message: "oops" } }]);
  expect(result.clearances).toHaveLength(1);
});

const remember = (memory: TenantMemory, readings: readonly Reading[], at: number) =>
  rememberAll(memory, readings, { thresholds: defaultThresholds, watched: probeIds, now: at });

describe("remember", () => {
  test("sync that was on stays remembered when it goes off, and since when it is on is not", () => {
    const on = remember(emptyMemory(), [organization], now);
    expect(on).toMatchObject({ syncWasOn: true, syncOnSince: now });
    const off = remember(on, [{ ...organization, syncEnabled: null }], now + 1);
    expect(off).toMatchObject({ syncWasOn: true, syncOnSince: null });
  });

  test("a profile that comes back empty does not wipe the known one", () => {
    const known = remember(emptyMemory(), [organization], now);
    const after = remember(known, [{ ...organization, displayName: null, initialDomain: null }], now);
    expect(after.profile).toEqual(known.profile);
  });

  test("a null password date does not wipe the last one seen", () => {
    const password: PasswordSyncReading = { kind: "password-sync", lastPasswordSyncAt: now };
    const seen = remember(emptyMemory(), [password], now);
    expect(remember(seen, [{ ...password, lastPasswordSyncAt: null }], now).lastPasswordSyncAt).toBe(now);
  });

  test("blind polls are counted per probe, and end with the first sight", () => {
    let memory = remember(emptyMemory(), [blind(["organization"])], now);
    memory = remember(memory, [blind(["organization"])], now + 1);
    expect(memory.blind.organization).toEqual({ polls: 2, since: now, reason: "unreachable" });
    expect(memory.probes.organization).toEqual({ lastRunAt: now + 1, lastSeenAt: null });
    memory = remember(memory, [organization], now + 2);
    expect(memory.blind).toEqual({});
    expect(memory.probes.organization?.lastSeenAt).toBe(now + 2);
  });

  test("not to see a password date counts only where there was one", () => {
    const without = remember(emptyMemory(), [organization, blind(["password-sync"])], now);
    expect(without.blind).toEqual({});
    const had = { ...emptyMemory(), lastPasswordSyncAt: now };
    expect(remember(had, [organization, blind(["password-sync"])], now).blind.organization?.polls).toBe(1);
  });

  test("a job is remembered from its first sight, and forgotten when it is listed no more", () => {
    const job = { id: "j", lastActivityAt: null } as never;
    const seen = remember(emptyMemory(), [{ kind: "provisioning-jobs", jobs: [job] }], now);
    const later = remember(seen, [{ kind: "provisioning-jobs", jobs: [job] }], now + 9);
    expect(later.jobs).toEqual({ j: { firstSeenAt: now, hasRun: false } });
    expect(remember(later, [{ kind: "provisioning-jobs", jobs: [] }], now).jobs).toEqual({});
    expect(remember(later, [blind(["provisioning-jobs"], "provisioning-jobs")], now).jobs).toEqual(
      later.jobs,
    );
  });
});
