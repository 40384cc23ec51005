/** The pages' one style sheet, in the colours of the mails, and its hash for the content security policy. */
import { createHash } from "node:crypto";
import { dark, light, type Palette, type Tone } from "../../mail/render/palette.ts";

const tones: Tone[] = ["critical", "warning", "info", "resolved"];

function colours({ page, card, muted, link, code, rule, tone }: Palette): string {
  return `
body{background:${page.ground};color:${page.text}}
main{background:${card.ground};color:${card.text}}
.muted{color:${muted.text}}
a{color:${link.text}}
code,input[type=text]{background:${code.ground};color:${code.text}}
main,li{border-color:${rule}}
fieldset,input[type=text]{border-color:${muted.text}}
.notice{border-color:${link.text}}
button{background:${tone.info.ground};color:${tone.info.text}}
:focus-visible{outline-color:${link.text}}
${tones.map((name) => `.${name}{background:${tone[name].ground};color:${tone[name].text}}`).join("\n")}`;
}

/** No quotes, no angle brackets and no ampersand in it: it goes through the escaping template as it is. */
export const style = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;padding:1rem;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:40rem;margin:0 auto;padding:1rem;border:1px solid;border-radius:.5rem}
h1{font-size:1.4rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.05rem;line-height:1.35;margin:0 0 .25rem}
p{margin:.25rem 0}
ul{list-style:none;margin:1rem 0;padding:0}
li{border-top:1px solid;padding:.75rem 0}
.tone{display:inline-block;padding:0 .5rem;border-radius:.25rem;font-size:.875rem;font-weight:600}
.muted{font-size:.9rem}
.notice{border-left:.25rem solid;padding:.25rem 0 .25rem .75rem;margin:.75rem 0}
.notice ul{list-style:disc;margin:.25rem 0;padding-left:1.25rem}
.notice li{border:0;padding:0}
fieldset{border:1px solid;border-radius:.25rem;margin:1rem 0;padding:.5rem .75rem}
label{font-weight:600}
.choice{display:flex;gap:.6rem;align-items:baseline;padding:.4rem 0}
.choice label{font-weight:400}
.choice .muted{display:block}
input[type=text]{display:block;width:100%;min-height:2.75rem;margin:.25rem 0 1rem;padding:.5rem;border:1px solid;border-radius:.25rem;font:inherit}
button{min-height:2.75rem;padding:.5rem 1.5rem;border:0;border-radius:.25rem;font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid;outline-offset:2px}
code{padding:.1rem .3rem;border-radius:.25rem}
nav{margin-top:1.5rem}
${colours(light)}
@media (prefers-color-scheme:dark){${colours(dark)}}
`;

const hash = createHash("sha256").update(style).digest("base64");

/** Nothing is loaded, nothing runs, nobody may frame it, and its form leads nowhere else. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");
