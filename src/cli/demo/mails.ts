/** Keeps the demo's mails where people can open them: .eml for a mail program, .html for a browser, .txt for a pager. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { InboxMessage } from "../../simulator/inbox.ts";
import type { ExpectedNews } from "./story.ts";

export interface SavedMail {
  subject: string;
  /** What it tells of, one by one: a mail may be about several alerts. */
  news: ExpectedNews[];
  /** File name without ending, in the folder `mails`. */
  file: string;
}

export async function saveMail(folder: string, number: number, message: InboxMessage): Promise<SavedMail> {
  const { parsed, raw } = message;
  const list = (name: string) => String(parsed.headers.get(name) ?? "").split(/, */);
  const [findings, states] = [list("x-sync-health-finding"), list("x-sync-health-state")];
  const news = list("x-sync-health-tenant").map((tenant, index) => ({
    tenant,
    finding: findings[index] ?? "",
    state: states[index] ?? "",
  }));
  const [first] = news;
  const about = news.length > 1 ? `${news.length}-alerts` : `${first?.tenant}-${first?.finding}`;
  const name = `${String(number).padStart(2, "0")}-${about}-${first?.state}`;
  const file = name.replace(/[^a-z0-9-]/gi, "_");
  await writeFile(join(folder, `${file}.eml`), raw);
  await writeFile(join(folder, `${file}.html`), parsed.html || "");
  await writeFile(join(folder, `${file}.txt`), parsed.text ?? "");
  return { subject: parsed.subject ?? "", news, file };
}

export async function writeMailIndex(path: string, mails: readonly SavedMail[]): Promise<void> {
  const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const rows = mails.map(
    ({ subject, file }) =>
      `<li><a href="mails/${file}.html">${escapeHtml(subject)}</a> (<a href="mails/${file}.txt">text</a>, <a href="mails/${file}.eml">eml</a>)</li>`,
  );
  await writeFile(
    path,
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mails of the demo</title><style>:root{color-scheme:light dark}body{font:1rem/1.6 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}</style><h1>Mails of the demo</h1><ol>${rows.join("")}</ol></html>\n`,
  );
}
