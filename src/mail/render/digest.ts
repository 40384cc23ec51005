/** One trouble in many tenants as one section: what happened, where, and what to do, once. */
import { severities } from "../../domain/severity.ts";
import { toldAs } from "../../domain/telling.ts";
import { explain, noExplanation } from "./advice.ts";
import type { AttachedList } from "./attachments.ts";
import type { Budget } from "./budget.ts";
import type { RenderContext } from "./context.ts";
import { sayNextOfMany } from "./follow-up.ts";
import type { Tone } from "./palette.ts";
import { type Row, toRows } from "./rows.ts";
import type { Section } from "./section.ts";
import { showLists } from "./shown-lists.ts";
import { countKinds, digestTitle } from "./subject.ts";
import { leadingTransition, scopeOf } from "./telling.ts";
import { nameOf } from "./texts/by-language.ts";

export function buildDigest(
  context: RenderContext,
  attached: readonly AttachedList[],
  budget: Budget,
): Section {
  const { notification, texts } = context;
  const { transitions } = notification;
  const [worst] = transitions;
  const leading = leadingTransition(transitions);
  const over = transitions.every((transition) => toldAs(transition) === "resolved");
  const tone: Tone = over || !worst ? "resolved" : worst.alert.last.severity;
  const kinds = new Set(transitions.map(toldAs));
  const [kind = "raised"] = kinds;
  const facts = digestFacts(context);
  const [file] = attached;
  return {
    kind,
    tone,
    badge: digestBadge(context, tone, kinds.size === 1 ? kind : null),
    title: digestTitle(context),
    description: facts.find(({ key }) => key === "description")?.value ?? "",
    facts,
    numbers: [],
    lists: file ? showLists(file, budget.rows, context) : null,
    outcome: over && leading ? [texts.finding[leading.alert.finding].holdsNow] : [],
    ...(over || !leading ? noExplanation : explain(leading.alert.last, context, budget.extras)),
    incident: "",
    next: sayNextOfMany(context),
    command: null,
  };
}

/** `Contoso, Fabrikam and others`: which tenants, for the line below the title. */
export function digestTenants({ notification, f }: RenderContext): string {
  return f.names(notification.tenants.map(scopeOf));
}

function digestBadge({ texts }: RenderContext, tone: Tone, only: Section["kind"] | null): string {
  if (tone === "resolved") return texts.state.resolved;
  const severity = texts.severity[tone];
  return only === null || only === "raised" ? severity : `${texts.state[only]} – ${severity}`;
}

function digestFacts(context: RenderContext): Row[] {
  const { notification, texts, f } = context;
  const { tenants, transitions } = notification;
  const leading = leadingTransition(transitions);
  const open = transitions.filter((transition) => toldAs(transition) !== "resolved");
  const perSeverity = severities
    .map((severity) => {
      const count = open.filter(({ alert }) => alert.last.severity === severity).length;
      return count > 0 && `${texts.severity[severity]}: ${f.number(count)}`;
    })
    .filter((part) => part !== false)
    .reverse();
  const raised = transitions.map(({ alert }) => alert.raisedAt);
  const [from, to] = [f.moment(Math.min(...raised)), f.moment(Math.max(...raised))];
  return toRows(texts, [
    ["title", digestTitle(context)],
    [
      "description",
      leading &&
        texts.digestDescription(
          f.count(tenants.length, texts.tenants),
          nameOf(texts, leading.alert.finding),
          countKinds(transitions),
          f,
        ),
    ],
    ["affectedTenants", f.number(tenants.length)],
    ["severities", perSeverity.join("; ")],
    ["firstRaised", from === to ? from : `${from} – ${to}`],
  ]);
}
