/**
 * Every page in a real browser: on a phone and on a desk, light and dark, in both languages, by keyboard, without scripts,
 * and looked over by axe. The pictures are kept in test-results/pages.
 */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minute } from "../../src/domain/instant.ts";
import { startBrowser } from "../support/browser.ts";
import { type ServedPages, startPages } from "../support/status-pages.ts";

const pictures = resolve(import.meta.dirname, "../../test-results/pages");
const screens = {
  phone: { width: 360, height: 780 },
  desk: { width: 1280, height: 900 },
  wall: { width: 1920, height: 1080 },
} as const;

let browser: Browser;
let pages: ServedPages;

beforeAll(async () => {
  const started = await startBrowser();
  if (!started.browser) throw new Error(`no browser: ${started.reasons.join("; ")}`);
  browser = started.browser;
  pages = await startPages();
  await mkdir(pictures, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
  await pages?.close();
});

interface Opened {
  page: Page;
  context: BrowserContext;
  /** What the browser complained of: a style or script that the policy kept out, a request that failed. */
  said: string[];
}

async function open(
  path: string,
  options: Parameters<Browser["newContext"]>[0] & { address?: string } = {},
): Promise<Opened> {
  const { address = pages.address, ...rest } = options;
  const context = await browser.newContext({ viewport: screens.desk, locale: "en", ...rest });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("requestfailed", (request) => said.push(`${request.url()} failed`));
  await page.goto(address + path);
  return { page, context, said };
}

/** What axe finds serious or critical, in a line each. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run({ iframes: false })")) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

const walks: [name: string, path: () => string][] = [
  ["overview", () => "/"],
  ["tenant", () => "/tenants/contoso"],
  ["tenant-year", () => "/tenants/contoso?span=year"],
  ["tenant-unseen", () => "/tenants/northwind"],
  ["alerts", () => "/alerts"],
  ["alert", () => `/alerts/${pages.alertId}`],
  ["deliveries", () => "/deliveries"],
  ["delivery", () => `/deliveries/${pages.deliveryId}`],
  ["muted", () => "/muted"],
  ["catalog", () => "/catalog"],
  ["catalog-entry", () => "/catalog/HybridIdentityServiceNoActiveAgents"],
  ["not-found", () => "/tenants/nobody"],
];

describe.each(walks)("%s", (name, path) => {
  describe.each(["phone", "desk"] as const)("%s", (screen) => {
    test.each([
      ["light", "en"],
      ["light", "nl"],
      ["dark", "en"],
      ["dark", "nl"],
    ] as const)("%s, %s", async (colorScheme, locale) => {
      const { page, context, said } = await open(path(), {
        viewport: screens[screen],
        colorScheme,
        locale,
      });
      expect(await page.locator("html").getAttribute("lang")).toBe(locale);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(screens[screen].width);
      expect(await page.locator("h1").count()).toBe(1);
      if (name === "delivery") await page.frameLocator("iframe").locator("body").first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      const allowed = name === "not-found" ? /status of 404/ : /(?!)/;
      expect(said.filter((text) => !allowed.test(text))).toEqual([]);
      await page.screenshot({
        path: join(pictures, `${name}-${screen}-${colorScheme}-${locale}.png`),
        fullPage: true,
      });
      await context.close();
    });
  });
});

test("the mail is shown in its frame, where it can run and load nothing", async () => {
  const { page, context, said } = await open(`/deliveries/${pages.deliveryId}`);
  const frame = page.locator("iframe");
  expect(await frame.getAttribute("sandbox")).toBe("allow-popups allow-popups-to-escape-sandbox");
  await frame.scrollIntoViewIfNeeded();
  const body = page.frameLocator("iframe").locator("body");
  await body.getByText("Provisioning for corp.contoso.example is in quarantine").first().waitFor();
  const answer = await page.request.get(`${pages.address}/deliveries/${pages.deliveryId}/mail`);
  expect(answer.headers()["content-security-policy"]).toMatch(
    /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
  );
  expect(said).toEqual([]);
  await context.close();
});

test("a wall of many tenants", async () => {
  const many = await startPages({ more: 60 });
  const { page, context, said } = await open("/", {
    address: many.address,
    viewport: screens.wall,
    colorScheme: "dark",
  });
  expect(await page.locator(".card").count()).toBe(63);
  expect(said).toEqual([]);
  await page.screenshot({ path: join(pictures, "wall.png") });
  await context.close();
  await many.close();
});

describe("without scripts", () => {
  test.each(walks)("%s is read all the same", async (_name, path) => {
    const { page, context } = await open(path(), { javaScriptEnabled: false });
    expect(await page.locator("h1").count()).toBe(1);
    expect((await page.locator("main").textContent())?.length).toBeGreaterThan(40);
    await context.close();
  });

  test("the search and the tiles of the overview work", async () => {
    const { page, context } = await open("/", { javaScriptEnabled: false });
    await page.getByRole("searchbox").fill("contoso");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=contoso/);
    expect(await page.locator(".card").count()).toBe(1);
    await page.getByRole("link", { name: /In order/ }).click();
    await page.waitForURL(/state=ok/);
    expect(await page.locator("#results").textContent()).toBe("No tenant is like that.");
    await context.close();
  });
});

describe("by keyboard", () => {
  test("the first stop leads past the navigation, and every stop is seen", async () => {
    const { page, context } = await open("/");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press("Tab");
      const style = "getComputedStyle(document.activeElement)";
      expect(await page.evaluate(`${style}.outlineStyle`)).toBe("solid");
    }
    await context.close();
  });

  test("from the overview to a tenant, to its worst alert, and back", async () => {
    const { page, context } = await open("/");
    await page.getByRole("link", { name: "Contoso B.V." }).focus();
    await Promise.all([page.waitForURL(/tenants\/contoso$/), page.keyboard.press("Enter")]);
    await page.locator("#open + ul a, section[aria-labelledby=open] a").first().focus();
    await Promise.all([page.waitForURL(/alerts\//), page.keyboard.press("Enter")]);
    await page.goBack();
    expect(page.url()).toMatch(/tenants\/contoso$/);
    await context.close();
  });
});

describe("where scripts run", () => {
  test("times tick", async () => {
    const { page, context } = await open("/");
    await page.clock.install();
    await page.reload();
    const said = () => page.locator("#age time").textContent();
    const before = await said();
    expect(before).toMatch(/ago$/);
    // The page stays away from the server, so that what changes is its own doing.
    await page.route("**/*", (route) => route.abort());
    await page.clock.fastForward(10 * minute);
    expect(await said()).not.toBe(before);
    await context.close();
  });

  test("the overview is searched while one types, and keeps the focus", async () => {
    const { page, context } = await open("/");
    await page.getByRole("searchbox").pressSequentially("fabri");
    await page.waitForURL(/q=fabri/);
    await page.locator(".card").nth(0).getByText("fabrikam.onmicrosoft.com").waitFor();
    expect(await page.locator(".card").count()).toBe(1);
    expect(await page.evaluate("document.activeElement.value")).toBe("fabri");
    await context.close();
  });

  test("what is typed while an answer is on its way is not lost, nor overtaken by a refresh", async () => {
    const { page, context } = await open("/");
    const held = Promise.withResolvers<void>();
    const asked = page.waitForRequest(/q=fab$/);
    await page.route(/q=fab$/, async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.getByRole("searchbox").pressSequentially("fab");
    await asked;
    await page.getByRole("searchbox").pressSequentially("ri");
    held.resolve();
    await page.waitForURL(/q=fabri$/);
    expect(await page.getByRole("searchbox").inputValue()).toBe("fabri");
    expect(await page.getByRole("link", { name: "Nederlands" }).getAttribute("href")).toMatch(/q=fab/);
    await context.close();
  });

  test("a page that hangs on a wall shows what is new, and what a reader opened stays open", async () => {
    const own = await startPages();
    const { page, context } = await open("/tenants/contoso", { address: own.address });
    await page.clock.install();
    await page.reload();
    await page.locator("summary").click();
    const first = own.world.standings[0];
    if (first) own.world.standings[0] = { ...first, displayName: "Contoso Renamed" };
    await page.clock.fastForward(35_000);
    await page.getByRole("heading", { name: "Contoso Renamed" }).waitFor();
    expect(await page.locator("details").first().getAttribute("open")).toBe("");
    await context.close();
    await own.close();
  });

  test("when the monitor no longer answers, the page says so, and takes it back", async () => {
    const { page, context } = await open("/");
    await page.clock.install();
    await page.reload();
    const notice = page.getByRole("alert").filter({ hasText: "does not answer" });
    expect(await notice.count()).toBe(0);
    await page.route("**/*", (route) => route.abort());
    await page.clock.fastForward(35_000);
    await notice.waitFor();
    await page.unroute("**/*");
    await page.clock.fastForward(35_000);
    await notice.waitFor({ state: "hidden" });
    // A proxy that wants another sign-in answers well, and is not the monitor.
    await page.route("**/*", (route) =>
      route.fulfill({ contentType: "text/html", body: "<form>log in</form>" }),
    );
    await page.clock.fastForward(35_000);
    await notice.waitFor();
    expect(await page.title()).not.toBe("");
    await context.close();
  });
});

test("a language once chosen is kept, and the address needs to say it only once", async () => {
  const { page, context } = await open("/");
  await page.getByRole("link", { name: "Nederlands" }).click();
  await page.waitForURL(/lang=nl/);
  await page.goto(`${pages.address}/muted`);
  expect(await page.locator("html").getAttribute("lang")).toBe("nl");
  await context.close();
});

test("nothing is loaded from elsewhere, and all scripts together are below 50 KB", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const loaded = new Map<string, number>();
  page.on("response", async (response) => loaded.set(response.url(), (await response.body()).length));
  await page.goto(`${pages.address}/`, { waitUntil: "networkidle" });
  expect([...loaded.keys()].filter((url) => !url.startsWith(pages.address))).toEqual([]);
  const scripts = [...loaded].filter(([url]) => url.endsWith(".js")).map(([, bytes]) => bytes);
  expect(scripts).toHaveLength(1);
  expect(scripts.reduce((a, b) => a + b, 0)).toBeLessThan(50_000);
  await context.close();
});
