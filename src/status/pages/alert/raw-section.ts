/** What somebody needs to find an alert in the log, or to do the same by command. */
import type { Alert } from "../../../domain/alert.ts";
import { shortId } from "../../../mail/render/follow-up.ts";
import { type Html, html } from "../../../mail/render/html.ts";
import { safeLine } from "../../../mail/render/safe-line.ts";
import { factsTable } from "../facts-table.ts";
import type { AlertTexts } from "./texts.ts";

export function rawSection(alert: Alert, { raw }: AlertTexts): Html {
  const { id, finding, subjectKey, last, tenant, state } = alert;
  const code = (text: string) => html`<code>${safeLine(text, 300)}</code>`;
  const commands = [
    `sync-health alerts ack ${shortId(id)}`,
    `sync-health alerts silence --tenant ${safeLine(tenant, 80)} --finding ${finding} --for 4h`,
  ];
  return html`<section><details><summary>${raw.title}</summary>
${factsTable([
  [raw.id, code(id)],
  [raw.finding, code(finding)],
  [raw.subject, code(subjectKey)],
  [raw.code, last.code !== null && code(last.code)],
])}
${state === "open" && html`<p>${raw.commands}</p><pre>${commands.join("\n")}</pre>`}</details></section>
`;
}
