/** English: what the monitor itself could not see, and why. */

import type { BlindReason } from "../../../../domain/blindness.ts";
import type { FactsOf } from "../../../../domain/finding.ts";
import type { ProbeId } from "../../../../domain/probes.ts";
import type { Formatter } from "../../format.ts";
import type { TextsOf } from "../finding-texts.ts";
import type { Texts } from "../texts.ts";

const probes: Record<ProbeId, string> = {
  organization: "the directory's synchronization dates",
  "provisioning-jobs": "the provisioning jobs",
  "provisioning-log": "the provisioning log",
  "object-errors": "synchronization errors on objects",
  "service-incidents": "Microsoft's service incidents",
  "service-provisioning-errors": "service errors on objects",
  "object-counts": "the number of synchronized objects",
  "sync-principal": "the service principal of synchronization",
  domains: "the domains of sign-in names",
  "group-names": "the names of groups",
  "federation-certificate": "the certificates of federated domains",
  "credential-expiry": "the expiry dates of credentials",
  "delete-protection": "the protection against accidental deletes",
  "notification-gap": "the recipients of Microsoft's own mails",
};

const reasons: Record<BlindReason, string> = {
  permission: "permission missing",
  licence: "license missing",
  unsupported: "not offered by Microsoft Graph here",
  credential: "sign-in refused",
  throttled: "throttled by Microsoft",
  unreachable: "Microsoft Graph cannot be reached",
  malformed: "answer not understood",
};

/** Ids come from stored findings too, which another version may have made. */
export const sayProbe: Texts["probe"] = (id) => (Object.hasOwn(probes, id) ? probes[id as ProbeId] : id);

export const sayBlindReason: Texts["blindReason"] = ({ reason, atSignIn }) =>
  reason === "unreachable" && atSignIn ? "the sign-in service cannot be reached" : reasons[reason];

/** More than three would make a long list: the row "Not visible" has them all. */
const whatOf = ({ wholeTenant, probes: ids }: FactsOf["blind"], f: Formatter, many: string) => {
  if (wholeTenant) return "this tenant";
  return ids.length > 3 ? `${many} of this tenant's signals` : f.names(ids.map(sayProbe));
};

export const blind: TextsOf<"blind"> = {
  blind: {
    name: "Monitoring has lost sight",
    title: ({ facts }, { f, now }) => {
      const reason = `${sayBlindReason(facts)}${facts.errorCode ? ` (${f.name(facts.errorCode)})` : ""}`;
      const many = now === null ? "several" : f.number(facts.probes.length);
      return `Monitoring cannot see ${whatOf(facts, f, many)} – ${reason}`;
    },
    describe: (facts, f) =>
      `The monitor could not look at ${whatOf(facts, f, f.number(facts.probes.length))} in ${f.count(facts.polls, { one: "poll", other: "polls in a row" })}. This says nothing about synchronization itself; alerts that depend on it stay as they are until the monitor can see again.`,
    describePast: (facts, f) =>
      `The monitor could not see ${whatOf(facts, f, f.number(facts.probes.length))}.`,
    holdsNow: "The monitor can see again.",
    gone: "The monitor no longer counts on seeing this: the probe was switched off in the configuration, or what it asks for turned out not to be available in this tenant. Alerts that depend on it and are still open stay as they are.",
  },
};
