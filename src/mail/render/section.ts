/** One alert in a mail: in goes a transition, out comes its section as clean, bounded, plain strings. */
import type { ToldKind, Transition, TransitionReason } from "../../domain/alert.ts";
import type { FindingId } from "../../domain/finding.ts";
import { toldAs } from "../../domain/telling.ts";
import { type Explanation, explain, noExplanation } from "./advice.ts";
import type { AttachedList } from "./attachments.ts";
import type { Budget } from "./budget.ts";
import type { RenderContext } from "./context.ts";
import { factRows } from "./fact-rows.ts";
import { acknowledgeCommand, sayNext } from "./follow-up.ts";
import { numberRows } from "./number-rows.ts";
import type { Tone } from "./palette.ts";
import type { Row } from "./rows.ts";
import { safeLine } from "./safe-line.ts";
import { type ListBlock, showLists } from "./shown-lists.ts";
import { transitionTitle } from "./subject.ts";
import type { Texts } from "./texts/texts.ts";

export interface Section extends Explanation {
  kind: ToldKind;
  tone: Tone;
  /** `Critical`, `Changed – Critical`, `Resolved`, `Closed`. */
  badge: string;
  title: string;
  /** What is wrong, or was: the first lines that a reader sees. */
  description: string;
  facts: Row[];
  numbers: Row[];
  /** What it is about; null where it is about nothing in particular. */
  lists: ListBlock | null;
  /** For a resolved alert: how it is now. */
  outcome: string[];
  incident: string;
  next: string;
  /** Acknowledges this alert alone; null for one that is over or acknowledged. */
  command: string | null;
}

export function buildSection(
  transition: Transition,
  context: RenderContext,
  attached: readonly AttachedList[],
  budget: Budget,
): Section {
  const { texts } = context;
  const { alert } = transition;
  const kind = toldAs(transition);
  const over = kind === "resolved";
  const title = transitionTitle(transition, context);
  const isAlone = context.notification.transitions.length === 1;
  const facts = factRows(transition, title, context, isAlone);
  const file = attached.find(({ of }) => of === transition);
  return {
    kind,
    tone: toneOf(transition),
    badge: badgeOf(transition, texts),
    title,
    description: facts.find(({ key }) => key === "description" || key === "wasWrong")?.value ?? title,
    facts,
    numbers: numberRows(transition, context),
    lists: file ? showLists(file, budget.rows, context) : null,
    outcome: over ? [sayOutcome(alert.last.id, transition.reason, texts)] : [],
    ...(over ? noExplanation : explain(alert.last, context, budget.extras)),
    incident: texts.incident(safeLine(transition.alertId, 100)),
    next: sayNext(transition, context),
    command: over || alert.acknowledgement !== null ? null : acknowledgeCommand(transition),
  };
}

export function badgeOf(transition: Transition, texts: Texts): string {
  const severity = texts.severity[transition.alert.last.severity];
  const kind = toldAs(transition);
  if (kind === "raised") return severity;
  if (kind !== "resolved") return `${texts.state[kind]} – ${severity}`;
  return transition.reason === "level-accepted" ? texts.accepted.badge : texts.state.resolved;
}

/** What was only got used to is not painted as a recovery. */
export function toneOf(transition: Transition): Tone {
  if (transition.kind !== "resolved") return transition.alert.last.severity;
  return transition.reason === "level-accepted" ? "info" : "resolved";
}

/** How it is now that an alert is over, by the reason of its end. */
export function sayOutcome(id: FindingId, reason: TransitionReason, texts: Texts): string {
  const { holdsNow, gone } = texts.finding[id];
  if (reason === "subject-gone") return gone ?? texts.subjectGone;
  return reason === "level-accepted" ? texts.accepted.outcome : holdsNow;
}
