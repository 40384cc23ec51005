/** On the wire: what is rendered is read back by a mail parser as it was, in lines that every server takes. */
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { languages } from "../../../../src/domain/catalog.ts";
import type { Mail } from "../../../../src/domain/notification.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { composeMessage } from "../../../../src/mail/transports/message.ts";
import { formNames, forms, makeDigest, manyErrors } from "../forms.ts";
import { acknowledgeUrl, makeEntry, makeNotification, makeTransition, now } from "../samples.ts";

const entries = (ids: string[]) => ids.map((id) => makeEntry(id));
const options = { from: "Sync health <h@contoso.example>", entries, now, acknowledgeUrl };

/** The parser decodes only headers that it knows: RFC 2047 for the others. */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_all, encoding: string, word: string) =>
      encoding.toUpperCase() === "B"
        ? Buffer.from(word, "base64").toString("utf8")
        : Buffer.from(
            word
              .replaceAll("_", " ")
              .replace(/=([0-9A-F]{2})/g, (_hex, code: string) =>
                String.fromCharCode(Number.parseInt(code, 16)),
              ),
            "latin1",
          ).toString("utf8"),
    );
}

async function expectReadBack(mail: Mail): Promise<void> {
  const bytes = await composeMessage(mail);
  const lines = bytes.toString("latin1").split("\r\n");
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: only seven bits travel everywhere.
  expect(bytes.toString("latin1")).toMatch(/^[\u0000-\u007f]*$/);
  const parsed = await simpleParser(bytes);
  expect(parsed.subject).toBe(mail.subject);
  expect(parsed.messageId).toBe(mail.messageId);
  expect(parsed.inReplyTo ?? null).toBe(mail.inReplyTo);
  expect([parsed.references ?? []].flat()).toEqual(mail.references);
  for (const [name, value] of Object.entries(mail.headers)) {
    expect(decodeWords(String(parsed.headers.get(name.toLowerCase()))), name).toBe(value);
  }
  expect(parsed.text?.trimEnd()).toBe(mail.text.trimEnd());
  expect(parsed.html === false ? "" : parsed.html?.trimEnd()).toBe(mail.html.trimEnd());
  expect(parsed.attachments.map(({ filename }) => filename)).toEqual(
    mail.attachments.map(({ filename }) => filename),
  );
  for (const [at, { content, contentType }] of parsed.attachments.entries()) {
    expect(contentType).toBe("text/csv");
    expect(content.toString("utf8")).toBe(mail.attachments[at]?.content);
  }
}

test.each(languages.flatMap((language) => formNames.map((name) => ({ name, language }))))(
  "$name, $language",
  async ({ name, language }) => {
    await expectReadBack(renderMail(forms[name]?.(language) ?? expect.fail(), options));
  },
);

test("two thousand tenants", async () => {
  await expectReadBack(renderMail(makeDigest(2_000, ["raised", "resolved"], "nl"), options));
});

test("the longest list that a mail can carry fits what Graph takes: 4 MB, the whole mail in base64", async () => {
  const mail = renderMail(makeNotification([makeTransition(manyErrors(12_000), "raised")]), options);
  const bytes = await composeMessage(mail);
  expect(bytes.toString("base64").length).toBeLessThan(4 * 1024 * 1024);
});
