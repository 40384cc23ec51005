/** Dutch: mails about several alerts, about object errors since the last mail, and about many tenants. */
import type { DigestTexts, KindCounts } from "../digest-texts.ts";
import { readSoFar } from "./counts.ts";

const kinds = ({ raised, changed, reminder, resolved }: KindCounts): string =>
  [
    raised > 0 && `${raised} nieuw`,
    changed > 0 && `${changed} gewijzigd`,
    reminder > 0 && `${reminder} nog open`,
    resolved > 0 && `${resolved} opgelost`,
  ]
    .filter((part) => part !== false)
    .join(", ");

const total = ({ raised, changed, reminder, resolved }: KindCounts): number =>
  raised + changed + reminder + resolved;

export const digest: DigestTexts = {
  severalTitle: (counts, f) =>
    `${f.count(total(counts), { one: "melding", other: "meldingen" })} – ${kinds(counts)}`,
  moreAlerts: (others, count) => `+${others} ${count === 1 ? "melding" : "meldingen"}`,
  digestTitle: (tenants, name, others) => `${tenants}: ${name}${others ? ", en andere meldingen" : ""}`,
  digestDescription: (tenants, name, counts) => {
    const all = total(counts);
    if (counts.raised === all) return `Bij ${tenants} is in korte tijd hetzelfde vastgesteld: ${name}.`;
    if (counts.resolved === all) return `Bij ${tenants} is dit voorbij: ${name}.`;
    if (counts.reminder === all) return `Bij ${tenants} is dit nog steeds zo: ${name}.`;
    return `Hetzelfde probleem bij ${tenants}: ${kinds(counts)} (${name}).`;
  },
  errorDigestTitle: ({ total: count, truncated, added, fixed }, f) => {
    const news = [added > 0 && `${f.number(added)} nieuw`, fixed > 0 && `${f.number(fixed)} opgelost`].filter(
      (part) => part !== false,
    );
    const errors = readSoFar(f.count(count, { one: "fout", other: "fouten" }), truncated);
    return `Adreslijstsynchronisatiefouten – ${errors} (${news.join(", ") || "ongewijzigd"})`;
  },
  standing: { new: "nieuw", open: "open", fixed: "opgelost" },
  standingTitle: {
    new: (count) => `Nieuw sinds de vorige mail: ${count}`,
    open: (count) => `Nog open: ${count}`,
    fixed: (count) => `Opgelost sinds de vorige mail: ${count}`,
  },
};
