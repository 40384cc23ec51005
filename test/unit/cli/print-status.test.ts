/** The status as people read it, and the three formats side by side. */
import { expect, onTestFinished, test, vi } from "vitest";
import { printStatus, type StatusFormat, statusFormats } from "../../../src/cli/print-status.ts";
import type { TenantReport } from "../../../src/domain/report.ts";
import { createBlindness, createFinding, createReport, generatedAt } from "../../support/reports.ts";

function print(tenants: TenantReport[], format: StatusFormat = "text"): string[] {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  printStatus({ generatedAt, tenants }, format);
  const printed = log.mock.calls.map(([text]) => String(text)).join("\n");
  log.mockRestore();
  return printed.split("\n");
}

test("a finding with its code, and how to look it up", () => {
  const findings = [createFinding("critical", { id: "job-failing", code: "TimeOut", title: "A job fails" })];
  expect(print([createReport({ state: "critical", findings })])).toEqual([
    `CRITICAL contoso (6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20)  polled ${generatedAt}`,
    "  critical A job fails  [job-failing, TimeOut, since 2026-09-14T05:00:00.000Z]",
    "           sync-health explain TimeOut",
  ]);
});

test("blindness that counts, and blindness that can be done without", () => {
  const blind = [
    createBlindness(),
    createBlindness({ probe: "provisioning-log", reason: "licence", detail: "needs P1", optional: true }),
  ];
  expect(print([createReport({ state: "unknown", blind })]).slice(1)).toEqual([
    "  blind    organization: permission: organization: 403 Authorization_RequestDenied",
    "  not seen provisioning-log (optional): licence: needs P1",
  ]);
});

test("nothing from outside reaches the terminal as more than a bounded line of text", () => {
  const nasty = `\u001b[2J\r\nOK all is well ${"x".repeat(5_000)}`;
  const findings = [createFinding("critical", { code: nasty })];
  const lines = print([
    createReport({ state: "critical", findings, blind: [createBlindness({ detail: nasty })] }),
  ]);
  // The code is no word that anyone should paste into a shell.
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line.length).toBeLessThan(600);
    expect(line).not.toMatch(/\p{Cc}/u);
  }
});

const incidents: [string, Record<string, unknown>, string][] = [
  [
    "with all that Microsoft says",
    {
      id: "MO1",
      service: "Microsoft Entra",
      title: "Sign-in fails",
      status: "serviceDegradation",
      startedAt: "2026-09-14T06:00:00.000Z",
    },
    "MO1 Microsoft Entra: Sign-in fails (serviceDegradation, since 2026-09-14T06:00:00.000Z)",
  ],
  [
    "with nothing but its id",
    { id: "MO2", service: null, title: null, status: null, startedAt: null },
    "MO2: without a title",
  ],
  ["on one line, whatever is in it", { id: "MO3", title: "first\nsecond" }, "MO3: first second"],
];
test.each(incidents)("an incident at Microsoft %s", (_, incident, expected) => {
  const readings = { "service-incidents": { incidents: [incident] } };
  expect(print([createReport({ readings })]).slice(1)).toEqual([`  incident at Microsoft: ${expected}`]);
});

test("a report that is too old says so", () => {
  const lines = print([createReport({ state: "unknown", staleAfter: "2026-09-14T07:59:00.000Z" })]);
  expect(lines[1]).toContain("not polled when it was due");
});

test("no tenant", () => {
  expect(print([])).toEqual(["No tenant is enabled."]);
});

test("every format tells of the same tenant", () => {
  const tenants = [createReport({ state: "warning", findings: [createFinding("warning")] })];
  const printed = Object.fromEntries(
    statusFormats.map((format) => [format, print(tenants, format).join("\n")]),
  );
  expect(printed.text).toMatch(/^WARNING {2}contoso/);
  expect(JSON.parse(printed.json ?? "")).toEqual({ generatedAt, tenants });
  expect(printed.nagios).toMatch(/^SYNC WARNING - contoso: No recent synchronization/);
});
