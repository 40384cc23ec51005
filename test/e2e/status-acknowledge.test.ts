/**
 * The real daemon, looked at in a real browser: from the overview to the alert by keyboard, acknowledged there; the log
 * says it at once, and the mail that tells of the end says who it was.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBrowser } from "../support/browser.ts";
import { createDaemonWorld, type DaemonWorld } from "../support/daemon.ts";

let browser: Browser;
let world: DaemonWorld;

beforeAll(async () => {
  const started = await startBrowser();
  if (!started.browser) throw new Error(`no browser: ${started.reasons.join("; ")}`);
  browser = started.browser;
  world = await createDaemonWorld({ cron: "* * * * * *" });
  await world.configure({ listen: "127.0.0.1:0" });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

test("acknowledged on the page, told in the log and in the next mail", async () => {
  const daemon = world.start();
  const { address } = await daemon.waitForLog("status.listening");
  const raised = await daemon.waitForLog("alert.raised", ({ finding }) => finding === "sync-stale");
  await daemon.waitForLog("mail.sent");

  const page = await browser.newPage();
  await page.goto(String(address));
  await page.locator(".card h2 a").first().focus();
  await Promise.all([page.waitForURL(/\/tenants\/contoso$/), page.keyboard.press("Enter")]);
  await page.locator(`a[href$="/alerts/${raised.alertId}"]`).first().focus();
  await Promise.all([page.waitForURL(/\/alerts\//), page.keyboard.press("Enter")]);
  expect(await page.locator("main").textContent()).toContain("ops@ops.example");

  await page.getByRole("radio", { name: "Acknowledge" }).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Your name").focus();
  await page.keyboard.type("Mara Lindt");
  await page.keyboard.press("Tab");
  await page.keyboard.type("the server is being restarted");
  await Promise.all([page.waitForURL(/done=/), page.keyboard.press("Enter")]);
  expect(await page.getByRole("status").first().textContent()).toContain("Acknowledged");
  expect(await page.locator(".timeline").textContent()).toContain("the server is being restarted");

  const logged = await daemon.waitForLog("alert.acknowledged");
  expect(logged).toMatchObject({
    alertId: raised.alertId,
    by: "Mara Lindt",
    words: "the server is being restarted",
    reason: "by-page",
  });

  world.tenant.resumeSync();
  await daemon.waitForLog("alert.resolved", ({ alertId }) => alertId === raised.alertId);
  const mails = await world.inbox.waitForCount(2);
  const last = mails.at(-1);
  expect(last?.parsed.subject).toMatch(/^\[Resolved\]/);
  expect(last?.parsed.text).toContain("Mara Lindt");
  expect(last?.parsed.text).toContain("the server is being restarted");

  await page.goto(`${address}/deliveries`);
  expect(await page.locator("main").textContent()).toContain("Resolved");
  expect(await daemon.stop()).toMatchObject({ code: 0 });
});
