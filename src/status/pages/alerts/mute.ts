/**
 * What holds back the mails about an alert now. In: an alert, silences and maintenance windows. Out: the one that lasts
 * longest. What the alert itself says of it (`hold`) is as of its last poll, and may be over or not yet begun to count.
 */
import type { Alert } from "../../../domain/alert.ts";
import type { Instant } from "../../../domain/instant.ts";
import type { Silence } from "../../../domain/silence.ts";
import type { StatusSource } from "../../source.ts";

export interface Mute {
  by: "silence" | "maintenance";
  /** Of the maintenance window; null for a silence. */
  name: string | null;
  until: Instant;
  /** Of a silence. */
  said: Pick<Silence, "by" | "reason"> | null;
}

/** Everything that mutes, now or later. */
export interface Mutes {
  silences: readonly Silence[];
  windows: ReturnType<StatusSource["maintenance"]>;
}

export async function readMutes(source: StatusSource): Promise<Mutes> {
  return { silences: await source.silences(), windows: source.maintenance() };
}

/** Null: nothing does, or the alert is over. */
export function muteOf(alert: Alert, { silences, windows }: Mutes, now: Instant): Mute | null {
  if (alert.state !== "open" && alert.state !== "pending") return null;
  const { tenant, finding, subjectKey } = alert;
  const mutes: Mute[] = [
    ...silences
      .filter((silence) => silence.startsAt <= now && now < silence.endsAt)
      .filter(
        (silence) =>
          (silence.tenant ?? tenant) === tenant &&
          (silence.finding ?? finding) === finding &&
          (silence.subjectKey ?? subjectKey) === subjectKey,
      )
      .map(
        ({ endsAt, by, reason }): Mute => ({
          by: "silence",
          name: null,
          until: endsAt,
          said: { by, reason },
        }),
      ),
    ...windows.flatMap(({ window, next }): Mute[] => {
      const isInForce = next !== null && next.from <= now && now < next.to;
      if (!isInForce || !includes(window.tenants, tenant) || !includes(window.findings, finding)) return [];
      return [{ by: "maintenance", name: window.name, until: next.to, said: null }];
    }),
  ];
  return mutes.toSorted((a, b) => b.until - a.until)[0] ?? null;
}

/** An empty list means all. */
function includes<Item>(list: readonly Item[], item: Item): boolean {
  return list.length === 0 || list.includes(item);
}
