/** The gallery's own pages: all pictures at once, each below its subject, with links to the mail's parts. */
import { html } from "../../src/mail/render/html.ts";
import { pictureName, viewNames } from "./pictures.ts";
import type { SampleMail } from "./sample-mails.ts";

const style = `body{font:14px/20px system-ui,sans-serif;margin:24px;color:#1f2328}
.sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(390px,1fr));gap:20px}
figure{margin:0;padding:12px;border:1px solid #d9dde2;border-radius:6px}
figcaption{height:60px;overflow:hidden;margin-bottom:8px}
.views{display:flex;gap:6px;height:440px;overflow:hidden;align-items:flex-start}
.views a{flex:1}.views img{width:100%;display:block}.views a:first-child{flex:0.5}`;

/** `pictured`: false when no browser could be started. */
export function galleryPage(title: string, mails: SampleMail[], pictured: boolean): string {
  const shown = mails.filter((mail) => pictured && mail.isPictured);
  const page = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head><body>
<h1>${title}</h1>
<div class="sheet">${shown.map(figureOf)}</div>
<h2>All mails</h2>
<ul>${mails.map(lineOf)}</ul>
</body></html>
`;
  return page.markup;
}

/** The pictures alone, to be made one picture of. */
export function sheetPage(title: string, mails: SampleMail[]): string {
  const page = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head><body>
<h1>${title}</h1>
<div class="sheet">${mails.filter(({ isPictured }) => isPictured).map(figureOf)}</div>
</body></html>
`;
  return page.markup;
}

function figureOf({ file, mail }: SampleMail) {
  return html`<figure><figcaption>${mail.subject}</figcaption><div class="views">${viewNames.map(
    (view) =>
      html`<a href="${pictureName(file, view)}"><img src="${pictureName(file, view)}" alt="${view}: ${file}"></a>`,
  )}</div></figure>
`;
}

function lineOf({ file, mail }: SampleMail) {
  return html`<li><a href="${file}.html">${mail.subject}</a> (<a href="${file}.txt">text</a>${mail.attachments.map(
    ({ filename }) => html`, <a href="${file}.${filename}">${filename}</a>`,
  )})</li>
`;
}
