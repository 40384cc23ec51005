import { describe, expect, test } from "vitest";
import { readWatchdog } from "../../../src/config/watchdog.ts";
import { hour } from "../../../src/domain/instant.ts";

const pid = 4_711;
const asked = {
  WATCHDOG_USEC: "300000000",
  WATCHDOG_PID: "4711",
  NOTIFY_SOCKET: "/run/systemd/notify",
  PATH: "/usr/bin",
};

describe("who is watched", () => {
  const rows: [name: string, change: Record<string, string | undefined>, intervalMs: number | null][] = [
    ["a service with WatchdogSec=5min", {}, 100_000],
    ["one whose process is not named", { WATCHDOG_PID: undefined }, 100_000],
    ["one with an abstract socket", { NOTIFY_SOCKET: "@notify" }, 100_000],
    ["a limit that is no multiple of three", { WATCHDOG_USEC: "10000000" }, 3_333],
    ["a limit too short to divide", { WATCHDOG_USEC: "1" }, 1],
    ["a limit of four months: no timer is that long", { WATCHDOG_USEC: "10368000000000" }, hour],
    ["no limit", { WATCHDOG_USEC: undefined }, null],
    ["a limit of nothing", { WATCHDOG_USEC: "" }, null],
    ["a limit of zero", { WATCHDOG_USEC: "0" }, null],
    ["a limit of infinity", { WATCHDOG_USEC: "18446744073709551615" }, null],
    ["a limit that is no number", { WATCHDOG_USEC: "5min" }, null],
    ["a limit below zero", { WATCHDOG_USEC: "-1" }, null],
    ["a limit with a fraction", { WATCHDOG_USEC: "3000000.5" }, null],
    ["no socket", { NOTIFY_SOCKET: undefined }, null],
    ["an empty socket", { NOTIFY_SOCKET: "" }, null],
    ["another process, whose child this is", { WATCHDOG_PID: "4710" }, null],
    ["a process without a number", { WATCHDOG_PID: "" }, null],
  ];
  test.each(rows)("%s", (_name, change, intervalMs) => {
    expect(readWatchdog({ ...asked, ...change }, pid)?.intervalMs ?? null).toBe(intervalMs);
  });

  test("nobody, where no systemd is", () => expect(readWatchdog({ PATH: "/usr/bin" }, pid)).toBeNull());
});

test("the helper gets the socket and the path, and none of our secrets", () => {
  expect(readWatchdog({ ...asked, CONTOSO_SECRET: "s3cret" }, pid)?.environment).toEqual({
    NOTIFY_SOCKET: "/run/systemd/notify",
    PATH: "/usr/bin",
  });
});

test.each([undefined, ""])("without a path (%j) it is looked for in the usual folders", (path) => {
  expect(readWatchdog({ ...asked, PATH: path }, pid)?.environment.PATH.split(":")).toContain("/usr/bin");
});
