/** The pages' style sheet, light and dark, from a phone to a wall. */
import { type Colours, colours } from "../colours.ts";
import { type Tone, tones } from "../tone.ts";

function variables({ palette, tone, mark, bar, series, grid }: Colours): string {
  const { page, card, muted, link, code, button, rule } = palette;
  const badges = (["critical", "warning", "info"] as const)
    .map((name) => `--b-${name}:${palette.tone[name].ground};--bt-${name}:${palette.tone[name].text};`)
    .join("");
  return `--ground:${page.ground};--text:${page.text};--card:${card.ground};--muted:${muted.text};--link:${link.text};--code:${code.ground};--button:${button.ground};--button-text:${button.text};--rule:${rule};--mark:${mark};--bar:${bar.ground};--bar-text:${bar.text};--bar-muted:${bar.muted};--grid:${grid};${badges}--b-ok:${palette.tone.resolved.ground};--bt-ok:${palette.tone.resolved.text};${tones.map((name) => `--${name}:${tone[name]};`).join("")}${series.map((colour, n) => `--series-${n}:${colour};`).join("")}`;
}

const filled: Tone[] = ["ok", "info", "warning", "critical"];

export const style = `
:root{color-scheme:light dark;${variables(colours.light)}}
@media (prefers-color-scheme:dark){:root{${variables(colours.dark)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
a:hover{text-decoration-thickness:.125em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:.125rem}
main:focus{outline:none}
h1{font-size:1.5rem;line-height:1.25;margin:0}
h2{font-size:1.15rem;line-height:1.3;margin:0 0 .75rem}
h3{font-size:1rem;line-height:1.35;margin:0 0 .25rem}
p{margin:.25rem 0}
code,pre{font:.9em/1.5 ui-monospace,"Cascadia Mono",Consolas,monospace;background:var(--code);border-radius:.25rem}
code{padding:.1rem .3rem}
pre{padding:.75rem;overflow:auto;white-space:pre-wrap}
.vh{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.defs{position:absolute;width:0;height:0}
.muted{color:var(--muted)}
.skip{position:absolute;left:-99rem;top:0;background:var(--card);color:var(--link);padding:.75rem 1rem;z-index:1}
.skip:focus{left:0}

header{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;padding:.25rem 1.25rem;background:var(--bar);color:var(--bar-text)}
header a{color:var(--bar-text);text-decoration:none}
header :focus-visible{outline-color:var(--bar-text)}
.brand{display:flex;align-items:center;gap:.6rem;padding:.6rem 0;font-weight:650;letter-spacing:.01em}
.brand svg{width:1.5rem;height:1.5rem;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
header nav{display:flex;flex-wrap:wrap;gap:0 .25rem;flex:1}
header nav a{padding:.65rem .75rem;color:var(--bar-muted);border-bottom:3px solid transparent}
header nav a:hover{color:var(--bar-text)}
header nav a[aria-current]{color:var(--bar-text);border-color:currentColor;font-weight:600}
.side{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.9rem;color:var(--bar-muted)}
.side a{text-decoration:underline}
footer{margin-top:auto;padding:1rem 1.25rem;font-size:.85rem;color:var(--muted);display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
footer,.paging{border-top:1px solid var(--rule)}
main{width:100%;max-width:76rem;margin:0 auto;padding:1.25rem}
main.wide{max-width:120rem}

.sign{width:1.05em;height:1.05em;flex:none;vertical-align:-.16em;fill:currentColor;stroke:currentColor;stroke-width:0}
.sign path{fill:none;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
symbol path{fill:none;stroke:var(--mark);stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
symbol path.f{fill:currentColor;stroke:currentColor;stroke-width:.8}
symbol path.l{stroke:currentColor}
${tones.map((tone) => `.sign.${tone}{color:var(--${tone})}`).join("\n")}
.badge{display:inline-flex;align-items:center;gap:.35rem;padding:.05rem .6rem;border-radius:1rem;font-size:.85rem;font-weight:600;white-space:nowrap;border:1px solid var(--rule);color:var(--muted)}
${filled.map((tone) => `.badge.${tone}{background:var(--b-${tone});border-color:var(--b-${tone});color:var(--bt-${tone})}`).join("\n")}
.badge>.sign{color:inherit;--mark:var(--card)}
${filled.map((tone) => `.badge.${tone}>.sign{color:var(--bt-${tone});--mark:var(--b-${tone})}`).join("\n")}

.notice{display:flex;gap:.75rem;margin:0;padding:.75rem 1.25rem;background:var(--card);border-bottom:1px solid var(--rule);border-left:.35rem solid var(--warning);font-weight:600}
.notice[hidden]{display:none}
.notice>.sign{margin-top:.2rem;width:1.2rem;height:1.2rem}
.notice.stale{background:var(--b-warning);color:var(--bt-warning);border-color:var(--bt-warning)}
.notice.stale>.sign{color:var(--bt-warning);--mark:var(--b-warning)}
.notice p,.notice ul{margin:0}
main .notice{margin:0 0 1.25rem;border:1px solid var(--rule);border-left:.35rem solid var(--ok);border-radius:.375rem;font-weight:400}
main .notice.fault{border-left-color:var(--critical)}

.head{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1rem;margin-bottom:1.25rem}
.head>p{flex-basis:100%;margin:0}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;margin:0;padding:0;list-style:none}
.tiles a{display:flex;align-items:center;gap:.6rem;min-height:3rem;padding:.35rem 1rem;background:var(--card);border:1px solid var(--rule);border-bottom-width:3px;border-radius:.5rem;color:inherit;text-decoration:none}
.tiles a:hover{border-color:var(--muted)}
.tiles a[aria-current]{border-color:var(--link);box-shadow:inset 0 0 0 1px var(--link)}
.tiles b{font-size:1.5rem;line-height:1}
.tiles .sign{width:1.25rem;height:1.25rem}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem 1.25rem;margin-bottom:1.25rem}
.tools form{flex:1 1 16rem;max-width:32rem}
form.search{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
form.search label{font-weight:600}
form.search input{flex:1 1 9rem}
input,select,textarea{min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--muted);border-radius:.375rem;background:var(--card);color:var(--text);font:inherit;max-width:100%}
textarea{width:100%;min-height:9rem;font:.9rem/1.5 ui-monospace,"Cascadia Mono",Consolas,monospace}
input[type=radio],input[type=checkbox]{min-height:0;width:1.15rem;height:1.15rem;margin:0;accent-color:var(--link)}
button,.button{display:inline-block;min-height:2.75rem;padding:.5rem 1.25rem;border:0;border-radius:.375rem;background:var(--button);color:var(--button-text);font:inherit;font-weight:600;line-height:1.75rem;text-decoration:none;cursor:pointer}
button.quiet,.button.quiet{background:transparent;color:var(--link);box-shadow:inset 0 0 0 1px var(--muted)}

.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));gap:1rem;margin:0;padding:0;list-style:none}
.card{display:flex;flex-direction:column;background:var(--card);border:1px solid var(--rule);border-top:.3rem solid var(--none);border-radius:.5rem;padding:.85rem 1rem .7rem}
${tones.map((tone) => `.card.${tone}{border-top-color:var(--${tone})}`).join("\n")}
.card h2{display:flex;align-items:flex-start;justify-content:space-between;gap:.25rem .75rem;margin:0;font-size:1.1rem}
.card h2 a{color:inherit;text-decoration:none}
.card h2 a:hover{text-decoration:underline}
.card>p{margin:0;font-size:.9rem;color:var(--muted)}
.card dl{margin:.6rem 0 .5rem}
.card dl>div{display:grid;grid-template-columns:10.25rem 1fr;gap:0 .5rem;padding:.3rem 0;border-top:1px solid var(--rule);font-size:.95rem}
.card dt{color:var(--muted);padding-left:1.6rem}
.card dt .sign{margin:.2rem 0 0 -1.6rem;float:left}
dd{margin:0}
.card .foot{margin-top:auto;padding-top:.35rem;display:flex;flex-wrap:wrap;gap:0 1rem;justify-content:space-between;font-size:.85rem}
.strong{font-weight:600}

section{background:var(--card);border:1px solid var(--rule);border-radius:.5rem;padding:1rem 1.25rem;margin:0 0 1.25rem}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.25rem;align-items:start}
.columns>section,.columns>div>section:last-child{margin-bottom:0}
.columns{margin-bottom:1.25rem}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse}
th,td{padding:.5rem .75rem .5rem 0;text-align:left;vertical-align:top;border-top:1px solid var(--rule)}
thead th{border-top:0;color:var(--muted);font-weight:600;font-size:.9rem}
tbody th{font-weight:600}
td.n,th.n{text-align:right}
table.facts th{width:40%;color:var(--muted);font-weight:400}
table.facts td .sign{margin-right:.4rem}
.list{list-style:none;margin:0;padding:0}
.list>li{padding:.6rem 0;border-top:1px solid var(--rule)}
.list>li:first-child{border-top:0;padding-top:0}
.line{display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem .75rem}
.paging{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin-top:1rem;padding-top:.75rem}
.empty{color:var(--muted);padding:1rem 0}
.crumb{margin:0 0 .75rem;font-size:.9rem}
summary{cursor:pointer;color:var(--link);padding:.4rem 0}

.timeline{list-style:none;margin:0;padding:0}
.timeline li{position:relative;padding:0 0 1rem 1.75rem;border-left:2px solid var(--rule);margin-left:.5rem}
.timeline li:last-child{border-color:transparent;padding-bottom:0}
.timeline li>.sign{position:absolute;left:-.6rem;top:.2rem;width:1.1rem;height:1.1rem;background:var(--card);border-radius:50%}
iframe{width:100%;height:40rem;border:1px solid var(--rule);border-radius:.375rem;background:#fff}
fieldset{border:1px solid var(--muted);border-radius:.375rem;margin:0 0 1rem;padding:.5rem 1rem}
legend,label{font-weight:600}
.choice{display:flex;gap:.65rem;align-items:baseline;padding:.4rem 0}
.choice label{font-weight:400}
.choice .muted{display:block;font-size:.9rem}
.field{margin:0 0 1rem}
.field input{display:block;width:100%}
.steps{margin:.25rem 0;padding-left:1.5rem}
.steps li{padding:.15rem 0}

.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:1.25rem 2rem}
figure{margin:0}
figcaption{margin-bottom:.4rem}
.legend{display:flex;flex-wrap:wrap;gap:0 1.25rem;margin:0;padding:0;list-style:none;font-size:.9rem}
tbody th .muted{font-weight:400}
.plot{margin-top:.5rem;display:grid;grid-template-columns:auto 1fr;gap:.15rem .5rem}
.plot .y{display:flex;flex-direction:column;justify-content:space-between;text-align:right;font-size:.75rem;line-height:1;color:var(--muted);margin:-.4rem 0;min-width:3.5rem;max-width:6rem}
.plot .x{grid-column:2;overflow:visible}
.plot text{font-size:.75rem;fill:var(--muted)}
.chart{display:block;width:100%;height:9rem;overflow:visible}
.chart path{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round;vector-effect:non-scaling-stroke}
.chart path.grid{stroke:var(--grid);stroke-width:1}
.chart path.limit{stroke:var(--critical);stroke-width:1.5;stroke-dasharray:5 4}
.chart path.area{stroke:none;opacity:.18}
${[0, 1, 2].map((n) => `.chart path.s${n}{stroke:var(--series-${n})}.chart path.a${n}{fill:var(--series-${n})}.key.s${n}{color:var(--series-${n})}`).join("\n")}
.chart path.s1{stroke-dasharray:8 4}
.chart path.s2{stroke-dasharray:2 5}
.key{display:inline-block;width:1.25rem;height:0;border-top:3px solid currentColor;vertical-align:.25em;margin-right:.4rem}
.key.s1{border-top-style:dashed}
.key.s2{border-top-style:dotted}
.key.limit{color:var(--critical);border-top:2px dashed}
.state{margin-bottom:1.25rem}
.strip{display:block;width:100%;height:1.75rem;background:var(--code);border-radius:.25rem}
${filled.map((tone) => `.strip .${tone}{fill:var(--b-${tone})}`).join("")}.strip .unknown{fill:var(--unknown)}
.spans{display:flex;flex-wrap:wrap;gap:.25rem .5rem;margin:0 0 1rem;padding:0;list-style:none}
.spans a{display:block;padding:.35rem .8rem;border-radius:1rem;text-decoration:none}
.spans a[aria-current]{background:var(--button);color:var(--button-text)}
meter{width:8rem;height:.9rem;vertical-align:-.1em;max-width:100%}

.stack thead th,.w{overflow-wrap:normal}
.stack tbody th a{text-decoration:none}
.stack tbody th a:hover{text-decoration:underline}
td button,td .badge{white-space:nowrap}
form.filter{display:flex;flex-wrap:wrap;align-items:flex-end;gap:.75rem 1rem;margin-bottom:1.25rem}
form.filter>div{flex:1 1 11rem;min-width:0;max-width:24rem}
form.filter label{display:block;font-size:.9rem}
form.filter :is(select,input){width:100%}
form.filter>.actions{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1rem;flex:0 0 auto}
.choice input{flex:none}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:0 1.25rem}
.field select{display:block;width:100%}
main form[method]{max-width:44rem}
section h2:not(:first-child){margin-top:1.5rem}
section>h3,details>h3{margin-top:1.25rem}
section>h2+h3{margin-top:0}
p+table.facts,ol+table.facts,h2+iframe{margin-top:.75rem}
section>ul:not([class]),details>ul:not([class]){margin:.25rem 0;padding-left:1.5rem}
.lead{font-size:1.05rem}
h4{font-size:1rem;line-height:1.35;margin:.75rem 0 .25rem}
.slim table.facts th{width:11rem}
.slim+iframe,iframe+details{margin-top:.75rem}
.remark{margin:0 0 1.25rem}
@media (min-width:60rem){.columns.uneven{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}.uneven table.facts th{width:32%}}

@media (max-width:40rem){
header{padding:.25rem 1rem}
.brand{padding:.4rem 0}
header nav{order:3;flex-basis:100%;flex-wrap:nowrap;overflow-x:auto;margin:0 -1rem;padding:0 .5rem}
header nav a{padding:.5rem .6rem;white-space:nowrap}
main{padding:1rem}
h1{font-size:1.3rem}
.tiles{display:grid;grid-template-columns:repeat(3,1fr);gap:.5rem}
.tools>nav{flex-basis:100%}
.tiles a{flex-wrap:wrap;gap:0 .4rem;padding:.4rem .6rem;height:100%;font-size:.85rem;overflow-wrap:normal}
.tiles a>span{flex-basis:100%}
.tiles .sign{width:1.1rem;height:1.1rem}
.tiles b{font-size:1.25rem}
form.search button{flex:0 0 auto;padding:.5rem .9rem}
.tools form{max-width:none}
.card dl>div{display:block}
.card dt{font-size:.85rem}
.card dd{padding-left:1.6rem}
table.facts th,table.facts td{display:block;width:auto}
table.facts th{padding-bottom:0;font-size:.9rem}
table.facts td{border:0;padding-top:.1rem}
.card.ok dl>div:not(.sync){display:none}
section{padding:.85rem 1rem}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack,.stack tbody,.stack tr,.stack th,.stack td{display:block;width:auto}
.stack tr{padding:.5rem 0;border-top:1px solid var(--rule)}
.stack tr:first-child{border-top:0}
.stack th,.stack td{border:0;padding:.1rem 0;text-align:left}
.stack td[data-label]::before{content:attr(data-label) ": ";color:var(--muted)}
.slim table.facts th{width:auto}
form.filter>div{flex-basis:100%;max-width:none}
}
@media (min-width:100rem){body{font-size:1.0625rem}}
@media (prefers-reduced-motion:no-preference){.tiles a,.card{transition:border-color .15s}}
@media print{header nav,.tools,form,.paging,.skip{display:none}.card,section{break-inside:avoid}}
`.trimStart();
