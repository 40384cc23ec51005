/** English: mails about several alerts, about object errors since the last mail, and about many tenants. */
import type { DigestTexts, KindCounts } from "../digest-texts.ts";
import { readSoFar } from "./counts.ts";

const kinds = ({ raised, changed, reminder, resolved }: KindCounts): string =>
  [
    raised > 0 && `${raised} new`,
    changed > 0 && `${changed} changed`,
    reminder > 0 && `${reminder} still open`,
    resolved > 0 && `${resolved} resolved`,
  ]
    .filter((part) => part !== false)
    .join(", ");

const total = ({ raised, changed, reminder, resolved }: KindCounts): number =>
  raised + changed + reminder + resolved;

export const digest: DigestTexts = {
  severalTitle: (counts, f) =>
    `${f.count(total(counts), { one: "alert", other: "alerts" })} – ${kinds(counts)}`,
  moreAlerts: (others, count) => `+${others} ${count === 1 ? "alert" : "alerts"}`,
  digestTitle: (tenants, name, others) => `${tenants}: ${name}${others ? ", and other alerts" : ""}`,
  digestDescription: (tenants, name, counts) => {
    const all = total(counts);
    if (counts.raised === all) return `The same was found in ${tenants} within a short time: ${name}.`;
    if (counts.resolved === all) return `This has ended in ${tenants}: ${name}.`;
    if (counts.reminder === all) return `This is still so in ${tenants}: ${name}.`;
    return `The same trouble in ${tenants}: ${kinds(counts)} (${name}).`;
  },
  errorDigestTitle: ({ total: count, truncated, added, fixed }, f) => {
    const news = [added > 0 && `${f.number(added)} new`, fixed > 0 && `${f.number(fixed)} resolved`].filter(
      (part) => part !== false,
    );
    const errors = readSoFar(f.count(count, { one: "error", other: "errors" }), truncated);
    return `Synchronization errors in your directory – ${errors} (${news.join(", ") || "unchanged"})`;
  },
  standing: { new: "new", open: "open", fixed: "fixed" },
  standingTitle: {
    new: (count) => `New since the last mail: ${count}`,
    open: (count) => `Still open: ${count}`,
    fixed: (count) => `Fixed since the last mail: ${count}`,
  },
};
