/** The files that come with a mail: read by a parser of their own, with all rows, harmless in a spreadsheet, bounded. */
import { describe, expect, test } from "vitest";
import { languages } from "../../../../src/domain/catalog.ts";
import type { Finding } from "../../../../src/domain/finding.ts";
import type { Mail, Notification } from "../../../../src/domain/notification.ts";
import { toCsv } from "../../../../src/mail/render/csv.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { errorsSinceLastMail, makeDigest, manyErrors } from "../forms.ts";
import { parseCsv } from "../parse-csv.ts";
import { findings, makeNotification, makeTransition, now } from "../samples.ts";

const options = { from: "h@contoso.example", entries: () => [], now };
const mailOf = (notification: Notification): Mail => renderMail(notification, options);
const mailAbout = (finding: Finding, language: "en" | "nl" = "en"): Mail =>
  mailOf(makeNotification([makeTransition(finding, "reminder")], language));

function tableOf({ attachments }: Mail, at = 0): Record<string, string>[] {
  const content = attachments[at]?.content ?? expect.fail("no file");
  expect(content.startsWith("\ufeff")).toBe(true);
  const [columns = [], ...records] = parseCsv(content.slice(1));
  return records.map((record) => {
    expect(record).toHaveLength(columns.length);
    return Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ""]));
  });
}

test("object errors: every field, the holder and what became of each since the last mail", () => {
  const mail = mailAbout(errorsSinceLastMail);
  expect(mail.attachments[0]).toMatchObject({
    filename: "contoso-object-errors-2025-01-24.csv",
    contentType: "text/csv; charset=utf-8",
  });
  const rows = tableOf(mail);
  expect(rows).toHaveLength(14);
  expect(rows[0]).toEqual({
    "State since the last mail": "new",
    "Object type": "user",
    "Display name": "Lotte Meijer",
    Address: "lotte.meijer4821@contoso.onmicrosoft.com",
    "Object ID": "c07a1d9e-8b1f-4d0e-9c55-2f3f6a0b7710",
    Category: "PropertyConflict",
    Attribute: "UserPrincipalName",
    "Value held back": "lotte.meijer@contoso.example",
    Since: "2025-01-24T02:38:00.000Z",
    "First seen": "2025-01-24T02:38:00.000Z",
    "Held by: object type": "user",
    "Held by: name": "Lotte Meijer (old)",
    "Held by: address": "lotte.old@contoso.example",
    "Held by: object ID": expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(rows.map((row) => row["State since the last mail"])).toEqual([
    "new",
    ...Array.from({ length: 11 }, () => "open"),
    "fixed",
    "fixed",
  ]);
});

describe.each(languages)("%s", (language) => {
  test.each([
    "object-errors",
    "service-provisioning-errors",
    "job-entry-errors",
    "unroutable-upn",
    "group-name-empty",
  ] as const)("%s: a file with every row of the sample, headed in the language of the mail", (name) => {
    const mail = mailAbout(findings[name], language);
    expect(tableOf(mail)).toHaveLength(findings[name].facts.sample.length);
    const heads = parseCsv(mail.attachments[0]?.content.slice(1) ?? "")[0] ?? [];
    expect(new Set(heads).size).toBe(heads.length);
    expect(heads.includes(language === "en" ? "Object ID" : "Object-id")).toBe(name !== "job-entry-errors");
  });
});

test("as many rows as there are, up to ten thousand", () => {
  const rows = tableOf(mailAbout(manyErrors(1_240)));
  expect(rows).toHaveLength(1_240);
  expect(rows.at(-1)?.["Display name"]).toBe("Employee number 1239");
});

test("what is more than a mail can carry is cut at whole rows, and the mail says at which", () => {
  const mail = mailAbout(manyErrors(12_000));
  const rows = tableOf(mail);
  expect(rows.length).toBeGreaterThan(7_000);
  expect(rows.length).toBeLessThanOrEqual(10_000);
  expect(Buffer.byteLength(mail.attachments[0]?.content ?? "")).toBeLessThanOrEqual(2_000_000);
  const words = mail.text.replace(/\s+/g, " ");
  expect(words).toContain(`has the first ${rows.length.toLocaleString("en-US")} with all their details.`);
  expect(words).toContain("and 11,950 more ");
});

test("short rows are cut at ten thousand", () => {
  const { facts } = findings["group-name-empty"];
  const sample = Array.from({ length: 12_000 }, (_, n) => ({ id: `id-${n}`, mail: null }));
  const groups = { ...findings["group-name-empty"], facts: { ...facts, total: 12_000, sample } };
  expect(tableOf(mailAbout(groups))).toHaveLength(10_000);
});

test("two lists of one mail have two names and one bound", () => {
  const second = { ...manyErrors(9_000), subject: { key: "other", name: "other" } };
  const mail = mailOf(
    makeNotification([makeTransition(manyErrors(9_000), "raised"), makeTransition(second, "raised")]),
  );
  expect(mail.attachments.map(({ filename }) => filename)).toEqual([
    "contoso-object-errors-2025-01-24.csv",
    "contoso-object-errors-2025-01-24-2.csv",
  ]);
  const bytes = mail.attachments.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  expect(bytes).toBeLessThanOrEqual(2_001_000);
});

test.each([
  ["../../etc/passwd", "etc-passwd-object-errors-2025-01-24.csv"],
  ['a\r\nb\u202e;c"d', "a-b-c-d-object-errors-2025-01-24.csv"],
  ["", "object-errors-2025-01-24.csv"],
])("a tenant called %j gives a harmless file name", (tenant, wanted) => {
  const transition = makeTransition(findings["object-errors"], "raised", undefined, { alert: { tenant } });
  expect(mailOf(makeNotification([transition])).attachments[0]?.filename).toBe(wanted);
});

test("a digest's file has every alert, with its incident", () => {
  const notification = makeDigest(2_000, ["raised", "resolved"], "en");
  const mail = mailOf(notification);
  const rows = tableOf(mail);
  expect(mail.attachments[0]?.filename).toBe("tenants-alerts-2025-01-24.csv");
  expect(new Set(rows.map((row) => row["Incident ID"]))).toEqual(
    new Set(notification.transitions.map(({ alertId }) => alertId)),
  );
  expect(rows[0]).toMatchObject({
    Tenant: "customer01.onmicrosoft.com",
    "Display name": "Customer 01 B.V.",
    "Monitored as": "customer-01",
    State: "New",
    Severity: "Critical",
    Condition: "Synchronization has stopped for at least 24 hours",
    "Condition ID": "sync-stale",
    Raised: "2025-01-24T03:00:00.000Z",
    Resolved: "",
  });
});

test.each([
  "=cmd|'/c calc'!A0",
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "  =1",
  "\u00a0=1",
  "\u200b=1",
  "\ufeff=1",
  "＝1",
])("%j is text, not a formula", (cell) => {
  const [, [read = ""] = []] = parseCsv(toCsv(["x"], [[cell]]).slice(1));
  expect(read).toBe(`'${cell}`);
});

test.each(["a=b", "1-1", "SMTP:a@b.example", "", "'=1", 'say "no"', "a,b", "a;b"])(
  "%j stays as it is",
  (cell) => {
    const [, [read = ""] = []] = parseCsv(toCsv(["x"], [[cell]]).slice(1));
    expect(read).toBe(cell);
  },
);
