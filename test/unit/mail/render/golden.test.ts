/** Every mail as it is, in both languages, against golden files; a changed word shows as a changed file. */
import { expect, test } from "vitest";
import { createCatalog } from "../../../../src/catalog/load.ts";
import { languages } from "../../../../src/domain/catalog.ts";
import type { Notification } from "../../../../src/domain/notification.ts";
import { type RenderOptions, renderMail } from "../../../../src/mail/render/render-mail.ts";
import { formNames, forms } from "../forms.ts";
import {
  acknowledgeUrl,
  findings,
  makeEntry,
  makeNotification,
  makeTransition,
  now,
  type SampleName,
  sampleNames,
} from "../samples.ts";

const ids = [...new Set(sampleNames.flatMap((name) => findings[name].catalogIds)), "unknown"];
const catalog = createCatalog(ids.map((id) => makeEntry(id)));
const entries = (wanted: string[]) => wanted.map((id) => catalog.entry(id));
const options: RenderOptions = {
  from: "Sync health <h@contoso.example>",
  entries,
  now,
  timeZone: "Europe/Amsterdam",
  acknowledgeUrl,
};
const bare: RenderOptions = { from: "h@contoso.example", entries, now };

const kinds = ["raised", "changed", "resolved"] as const;
const rows = sampleNames.flatMap((name) =>
  kinds.flatMap((kind) => languages.map((language) => ({ name, kind, language }))),
);

test.each(rows)("$name $kind $language", async ({ name, kind, language }) => {
  const notification = makeNotification([makeTransition(findings[name], kind)], language);
  // The html of one state and language is enough to hold a finding's form; the words are in the text part.
  await holdMail(notification, `${name}-${kind}-${language}`, kind === "raised" && language === "en");
});

/** A reminder differs from a raise by its reason alone. */
const reminded = ["sync-stale-critical", "credential-expiry-connect"] satisfies SampleName[];
const reminderRows = reminded.flatMap((name) => languages.map((language) => ({ name, language })));

test.each(reminderRows)("$name reminder $language", async ({ name, language }) => {
  const notification = makeNotification([makeTransition(findings[name], "reminder")], language);
  await holdMail(notification, `${name}-reminder-${language}`, false);
});

test.each(languages)("a drop that is taken as normal says that nothing came back, %s", async (language) => {
  const transition = makeTransition(findings["synced-objects-drop"], "resolved", "level-accepted");
  await holdMail(makeNotification([transition], language), `synced-objects-drop-accepted-${language}`, false);
});

const gone = [
  "job-failing",
  "federation-certificate",
  "credential-expiry-connect",
  "blind-probe",
] satisfies SampleName[];
const goneRows = gone.flatMap((name) => languages.map((language) => ({ name, language })));

test.each(goneRows)("what became of $name when it is gone, $language", async ({ name, language }) => {
  const transition = makeTransition(findings[name], "resolved", "subject-gone");
  await holdMail(makeNotification([transition], language), `${name}-gone-${language}`, false);
});

const formRows = formNames.flatMap((name) => languages.map((language) => ({ name, language })));

test.each(formRows)("$name, $language", async ({ name, language }) => {
  const notification = forms[name]?.(language) ?? expect.fail();
  await holdMail(notification, `${name}-${language}`, language === "en");
});

async function holdMail(notification: Notification, name: string, holdHtml: boolean): Promise<void> {
  const mail = renderMail(notification, options);
  const file = `../../../fixtures/mail/${name}`;
  const headers = Object.entries({
    Subject: mail.subject,
    ...(mail.inReplyTo && { "In-Reply-To": mail.inReplyTo }),
    ...mail.headers,
    ...(mail.attachments.length > 0 && {
      Attached: mail.attachments.map(({ filename }) => filename).join(", "),
    }),
  }).map(([header, value]) => `${header}: ${value}`);
  await expect([...headers, "", mail.text].join("\n")).toMatchFileSnapshot(`${file}.txt`);
  if (holdHtml) await expect(mail.html).toMatchFileSnapshot(`${file}.html`);
  for (const { content } of mail.attachments.filter(({ content: { length } }) => holdHtml && length < 20_000))
    await expect(content.replace("\ufeff", "").replaceAll("\r\n", "\n")).toMatchFileSnapshot(`${file}.csv`);
  expect(Buffer.byteLength(mail.html)).toBeLessThan(100 * 1024);
  expect(mail.html).toContain(`lang="${notification.language}"`);
}

test("a password hash job is told apart from the job for objects, and so is its damage", () => {
  const finding = findings["job-quarantine"];
  const hashes = { ...finding, facts: { ...finding.facts, jobKind: "AD2AADPasswordHash" as const } };
  for (const [language, words, damage] of [
    ["en", "corp.contoso.example (password hashes)", "New and changed passwords of this domain"],
    ["nl", "corp.contoso.example (wachtwoordhashes)", "Nieuwe en gewijzigde wachtwoorden uit dit domein"],
  ] as const) {
    const mail = renderMail(makeNotification([makeTransition(hashes, "raised")], language), bare);
    expect(mail.subject).toContain(words);
    expect(mail.text.replace(/\s+/g, " ")).toContain(damage);
  }
});

test("Microsoft's ids stand on their own", () => {
  const finding = findings["job-failing"];
  const errorIds = {
    traceId: "t-1",
    correlationId: "c-2",
    trackingId: "k-3",
    timestamp: "2021-01-12 21:08:29Z",
  };
  const withIds = { ...finding, facts: { ...finding.facts, errorIds } };
  const { text } = renderMail(makeNotification([makeTransition(withIds, "raised")]), bare);
  for (const line of ["Trace ID: t-1", "Correlation ID: c-2", "Tracking ID: k-3"])
    expect(text).toContain(line);
});

test("year 0001, nulls and missing dates are never shown as dates", () => {
  const finding = findings["job-quarantine"];
  const facts = {
    ...finding.facts,
    lastSuccessAt: null,
    seriesBeganAt: null,
    nextAttemptAt: null,
    disableAt: null,
  };
  const { text, html } = renderMail(
    makeNotification([makeTransition({ ...finding, facts }, "raised")]),
    bare,
  );
  expect(text + html).not.toMatch(/1970|0001|Invalid Date|NaN|\bnull\b|undefined/);
});
