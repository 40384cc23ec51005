/**
 * Values from the directory, and from whoever acknowledges, do no harm in any part of a mail, a card or a payload, in
 * whichever field of whichever finding they come. What is made is read back by parsers of its own.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCatalog } from "../../../../src/catalog/load.ts";
import { type ToldKind, type Transition, toldKinds } from "../../../../src/domain/alert.ts";
import type { Finding } from "../../../../src/domain/finding.ts";
import type { Mail, Notification } from "../../../../src/domain/notification.ts";
import { renderCard } from "../../../../src/mail/render/render-card.ts";
import { type RenderOptions, renderMail } from "../../../../src/mail/render/render-mail.ts";
import { renderPayload } from "../../../../src/mail/render/render-payload.ts";
import { errorsSinceLastMail, makeDigest, manyErrors } from "../forms.ts";
import { parseCsv } from "../parse-csv.ts";
import { readHtml } from "../read-html.ts";
import {
  acknowledgement,
  acknowledgeUrl,
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
  ["a formula behind blanks", " \t\u00a0@SUM(A1)"],
  ["a command in backticks", "`format c:`"],
  ["Markdown", "[click](https://evil.example) **bold** <at>all</at> {{DATE(2025-01-24T00:00:00Z)}}"],
  ["a heading", "# All is well"],
  ["a turned reading direction", "\u202egpj.exe\u2066x\u2069"],
  ["hidden characters", "pay\u200bload\u00ad"],
  ["marks of personal data", "<pii>mara@contoso.example</pii>"],
  ["ten kilobytes", "x".repeat(10_240)],
  ["ten kilobytes of quotes", `"`.repeat(10_240)],
  ["half a character", "\ud83d and \ude00"],
  ["a null character", "a\u0000b"],
  ["a javascript link", "javascript:alert(1)"],
];

/** Facts whose values are words of ours, not text from Microsoft. */
const closed = ["objectType", "jobKind", "basis", "pause", "owner", "credential", "gap", "standing"];

type Pick = () => string;

/** Every text among the facts becomes another one, the missing ones too. */
function poison(facts: unknown, pick: Pick): unknown {
  if (Array.isArray(facts)) return facts.map((item) => poison(item, pick));
  if (typeof facts !== "object" || facts === null) return typeof facts === "string" ? pick() : facts;
  const entries = Object.entries(facts).map(([key, fact]) => [
    key,
    closed.includes(key) ? fact : poison(fact ?? (/At$/.test(key) ? null : nullAs(key, pick)), pick),
  ]);
  return Object.fromEntries(entries);
}

function nullAs(key: string, pick: Pick): string | null {
  return /name|mail|address|property|value|category|detail|code|reason|result|keyId|permission/i.test(key)
    ? pick()
    : null;
}

function poisonFinding(finding: Finding, pick: Pick): Finding {
  const facts = poison(finding.facts, pick) as object;
  const errorIds = {
    traceId: pick(),
    correlationId: pick(),
    trackingId: pick(),
    timestamp: pick(),
    requestId: pick(),
  };
  return {
    ...finding,
    code: pick(),
    subject: { key: pick(), name: pick() },
    // Which reason a blindness has is ours to say; what a quarantine's is comes from Microsoft.
    facts:
      finding.id === "blind"
        ? { ...facts, reason: finding.facts.reason }
        : { ...facts, ...("jobId" in facts && { errorIds }) },
  } as Finding;
}

function poisonTransition(transition: Transition, pick: Pick): Transition {
  const { alert } = transition;
  return {
    ...transition,
    alert: {
      ...alert,
      last: poisonFinding(alert.last, pick),
      announced: { ...alert.announced, finding: poisonFinding(alert.announced.finding, pick) },
      acknowledgement: { ...acknowledgement, by: pick(), reason: pick() },
    },
  };
}

function poisonNotification(notification: Notification, pick: Pick): Notification {
  return {
    ...notification,
    tenants: notification.tenants.map((tenant) => ({
      ...tenant,
      tenantId: pick(),
      profile: { displayName: pick(), initialDomain: pick(), preferredLanguage: pick() },
    })),
    references: [`<${pick()}@x>`, `<${pick()}@x>`],
    transitions: notification.transitions.map((transition) => poisonTransition(transition, pick)),
    incidents: incidents.map((incident) => ({
      ...incident,
      id: pick(),
      title: pick(),
      service: pick(),
      status: pick(),
    })),
  };
}

function optionsWith(pick: Pick): RenderOptions {
  return {
    from: "h@contoso.example",
    entries: () => [makeEntry("x"), { ...makeEntry("y"), url: pick() }],
    now,
    host: pick(),
    acknowledgeUrl,
  };
}

const known = [acknowledgeUrl, makeEntry("x").url];

function expectHarmless(notification: Notification, options: RenderOptions): Mail {
  const mail = renderMail(notification, options);
  expectCleanHeaders(mail);
  expectPlainHtml(mail.html);
  expectPlainText(mail.text);
  for (const { filename, content } of mail.attachments) {
    expect(filename).toMatch(/^[a-z0-9-]+\.csv$/);
    for (const cell of parseCsv(content.slice(1)).flat()) {
      expect(cell).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
      expectNoHiddenMarks(cell);
    }
  }
  expectPlainCard(renderCard(notification, options));
  const payload = renderPayload(notification, options);
  expect(JSON.parse(payload)).toMatchObject({ version: 1, id: notification.id });
  expect(payload.isWellFormed()).toBe(true);
  expect(payload).not.toMatch(/\\ud[89a-f]/i);
  expect(payload.length).toBeLessThan(2_000_000);
  return mail;
}

function expectCleanHeaders(mail: Mail): void {
  const { subject, from, messageId, references } = mail;
  for (const header of [subject, from, messageId, ...Object.values(mail.headers), ...references]) {
    expectNoHiddenMarks(header);
    expect(header.isWellFormed()).toBe(true);
  }
  expect(subject.length).toBeLessThanOrEqual(200);
}

function expectNoHiddenMarks(text: string): void {
  expect(text).not.toMatch(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/,
  );
  expect(text).not.toMatch(/<\/?pii>/i);
}

const tags = new Set(
  "html head meta title style body div table thead tbody tr td th p h1 h2 h3 h4 a ol ul li span strong code br".split(
    " ",
  ),
);
const attributes = new Set(
  "lang xmlns charset name content class style role width cellpadding cellspacing border align valign bgcolor scope href".split(
    " ",
  ),
);

function expectPlainHtml(page: string): void {
  expect(Buffer.byteLength(page)).toBeLessThan(100 * 1024);
  expect(page.isWellFormed()).toBe(true);
  for (const element of readHtml(page)) {
    if (!tags.has(element.tag)) expect.fail(`<${element.tag}>`);
    for (const name of Object.keys(element.attributes)) {
      if (!attributes.has(name)) expect.fail(`<${element.tag} ${name}>`);
    }
    if (element.tag === "a") expect(known).toContain(element.attributes.href);
  }
  expectNoHiddenMarks(page);
}

function expectPlainText(text: string): void {
  expectNoHiddenMarks(text);
  expect(text.length).toBeLessThan(120_000);
}

/** What Teams would read as Markdown, a mention or a date, were it not escaped. */
const live = /(?<!\\)(?:\\\\)*(?:[*_~`[\]{}<>&|]|^\s*(?:[#+>-]|\d+[.)]))/;

function expectPlainCard(body: string): void {
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(25_000);
  const { attachments } = JSON.parse(body);
  const [{ content }] = attachments;
  expect(content).toMatchObject({ type: "AdaptiveCard", version: "1.4" });
  for (const text of textsOf(content.body)) {
    expect(text).not.toMatch(live);
    expectNoHiddenMarks(text);
  }
  for (const { url } of content.actions) expect(known).toContain(url);
}

function textsOf(element: unknown): string[] {
  if (Array.isArray(element)) return element.flatMap(textsOf);
  if (typeof element !== "object" || element === null) return [];
  return Object.entries(element).flatMap(([key, value]) =>
    typeof value === "string" ? (["text", "title", "value"].includes(key) ? [value] : []) : textsOf(value),
  );
}

/** The other kinds are made of the same parts; the property below has them too. */
const cases = sampleNames.flatMap((name) =>
  (["reminder", "resolved"] as const).map((kind) => ({ name, kind })),
);

describe.each(values)("%s", (_name, value) => {
  const pick = () => value;

  test.each(cases)("in $name, $kind", ({ name, kind }) => {
    const notification = makeNotification([makeTransition(findings[name], kind)]);
    expectHarmless(poisonNotification(notification, pick), optionsWith(pick));
  });

  test("in holders and in a digest of errors", () => {
    const notification = makeNotification([makeTransition(errorsSinceLastMail, "reminder")], "nl");
    expectHarmless(poisonNotification(notification, pick), optionsWith(pick));
  });

  test("in a long list", () => {
    const notification = makeNotification([makeTransition(manyErrors(300), "changed", "count-grew")]);
    expectHarmless(poisonNotification(notification, pick), optionsWith(pick));
  });

  test("in every alert of one tenant at once", () => {
    const transitions = sampleNames.map((sample) => makeTransition(findings[sample], "raised"));
    expectHarmless(poisonNotification(makeNotification(transitions), pick), optionsWith(pick));
  });

  test("in many tenants", () => {
    const notification = makeDigest(60, ["raised", "reminder", "resolved"], "nl");
    expectHarmless(poisonNotification(notification, pick), optionsWith(pick));
  });
});

test("whatever is made of such pieces, in any field", () => {
  const piece = fc.oneof(
    fc.constantFrom(...values.map(([, value]) => value)),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n \u00a0\"'<>&`*_[]{}\\|#\ufeff\u202e"), maxLength: 20 }),
    fc.constantFrom("𝒳", "\ud800", "\udc00", "é", "漢", "🙂").map((unit) => unit.repeat(300)),
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(""));
  const told = fc.constantFrom<ToldKind>(...toldKinds);
  const subject = fc.constantFrom<Finding>(...sampleNames.map((name) => findings[name]), errorsSinceLastMail);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(subject, told), { minLength: 1, maxLength: 3 }),
      fc.array(text, { minLength: 1, maxLength: 7 }),
      fc.constantFrom("en" as const, "nl" as const),
      (about, pool, language) => {
        let at = 0;
        const pick = () => pool[at++ % pool.length] ?? "";
        const transitions = about.map(([finding, kind]) => makeTransition(finding, kind));
        expectHarmless(poisonNotification(makeNotification(transitions, language), pick), optionsWith(pick));
      },
    ),
    { numRuns: 150 },
  );
});

test("a value that says much everywhere does say it: the fields are really poisoned", () => {
  const pick = () => "POISON";
  const poisoned = poisonNotification(
    makeNotification([makeTransition(errorsSinceLastMail, "reminder")]),
    pick,
  );
  expect(JSON.stringify(poisoned).match(/POISON/g)?.length).toBeGreaterThan(150);
  const { text, html, attachments } = renderMail(poisoned, optionsWith(pick));
  for (const part of [text, html, attachments[0]?.content])
    expect(part?.match(/POISON/g)?.length).toBeGreaterThan(40);
  for (const part of [renderCard(poisoned, optionsWith(pick)), renderPayload(poisoned, optionsWith(pick))])
    expect(part.match(/POISON/g)?.length).toBeGreaterThan(5);
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
  expect(mail.text).toContain("and 8,950 more");
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
