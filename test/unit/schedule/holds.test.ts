/** What holds back the mails about a finding: silences, maintenance windows, and which of them is named. */
import { describe, expect, test } from "vitest";
import { hour } from "../../../src/domain/instant.ts";
import type { MaintenanceWindow, Silence } from "../../../src/domain/silence.ts";
import { holdFor } from "../../../src/schedule/holds.ts";

const now = Date.parse("2026-09-14T08:00:00Z");
const finding = { id: "job-failing", subject: { key: "job-1" } } as const;

function silence(more: Partial<Silence> = {}): Silence {
  return {
    id: "silence",
    tenant: null,
    finding: null,
    subjectKey: null,
    startsAt: now,
    endsAt: now + hour,
    by: "mara",
    reason: "moving the server",
    createdAt: now,
    ...more,
  };
}

function window(more: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  return {
    name: "window",
    tenants: [],
    findings: [],
    when: { type: "once", from: now, to: now + hour },
    ...more,
  };
}

const hold = (silences: Silence[], maintenance: MaintenanceWindow[] = []) =>
  holdFor(finding, "contoso", { silences, maintenance, now });

describe("a silence", () => {
  const cases: [name: string, more: Partial<Silence>, holds: boolean][] = [
    ["of everything", {}, true],
    ["of the tenant", { tenant: "contoso" }, true],
    ["of another tenant", { tenant: "fabrikam" }, false],
    ["of the finding, in every tenant", { finding: "job-failing" }, true],
    ["of another finding", { tenant: "contoso", finding: "sync-stale" }, false],
    ["of the subject", { finding: "job-failing", subjectKey: "job-1" }, true],
    ["of another subject", { tenant: "contoso", finding: "job-failing", subjectKey: "job-2" }, false],
    ["that begins now", { startsAt: now }, true],
    ["that begins in a moment", { startsAt: now + 1 }, false],
    ["that ends in a moment", { startsAt: 0, endsAt: now + 1 }, true],
    ["that ends now", { startsAt: 0, endsAt: now }, false],
  ];
  test.each(cases)("%s", (_name, more, holds) => {
    const { endsAt } = silence(more);
    const said = { by: "mara", reason: "moving the server" };
    expect(hold([silence(more)])).toEqual(
      holds ? { by: "silence", name: "silence", until: endsAt, said } : null,
    );
  });
});

describe("a maintenance window", () => {
  const cases: [name: string, more: Partial<MaintenanceWindow>, holds: boolean][] = [
    ["of everything", {}, true],
    ["of several tenants", { tenants: ["fabrikam", "contoso"] }, true],
    ["of other tenants", { tenants: ["fabrikam"] }, false],
    ["of several findings", { findings: ["sync-stale", "job-failing"] }, true],
    ["of other findings", { tenants: ["contoso"], findings: ["sync-stale"] }, false],
    ["that begins in a moment", { when: { type: "once", from: now + 1, to: now + hour } }, false],
    ["that ended now", { when: { type: "once", from: now - hour, to: now } }, false],
  ];
  test.each(cases)("%s", (_name, more, holds) => {
    expect(hold([], [window(more)])).toEqual(
      holds ? { by: "maintenance", name: "window", until: now + hour } : null,
    );
  });
});

describe("several at once", () => {
  test("the one that lasts longest is named", () => {
    const short = silence({ id: "short", endsAt: now + hour });
    const long = silence({ id: "long", endsAt: now + 3 * hour });
    const longer = window({ when: { type: "once", from: now, to: now + 4 * hour } });
    expect(hold([short, long])?.name).toBe("long");
    expect(hold([long, short])?.name).toBe("long");
    expect(hold([short, long], [window(), longer])).toEqual({
      by: "maintenance",
      name: "window",
      until: now + 4 * hour,
    });
  });

  test("of a silence and a window that end together, the silence", () => {
    expect(hold([silence()], [window()])?.by).toBe("silence");
  });
});
