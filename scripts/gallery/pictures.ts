/** Pictures of mails as readers see them: in goes a folder of html files, out come PNG files beside them. */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";

export const views = {
  phone: { width: 320, colorScheme: "light" },
  desktop: { width: 800, colorScheme: "light" },
  dark: { width: 800, colorScheme: "dark" },
} as const;
export type View = keyof typeof views;
export const viewNames = Object.keys(views) as View[];

export function pictureName(file: string, view: View): string {
  return `${file}.${view}.png`;
}

/** Resolves with the files that are wider than their view: a reader would have to scroll sideways. */
export async function takePictures(browser: Browser, folder: string, files: string[]): Promise<string[]> {
  const tooWide = await Promise.all(viewNames.map((view) => takeView(browser, folder, files, view)));
  return tooWide.flat();
}

async function takeView(browser: Browser, folder: string, files: string[], view: View): Promise<string[]> {
  const tooWide: string[] = [];
  const { width, colorScheme } = views[view];
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  for (const file of files) {
    await page.goto(pathToFileURL(resolve(folder, `${file}.html`)).href);
    if (((await page.evaluate("document.documentElement.scrollWidth")) as number) > width) {
      tooWide.push(`${file} (${view})`);
    }
    await page.screenshot({ path: join(folder, pictureName(file, view)), fullPage: true });
  }
  await context.close();
  return tooWide;
}

/** One picture of a whole page. */
export async function takeSheet(
  browser: Browser,
  page: string,
  picture: string,
  width: number,
): Promise<void> {
  const tab = await browser.newPage({ viewport: { width, height: 800 } });
  await tab.goto(pathToFileURL(resolve(page)).href, { waitUntil: "load" });
  await tab.screenshot({ path: picture, fullPage: true });
  await tab.close();
}
