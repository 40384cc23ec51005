/** `alerts ack`: which alerts an ID means, the reason, and what is stored. */
import { describe, expect, test } from "vitest";
import { runAlertsAck } from "../../../../src/cli/alerts/ack.ts";
import { hour } from "../../../../src/domain/instant.ts";
import { alertsNow, createAlert, createAlertFinding, storeAlerts } from "../../../support/alerts.ts";
import { createAlertsDesk, printed, refused } from "./alerts-desk.ts";

const ids = {
  first: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
  twin: "6f0c9999-5c2e-4d57-9a54-0e3a9b7f1c21",
  other: "a1b2c3d4-5c2e-4d57-9a54-0e3a9b7f1c22",
  pending: "d00d0000-5c2e-4d57-9a54-0e3a9b7f1c23",
  resolved: "beef0000-5c2e-4d57-9a54-0e3a9b7f1c24",
};

async function createDesk() {
  const desk = await createAlertsDesk();
  const finding = (name: string) => ({ last: createAlertFinding(name) });
  await storeAlerts(desk.store, [
    createAlert(ids.first, finding("one.example")),
    createAlert(ids.twin, finding("two.example")),
    createAlert(ids.other, { ...finding("three.example"), tenant: "fabrikam" }),
    createAlert(ids.pending, { ...finding("four.example"), state: "pending" }),
    createAlert(ids.resolved, { ...finding("five.example"), state: "resolved", resolvedAt: alertsNow }),
  ]);
  const ack = (given: string[], more: { reason?: string; by?: string } = { reason: "on it" }) =>
    runAlertsAck(given, { ...desk.options, ...more }, desk.surroundings);
  const acknowledged = async () =>
    Object.fromEntries(
      (await desk.store.openAlerts()).flatMap(({ id, acknowledgement }) =>
        acknowledgement ? [[id, acknowledgement]] : [],
      ),
    );
  return { ...desk, ack, acknowledged };
}

describe("an ID", () => {
  const cases: [name: string, given: string[], expected: string[]][] = [
    ["whole", [ids.first], [ids.first]],
    ["its first characters, as many as tell it from others", ["6f0c3"], [ids.first]],
    ["four characters", ["a1b2"], [ids.other]],
    ["in capitals, as some mail programs copy it", [" A1B2C3D4"], [ids.other]],
    ["several", ["6f0c3a52", "a1b2c3d4"], [ids.first, ids.other]],
    ["the same one twice", ["a1b2c3d4", "a1b2"], [ids.other]],
  ];
  test.each(cases)("%s", async (_name, given, expected) => {
    const { ack, acknowledged } = await createDesk();
    await printed(() => ack(given));
    expect(Object.keys(await acknowledged()).toSorted()).toEqual(expected);
  });
});

describe("an ID that means none, or not one", () => {
  const cases: [name: string, id: string, says: (string | RegExp)[]][] = [
    [
      "unknown: those that are open are named",
      "9999",
      [
        "9999: no open alert has an ID that begins so. There are:",
        "6f0c3a52  contoso:",
        "a1b2c3d4  fabrikam:",
      ],
    ],
    [
      "ambiguous: those that it may mean are named",
      "6f0c",
      ["6f0c: several have an ID that begins so. They are:", "6f0c3a52", "6f0c9999"],
    ],
    ["too short", "6f0", ["6f0: give at least 4 characters"]],
    ["resolved", ids.resolved, [/was resolved .*2026-09-14T08:00:00.000Z/]],
    ["pending", "d00d0000", ["d00d0000  contoso:", "is pending"]],
    [
      "with what could steer a terminal",
      "\u001b[2J\r\nwxyz",
      [/^INPUT alerts ack: nothing was acknowledged\.\n {2}\[2J wxyz: no open/],
    ],
  ];
  test.each(cases)(
    "%s; nothing is acknowledged, also not the good one beside it",
    async (_name, id, says) => {
      const { ack, acknowledged } = await createDesk();
      const said = await refused(() => ack([id, ids.other]));
      expect(said).toMatch(/^INPUT /);
      for (const part of says) expect(said).toMatch(part);
      expect(await acknowledged()).toEqual({});
    },
  );

  test("an ambiguous ID does not name what it can't mean", async () => {
    const { ack } = await createDesk();
    expect(await refused(() => ack(["6f0c"]))).not.toContain("a1b2c3d4");
  });

  test("many candidates: ten are named, and how to see the rest", async () => {
    const desk = await createAlertsDesk();
    const many = Array.from({ length: 14 }, (_, n) =>
      createAlert(`abcd${String(n).padStart(4, "0")}`, { last: createAlertFinding(`d${n}.example`) }),
    );
    await storeAlerts(desk.store, many);
    const said = await refused(() =>
      runAlertsAck(["abcd"], { ...desk.options, reason: "x" }, desk.surroundings),
    );
    expect(said.match(/contoso:/g)).toHaveLength(10);
    expect(said).toContain("and 4 more: sync-health alerts list");
  });
});

describe("who and why", () => {
  test("are stored and printed, with when and how", async () => {
    const { ack, acknowledged, clock, store } = await createDesk();
    clock.advance(hour);
    const out = await printed(() => ack(["a1b2"], { reason: "waiting for the vendor", by: "Noor" }));
    expect(await acknowledged()).toEqual({
      [ids.other]: { at: alertsNow + hour, by: "Noor", reason: "waiting for the vendor", via: "by-command" },
    });
    expect((await store.transitionsOf(ids.other)).at(-1)).toMatchObject({
      kind: "acknowledged",
      reason: "by-command",
    });
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/^Acknowledged a1b2c3d4 {2}fabrikam: Signing certificate of .*three\.example/),
      "By Noor: waiting for the vendor",
      expect.stringContaining("until the alert is resolved"),
    ]);
  });

  test("who: the system's user, unless said", async () => {
    const { ack, acknowledged } = await createDesk();
    await printed(() => ack(["a1b2"]));
    expect((await acknowledged())[ids.other]?.by).toBe("mara");
  });

  test("why: asked for on a terminal, until there is one", async () => {
    const { ack, acknowledged, answer } = await createDesk();
    const told = answer(["", "  ", "x".repeat(301), "the vendor knows"]);
    await printed(() => ack(["a1b2"], {}));
    expect((await acknowledged())[ids.other]?.reason).toBe("the vendor knows");
    expect(told).toEqual(["  Give a reason.", "  Give a reason.", "  At most 300 characters."]);
  });

  const wrong: [name: string, words: { reason?: string; by?: string }, says: string][] = [
    ["no reason, and nobody to ask", {}, "--reason TEXT: give a reason. There is no terminal to ask on."],
    ["a reason of blanks", { reason: " \n " }, "--reason TEXT: give a reason."],
    ["a reason too long", { reason: "x".repeat(301) }, "--reason may have 300 characters at most."],
    ["a name too long", { reason: "x", by: "x".repeat(101) }, "--by may have 100 characters at most."],
    ["an empty name", { reason: "x", by: "" }, "--by NAME: say who you are."],
  ];
  test.each(wrong)("%s: a mistake, and nothing is stored", async (_name, words, says) => {
    const { ack, acknowledged } = await createDesk();
    expect(await refused(() => ack(["a1b2"], words))).toBe(`USAGE alerts ack: ${says}`);
    expect(await acknowledged()).toEqual({});
  });

  test("the system's user has no name, as in some containers: it must be said", async () => {
    const desk = await createDesk();
    desk.surroundings.userName = () => null;
    expect(await refused(() => desk.ack(["a1b2"]))).toContain("--by NAME");
  });
});

test("an alert that resolves while somebody types the reason is not acknowledged, and that is said", async () => {
  const desk = await createDesk();
  const alert = (await desk.store.openAlerts()).find(({ id }) => id === ids.other);
  desk.surroundings.openTerminal = () => ({
    async ask() {
      if (alert) await storeAlerts(desk.store, [{ ...alert, state: "resolved", resolvedAt: alertsNow }]);
      return "on it";
    },
    tell: () => {},
    close: () => {},
  });
  const said = await refused(() => desk.ack(["a1b2", "6f0c3"], {}));
  expect(said).toMatch(/^INPUT alerts ack: resolved in the meantime.*\n {2}a1b2c3d4 {2}fabrikam/);
  expect(Object.keys(await desk.acknowledged())).toEqual([ids.first]);
});
