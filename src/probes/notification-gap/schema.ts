/**
 * Who receives Microsoft's mails about synchronization, out of the organization's own record.
 * https://learn.microsoft.com/graph/api/resources/organization (technicalNotificationMails)
 */
import { GraphFault } from "../../graph/fault.ts";
import { readOrganization } from "../organization/schema.ts";

/** The addresses; an empty list: nobody. Throws where Graph did not say. */
export function readTechnicalMails(body: unknown): string[] {
  const mails = readOrganization(body).technicalNotificationMails;
  if (mails !== null) return mails;
  throw new GraphFault({
    reason: "malformed",
    detail: "organization: the answer has no list technicalNotificationMails",
  });
}
