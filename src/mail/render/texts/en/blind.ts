/** English: what the monitor itself could not see, and why. */

import type { BlindReason } from "../../../../domain/blindness.ts";
import type { ProbeId } from "../../../../domain/probes.ts";
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

export const blind: TextsOf<"blind"> = {
  blind: {
    title: ({ facts }, { f }) => {
      const reason = `${sayBlindReason(facts)}${facts.errorCode ? ` (${f.name(facts.errorCode)})` : ""}`;
      return facts.wholeTenant
        ? `Monitoring cannot see this tenant – ${reason}`
        : `Monitoring cannot see ${f.names(facts.probes.map(sayProbe))} – ${reason}`;
    },
    describe: ({ wholeTenant, probes: ids, polls }, f) =>
      `The monitor could not look at ${wholeTenant ? "this tenant" : f.names(ids.map(sayProbe))} in ${f.count(polls, { one: "poll", other: "polls in a row" })}. This says nothing about synchronization itself; alerts that depend on it stay as they are until the monitor can see again.`,
    describePast: ({ wholeTenant, probes: ids }, f) =>
      `The monitor could not see ${wholeTenant ? "this tenant" : f.names(ids.map(sayProbe))}.`,
    holdsNow: "The monitor can see again.",
  },
};
