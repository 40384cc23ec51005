/** Who does something and why, as the fields of a form; and the choice of what. The words are those behind a mail's link. */
import { type Html, html } from "../../../mail/render/html.ts";
import { cleanLine } from "../../../util/clean-text.ts";
import type { Fault } from "../../acknowledge/page.ts";
import { type PageTexts, pageTexts } from "../../acknowledge/texts.ts";
import type { Choice } from "../../choices.ts";
import { maxNameLength, maxReasonLength, readWords, type WordsFault } from "../../words.ts";
import { notice } from "../layout.ts";
import type { PageContext } from "../page-context.ts";

export interface FilledWords {
  by: string;
  reason: string;
}

/** Who signed in does it in their own name, whatever the form says. */
export function readFilledWords(
  form: URLSearchParams,
  { user }: Pick<PageContext, "user">,
): FilledWords & { faults: WordsFault[] } {
  const by = user === null ? (form.get("by") ?? "") : cleanLine(user, maxNameLength);
  return readWords({ by, reason: form.get("reason") ?? "" });
}

export function wordsFields(
  { by, reason }: FilledWords,
  faults: readonly string[],
  context: PageContext,
): Html {
  const { form } = pageTexts[context.language];
  const { user } = context;
  const isWrong = (field: string) => faults.some((fault) => fault.startsWith(field)) && invalid;
  const name =
    user === null
      ? html`<input type="text" id="by" name="by" value="${by}" maxlength="${maxNameLength}" autocomplete="name" required${isWrong("name")}>`
      : html`<input type="text" id="by" value="${cleanLine(user, maxNameLength)}" readonly>`;
  return html`<div class="field"><label for="by">${form.name}</label>
${name}</div>
<div class="field"><label for="reason">${form.reason}</label>
<p class="muted" id="reason-hint">${form.reasonHint}</p>
<input type="text" id="reason" name="reason" value="${reason}" maxlength="${maxReasonLength}" autocomplete="off" aria-describedby="reason-hint" required${isWrong("reason")}></div>
`;
}

export const invalid = html` aria-invalid="true"`;

/** `offered`: in this order; the hints stand below the first that has one. */
export function choiceField(
  offered: readonly Choice[],
  chosen: Choice | null,
  { language }: Pick<PageContext, "language">,
): Html {
  const { form } = pageTexts[language];
  return html`<fieldset id="choices"><legend>${form.what}</legend>
${offered.map((choice) => choiceOf(choice, choice === chosen, form))}</fieldset>
`;
}

function choiceOf(choice: Choice, isChosen: boolean, form: PageTexts["form"]): Html {
  const hint = form.choiceHint[choice];
  const described = hint !== null && html` aria-describedby="${choice}-hint"`;
  return html`<div class="choice"><input type="radio" id="${choice}" name="choice" value="${choice}" required${isChosen && html` checked`}${described}>
<div><label for="${choice}">${form.choice[choice]}</label>${hint !== null && html`<span class="muted" id="${choice}-hint">${hint}</span>`}</div></div>
`;
}

/** Which field each fault is about. */
const fieldOf: Record<Fault, string> = {
  "name-missing": "by",
  "name-too-long": "by",
  "reason-missing": "reason",
  "reason-too-long": "reason",
  "choice-missing": "choices",
};

/** Above everything else: a phone shows the top of the page. `more`: faults of other fields, and where those are. */
export function faultNotice(
  faults: readonly Fault[],
  { language }: Pick<PageContext, "language">,
  more: readonly { text: string; field: string }[] = [],
): Html {
  const { fault, form } = pageTexts[language];
  const items = [...more, ...faults.map((each) => ({ text: fault[each], field: fieldOf[each] }))];
  return notice(
    html`<p>${form.faults}</p><ul>${items.map(({ text, field }) => html`<li><a href="#${field}">${text}</a></li>`)}</ul>`,
    "alert",
  );
}
