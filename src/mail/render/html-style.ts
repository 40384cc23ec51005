/** The html part's look: inline styles for Outlook's Word engine, one style sheet for dark mode and narrow screens. */
import { dark, light } from "./palette.ts";

export const family = "Segoe UI,Helvetica,Arial,sans-serif";
export const body = `font:15px/22px ${family};color:${light.card.text}`;
export const small = `font:13px/19px ${family};color:${light.muted.text}`;
export const footer = `font:13px/19px ${family};color:${light.page.text}`;
/** Inherited by all that is in the cell: long ids and addresses break rather than widen the page. */
export const breakable = "word-break:break-word;overflow-wrap:anywhere";

const darkRules = [
  `.page{background-color:${dark.page.ground}!important;color:${dark.page.text}!important}`,
  `.foot{color:${dark.page.text}!important}`,
  `.card{background-color:${dark.card.ground}!important}`,
  `.text{color:${dark.card.text}!important}`,
  `.muted{color:${dark.muted.text}!important}`,
  `.link{color:${dark.link.text}!important}`,
  `.code{color:${dark.code.text}!important;background-color:${dark.code.ground}!important}`,
  `td.button{background-color:${dark.button.ground}!important}a.button{color:${dark.button.text}!important}`,
  `.rule{border-color:${dark.rule}!important}`,
  ...Object.entries(dark.tone).map(
    ([tone, { text, ground }]) =>
      `td.tone-${tone},.tag.tone-${tone}{background-color:${ground}!important}.tone-${tone}{color:${text}!important}`,
  ),
];

// Our own constants only; quotes would be escaped by the template, so the sheet has none.
export const styleSheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){${darkRules.join("")}}
@media (max-width:520px){
.frame{padding:0!important}
.pad{padding-left:16px!important;padding-right:16px!important;border-radius:0!important}
.rows th.label,.rows td.value{display:block!important;width:auto!important;padding-right:0!important}
.rows th.label{padding-bottom:0!important}
.rows td.value{border-top:0!important;padding-top:0!important}
.list thead{display:none!important}
.list th.cell,.list td.cell{display:block!important;width:auto!important;padding:0!important}
.list th.cell{padding-top:8px!important}
.list td.cell{border-top:0!important}
.list th.cell{font-weight:600!important}
.list th.cell span{font-weight:400!important}
.list td.cell:last-child{padding-bottom:8px!important}
.list span.narrow{display:inline!important;color:${light.muted.text}}
}
`;
