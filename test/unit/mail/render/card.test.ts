/** The post for Teams: one adaptive card from the same document as the mail, escaped, with links, and never too large. */
import { expect, test } from "vitest";
import { languages } from "../../../../src/domain/catalog.ts";
import { escapeMarkdown } from "../../../../src/mail/render/markdown.ts";
import { renderCard } from "../../../../src/mail/render/render-card.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { renderTestPost } from "../../../../src/mail/render/test-post.ts";
import { formNames, forms, makeDigest } from "../forms.ts";
import { readHtml } from "../read-html.ts";
import {
  acknowledgeUrl,
  findings,
  incidents,
  makeEntry,
  makeNotification,
  makeTransition,
  now,
} from "../samples.ts";

const entries = (ids: string[]) => ids.map((id) => makeEntry(id));
const options = { from: "h@contoso.example", entries, now, acknowledgeUrl };

interface Card {
  type: string;
  version: string;
  lang: string;
  fallbackText: string;
  body: Record<string, unknown>[];
  actions: { type: string; title: string; url: string }[];
}

function cardOf(body: string): Card {
  const message = JSON.parse(body);
  expect(message.type).toBe("message");
  expect(message.attachments).toHaveLength(1);
  expect(message.attachments[0].contentType).toBe("application/vnd.microsoft.card.adaptive");
  return message.attachments[0].content;
}

const plain = (markdown: string) => markdown.replace(/\\(.)/g, "$1");
const saysOf = (card: Card) => plain(JSON.stringify(card.body).replaceAll("\\\\", "\\"));

test("one alert: severity in words and colour, tenant, facts, first steps, links", () => {
  const card = cardOf(
    renderCard(makeNotification([makeTransition(findings["job-quarantine"], "raised")]), options),
  );
  expect(card).toMatchObject({ type: "AdaptiveCard", version: "1.4", lang: "en" });
  expect(card.body[0]).toMatchObject({
    type: "Container",
    style: "attention",
    items: [
      { text: "Critical" },
      {
        text: "Provisioning for corp.contoso.example is in quarantine – AzureActiveDirectoryInvalidCredential",
      },
      { text: "Contoso B.V. \\[contoso.onmicrosoft.com\\]" },
    ],
  });
  const facts = card.body.find(({ type }) => type === "FactSet")?.facts;
  expect(facts).toContainEqual({ title: "Raised", value: "January 24, 2025 03:00 UTC" });
  expect(facts).toContainEqual({ title: "Configuration", value: "corp.contoso.example" });
  expect(saysOf(card)).toContain("(1) On the sync server, run `Get-ADSyncScheduler`");
  expect(card.actions).toEqual([
    { type: "Action.OpenUrl", title: "Acknowledge this alert", url: acknowledgeUrl, style: "positive" },
    {
      type: "Action.OpenUrl",
      title: "About AzureActiveDirectoryInvalidCredential",
      url: "https://learn.microsoft.com/entra/identity/hybrid/",
    },
  ]);
});

test("an end: how it is now, in green, and nothing to acknowledge", () => {
  const card = cardOf(
    renderCard(makeNotification([makeTransition(findings["job-paused"], "resolved")], "nl"), options),
  );
  expect(card.body[0]).toMatchObject({ style: "good", items: [{ text: "Opgelost" }, {}, {}] });
  expect(saysOf(card)).toContain("De taak is weer in dienst.");
  expect(card.actions).toEqual([]);
});

test("several: each of them by title, the worst with its facts", () => {
  const says = saysOf(cardOf(renderCard(forms.several?.("en") ?? expect.fail(), options)));
  expect(says).toContain("4 alerts – 2 new, 1 changed, 1 resolved");
  expect(says).toContain("(4) Resolved: No recent password hash synchronization");
  expect(says).toContain("MO987654");
});

test("many tenants: which ones, as far as there is room", () => {
  const says = saysOf(cardOf(renderCard(makeDigest(37, ["raised"], "en"), options)));
  expect(says).toContain("37 tenants: No recent synchronization");
  expect(says).toContain("customer30.onmicrosoft.com and 7 more");
});

test.each(languages.flatMap((language) => formNames.map((name) => ({ name, language }))))(
  "$name, $language: fits, and says in text what the mail says in its title",
  ({ name, language }) => {
    const notification = forms[name]?.(language) ?? expect.fail();
    const body = renderCard(notification, options);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(25_000);
    const { html } = renderMail(notification, options);
    const title = readHtml(html).find(({ tag }) => tag === "h1")?.text ?? expect.fail();
    expect(plain(cardOf(body).fallbackText)).toContain(title);
  },
);

test("what takes four bytes a character is cut until it fits", () => {
  const long = "\\".repeat(2_000);
  const pattern = makeEntry("x");
  const words = { ...pattern.text.en, remedy: [long, long, long] };
  const url = `https://learn.microsoft.com/${"a".repeat(1_500)}`;
  const entry = { ...pattern, url, text: { en: words, nl: words } };
  const profile = { displayName: long, initialDomain: long, preferredLanguage: null };
  const digest = makeDigest(60, ["raised"], "en");
  const body = renderCard(
    {
      ...digest,
      tenants: digest.tenants.map((tenant) => ({ ...tenant, profile })),
      incidents: incidents.map((incident) => ({ ...incident, id: long, title: long, service: long })),
    },
    { ...options, entries: () => [entry], host: long },
  );
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(25_000);
  expect(cardOf(body).body.length).toBeGreaterThan(4);
});

test.each([
  ["svc_scan_01", "svc\\_scan\\_01"],
  ["[x](https://evil.example)", "\\[x\\](https://evil.example)"],
  ["**bold** `code`", "\\*\\*bold\\*\\* \\`code\\`"],
  ["# heading", "\\# heading"],
  ["- item", "\\- item"],
  ["1. item", "1\\. item"],
  ["{{DATE(x)}}", "\\{\\{DATE(x)\\}\\}"],
  ["<at>all</at>", "\\<at\\>all\\</at\\>"],
  ["6f0c3a52-5c2e", "6f0c3a52-5c2e"],
  ["contoso.onmicrosoft.com", "contoso.onmicrosoft.com"],
])("Markdown: %s", (text, wanted) => expect(escapeMarkdown(text)).toBe(wanted));

test("a test post says that it is one, as a card and as JSON", () => {
  const common = { id: "t-1", language: "en" as const, host: "mgmt_01", now };
  const card = cardOf(renderTestPost({ ...common, form: "teams" }));
  expect(saysOf(card)).toContain("Test message from sync-health-monitor on mgmt_01.");
  expect(JSON.parse(renderTestPost({ ...common, form: "webhook" }))).toMatchObject({
    version: 1,
    id: "t-1",
    test: true,
    events: [],
  });
});
