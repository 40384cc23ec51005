/** The form that acknowledges or silences an alert. In: what was posted. Out: what to do, or what is wrong; and the form. */
import { type Html, html } from "../../../mail/render/html.ts";
import type { Fault } from "../../acknowledge/page.ts";
import { pageTexts } from "../../acknowledge/texts.ts";
import { type Choice, choices, toChoice } from "../../choices.ts";
import { alertPath } from "../alerts/alert-words.ts";
import type { PageContext } from "../page-context.ts";
import { tokenField } from "../page-server.ts";
import { alertTexts } from "./texts.ts";
import { choiceField, type FilledWords, readFilledWords, wordsFields } from "./words-fields.ts";

export interface FilledAction extends FilledWords {
  choice: Choice | null;
  faults: Fault[];
}

/** `isAcknowledged`: then nothing is chosen beforehand. */
export function emptyAction(isAcknowledged: boolean): FilledAction {
  return { by: "", reason: "", choice: isAcknowledged ? null : "acknowledge", faults: [] };
}

export function readAction(form: URLSearchParams, context: PageContext): FilledAction {
  const { by, reason, faults } = readFilledWords(form, context);
  const choice = toChoice(form.get("choice"));
  return { by, reason, choice, faults: choice === null ? ["choice-missing", ...faults] : faults };
}

export function actionPath(alertId: string): string {
  return `${alertPath(alertId)}/actions`;
}

export function actionForm(alertId: string, filled: FilledAction, context: PageContext): Html {
  const { form } = pageTexts[context.language];
  return html`<section aria-labelledby="act"><h2 id="act">${alertTexts[context.language].act}</h2>
<form method="post" action="${context.to(actionPath(alertId))}">
${tokenField(context)}
${choiceField(choices, filled.choice, context)}
${wordsFields(filled, filled.faults, context)}
<button type="submit">${form.submit}</button></form></section>
`;
}
