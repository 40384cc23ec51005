/** The page behind a mail's link in a real browser: as narrow as a phone, in the dark, by keyboard alone. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { day } from "../../src/domain/instant.ts";
import { findingTitle } from "../../src/mail/render/subject.ts";
import { createManualClock } from "../../src/simulator/manual-clock.ts";
import { createToken } from "../../src/status/acknowledge/link.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { alertsNow, createAlert, createAlertFinding, storeAlerts } from "../support/alerts.ts";
import { startBrowser } from "../support/browser.ts";
import { type ServedPages, startPages } from "../support/status-pages.ts";

const secret = "a secret that signs links";
let browser: Browser;
let store: Store;
let server: ServedPages;
let url: string;

beforeAll(async () => {
  const started = await startBrowser();
  if (!started.browser) throw new Error(`no browser: ${started.reasons.join("; ")}`);
  browser = started.browser;
  store = await openSqliteStore(":memory:");
  const clock = createManualClock(alertsNow);
  server = await startPages({
    clock,
    acknowledge: {
      store,
      secret,
      language: "en",
      titleOf: (finding, language) => findingTitle(finding, language, clock.now()),
      onAcknowledged: () => {},
      onFailed: () => {},
    },
  });
  const name = `${"a-name-without-an-end".repeat(4)}<img src=x onerror=alert(1)>.example`;
  await storeAlerts(store, [createAlert("alert-1", { last: createAlertFinding(name) })], "told");
  const token = createToken({ notificationId: "told", expiresAt: alertsNow + day }, secret);
  url = `${server.address}/acknowledge/${token}`;
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await store?.close();
});

const groundOf = (page: Page) => page.evaluate("getComputedStyle(document.body).backgroundColor");

test.each(["light", "dark"] as const)(
  "%s: fits a phone, with its colours, and nothing is refused",
  async (colorScheme) => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 }, colorScheme });
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await page.goto(url);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    expect(await groundOf(page)).toBe(colorScheme === "dark" ? "rgb(20, 23, 26)" : "rgb(243, 244, 246)");
    expect(await page.locator("img").count()).toBe(0);
    // The content security policy would complain of a style or a script that it kept out.
    expect(said).toEqual([]);
    await page.close();
  },
);

test("by keyboard alone: the choice, the name, the reason, and off", async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await page.goto(url);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Mara");
  await page.keyboard.press("Tab");
  // Who goes by keyboard must see where they are.
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
  await page.keyboard.type("the certificate is on its way");
  await page.keyboard.press("Tab");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  expect(await page.getByRole("status").textContent()).toContain("Silenced until 2026-09-14 12:00 UTC");
  expect(await store.silences(alertsNow)).toMatchObject([
    { subjectKey: expect.stringContaining("a-name"), by: "Mara", reason: "the certificate is on its way" },
  ]);
  await page.close();
});
