/** Writes sample mails (html, text and an index) to the folder given as argument; no tenant and no network needed. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadCatalog } from "../src/catalog/load.ts";
import { transitionKinds } from "../src/domain/alert.ts";
import { type Catalog, type CatalogEntry, languages } from "../src/domain/catalog.ts";
import type { Finding } from "../src/domain/finding.ts";
import type { Notification } from "../src/domain/notification.ts";
import { escapeHtml } from "../src/mail/render/html.ts";
import { renderMail } from "../src/mail/render/render-mail.ts";
import { findings, makeNotification, makeTransition, now, sampleNames } from "../test/unit/mail/samples.ts";

const folder = process.argv[2] ?? "./demo-output/gallery";
const catalog = await loadCatalog();
const listed: { file: string; subject: string }[] = [];

mkdirSync(folder, { recursive: true });
for (const language of languages) {
  for (const kind of transitionKinds) {
    for (const name of sampleNames)
      write(
        `${name}-${kind}-${language}`,
        makeNotification([makeTransition(findings[name], kind)], language),
      );
  }
  const several = [
    makeTransition(findings["job-quarantine"], "raised"),
    makeTransition(findings["job-failing"], "changed", "code-changed"),
    makeTransition(findings["password-hash-sync-stale"], "resolved"),
  ];
  write(`several-${language}`, makeNotification(several, language));
}
writeFileSync(join(folder, "index.html"), indexPage());
process.stdout.write(`${listed.length} mails in ${folder}\n`);

function write(file: string, notification: Notification): void {
  const mail = renderMail(notification, {
    from: "Sync health <sync-health@contoso.example>",
    entries: (ids) => ids.flatMap((id) => explain(id, notification)),
    now,
    host: "mgmt01.contoso.example",
    timeZone: "Europe/Amsterdam",
  });
  writeFileSync(join(folder, `${file}.html`), mail.html);
  writeFileSync(join(folder, `${file}.txt`), `Subject: ${mail.subject}\n\n${mail.text}`);
  listed.push({ file, subject: mail.subject });
}

/** The samples name entries by code or finding; an id that the catalog words otherwise is found by matching. */
function explain(id: string, { transitions }: Notification): CatalogEntry[] {
  const known = catalog.entries.find((entry) => entry.id.toLowerCase() === id.toLowerCase());
  if (known) return [known];
  const finding = transitions
    .map(({ alert }) => alert.last)
    .find(({ catalogIds }) => catalogIds.includes(id));
  return finding ? [bestMatch(catalog, finding, id)] : [];
}

function bestMatch(from: Catalog, finding: Finding, id: string): CatalogEntry {
  const message = "errorMessage" in finding.facts ? finding.facts.errorMessage : null;
  const [match] = from.match({ code: id, message });
  return match ? match.entry : from.entry("unknown");
}

function indexPage(): string {
  const items = listed.map(
    ({ file, subject }) =>
      `<li><a href="${file}.html">${escapeHtml(subject)}</a> (<a href="${file}.txt">text</a>)</li>`,
  );
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Sample mails</title><h1>Sample mails</h1><ul>${items.join("\n")}</ul></html>\n`;
}
