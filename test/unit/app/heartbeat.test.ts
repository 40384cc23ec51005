import { describe, expect, test } from "vitest";
import { describeRound, type PollFate } from "../../../src/app/heartbeat.ts";
import { day, hour, minute } from "../../../src/domain/instant.ts";
import type { OutboxSummary } from "../../../src/store/store.ts";
import { createFinding, createReport } from "../../support/reports.ts";

const now = 1_000 * day;
const calm: OutboxSummary = { queued: 0, dead: 0, oldestQueuedAt: null, lastDeadAt: null };
const describeWith = (fates: PollFate[], outbox: Partial<OutboxSummary> = {}) =>
  describeRound(fates, [], { ...calm, ...outbox }, now);

describe("what somebody outside is told of a round", () => {
  const rows: [name: string, fates: PollFate[], outbox: Partial<OutboxSummary>, ok: boolean][] = [
    ["all is stored", ["stored", "stored"], {}, true],
    ["a tenant is still being polled", ["stored", "skipped"], {}, true],
    ["nothing was polled at all", ["skipped", "skipped"], {}, false],
    ["a poll could not be stored", ["stored", "failed"], {}, false],
    ["a mail has waited for 15 minutes", ["stored"], { queued: 1, oldestQueuedAt: now - 15 * minute }, true],
    ["a mail has waited for longer", ["stored"], { queued: 1, oldestQueuedAt: now - 16 * minute }, false],
    ["a mail was given up an hour ago", ["stored"], { dead: 1, lastDeadAt: now - hour }, false],
    ["a mail was given up a day ago", ["stored"], { dead: 1, lastDeadAt: now - day }, true],
  ];
  test.each(rows)("%s", (_name, fates, outbox, ok) => expect(describeWith(fates, outbox).ok).toBe(ok));

  test("in words: what was polled, what is wrong with us, and how the tenants are", () => {
    const ill = createReport({
      name: "contoso",
      state: "critical",
      findings: [createFinding("critical"), createFinding("critical")],
    });
    const well = createReport({ name: "fabrikam", state: "ok", findings: [] });
    const outbox = { ...calm, queued: 2, oldestQueuedAt: now - 20 * minute };
    expect(describeRound(["stored", "failed"], [ill, well], outbox, now).text.split("\n")).toEqual([
      "1 of 2 tenants polled.",
      "FAULT: 1 of 2 polls could not be finished or stored.",
      "FAULT: 2 notifications wait to be delivered, the oldest for 20 minutes.",
      `contoso: critical (${createFinding("critical").id})`,
      "fabrikam: ok",
    ]);
  });
});
