/** In: the organization, by the same request as the probe organization. Out: who receives Microsoft's own mails. */
import { organizationPath } from "../organization/schema.ts";
import type { Probe } from "../probe.ts";
import { readTechnicalMails } from "./schema.ts";

export const notificationGapProbe: Probe = {
  id: "notification-gap",
  permissions: [
    {
      name: "Organization.Read.All",
      instead: ["Directory.Read.All"],
      reads: "the recipients of Microsoft's mails about synchronization",
    },
  ],
  findings: ["notification-gap"],
  licence: null,
  notIn: [],
  async look({ graph }) {
    const technicalMails = readTechnicalMails(await graph.get("v1.0", organizationPath));
    return [{ kind: "notification-recipients", technicalMails }];
  },
};
