/** The whole life of an alert over many polls: patience, reminders, flapping, silences, acknowledgement. */
import { describe, expect, test } from "vitest";
import type { Alert, EndedIncident, Hold, Transition } from "../../../src/domain/alert.ts";
import { type AlertRule, defaultAlertRules, defaultFlapRule } from "../../../src/domain/alert-rules.ts";
import type { Clearance, Finding, FindingId } from "../../../src/domain/finding.ts";
import { day, hour, minute } from "../../../src/domain/instant.ts";
import type { Severity } from "../../../src/domain/severity.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";

const start = 1_000 * day;

function find(id: FindingId, more: { severity?: Severity; facts?: object } = {}): Finding {
  const subject = { key: "tenant", name: "tenant" };
  const base = { id, subject, severity: "warning", code: null, catalogIds: [id], since: start, facts: {} };
  return { ...base, ...more } as unknown as Finding;
}

/** A tenant's alerts from poll to poll, as the store keeps them. */
function live(rules: Partial<Record<FindingId, Partial<AlertRule>>> = {}) {
  let alerts: Alert[] = [];
  let hold: Hold | null = null;
  let now = start;
  let count = 0;
  const life = {
    get now() {
      return now;
    },
    get alert(): Alert {
      const [alert] = alerts.slice(-1);
      if (!alert) throw new Error("there is no alert");
      return alert;
    },
    silence: (until: number | null) => {
      hold = until === null ? null : { by: "silence", name: "s1", until };
    },
    acknowledge: () => {
      const acknowledgement = { at: now, by: "jan", reason: "known", via: "by-command" } as const;
      alerts = alerts.map((alert) => ({ ...alert, acknowledgement }));
    },
    /** One poll; gives what it would tell, as `kind reason`, and in brackets what it only records. */
    poll(findings: Finding[], advanceMs = 5 * minute, good: FindingId[] = []): string[] {
      now += advanceMs;
      const clearances: Clearance[] = good.map((id) => ({
        id,
        subjectKey: "tenant",
        reason: "condition-cleared",
        proof: { lastSuccessAt: now },
      }));
      const ended: EndedIncident[] = alerts.flatMap(({ state, finding, subjectKey, resolvedAt }) =>
        state === "resolved" && resolvedAt !== null ? [{ finding, subjectKey, resolvedAt }] : [],
      );
      const result = reconcile({
        tenant: "contoso",
        assessment: { findings, clearances },
        alive: alerts.filter(({ state }) => state === "open" || state === "pending"),
        ended,
        rules: Object.fromEntries(
          Object.entries(defaultAlertRules).map(([id, rule]) => [id, { ...rule, ...rules[id as FindingId] }]),
        ) as typeof defaultAlertRules,
        flapping: defaultFlapRule,
        resolveAfterPolls: 2,
        holdOf: () => hold,
        now,
        createId: () => {
          count += 1;
          return `alert-${count}`;
        },
      });
      const changed = new Map(result.alerts.map((alert) => [alert.id, alert]));
      alerts = [...alerts.map((alert) => changed.get(alert.id) ?? alert)];
      for (const alert of result.alerts) if (!alerts.some(({ id }) => id === alert.id)) alerts.push(alert);
      return result.transitions.map(sayTransition);
    },
  };
  return life;
}

function sayTransition({ kind, reason, quiet }: Transition): string {
  return quiet ? `(${kind} ${reason})` : `${kind} ${reason}`;
}

const stale = find("sync-stale");

describe("patience", () => {
  test("seen by three polls in a row before it is told", () => {
    const life = live({ "sync-stale": { pendingPolls: 3 } });
    expect(life.poll([stale])).toEqual(["(pending not-long-enough)"]);
    expect(life.poll([stale])).toEqual([]);
    expect(life.poll([stale])).toEqual(["raised condition-met"]);
    expect(life.alert.pendingSince).toBe(start + 5 * minute);
    expect(life.alert.raisedAt).toBe(life.now);
  });

  test("seen for ten minutes before it is told, however often it is polled", () => {
    const life = live({ "sync-stale": { pendingMs: 10 * minute } });
    life.poll([stale], minute);
    for (let n = 0; n < 9; n += 1) expect(life.poll([stale], minute)).toEqual([]);
    expect(life.poll([stale], minute)).toEqual(["raised condition-met"]);
  });

  test("gone before it was told: withdrawn, and nobody heard of it; the next sight begins anew", () => {
    const life = live({ "sync-stale": { pendingPolls: 2 } });
    life.poll([stale]);
    expect(life.poll([], 5 * minute, ["sync-stale"])).toEqual(["(withdrawn not-confirmed)"]);
    expect(life.poll([stale])).toEqual(["(pending not-long-enough)"]);
  });

  test("a poll that could not look neither ends nor ripens it", () => {
    const life = live({ "sync-stale": { pendingPolls: 2 } });
    life.poll([stale]);
    expect(life.poll([])).toEqual([]);
    expect(life.alert).toMatchObject({ state: "pending", pendingPolls: 1 });
    expect(life.poll([stale])).toEqual(["raised condition-met"]);
  });
});

describe("reminders", () => {
  test("daily while it lasts, and never because of a number", () => {
    const life = live();
    life.poll([stale]);
    for (let n = 0; n < 23; n += 1) {
      const facts = { lastSyncAt: n, thresholdMinutes: 90 };
      expect(life.poll([find("sync-stale", { facts })], hour)).toEqual([]);
    }
    expect(life.poll([stale], hour)).toEqual(["reminder repeat-due"]);
    expect(life.poll([stale], hour)).toEqual([]);
  });

  test("a poll that starts a few seconds early need not wait for the next", () => {
    const life = live();
    life.poll([stale]);
    expect(life.poll([stale], day - 8_000)).toEqual(["reminder repeat-due"]);
  });

  test("a change begins the wait anew", () => {
    const life = live();
    life.poll([stale]);
    life.poll([find("sync-stale", { severity: "critical" })], 23 * hour);
    expect(life.poll([find("sync-stale", { severity: "critical" })], 2 * hour)).toEqual([]);
  });

  test("nothing is repeated of what this poll could not see", () => {
    const life = live();
    life.poll([stale]);
    expect(life.poll([], 2 * day)).toEqual([]);
    expect(life.poll([stale])).toEqual(["reminder repeat-due"]);
  });

  test("what is told by steps has no daily word as a warning, and has one when it is critical", () => {
    const quota = (severity: "warning" | "critical") =>
      find("object-quota", { severity, facts: { step: 1 } });
    const life = live();
    life.poll([quota("warning")]);
    expect(life.poll([quota("warning")], 3 * day)).toEqual([]);
    life.poll([quota("critical")]);
    expect(life.poll([quota("critical")], day)).toEqual(["reminder repeat-due"]);
  });

  test("never, when so configured", () => {
    const life = live({ "sync-stale": { remindEveryMs: { info: null, warning: null, critical: null } } });
    life.poll([stale]);
    expect(life.poll([stale], 30 * day)).toEqual([]);
    expect(life.alert.toldAt).toBe(start + 5 * minute);
  });

  test("object errors are told again as a digest", () => {
    const life = live();
    const errors = find("object-errors", { facts: { total: 3, added: 0 } });
    life.poll([errors]);
    expect(life.poll([errors], day)).toEqual(["reminder digest-due"]);
  });

  describe("before Microsoft disables a quarantined job", () => {
    const quarantine = (disableAt: number | null) =>
      find("job-quarantine", { severity: "critical", facts: { disableAt } });

    test("at 7, 3 and 1 days, once each, also when it was acknowledged", () => {
      const disableAt = start + 28 * day;
      const life = live();
      life.poll([quarantine(disableAt)]);
      life.acknowledge();
      const told: [daysLeft: number, what: string][] = [];
      for (let n = 0; n < 27 * 24; n += 1) {
        for (const what of life.poll([quarantine(disableAt)], hour))
          told.push([Math.round((disableAt - life.now) / day), what]);
      }
      expect(told).toEqual([
        [7, "reminder deadline-near"],
        [3, "reminder deadline-near"],
        [1, "reminder deadline-near"],
      ]);
    });

    test("seen for the first time two days before: no reminder of the days that are past", () => {
      const disableAt = start + 2 * day;
      const life = live();
      life.poll([quarantine(disableAt)]);
      expect(life.poll([quarantine(disableAt)])).toEqual([]);
    });

    test("no date, no deadline", () => {
      const life = live();
      life.poll([quarantine(null)]);
      expect(life.poll([quarantine(null)], 23 * hour)).toEqual([]);
    });
  });
});

describe("a number that matters", () => {
  const held = (escrowed: number) => find("job-entry-errors", { facts: { escrowed, failing: 0 } });
  const growth: [before: number, after: number, told: string[]][] = [
    [1, 10, []],
    [1, 11, ["changed count-grew"]],
    [20, 39, []],
    [20, 40, ["changed count-grew"]],
    [40, 1, []],
  ];
  test.each(growth)("from %i to %i objects: %j", (before, after, told) => {
    const life = live();
    life.poll([held(before)]);
    expect(life.poll([held(after)])).toEqual(told);
  });

  test("is compared with what was told, so that slow growth is told too", () => {
    const life = live();
    life.poll([held(10)]);
    expect([14, 18, 20, 24].map((count) => life.poll([held(count)]).length)).toEqual([0, 0, 1, 0]);
  });
});

describe("flapping", () => {
  function swing(life: ReturnType<typeof live>): string[] {
    const raised = life.poll([stale]);
    life.poll([], 5 * minute, ["sync-stale"]);
    return [...raised, ...life.poll([], 5 * minute, ["sync-stale"])];
  }

  test("the third raise within a day says so, and ends only after two calm hours", () => {
    const life = live();
    expect(swing(life)).toEqual(["raised condition-met", "resolved condition-cleared"]);
    expect(swing(life)).toEqual(["raised condition-met", "resolved condition-cleared"]);
    expect(swing(life)).toEqual(["raised flapping"]);
    expect(swing(life)).toEqual([]);
    const told: string[] = [];
    for (let n = 0; n < 30; n += 1) told.push(...life.poll([], 5 * minute, ["sync-stale"]));
    expect(told).toEqual(["resolved condition-cleared"]);
  });

  test("raises that lie further apart are none", () => {
    const life = live();
    for (let n = 0; n < 5; n += 1) {
      expect(swing(life)[0]).toBe("raised condition-met");
      life.poll([], 13 * hour, ["sync-stale"]);
    }
  });

  test("a severity that swings is told three times, then only when it gets worse", () => {
    const life = live();
    const told: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const severity = n % 2 === 0 ? "warning" : "critical";
      told.push(...life.poll([find("sync-stale", { severity })], 10 * minute));
    }
    expect(told).toEqual([
      "raised condition-met",
      "changed severity-rose",
      "changed severity-fell",
      "changed severity-rose",
    ]);
  });
});

describe("silence", () => {
  test("what begins and ends in it is told to nobody", () => {
    const life = live();
    life.silence(start + hour);
    expect(life.poll([stale])).toEqual(["(raised condition-met)", "(silenced silence)"]);
    expect(life.poll([find("sync-stale", { severity: "critical" })])).toEqual(["(changed severity-rose)"]);
    life.poll([], 5 * minute, ["sync-stale"]);
    expect(life.poll([], 5 * minute, ["sync-stale"])).toEqual(["(resolved condition-cleared)"]);
  });

  test("what began in it and goes on is told when it is over, once", () => {
    const life = live();
    life.silence(start + hour);
    life.poll([stale]);
    expect(life.poll([stale], 2 * day)).toEqual([]);
    life.silence(null);
    expect(life.poll([stale])).toEqual(["(unsilenced silence-over)", "reminder silence-ended"]);
    expect(life.poll([stale])).toEqual([]);
  });

  test("what was told before it, and did not change, is not repeated when it is over", () => {
    const life = live();
    life.poll([stale]);
    life.silence(start + hour);
    expect(life.poll([stale])).toEqual(["(silenced silence)"]);
    life.silence(null);
    expect(life.poll([stale])).toEqual(["(unsilenced silence-over)"]);
  });

  test("the end of what was told before it is told in it", () => {
    const life = live();
    life.poll([stale]);
    life.silence(start + day);
    life.poll([], 5 * minute, ["sync-stale"]);
    expect(life.poll([], 5 * minute, ["sync-stale"])).toEqual(["resolved condition-cleared"]);
  });

  test("is noted also by a poll that could not look; what it held back waits for one that can", () => {
    const life = live();
    life.silence(start + hour);
    life.poll([stale]);
    life.silence(null);
    expect(life.poll([])).toEqual(["(unsilenced silence-over)"]);
    expect(life.poll([])).toEqual([]);
    expect(life.poll([stale])).toEqual(["reminder silence-ended"]);
  });

  test("what was acknowledged in it need not be told when it is over", () => {
    const life = live();
    life.silence(start + hour);
    life.poll([stale]);
    life.acknowledge();
    life.silence(null);
    expect(life.poll([stale])).toEqual(["(unsilenced silence-over)"]);
    expect(life.poll([stale], 3 * day)).toEqual([]);
  });
});

test("what got worse under a silence is told when it is over, also when it was acknowledged before that", () => {
  const life = live();
  life.poll([stale]);
  life.acknowledge();
  life.silence(start + hour);
  expect(life.poll([find("sync-stale", { severity: "critical" })])).toEqual([
    "(silenced silence)",
    "(changed severity-rose)",
  ]);
  life.silence(null);
  expect(life.poll([find("sync-stale", { severity: "critical" })])).toEqual([
    "(unsilenced silence-over)",
    "reminder silence-ended",
  ]);
});

test("a pending finding mutes nothing", () => {
  const life = live({ "sync-disabled": { pendingMs: 12 * hour } });
  expect(life.poll([find("sync-disabled"), stale])).toEqual([
    "(pending not-long-enough)",
    "raised condition-met",
  ]);
});

test("a clock that was ahead once puts off no reminder for long", () => {
  const life = live();
  life.poll([stale], 400 * day);
  life.poll([stale], -400 * day);
  expect(life.poll([stale], day)).toEqual(["reminder repeat-due"]);
});

describe("acknowledgement", () => {
  test("ends the reminders, not the news, and not the end", () => {
    const life = live();
    life.poll([stale]);
    life.acknowledge();
    expect(life.poll([stale], 3 * day)).toEqual([]);
    expect(life.poll([find("sync-stale", { severity: "critical" })])).toEqual(["changed severity-rose"]);
    life.poll([], 5 * minute, ["sync-stale"]);
    expect(life.poll([], 5 * minute, ["sync-stale"])).toEqual(["resolved condition-cleared"]);
    expect(life.poll([stale])).toEqual(["raised condition-met"]);
    expect(life.alert.acknowledgement).toBeNull();
  });

  test("of object errors is of those that were known: new ones come with the next digest", () => {
    const errors = (total: number, added: number) => find("object-errors", { facts: { total, added } });
    const life = live();
    life.poll([errors(3, 3)]);
    life.acknowledge();
    expect(life.poll([errors(3, 0)], 2 * day)).toEqual([]);
    expect(life.poll([errors(4, 1)])).toEqual(["reminder digest-due"]);
    expect(life.poll([errors(4, 0)], 2 * day)).toEqual([]);
  });
});
