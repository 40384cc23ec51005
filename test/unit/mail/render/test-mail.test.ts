/** The mail of `send-test`: that it is a test, from which host, and through what; all three may be odd. */
import { expect, test } from "vitest";
import { renderTestMail } from "../../../../src/mail/render/test-mail.ts";
import { readHtml } from "../read-html.ts";
import { now } from "../samples.ts";

const options = {
  id: "t-1",
  from: "Sync health <h@contoso.example>",
  to: ["ops@contoso.example"],
  language: "en" as const,
  host: "mgmt01",
  via: "smtp, smtp.contoso.example:587",
  now,
};

test("says where it came from and which way", () => {
  const mail = renderTestMail(options);
  for (const part of [mail.text, mail.html]) {
    expect(part).toContain("on mgmt01");
    expect(part).toContain("through smtp, smtp.contoso.example:587.");
  }
  expect(mail.messageId).toBe("<t-1@contoso.example>");
  expect(renderTestMail({ ...options, language: "nl" }).text).toContain(
    "via smtp, smtp.contoso.example:587.",
  );
});

test("an odd name of a host or a way stays a word", () => {
  const { text, html } = renderTestMail({ ...options, host: "<b>\r\nx", via: "a\u202e<i>" });
  expect(text).toContain("on <b> x, sent at 2025-01-24T03:00:00.000Z through a<i>.");
  expect(readHtml(html).map(({ tag }) => tag)).toEqual(["html", "head", "meta", "title", "body", "p", "p"]);
});
