/** When the next mail comes, and how readers say that they know: by the link in the mail, or by command. */
import type { Transition } from "../../domain/alert.ts";
import { toldAs } from "../../domain/telling.ts";
import type { AttachedList } from "./attachments.ts";
import type { RenderContext } from "./context.ts";

export interface AcknowledgeBlock {
  intro: string;
  /** Null: there is no link, commands alone. */
  link: { label: string; url: string; address: string } | null;
  /** The commands stand between backticks; null in mails about several alerts that come without a list of them. */
  command: string | null;
  silence: string;
}

/** Enough of an id for the command; a shell sees letters, digits and hyphens only. */
export function shortId(alertId: string): string {
  return alertId.replace(/[^A-Za-z0-9-]/g, "").slice(0, 8);
}

export function sayNext(transition: Transition, { texts, f }: Pick<RenderContext, "texts" | "f">): string {
  return texts.next({
    kind: toldAs(transition),
    reminder: f.moment(transition.nextReminderAt),
    acknowledged: transition.alert.acknowledgement !== null,
  });
}

/** Of many alerts, the reminder that comes first. */
export function sayNextOfMany({ notification, texts, f }: RenderContext): string {
  const { transitions } = notification;
  const open = transitions.filter((transition) => toldAs(transition) !== "resolved");
  const moments = open.map(({ nextReminderAt }) => nextReminderAt).filter((at) => at !== null);
  const isOver = open.length === 0;
  return texts.nextOfMany({
    kind: isOver ? "resolved" : "raised",
    reminder: moments.length > 0 ? f.moment(Math.min(...moments)) : null,
  });
}

/** Null where there is nothing left to acknowledge. `alerts`: the file that lists the alerts, where there is one. */
export function acknowledgeBlock(
  { notification, texts, acknowledgeUrl }: RenderContext,
  alerts: AttachedList | null,
): AcknowledgeBlock | null {
  const waiting = notification.transitions.filter(
    (transition) => toldAs(transition) !== "resolved" && transition.alert.acknowledgement === null,
  );
  if (waiting.length === 0) return null;
  const several = waiting.length > 1;
  const { intro, button, address, command, commandEach, silence } = texts.acknowledge;
  const [first] = waiting;
  const byCommand =
    several || !first
      ? alerts && commandEach("`sync-health alerts ack`", alerts.filename)
      : command(acknowledgeCommand(first));
  return {
    intro: intro(several),
    link: acknowledgeUrl === null ? null : { label: button(several), url: acknowledgeUrl, address },
    command: byCommand,
    silence: silence("`sync-health alerts silence --help`"),
  };
}

/** In a mail about several alerts each has its own. */
export function acknowledgeCommand({ alertId }: Transition): string {
  return `\`sync-health alerts ack ${shortId(alertId)}\``;
}
