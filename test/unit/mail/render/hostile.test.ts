/** Values from the directory do no harm in any part of a mail. */
import { describe, expect, test } from "vitest";
import { createCatalog } from "../../../../src/catalog/load.ts";
import type { Finding } from "../../../../src/domain/finding.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { findings, makeEntry, makeNotification, makeTransition, now } from "../samples.ts";

const values: [name: string, value: string][] = [
  ["markup", `<script>alert(1)</script><img src=x onerror=alert(1)>`],
  ["an attribute's end", `"><a href="https://evil.example">`],
  ["a header", "x\r\nBcc: all@evil.example\r\n\r\nbody"],
  ["other line ends", "a\u2028b\u2029c\u0085d\u000be"],
  ["a formula", "=cmd|'/c calc'!A0"],
  ["a turned reading direction", "\u202egpj.exe\u2066x\u2069"],
  ["hidden characters", "pay\u200bload\u00ad"],
  ["marks of personal data", "<pii>mara@contoso.example</pii>"],
  ["ten kilobytes", "x".repeat(10_240)],
  ["half a character", "\ud83d and \ude00"],
  ["a null character", "a\u0000b"],
  ["a javascript link", "javascript:alert(1)"],
];

function render(value: string) {
  const finding = findings["job-quarantine"];
  const hostile: Finding = {
    ...finding,
    code: value,
    facts: {
      ...finding.facts,
      configuration: value,
      jobId: value,
      errorCode: value,
      errorMessage: value,
      reason: value,
      errorIds: { traceId: value, correlationId: value, trackingId: value, timestamp: value },
    },
  };
  const notification = makeNotification([makeTransition(hostile, "raised")], "en", {
    profile: { displayName: value, initialDomain: value, preferredLanguage: value },
    references: [`<${value}@x>`],
  });
  const entry = { ...makeEntry("x"), url: value };
  return renderMail(notification, { from: "h@contoso.example", entries: () => [entry], now });
}

describe.each(values)("%s", (_name, value) => {
  const mail = render(value);
  const headers = [
    mail.subject,
    mail.from,
    mail.messageId,
    ...Object.values(mail.headers),
    ...mail.references,
  ];

  test("no header holds a line end or another control character, and none is endless", () => {
    for (const header of headers) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
      expect(header).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
      expect(header.isWellFormed()).toBe(true);
      expect(header.length).toBeLessThanOrEqual(998);
    }
    expect(mail.subject.length).toBeLessThanOrEqual(200);
  });

  test("html stays what the template wrote", () => {
    expect(mail.html).not.toMatch(/<script|<img|onerror=alert\(1\)>|href="(?!https?:)/i);
    expect(mail.html).not.toContain("<pii>");
    expect(mail.html.match(/<h1\b/g)).toHaveLength(1);
    expect(Buffer.byteLength(mail.html)).toBeLessThan(100 * 1024);
  });

  test("text is clean and bounded", () => {
    expect(mail.text).not.toMatch(/<\/?pii>|[\u202a-\u202e\u2066-\u2069\u200b]/);
    expect(mail.text.length).toBeLessThan(20_000);
  });
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
