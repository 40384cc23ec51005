/** The plain text part: the whole mail for those who read no html, 76 columns wide, no tables. */
import type { MailDocument, Section } from "./document.ts";
import type { IncidentBlock } from "./incidents.ts";
import type { Row } from "./rows.ts";
import type { SampleList } from "./samples.ts";
import type { Texts } from "./texts/texts.ts";

const columns = 76;

export function printText(document: MailDocument, texts: Texts): string {
  const top = document.summary === null ? [] : [heading(document.summary, "="), document.tenantLine];
  const blocks = [
    ...top,
    document.delayed && wrap(document.delayed),
    document.summary !== null && document.incidents && printIncidents(document.incidents, texts),
    ...document.sections.flatMap((section, index) => printSection(section, index, document, texts)),
    `--- ${texts.heading.why} ---`,
    wrap(document.why),
    document.sentBy,
  ];
  return `${blocks.filter((block) => block).join("\n\n")}\n`;
}

function printSection(section: Section, index: number, document: MailDocument, texts: Texts): string[] {
  const several = document.summary !== null;
  const title = `${several ? `${index + 1}. ` : ""}${section.badge}: ${section.title}`;
  const { advice } = section;
  const blocks = [
    several ? heading(title, "=") : `${heading(title, "=")}\n${wrap(document.tenantLine)}`,
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
    section.samples && titled(texts.heading.samples, printSamples(section.samples)),
    !several && document.incidents && printIncidents(document.incidents, texts),
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
    section.otherCauses.length > 0 &&
      titled(
        texts.heading.otherCauses,
        section.otherCauses.map((cause) => wrap(`${cause.title}: ${cause.meaning}`, "- ")),
      ),
    section.links.length > 0 &&
      titled(
        texts.heading.links,
        section.links.map(({ title: name, url }) => `${wrap(name, "- ")}\n  ${url}`),
      ),
    `${section.incident}\n${wrap(section.next)}`,
  ];
  return blocks.filter((block) => typeof block === "string");
}

/** One object after the other, each value below it behind the name of its column. */
function printSamples({ columns, rows, more }: SampleList): string[] {
  const items = rows.map(([name = null, ...values]) =>
    [
      wrap(name ?? "–", "- "),
      ...values.flatMap((value, index) =>
        value === null ? [] : [wrap(`${columns[index + 1] ?? ""}: ${value}`, "  ", "    ")],
      ),
    ].join("\n"),
  );
  return more === null ? items : [...items, more];
}

function printIncidents({ intro, rows, more }: IncidentBlock, texts: Texts): string {
  const lines = [wrap(intro), ...rows.map(({ label, value }) => wrap(`${label}: ${value}`, "- "))];
  return titled(texts.heading.incidents, more === null ? lines : [...lines, more]);
}

function titled(title: string, lines: string[]): string {
  return [heading(title, "-"), ...lines].join("\n");
}

function heading(text: string, rule: string): string {
  const lines = wrap(text);
  return `${lines}\n${rule.repeat(Math.max(...lines.split("\n").map((line) => [...line].length)))}`;
}

function printRow({ label, value }: Row): string {
  return wrap(`${label}: ${value}`, "", "  ");
}

/**
 * Breaks at spaces; later lines are indented to `hang`, by default the width of the mark. A command between
 * backticks and a long id stay whole: a broken one cannot be copied.
 */
export function wrap(text: string, mark = "", hang = " ".repeat(mark.length)): string {
  const words = text.match(/`[^`]*`\S*|\S+/g) ?? [];
  const lines: string[] = [];
  let line = mark;
  let empty = true;
  for (const word of words) {
    if (!empty && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = hang;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  lines.push(line);
  return lines.join("\n");
}
