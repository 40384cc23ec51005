/** Numbers of findings about synchronized users, groups and contacts. */
import { serviceName } from "../service-name.ts";
import { countSinceLastMail, sortByStanding } from "../standings.ts";
import type { ObjectTopic } from "../texts/finding-texts.ts";
import type { NumberContext, NumbersOf } from "./numbers.ts";
import { perName } from "./per-name.ts";

/** A count that may be too low is called so; zero is no row. */
function some(count: number, f: NumberContext["f"]): string | false {
  return count > 0 && f.number(count);
}

function readCount(total: number, truncated: boolean, { texts, f }: NumberContext): string {
  return truncated ? texts.atLeast(f.number(total)) : f.number(total);
}

export const objectNumbers: NumbersOf<ObjectTopic> = {
  "object-errors": (facts, context) => {
    const { f, now } = context;
    const { added, fixed } = countSinceLastMail(facts);
    const isCompared = sortByStanding(facts) !== null;
    return [
      ["errors", readCount(facts.total, facts.truncated, context)],
      ["onUsers", some(facts.users, f)],
      ["onGroups", some(facts.groups, f)],
      ["onContacts", some(facts.contacts, f)],
      ["newErrors", now !== null && some(added, f)],
      [isCompared ? "fixedSinceMail" : "fixedErrors", (isCompared || now !== null) && some(fixed, f)],
      ["oldestError", f.moment(facts.oldestAt)],
    ];
  },

  "service-provisioning-errors": (facts, context) => [
    ["errors", readCount(facts.total, facts.truncated, context)],
    [
      "services",
      perName(
        facts.services.map(({ service, count }) => [serviceName(service), count]),
        context.f,
      ),
    ],
  ],

  "object-quota": ({ used, total, percent, thresholdPercent }, { texts, f }) => [
    ["quotaUsed", `${texts.ofTotal(f.number(used), f.number(total))} (${f.percent(percent)})`],
    ["quotaLeft", f.number(Math.max(total - used, 0))],
    ["threshold", f.percent(thresholdPercent)],
  ],

  "synced-objects-drop": ({ before, beforeAt, after, percent }, { f }) => {
    const at = f.moment(beforeAt);
    return [
      ["countBefore", at ? `${f.number(before)} – ${at}` : f.number(before)],
      ["countAfter", f.number(after)],
      ["lost", `${f.number(before - after)} (${f.percent(percent)})`],
    ];
  },

  "unroutable-upn": (facts, context) => [
    ["users", readCount(facts.total, facts.truncated, context)],
    [
      "suffixes",
      perName(
        facts.suffixes.map(({ suffix, count }) => [suffix, count]),
        context.f,
      ),
    ],
  ],

  "orphaned-synced-objects": ({ total, users, groups, contacts }, { f }) => [
    ["objects", f.number(total)],
    ["users", some(users, f)],
    ["groups", some(groups, f)],
    ["contacts", some(contacts, f)],
  ],

  "group-name-empty": (facts, context) => [["groups", readCount(facts.total, facts.truncated, context)]],
};
