/** The plain text part: the whole mail for those who read no html, 76 columns wide, no tables. */
import type { MailDocument } from "./document.ts";
import type { AcknowledgeBlock } from "./follow-up.ts";
import type { IncidentBlock } from "./incidents.ts";
import type { Overview } from "./overview.ts";
import type { Row } from "./rows.ts";
import type { Section } from "./section.ts";
import type { ListBlock, ShownList } from "./shown-lists.ts";
import { wrap } from "./text-wrap.ts";
import type { Texts } from "./texts/texts.ts";

type Lines = (string | false | null)[];

export function printText(document: MailDocument, texts: Texts): string {
  const { summary, delayed, incidents, acknowledge } = document;
  const several = document.form === "several";
  const blocks = [
    summary && `${heading(summary.title, "=")}\n${wrap(document.tenantLine)}`,
    delayed && wrap(delayed),
    summary && printOverview(summary.overview, texts),
    several && incidents && printIncidents(incidents, texts),
    ...document.sections.flatMap((section, index) => printSection(section, index, document, texts)),
    several && acknowledge && printAcknowledge(acknowledge, texts),
    `--- ${texts.heading.why} ---`,
    wrap(document.why),
    document.sentBy,
  ];
  return `${blocks.filter((block) => block).join("\n\n")}\n`;
}

function printSection(section: Section, index: number, document: MailDocument, texts: Texts): Lines {
  const isOneOfSeveral = document.form === "several";
  const title = `${isOneOfSeveral ? `${index + 1}. ` : ""}${section.badge}: ${section.title}`;
  const lists = section.lists && printLists(section.lists);
  const incidents = !isOneOfSeveral && document.incidents && printIncidents(document.incidents, texts);
  return [
    isOneOfSeveral ? heading(title, "=") : `${heading(title, "=")}\n${wrap(document.tenantLine)}`,
    section.outcome.length > 0 &&
      titled(
        texts.heading.resolved,
        section.outcome.map((line) => wrap(line)),
      ),
    titled(texts.heading.facts, section.facts.map(printRow)),
    section.numbers.length > 0 &&
      titled(
        section.kind === "resolved" ? texts.heading.lastNumbers : texts.heading.numbers,
        section.numbers.map(printRow),
      ),
    ...(document.form === "digest" ? [incidents, lists] : [lists, incidents]),
    ...printAdvice(section, texts),
    section.links.length > 0 &&
      titled(
        texts.heading.links,
        section.links.map(({ title: name, url }) => `${wrap(name, "- ")}\n  ${url}`),
      ),
    !isOneOfSeveral && document.acknowledge && printAcknowledge(document.acknowledge, texts),
    titled(texts.heading.next, [
      wrap(section.next),
      ...(isOneOfSeveral && section.command ? [wrap(texts.acknowledge.command(section.command))] : []),
      ...(section.incident ? [wrap(section.incident)] : []),
    ]),
  ];
}

function printAdvice({ advice, otherCauses }: Section, texts: Texts): Lines {
  return [
    advice &&
      titled(texts.heading.impact, [
        printRow({ label: texts.affected, value: advice.affected }),
        printRow({ label: texts.stillWorks, value: advice.stillWorks }),
      ]),
    advice && titled(texts.heading.meaning, [wrap(`${advice.title}. ${advice.meaning}`)]),
    advice &&
      titled(texts.heading.steps, [
        ...advice.steps.map((step, at) => wrap(step, `${at + 1}. `)),
        "",
        printRow({ label: texts.clears, value: advice.clears }),
        ...advice.notes.map((note) => wrap(note)),
      ]),
    otherCauses.length > 0 &&
      titled(
        texts.heading.otherCauses,
        otherCauses.map((cause) => wrap(`${cause.title}: ${cause.meaning}`, "- ")),
      ),
  ];
}

function printOverview({ items, more, tenant, attached }: Overview, texts: Texts): string {
  const list = titled(texts.heading.overview, [
    ...items.map(({ badge, title, incident }, at) => wrap(`${badge}: ${title} (${incident})`, `${at + 1}. `)),
    ...(more === null ? [] : [more]),
    ...(attached === null ? [] : [wrap(attached)]),
  ]);
  return [list, titled(texts.label.tenant, tenant.map(printRow))].join("\n\n");
}

function printLists({ heading: title, lists, attached }: ListBlock): string {
  return [
    titled(
      title,
      lists.flatMap((list, at) => [
        ...(list.title === null ? [] : [`${at > 0 ? "\n" : ""}${list.title}`]),
        ...printItems(list),
      ]),
    ),
    wrap(attached),
  ].join("\n\n");
}

/** One item after the other, each value below it behind the name of its column. */
function printItems({ columns, rows, more }: ShownList): string[] {
  const items = rows.map(([name = [], ...values]) =>
    [
      wrap(name.join(", ") || "–", "- "),
      ...values.flatMap((value, index) =>
        value.length === 0 ? [] : [wrap(`${columns[index + 1] ?? ""}: ${value.join(", ")}`, "  ", "    ")],
      ),
    ].join("\n"),
  );
  return more === null ? items : [...items, more];
}

function printIncidents({ intro, rows, more }: IncidentBlock, texts: Texts): string {
  const lines = [wrap(intro), ...rows.map(({ label, value }) => wrap(`${label}: ${value}`, "- "))];
  return titled(texts.heading.incidents, more === null ? lines : [...lines, more]);
}

function printAcknowledge({ intro, link, command, silence }: AcknowledgeBlock, texts: Texts): string {
  return titled(texts.heading.acknowledge, [
    wrap(intro),
    // The address on a line of its own: one that is broken is no link.
    ...(link ? [wrap(link.address), `  ${link.url}`] : []),
    ...(command === null ? [] : [wrap(command)]),
    wrap(silence),
  ]);
}

function titled(title: string, lines: string[]): string {
  return [heading(title, "-"), ...lines].join("\n");
}

function heading(text: string, rule: string): string {
  const lines = wrap(text);
  return `${lines}\n${rule.repeat(Math.max(...lines.split("\n").map((line) => [...line].length)))}`;
}

function printRow({ label, value }: Pick<Row, "label" | "value">): string {
  return wrap(`${label}: ${value}`, "", "  ");
}
