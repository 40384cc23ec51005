/** On a real screen of 320 pixels, in either language: nothing to scroll sideways, and no text too small to read. */
import type { Browser } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { languages } from "../../../../src/domain/catalog.ts";
import type { Notification } from "../../../../src/domain/notification.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { startBrowser } from "../../../support/browser.ts";
import { formNames, forms } from "../forms.ts";
import {
  acknowledgeUrl,
  findings,
  makeEntry,
  makeNotification,
  makeTransition,
  now,
  sampleNames,
} from "../samples.ts";

const started = await startBrowser();
const browser: Browser | null = started.browser;
afterAll(() => browser?.close());

const entries = (ids: string[]) => ids.map((id) => makeEntry(id));
const options = { from: "h@contoso.example", entries, now, acknowledgeUrl, timeZone: "Europe/Amsterdam" };

const measure = `(() => {
  const shown = [...document.querySelectorAll("h1,h2,h3,h4,p,li,td,th,a,span")].filter((e) => e.offsetParent && e.innerText.trim());
  return {
    width: document.documentElement.scrollWidth,
    smallest: Math.min(...shown.map((e) => Number.parseFloat(getComputedStyle(e).fontSize))),
  };
})()`;

test.skipIf(browser === null).each(languages)("every raise and every form, %s", async (language) => {
  const page = await (browser ?? expect.fail()).newPage({ viewport: { width: 320, height: 800 } });
  const mails: [string, Notification][] = [
    ...sampleNames.map((name): [string, Notification] => [
      name,
      makeNotification([makeTransition(findings[name], "raised")], language),
    ]),
    ...formNames.map((name): [string, Notification] => [name, forms[name]?.(language) ?? expect.fail()]),
  ];
  for (const [name, notification] of mails) {
    await page.setContent(renderMail(notification, options).html);
    const { width, smallest } = (await page.evaluate(measure)) as { width: number; smallest: number };
    expect(width, name).toBe(320);
    expect(smallest, name).toBeGreaterThanOrEqual(12);
  }
  await page.close();
});
