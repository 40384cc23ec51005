/**
 * A real browser for pictures and tests: the one from the npm registry, else a Chromium of this machine. In: nothing.
 * Out: a started browser, or the reasons why none would start.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import bundled from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";
import { coerceError } from "../../src/util/coerce-error.ts";

/** Our own pages alone are opened, without scripts; a container's root can't have the sandbox. */
const args = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];
const names = ["chromium", "chromium-browser", "google-chrome", "microsoft-edge"];

export type BrowserStart = { browser: Browser } | { browser: null; reasons: string[] };

export async function startBrowser(): Promise<BrowserStart> {
  const reasons: string[] = [];
  for (const find of [() => bundled.executablePath(), findOnPath]) {
    try {
      const executablePath = await find();
      return { browser: await chromium.launch({ executablePath, args, headless: true }) };
    } catch (thrown) {
      reasons.push(coerceError(thrown).message.split("\n")[0] ?? "");
    }
  }
  return { browser: null, reasons };
}

async function findOnPath(): Promise<string> {
  const looked = names.map((name) => `command -v ${name}`).join(" || ");
  const { stdout } = await promisify(execFile)("sh", ["-c", looked]).catch(() => ({ stdout: "" }));
  const path = stdout.trim();
  if (path === "") throw new Error(`none of these is on the PATH: ${names.join(", ")}`);
  return path;
}
