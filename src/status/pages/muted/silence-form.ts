/** The form that adds a silence. In: what was posted. Out: a silence to be, or what is wrong; and the form. */
import { type FindingId, findingIds } from "../../../domain/finding.ts";
import { type Html, type HtmlValue, html } from "../../../mail/render/html.ts";
import type { Fault } from "../../acknowledge/page.ts";
import { type Choice, choices, silenceMs, toChoice } from "../../choices.ts";
import {
  choiceField,
  type FilledWords,
  invalid,
  readFilledWords,
  wordsFields,
} from "../alert/words-fields.ts";
import type { Tenants } from "../alerts/alert-words.ts";
import { findingChoices, type Choice as Option, options, tenantChoices } from "../alerts/filter-form.ts";
import type { PageContext } from "../page-context.ts";
import { tokenField } from "../page-server.ts";
import type { MutedTexts, SilenceFault } from "./texts.ts";

/** No tenant and no finding is called that: all of them have to be asked for. */
const everyValue = "*";

type SilenceChoice = Exclude<Choice, "acknowledge">;
const silenceChoices = choices.filter((choice): choice is SilenceChoice => choice !== "acknowledge");

export interface FilledSilence extends FilledWords {
  /** As posted; `*` is every one. */
  tenant: string | null;
  finding: string | null;
  choice: SilenceChoice | null;
  faults: Fault[];
  ownFaults: SilenceFault[];
}

export const emptySilence: FilledSilence = {
  by: "",
  reason: "",
  tenant: null,
  finding: null,
  choice: "silence-4h",
  faults: [],
  ownFaults: [],
};

export function readSilence(form: URLSearchParams, tenants: Tenants, context: PageContext): FilledSilence {
  const { by, reason, faults } = readFilledWords(form, context);
  const posted = toChoice(form.get("choice"));
  const choice = posted === "acknowledge" ? null : posted;
  const tenant = known(form.get("tenant"), [...tenants.keys()]);
  const finding = known(form.get("finding"), findingIds);
  const ownFaults: SilenceFault[] = [];
  if (tenant === null) ownFaults.push("tenant-missing");
  if (finding === null) ownFaults.push("finding-missing");
  return {
    by,
    reason,
    tenant,
    finding,
    choice,
    faults: choice === null ? ["choice-missing", ...faults] : faults,
    ownFaults,
  };
}

function known(given: string | null, values: readonly string[]): string | null {
  return given === everyValue || values.some((value) => value === given) ? given : null;
}

/** What it is about, and for how long. Null: something is wrong with it. */
export function toCover({
  tenant,
  finding,
  choice,
  faults,
  ownFaults,
}: FilledSilence): { tenant: string | null; finding: FindingId | null; forMs: number } | null {
  if (choice === null || faults.length > 0 || ownFaults.length > 0) return null;
  return {
    tenant: tenant === everyValue ? null : tenant,
    finding: findingIds.find((id) => id === finding) ?? null,
    forMs: silenceMs[choice],
  };
}

export function silenceForm(
  filled: FilledSilence,
  tenants: Tenants,
  texts: MutedTexts,
  context: PageContext,
): Html {
  const { form } = texts;
  const isWrong = (fault: SilenceFault) => filled.ownFaults.includes(fault) && invalid;
  return html`<section aria-labelledby="silence"><h2 id="silence">${form.title}</h2>
<form method="post" action="${context.to("/muted")}">
${tokenField(context)}
<div class="pair">
${chooser("tenant", form.tenant, [[everyValue, form.allTenants], ...tenantChoices(null, tenants, context)], filled.tenant, isWrong("tenant-missing"), form.choose)}
${chooser("finding", form.finding, [[everyValue, form.allFindings], ...findingChoices(context)], filled.finding, isWrong("finding-missing"), form.choose)}
</div>
${choiceField(silenceChoices, filled.choice, context)}
${wordsFields(filled, filled.faults, context)}
<button type="submit">${form.submit}</button></form></section>
`;
}

function chooser(
  name: string,
  label: string,
  offered: readonly Option[],
  chosen: string | null,
  wrong: HtmlValue,
  choose: string,
): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}" required${wrong}><option value="">${choose}</option>${options(offered, chosen)}</select></div>
`;
}
