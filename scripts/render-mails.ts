/**
 * The gallery: writes every sample mail (html, text, files) and pictures of them to the folder given as argument, with
 * index.html to see all at once and a contact sheet for each language. No tenant and no network needed.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { languages } from "../src/domain/catalog.ts";
import { startBrowser } from "../test/support/browser.ts";
import { galleryPage, sheetPage } from "./gallery/pages.ts";
import { takePictures, takeSheet } from "./gallery/pictures.ts";
import { type SampleMail, sampleMails } from "./gallery/sample-mails.ts";

const folder = process.argv[2] ?? "./demo-output/gallery";
const sheetWidth = 2_500;

mkdirSync(folder, { recursive: true });
const mails = await sampleMails();
for (const mail of mails) writeParts(mail);
say(`${mails.length} mails in ${folder}`);

const started = await startBrowser();
if (started.browser) {
  await picture(started.browser);
  await started.browser.close();
} else {
  say("No pictures could be made, for no browser would start:");
  for (const reason of started.reasons) say(`  ${reason}`);
}
writeFileSync(join(folder, "index.html"), galleryPage("Sample mails", mails, started.browser !== null));
say(`See ${join(folder, "index.html")}`);

function writeParts({ file, mail }: SampleMail): void {
  const write = (ending: string, content: string) =>
    writeFileSync(join(folder, `${file}.${ending}`), content);
  write("html", mail.html);
  write("txt", `Subject: ${mail.subject}\n\n${mail.text}`);
  for (const { filename, content } of mail.attachments) write(filename, content);
}

async function picture(browser: Browser): Promise<void> {
  const files = mails.filter(({ isPictured }) => isPictured).map(({ file }) => file);
  const tooWide = await takePictures(browser, folder, files);
  for (const language of languages) {
    const page = join(folder, `sheet-${language}.html`);
    const own = mails.filter((mail) => mail.language === language);
    writeFileSync(page, sheetPage(`Sample mails, ${language}`, own));
    await takeSheet(browser, page, join(folder, `contact-sheet-${language}.png`), sheetWidth);
    rmSync(page);
  }
  say(`Pictures of ${files.length} mails, and one contact sheet for each language`);
  for (const name of tooWide) say(`  wider than its screen: ${name}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
