/** In: the organization, by the same request as the probe organization. Out: who receives Microsoft's own mails. */
import { blindReading } from "../blind.ts";
import { organizationPath } from "../organization/schema.ts";
import type { Probe } from "../probe.ts";
import { readTechnicalMails } from "./schema.ts";

const permission = "Organization.Read.All";

export const notificationGapProbe: Probe = {
  id: "notification-gap",
  permissions: [
    {
      name: permission,
      instead: ["Directory.Read.All"],
      reads: "the recipients of Microsoft's mails about synchronization",
    },
  ],
  findings: ["notification-gap"],
  licence: null,
  notIn: [],
  async look({ graph }) {
    try {
      const technicalMails = readTechnicalMails(await graph.get("v1.0", organizationPath));
      return [{ kind: "notification-recipients", technicalMails }];
    } catch (thrown) {
      return [blindReading("notification-gap", ["notification-recipients"], thrown, permission)];
    }
  },
};
