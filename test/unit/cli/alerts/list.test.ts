/** `alerts list`: order, what is silenced and acknowledged now, filters, and what reaches the terminal. */
import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { runAlertsList } from "../../../../src/cli/alerts/list.ts";
import type { AlertsReport } from "../../../../src/cli/alerts/report.ts";
import { hour, minute } from "../../../../src/domain/instant.ts";
import type { Silence } from "../../../../src/domain/silence.ts";
import { alertsNow, createAlert, createAlertFinding, storeAlerts } from "../../../support/alerts.ts";
import { createAlertsDesk, printed, refused } from "./alerts-desk.ts";

type Desk = Awaited<ReturnType<typeof createAlertsDesk>>;

const list = ({ options, surroundings }: Desk, more: { tenant?: string; all?: boolean } = {}) =>
  printed(() => runAlertsList({ ...options, format: "text", ...more }, surroundings));
const listJson = async ({ options, surroundings }: Desk, more: { tenant?: string; all?: boolean } = {}) =>
  JSON.parse(
    await printed(() => runAlertsList({ ...options, format: "json", ...more }, surroundings)),
  ) as AlertsReport;

const silence = (id: string, more: Partial<Silence>): Silence => ({
  id,
  tenant: null,
  finding: null,
  subjectKey: null,
  startsAt: alertsNow,
  endsAt: alertsNow + hour,
  by: "noor",
  reason: "new server",
  createdAt: alertsNow,
  ...more,
});

const maintenance = `
maintenance:
  - {name: patch night, tenants: [fabrikam], cron: "0 8 * * *", duration: 2h, timeZone: UTC}
  - {name: the move, findings: [sync-stale], from: "2026-10-01T20:00:00Z", to: "2026-10-02T06:00:00Z"}
  - {name: long ago, from: "2025-10-01T20:00:00Z", to: "2025-10-02T06:00:00Z"}
`;

/** Two tenants: one alert of each severity, a pending one, silences of both kinds. */
async function createDesk(): Promise<Desk> {
  const desk = await createAlertsDesk(maintenance);
  const last = (name: string, severity: "warning" | "critical", ago = 0) =>
    createAlertFinding(name, severity, alertsNow - ago);
  await storeAlerts(desk.store, [
    createAlert("1111aaaa-young", { last: last("young.example", "warning", minute) }),
    createAlert("2222bbbb-pending", { last: last("new.example", "critical"), state: "pending" }),
    createAlert("3333cccc-old", { last: last("old.example", "warning", hour), flapping: true }),
    createAlert("4444dddd-worst", { last: last("worst.example", "critical"), tenant: "fabrikam" }),
  ]);
  await desk.store.acknowledge(["3333cccc-old"], {
    at: alertsNow,
    by: "mara",
    reason: "ordered",
    via: "by-link",
  });
  await desk.store.addSilence(
    silence("5555eeee-now", { tenant: "contoso", subjectKey: "domain:young.example" }),
  );
  await desk.store.addSilence(
    silence("6666ffff-later", {
      finding: "sync-stale",
      startsAt: alertsNow + hour,
      endsAt: alertsNow + 2 * hour,
    }),
  );
  return desk;
}

test("for people: the worst first, who is on it, what is silenced by what, and what is to come", async () => {
  const iso = (at: number) => new Date(at).toISOString();
  const title = (name: string) => `Signing certificate of federated domain ${name} expires in 11 days`;
  expect((await list(await createDesk())).split("\n")).toEqual([
    `critical 4444dddd  fabrikam: ${title("worst.example")}  [federation-certificate, since ${iso(alertsNow)}]`,
    `                   silenced until 2026-09-14T10:00:00.000Z by maintenance patch night`,
    `warning  3333cccc  contoso: ${title("old.example")}  [federation-certificate, since ${iso(alertsNow - hour)}, flapping]`,
    `                   acknowledged ${iso(alertsNow)} by mara: ordered`,
    `warning  1111aaaa  contoso: ${title("young.example")}  [federation-certificate, since ${iso(alertsNow - minute)}]`,
    `                   silenced until ${iso(alertsNow + hour)} by silence 5555eeee`,
    "",
    "Silences:",
    `  5555eeee  contoso, every finding, domain:young.example: until ${iso(alertsNow + hour)}, by noor: new server`,
    `  6666ffff  every tenant, sync-stale: from ${iso(alertsNow + hour)} until ${iso(alertsNow + 2 * hour)}, by noor: new server`,
    "",
    "Maintenance windows:",
    "  patch night  fabrikam, every finding: until 2026-09-14T10:00:00.000Z",
    "  the move  every tenant, sync-stale: next from 2026-10-01T20:00:00.000Z until 2026-10-02T06:00:00.000Z",
  ]);
});

test("--all: pending ones too, after the open ones", async () => {
  const { alerts } = await listJson(await createDesk(), { all: true });
  expect(alerts.map(({ id, state, raisedAt }) => [id.slice(0, 4), state, raisedAt !== null])).toEqual([
    ["4444", "open", true],
    ["3333", "open", true],
    ["1111", "open", true],
    ["2222", "pending", false],
  ]);
});

test("--tenant: its alerts, and the silences and windows that may cover them", async () => {
  const desk = await createDesk();
  const contoso = await listJson(desk, { tenant: "contoso" });
  expect(contoso.alerts.map(({ id }) => id.slice(0, 4))).toEqual(["3333", "1111"]);
  expect(contoso.silences.map(({ id }) => id.slice(0, 4))).toEqual(["5555", "6666"]);
  expect(contoso.maintenance.map(({ name }) => name)).toEqual(["the move"]);
  const fabrikam = await listJson(desk, { tenant: "fabrikam" });
  expect(fabrikam.alerts.map(({ id }) => id.slice(0, 4))).toEqual(["4444"]);
  expect(fabrikam.silences.map(({ id }) => id.slice(0, 4))).toEqual(["6666"]);
  expect(fabrikam.maintenance.map(({ name }) => name)).toEqual(["patch night", "the move"]);
});

test("what is over by now is not listed any more", async () => {
  const desk = await createDesk();
  desk.clock.advance(hour);
  const { alerts, silences } = await listJson(desk, { tenant: "contoso" });
  expect(alerts.map(({ silenced }) => silenced)).toEqual([null, null]);
  expect(silences.map(({ id, inForce }) => [id.slice(0, 4), inForce])).toEqual([["6666", true]]);
});

test("nothing open", async () => {
  expect(await list(await createAlertsDesk())).toBe("No alert is open.");
});

test("an unknown tenant, with the one that was probably meant", async () => {
  const { options, surroundings } = await createAlertsDesk();
  const run = () => runAlertsList({ ...options, format: "text", tenant: "fabrikan" }, surroundings);
  expect(await refused(run)).toBe(
    "USAGE alerts list: --tenant fabrikan: there is no such tenant. Did you mean fabrikam?",
  );
});

test("before the daemon's first start", async () => {
  const { options, surroundings, path } = await createAlertsDesk();
  await rm(path);
  const run = () => runAlertsList({ ...options, format: "text" }, surroundings);
  expect(await refused(run)).toMatch(/^UNAVAILABLE store\.path .*does not exist yet/);
});

test("eight characters of an ID, more where they do not tell two apart", async () => {
  const desk = await createAlertsDesk();
  await storeAlerts(
    desk.store,
    ["abcdefgh-1", "abcdefgh-2"].map((id) => createAlert(id, { last: createAlertFinding(`${id}.example`) })),
  );
  const shown = [...(await list(desk)).matchAll(/^warning {2}(\S+)/gm)].map(([, id]) => id);
  expect(shown.toSorted()).toEqual(["abcdefgh-1", "abcdefgh-2"]);
});

test("nothing from a directory reaches the terminal as more than a bounded line of text", async () => {
  const desk = await createAlertsDesk();
  const nasty = `\u001b[2J\r\nOK all is well\u202e ${"x".repeat(5_000)}`;
  await storeAlerts(desk.store, [
    createAlert("aaaa1111", { last: { ...createAlertFinding(nasty), code: nasty } }),
  ]);
  await desk.store.acknowledge(["aaaa1111"], { at: alertsNow, by: nasty, reason: nasty, via: "by-link" });
  await desk.store.addSilence(silence("bbbb2222", { subjectKey: nasty, by: nasty, reason: nasty }));
  const lines = (await list(desk)).split("\n");
  expect(lines).toHaveLength(5);
  expect(lines[4]).toContain("until 2026-09-14T09:00:00.000Z");
  expect(lines[0]).toContain("since 2026-09-14T08:00:00.000Z");
  for (const line of lines) {
    expect(line.length).toBeLessThan(600);
    expect(line).not.toMatch(/\p{Cc}|\u202e/u);
  }
});
