/** The Nagios format: what a plugin's reader takes from it, and what no text may do to it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exitCodeOf } from "../../../src/cli/print-status.ts";
import type { TenantReport } from "../../../src/domain/report.ts";
import { createBlindness, createFinding, createReport } from "../../support/reports.ts";
import { render, seen } from "./read-nagios.ts";

describe("the status line", () => {
  const rows: [string, TenantReport[], string][] = [
    ["one healthy tenant", [createReport()], "SYNC OK - contoso: nothing wrong"],
    [
      "three healthy tenants",
      ["a", "b", "c"].map((name) => createReport({ name })),
      "SYNC OK - 3 tenants: nothing wrong",
    ],
    ["no tenant at all", [], "SYNC UNKNOWN - no tenant is enabled"],
    [
      "the worst finding of a tenant, and how many more",
      [
        createReport({
          state: "critical",
          findings: [
            createFinding("warning", { title: "mild" }),
            createFinding("critical", { title: "bad" }),
          ],
        }),
      ],
      "SYNC CRITICAL - contoso: bad (+1)",
    ],
    [
      "the worst tenant first; unknown weighs more than ok, and less than a warning",
      [
        createReport({ name: "good" }),
        createReport({ name: "blind", state: "unknown", blind: [createBlindness()] }),
        createReport({
          name: "mild",
          state: "warning",
          findings: [createFinding("warning", { title: "late" })],
        }),
      ],
      "SYNC WARNING - mild: late; blind: can't see organization (permission); 1 ok",
    ],
    [
      "a tenant that was never polled",
      [createReport({ state: "unknown", polledAt: null })],
      "SYNC UNKNOWN - contoso: never polled",
    ],
    [
      "a tenant that was not polled when it was due",
      [
        createReport({
          state: "unknown",
          staleAfter: "2026-09-14T07:59:00.000Z",
          findings: [createFinding("critical")],
        }),
      ],
      "SYNC UNKNOWN - contoso: not polled when it was due",
    ],
    [
      "blindness that can be done without is no reason for anything",
      [
        createReport({
          blind: [createBlindness({ probe: "provisioning-log", reason: "licence", optional: true })],
        }),
      ],
      "SYNC OK - contoso: nothing wrong",
    ],
  ];
  test.each(rows)("%s", (_, tenants, expected) => {
    expect(render(tenants).status).toBe(expected);
  });

  test.each([
    ["OK", 0, [createReport()]],
    [
      "WARNING",
      1,
      [createReport(), createReport({ state: "warning", findings: [createFinding("warning")] })],
    ],
    [
      "CRITICAL",
      2,
      [
        createReport({ state: "unknown" }),
        createReport({ state: "critical", findings: [createFinding("critical")] }),
      ],
    ],
    ["UNKNOWN", 3, [createReport(), createReport({ state: "unknown" })]],
  ] as const)("%s goes with exit code %d", (word, code, tenants) => {
    expect(render([...tenants]).status).toMatch(new RegExp(`^SYNC ${word} - `));
    expect(exitCodeOf(tenants)).toBe(code);
  });
});

describe("the lines below", () => {
  test("one for each finding, blindness and incident, the worst kind first", () => {
    const incidents = [
      {
        id: "MO1",
        title: "Sign-in fails",
        service: "Microsoft Entra",
        status: "serviceDegradation",
        startedAt: "2026-09-14T06:00:00.000Z",
      },
    ];
    const { lines } = render([
      createReport({
        state: "warning",
        findings: [
          createFinding("warning", { code: "TimeOut", subject: "job-1" }),
          createFinding("info", { title: "note" }),
        ],
        blind: [
          createBlindness({
            probe: "provisioning-log",
            reason: "licence",
            detail: "needs P1",
            optional: true,
          }),
          createBlindness({ probe: "group-names" }),
        ],
        readings: { "service-incidents": { incidents } },
      }),
      createReport({
        name: "fabrikam",
        state: "critical",
        findings: [createFinding("critical", { title: "bad" })],
      }),
    ]);
    expect(lines).toEqual([
      "[CRITICAL] fabrikam: bad [sync-stale, since 2026-09-14T05:00:00.000Z]",
      "[WARNING] contoso: No recent synchronization – last success 3 hours ago [sync-stale, job-1, TimeOut, since 2026-09-14T05:00:00.000Z]",
      "[UNKNOWN] contoso: group-names: permission: organization: 403 Authorization_RequestDenied",
      "incident at Microsoft: contoso: MO1 Microsoft Entra: Sign-in fails (serviceDegradation, since 2026-09-14T06:00:00.000Z)",
      "[INFO] contoso: note [sync-stale, since 2026-09-14T05:00:00.000Z]",
      "not seen (optional): contoso: provisioning-log: licence: needs P1",
    ]);
  });
});

describe("bounds", () => {
  const many = Array.from({ length: 120 }, (_, index) =>
    createReport({
      name: `tenant-${index}`,
      state: index % 3 === 0 ? "critical" : "ok",
      findings: index % 3 === 0 ? [createFinding("critical", { title: "é".repeat(400) })] : [],
      readings: seen,
    }),
  );

  test("a fleet fits into 8 KB, the status into 1 KB, and both say how much they left out", () => {
    const { text, status, lines, data } = render(many);
    expect(Buffer.byteLength(text)).toBeLessThan(8 * 1024);
    expect(Buffer.byteLength(status)).toBeLessThan(1024);
    const shown = new Set(Object.keys(data).map((label) => label.split("_")[0])).size;
    expect(shown).toBeGreaterThan(5);
    expect(status).toMatch(/; \d+ more not shown; 80 ok$/);
    expect(lines[0]).toBe(`Performance data of ${120 - shown} tenants left out for length.`);
    const listed = lines.filter((line) => line.startsWith("[CRITICAL]")).length;
    expect(lines.at(-1)).toBe(`${40 - listed} lines left out for length: --format text shows all.`);
  });

  test("the same tenants keep their data, whoever is ill", () => {
    const before = Object.keys(render(many).data);
    const after = render(many.map((tenant) => createReport({ ...tenant, state: "warning", findings: [] })));
    expect(Object.keys(after.data)).toEqual(before);
  });
});

test("no text breaks out of its place", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("a|b=1;2", "x\ny", "\\n|'q'=1", "\r\n| 1"),
  );
  fc.assert(
    fc.property(text, text, text, (title, detail, name) => {
      const findings = [createFinding("warning", { title, code: detail, subject: name })];
      const incidents = [{ id: title, title: detail, service: name, status: title, startedAt: null }];
      const readings = { ...seen, "service-incidents": { incidents } };
      const tenants = [
        createReport({
          state: "warning",
          findings,
          blind: [createBlindness({ probe: "domains", detail: title })],
          readings,
        }),
        createReport({ name, state: "unknown", blind: [createBlindness({ detail })], readings }),
      ];
      const { lines, bars, data } = render(tenants);
      expect(bars).toBe(1);
      expect(lines).toHaveLength(5);
      expect(data.contoso_sync_age?.value).toBe(600);
    }),
  );
});
