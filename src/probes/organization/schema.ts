/**
 * The organization resource as we read it.
 * https://learn.microsoft.com/graph/api/resources/organization (v1.0), and beta for the password hash date.
 */
import { z } from "zod";
import { GraphFault } from "../../graph/fault.ts";
import { flag, instant, listOf, loose, text } from "../graph-shapes.ts";

export const organizationSelect = [
  "id",
  "displayName",
  "createdDateTime",
  "preferredLanguage",
  "verifiedDomains",
  "onPremisesSyncEnabled",
  "onPremisesLastSyncDateTime",
];
export const passwordSyncSelect = ["id", "createdDateTime", "onPremisesLastPasswordSyncDateTime"];

const Organization = z.object({
  displayName: text,
  createdDateTime: instant,
  preferredLanguage: text,
  verifiedDomains: listOf(z.object({ name: text, isInitial: flag })),
  onPremisesSyncEnabled: loose((value) =>
    value === undefined ? ("unsaid" as const) : typeof value === "boolean" ? value : null,
  ),
  onPremisesLastSyncDateTime: instant,
});
export type Organization = z.output<typeof Organization>;

const PasswordSync = z.object({ createdDateTime: instant, onPremisesLastPasswordSyncDateTime: instant });
export type PasswordSync = z.output<typeof PasswordSync>;

/** From the answer of `/organization`: a list of one, or (documented for `/organization/{id}`) the entity itself. */
export const readOrganization = (body: unknown): Organization => Organization.parse(onlyRow(body));
export const readPasswordSync = (body: unknown): PasswordSync => PasswordSync.parse(onlyRow(body));

function onlyRow(body: unknown): object {
  const list = (body as { value?: unknown } | null)?.value;
  const row: unknown = Array.isArray(list) ? list[0] : body;
  if (typeof row !== "object" || row === null || Object.keys(row).length === 0) {
    throw new GraphFault({
      reason: "malformed",
      detail: "organization: the answer has no organization in it",
    });
  }
  return row;
}
