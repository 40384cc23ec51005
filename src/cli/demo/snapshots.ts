/**
 * Keeps pages of the demo's status page as files that open without a server. In: its address and a moment's name. Out:
 * HTML beside the style sheet; links between pages lead nowhere any more.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Snapshot {
  /** As in `12-00-overview`. */
  name: string;
  /** A path of the status page. */
  path: string;
  language: "en" | "nl";
}

/** Pages worth keeping: when most is wrong, and when the day is over. */
export const snapshots: { atHour: number; pages: Snapshot[] }[] = [
  {
    atHour: 12,
    pages: [
      { name: "12-00-overview", path: "/", language: "en" },
      { name: "12-00-contoso", path: "/tenants/contoso", language: "en" },
      { name: "12-00-fabrikam", path: "/tenants/fabrikam", language: "nl" },
      { name: "12-00-alerts", path: "/alerts", language: "en" },
    ],
  },
  {
    atHour: 23.5,
    pages: [
      { name: "23-30-overview", path: "/", language: "en" },
      { name: "23-30-contoso", path: "/tenants/contoso", language: "en" },
      { name: "23-30-deliveries", path: "/deliveries", language: "en" },
    ],
  },
];

export async function saveSnapshots(
  folder: string,
  address: string,
  pages: readonly Snapshot[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, path, language } of pages) {
    const html = await read(address + path, language);
    const [, style] = /<link rel="stylesheet" href="([^"]+)">/.exec(html) ?? [];
    if (style !== undefined) {
      await writeFile(join(folder, "style.css"), await read(new URL(style, address + path).href, language));
    }
    const still = html
      .replace(/<link rel="stylesheet" href="[^"]+">/, '<link rel="stylesheet" href="style.css">')
      .replace(/<link rel="icon"[^>]*>\n/, "")
      .replace(/<script[^>]*><\/script>\n/, "");
    await writeFile(join(folder, `${name}.html`), still);
  }
}

async function read(url: string, language: string): Promise<string> {
  const answer = await fetch(url, { headers: { "accept-language": language } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}
