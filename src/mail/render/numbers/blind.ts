/** Numbers of what the monitor could not see. */
import { safeLine } from "../safe-line.ts";
import type { NumbersOf } from "./numbers.ts";

export const blindNumbers: NumbersOf<"blind"> = {
  blind: (facts, { texts, f }) => [
    ["probes", safeLine(f.list(facts.probes.map(texts.probe)), 1_000)],
    ["blindReason", texts.blindReason(facts)],
    [facts.permission?.includes(", ") ? "permissions" : "permission", safeLine(facts.permission, 500)],
    ["polls", f.count(facts.polls, texts.polls)],
    ["lastSeen", f.moment(facts.lastSeenAt) ?? texts.never],
    ["detail", safeLine(facts.detail, 500)],
  ],
};
