/** What is worth telling though the file is right: place, value, problem and remedy of every warning. */
import { describe, expect, test } from "vitest";
import { goodConfig, load, mailLines, otherId, tenantLines, withoutPlace } from "./config-folder.ts";

const now = Date.parse("2026-11-20T12:00:00Z");

interface Row {
  name: string;
  text: string;
  /** path, shown value, problem, remedy. */
  expected: [path: string, value: string, problem: string, remedy: string];
}

const window = (fields: string) => `${goodConfig}maintenance:\n  - {name: w, ${fields}}\n`;
const ways = (first: string, second: string, rest = "") =>
  `${tenantLines}${mailLines.replace(/transport: .*/, `transport: {${first}}`)}  fallback: {transport: {${second}}${rest}}\n`;
const retry = (giveUpAfter: string) => `  retry: {giveUpAfter: ${giveUpAfter}}\n`;
const smtp = "type: smtp, host: smtp.contoso.example";
const graph = "type: graph, sender: sync-health@contoso.example";

const endless = (pause: string) =>
  `is no shorter than the ${pause} between two starts: the window never ends`;
const endlessRemedy = "Make it shorter, or let the starts be further apart.";
const sameWay = "is that of mail.transport too: when that fails, so does this";
const hasty = (after: string) =>
  `is no longer than mail.fallback.after (${after}): a mail may be given up before the fallback is taken`;
const hastyRemedy = "Give up later, or take the fallback sooner.";

const rows: Row[] = [
  {
    name: "the id of a secret in place of its value",
    text: goodConfig.replace("$" + "{env:CONTOSO_SECRET}", otherId),
    expected: [
      "tenants[0].credential.clientSecret",
      "(secret)",
      "looks like the id of a secret, not its value",
      "Copy the column Value, which is shown only once; make a new secret if it is gone.",
    ],
  },
  {
    name: "a mail password without encryption",
    text: goodConfig.replace("host:", "tls: none, auth: {user: u, password: hunter2}, host:"),
    expected: [
      "mail.transport.tls",
      '"none"',
      "sends the mail password in clear text",
      "Use starttls or tls, unless the server is on this host.",
    ],
  },
  {
    name: "no enabled tenant",
    text: `${tenantLines}    enabled: false\n${mailLines}`,
    expected: [
      "tenants",
      "a list of 1",
      "has no tenant that is enabled; nothing will be polled",
      "Enable at least one tenant.",
    ],
  },
  {
    name: "a link that leads nowhere",
    text: `${goodConfig}status: {listen: off, publicUrl: "https://sync.contoso.example"}\n`,
    expected: [
      "status.publicUrl",
      '"https://sync.contoso.example"',
      "leads nowhere, because status.listen is off",
      "Set status.listen, or leave publicUrl out.",
    ],
  },
  {
    name: "a sign-in for a page that is not there",
    text: `${goodConfig}status: {listen: off, auth: {proxy: {header: X-User, addresses: [10.0.0.5]}}}\n`,
    expected: [
      "status.auth",
      "a mapping",
      "guards nothing, because status.listen is off",
      "Set status.listen, or leave auth out.",
    ],
  },
  {
    name: "TLS for a page that is not there",
    text: `${goodConfig}status: {listen: off, tls: {certFile: a.pem, keyFile: b.pem}}\n`,
    expected: [
      "status.tls",
      "a mapping",
      "encrypts nothing, because status.listen is off",
      "Set status.listen, or leave tls out.",
    ],
  },
  {
    name: "a link in clear text to a page with TLS",
    text: `${goodConfig}status: {publicUrl: "http://sync.contoso.example", tls: {certFile: a.pem, keyFile: b.pem}}\n`,
    expected: [
      "status.publicUrl",
      '"http://sync.contoso.example"',
      "is not https, though status.tls is set",
      "Begin it with https://.",
    ],
  },
  {
    name: "a window that ends at this very moment",
    text: window('from: "2026-11-20T12:00:00+01:00", to: "2026-11-20T13:00:00+01:00"'),
    expected: [
      "maintenance[0].to",
      '"2026-11-20T13:00:00+01:00"',
      "has passed: the window holds nothing back any more",
      "Delete the window.",
    ],
  },
  {
    name: "a window of a day that begins every day",
    text: window('cron: "0 22 * * *", duration: 24h, timeZone: Europe/Amsterdam'),
    expected: ["maintenance[0].duration", '"24h"', endless("1d"), endlessRemedy],
  },
  {
    name: "a window that begins every five minutes and lasts ten",
    text: window('cron: "*/5 * * * *", duration: 10m'),
    expected: ["maintenance[0].duration", '"10m"', endless("5m"), endlessRemedy],
  },
  {
    name: "a window that begins every second, with seconds in its cron expression",
    text: window('cron: "* * * * * *", duration: 1s'),
    expected: ["maintenance[0].duration", '"1s"', endless("1s"), endlessRemedy],
  },
  {
    name: "a window on working days that lasts over the weekend",
    text: window('cron: "0 0 * * 1-5", duration: 3d'),
    expected: ["maintenance[0].duration", '"3d"', endless("3d"), endlessRemedy],
  },
  {
    name: "a window that begins twice a working day, and lasts from Friday's second to Monday's first",
    text: window('cron: "30 8,20 * * 1-5", duration: 60h'),
    expected: ["maintenance[0].duration", '"60h"', endless("60h"), endlessRemedy],
  },
  {
    name: "a window that begins every month and lasts the longest of them",
    text: window('cron: "0 0 1 * *", duration: 31d'),
    expected: ["maintenance[0].duration", '"31d"', endless("31d"), endlessRemedy],
  },
  {
    name: "giving up before the fallback's default",
    text: ways(smtp, graph) + retry("10m"),
    expected: ["mail.retry.giveUpAfter", '"10m"', hasty("15m by default"), hastyRemedy],
  },
  {
    name: "giving up at the moment of the fallback",
    text: ways(smtp, graph, ", after: 1h") + retry("60m"),
    expected: ["mail.retry.giveUpAfter", '"60m"', hasty('"1h"'), hastyRemedy],
  },
  {
    name: "a fallback after the default of giving up",
    text: ways(smtp, graph, ", after: 4d"),
    expected: [
      "mail.fallback.after",
      '"4d"',
      "is no shorter than mail.retry.giveUpAfter (3d by default): a mail may be given up before the fallback is taken",
      hastyRemedy,
    ],
  },
  {
    name: "a fallback to the same server, by another spelling and the default port",
    text: ways(smtp, "type: smtp, host: SMTP.contoso.example, port: 587, timeoutSeconds: 5"),
    expected: [
      "mail.fallback.transport.host",
      '"SMTP.contoso.example"',
      sameWay,
      "Name another server or port, or Graph sendMail; or leave the fallback out.",
    ],
  },
  {
    name: "a fallback to the same server by its full name",
    text: ways(smtp, "type: smtp, host: smtp.contoso.example."),
    expected: [
      "mail.fallback.transport.host",
      '"smtp.contoso.example."',
      sameWay,
      "Name another server or port, or Graph sendMail; or leave the fallback out.",
    ],
  },
  {
    name: "a fallback to the same mailbox",
    text: ways(graph, "type: graph, sender: Sync-Health@contoso.example, format: json"),
    expected: [
      "mail.fallback.transport.sender",
      '"Sync-Health@contoso.example"',
      sameWay,
      "Name another mailbox, or a mail server; or leave the fallback out.",
    ],
  },
];

test.each(rows)("$name", async ({ text, expected }) => {
  const { warnings } = await load(text, { now });
  expect(withoutPlace(warnings).map((warning) => Object.values(warning))).toEqual([expected]);
});

describe("no warning", () => {
  test.each([
    ["a window that is in force", window('from: "2026-11-20T11:00:00Z", to: "2026-11-20T12:00:01Z"')],
    ["a window to come", window('from: "2027-01-01T00:00:00Z", to: "2027-01-02T00:00:00Z"')],
    ["a window of an hour less than a day", window('cron: "0 22 * * *", duration: 23h')],
    ["a window of some hours, begun every minute of a morning", window('cron: "* 8 * * *", duration: 4h')],
    [
      "a window of a day on each working day: the weekend is free",
      window('cron: "0 0 * * 1-5", duration: 1d'),
    ],
    [
      "a window of 30 days each month: long months have one day more",
      window('cron: "0 0 1 * *", duration: 30d'),
    ],
    ["a window each minute, but not in December", window('cron: "* * * 1-11 *", duration: 5m')],
    [
      "a window of a year each year: leap years have one day more",
      window('cron: "0 0 1 1 *", duration: 365d'),
    ],
    ["a window each half hour of leap days", window('cron: "*/30 * 29 2 *", duration: 1h')],
    ["a window every leap day", window('cron: "0 0 29 2 *", duration: 365d')],
    ["giving up a minute after the fallback", ways(smtp, graph) + retry("16m")],
    ["giving up soon, without a fallback", goodConfig + retry("1m")],
    ["another port of the same server", ways(smtp, `${smtp}, tls: tls`)],
    ["another server", ways(smtp, "type: smtp, host: other.contoso.example")],
    ["another mailbox", ways(graph, "type: graph, sender: other@contoso.example")],
    [
      "a mailbox of the same name in another directory",
      ways(graph, `${graph}, tenantId: ${otherId}, credential: {type: managedIdentity}`),
    ],
  ])("%s", async (_, text) => {
    expect((await load(text, { now })).warnings).toEqual([]);
  });
});

test("a server that a variable named stays hidden, also when it is named twice", async () => {
  const host = "$" + "{env:RELAY}";
  const text = ways(`type: smtp, host: "${host}"`, `type: smtp, host: "${host}"`);
  const env = { CONTOSO_SECRET: "a-long-secret-value", RELAY: "hidden-relay" };
  const { warnings } = await load(text, { env, now });
  expect(warnings.map(({ path, value }) => [path, value])).toEqual([
    ["mail.fallback.transport.host", "(secret)"],
  ]);
  expect(JSON.stringify(warnings)).not.toContain("hidden-relay");
});

test("each warning has its line", async () => {
  const { warnings } = await load(
    `${window('from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z"')}  - {name: v, cron: "0 0 * * *", duration: 2d}\n`,
    { now },
  );
  expect(warnings.map(({ path, line }) => [path, line])).toEqual([
    ["maintenance[0].to", 10],
    ["maintenance[1].duration", 11],
  ]);
});
