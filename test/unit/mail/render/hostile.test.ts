/** Values from the directory do no harm in any part of a mail, in whichever fact of whichever finding they come. */
import { describe, expect, test } from "vitest";
import { createCatalog } from "../../../../src/catalog/load.ts";
import { transitionKinds } from "../../../../src/domain/alert.ts";
import type { Finding } from "../../../../src/domain/finding.ts";
import type { Mail } from "../../../../src/domain/notification.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import {
  findings,
  incidents,
  makeEntry,
  makeNotification,
  makeTransition,
  now,
  sampleNames,
} from "../samples.ts";

const values: [name: string, value: string][] = [
  ["markup", `<script>alert(1)</script><img src=x onerror=alert(1)>`],
  ["an attribute's end", `"><a href="https://evil.example">`],
  ["a cell's end", "</td></tr></table><h1>All is well</h1>"],
  ["a header", "x\r\nBcc: all@evil.example\r\n\r\nbody"],
  ["other line ends", "a\u2028b\u2029c\u0085d\u000be"],
  ["a formula", "=cmd|'/c calc'!A0"],
  ["a command in backticks", "`format c:`"],
  ["a turned reading direction", "\u202egpj.exe\u2066x\u2069"],
  ["hidden characters", "pay\u200bload\u00ad"],
  ["marks of personal data", "<pii>mara@contoso.example</pii>"],
  ["ten kilobytes", "x".repeat(10_240)],
  ["half a character", "\ud83d and \ude00"],
  ["a null character", "a\u0000b"],
  ["a javascript link", "javascript:alert(1)"],
];

/** Facts whose values are words of ours, not text from Microsoft. */
const closed = ["objectType", "jobKind", "basis", "pause", "owner", "credential", "gap"];

/** Every text among the facts becomes this one, the missing ones too. */
function poison(facts: unknown, value: string): unknown {
  if (Array.isArray(facts)) return facts.map((item) => poison(item, value));
  if (typeof facts !== "object" || facts === null) return typeof facts === "string" ? value : facts;
  const entries = Object.entries(facts).map(([key, fact]) => [
    key,
    closed.includes(key) ? fact : poison(fact ?? (/At$/.test(key) ? null : nullAs(key, value)), value),
  ]);
  return Object.fromEntries(entries);
}

function nullAs(key: string, value: string): string | null {
  return /name|mail|address|property|value|category|detail|code|reason|result|keyId|permission/i.test(key)
    ? value
    : null;
}

function render(value: string, finding: Finding, kind: (typeof transitionKinds)[number]): Mail {
  const facts = poison(finding.facts, value) as object;
  const errorIds = { traceId: value, correlationId: value, trackingId: value, timestamp: value };
  const hostile = {
    ...finding,
    code: value,
    subject: { key: value, name: value },
    // Which reason a blindness has is ours to say; what a quarantine's is comes from Microsoft.
    facts:
      finding.id === "blind"
        ? { ...facts, reason: finding.facts.reason }
        : { ...facts, ...("jobId" in facts && { errorIds }) },
  } as Finding;
  const notification = makeNotification([makeTransition(hostile, kind)], "en", {
    profile: { displayName: value, initialDomain: value, preferredLanguage: value },
    references: [`<${value}@x>`],
    incidents: incidents.map((incident) => ({ ...incident, id: value, title: value, service: value })),
  });
  const entry = { ...makeEntry("x"), url: value };
  return renderMail(notification, { from: "h@contoso.example", entries: () => [entry], now });
}

const tagsOf = ({ html }: Mail) => html.match(/<[/!]?[a-z0-9-]+/gi);

const cases = sampleNames.flatMap((name) => transitionKinds.map((kind) => ({ name, kind })));

describe.each(values)("%s", (_name, value) => {
  test.each(cases)("in $name, $kind", ({ name, kind }) => {
    const mail = render(value, findings[name], kind);
    expectCleanHeaders(mail);
    expect(mail.html).not.toMatch(/<script|<img|<[^>]*onerror=alert|href="(?!https?:)/i);
    expect(mail.html).not.toContain("<pii>");
    expect(tagsOf(mail)).toEqual(tagsOf(render("harmless", findings[name], kind)));
    expect(Buffer.byteLength(mail.html)).toBeLessThan(100 * 1024);
    expect(mail.text).not.toMatch(/<\/?pii>|[\u202a-\u202e\u2066-\u2069\u200b]/);
    expect(mail.text.length).toBeLessThan(20_000);
  });
});

function expectCleanHeaders(mail: Mail): void {
  const { subject, from, messageId, references } = mail;
  for (const header of [subject, from, messageId, ...Object.values(mail.headers), ...references]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
    expect(header).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    expect(header.isWellFormed()).toBe(true);
    expect(header.length).toBeLessThanOrEqual(998);
  }
  expect(subject.length).toBeLessThanOrEqual(200);
}

test("a value that says much everywhere does say it: the facts are really poisoned", () => {
  const facts = JSON.stringify(poison(findings["object-errors"].facts, "POISON"));
  expect(facts.match(/POISON/g)?.length).toBeGreaterThan(60);
  expect(render("POISON", findings["object-errors"], "raised").text.match(/POISON/g)?.length).toBeGreaterThan(
    40,
  );
});

test("lists without end are cut short, in html, text and subject", () => {
  const { facts } = findings["service-provisioning-errors"];
  const services = Array.from({ length: 5_000 }, (_, n) => ({ service: `service ${n}`, count: 1 }));
  const sample = Array.from({ length: 5_000 }, () => facts.sample[0] ?? expect.fail());
  const finding = {
    ...findings["service-provisioning-errors"],
    facts: { ...facts, total: 9_000, services, sample },
  };
  const mail = renderMail(
    makeNotification([makeTransition(finding, "raised")], "en", {
      incidents: Array.from({ length: 500 }, () => incidents[0] ?? expect.fail()),
    }),
    { from: "h@c.example", entries: () => [], now },
  );
  expect(mail.text).toContain("and 8,990 more");
  expect(mail.text).toContain("and 495 more");
  expect(mail.subject).toContain("service 0, service 1, service 2, and others");
  expect(mail.text.length).toBeLessThan(20_000);
});

test("a catalog of nothing still makes a mail", () => {
  const catalog = createCatalog([makeEntry("unknown")]);
  const mail = renderMail(makeNotification([makeTransition(findings["job-failing"], "raised")]), {
    from: "h@contoso.example",
    entries: () => [],
    now,
  });
  expect(catalog.entries).toHaveLength(1);
  expect(mail.text).toContain("HybridIdentityServiceAgentTimeout");
});
