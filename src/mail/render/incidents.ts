/** Microsoft's own incidents as rows: in goes a notification, out come its first few, clean and bounded; none for an end. */
import type { Notification } from "../../domain/notification.ts";
import type { Formatter } from "./format.ts";
import type { Row } from "./rows.ts";
import { safeLine } from "./safe-line.ts";
import type { Texts } from "./texts/texts.ts";

const maxShown = 5;

export interface IncidentBlock {
  intro: string;
  rows: Pick<Row, "label" | "value">[];
  more: string | null;
}

export function incidentBlock(
  { incidents = [], transitions }: Notification,
  texts: Texts,
  f: Formatter,
): IncidentBlock | null {
  const tellsOfTrouble = transitions.some(({ kind }) => kind !== "resolved");
  if (incidents.length === 0 || !tellsOfTrouble) return null;
  const rest = incidents.length - maxShown;
  return {
    intro: texts.incidents.intro,
    rows: incidents.slice(0, maxShown).map(({ id, title, service, startedAt }) => {
      const since = f.moment(startedAt);
      const parts = [
        safeLine(title, 200) || texts.incidents.noTitle,
        safeLine(service, 80),
        since && texts.incidents.since(since),
      ];
      return { label: safeLine(id, 40), value: parts.filter((part) => part).join(" – ") };
    }),
    more: rest > 0 ? texts.more(f.number(rest)) : null,
  };
}
