/**
 * The organization resource as we read it.
 * https://learn.microsoft.com/graph/api/resources/organization (v1.0), and beta for the password hash date and quota.
 */
import { z } from "zod";
import { GraphFault } from "../../graph/fault.ts";
import { flag, instant, listOf, loose, readText, text } from "../graph-shapes.ts";
import { readWholeNumber } from "../whole-number.ts";

const maxMails = 50;

const organizationSelect = [
  "id",
  "displayName",
  "createdDateTime",
  "preferredLanguage",
  "verifiedDomains",
  "onPremisesSyncEnabled",
  "onPremisesLastSyncDateTime",
  "technicalNotificationMails",
];
/** One path for every probe that needs the organization: asked in one poll, they share the answer. */
export const organizationPath = `/organization?$select=${organizationSelect.join(",")}`;

const betaSelect = ["id", "createdDateTime", "onPremisesLastPasswordSyncDateTime", "directorySizeQuota"];
export const betaOrganizationPath = `/organization?$select=${betaSelect.join(",")}`;

const Organization = z.object({
  displayName: text,
  createdDateTime: instant,
  preferredLanguage: text,
  verifiedDomains: listOf(z.object({ name: text, isInitial: flag })),
  onPremisesSyncEnabled: loose((value) =>
    typeof value === "boolean" || value === null ? value : ("unsaid" as const),
  ),
  onPremisesLastSyncDateTime: instant,
  /** Null where Graph left the list out: that says nothing of who is on it. */
  technicalNotificationMails: loose(readMails),
});
export type Organization = z.output<typeof Organization>;

const BetaOrganization = z.object({
  createdDateTime: instant,
  onPremisesLastPasswordSyncDateTime: instant,
  directorySizeQuota: loose(readQuota),
});
export type BetaOrganization = z.output<typeof BetaOrganization>;

/** From the answer of `/organization`: a list of one, or (documented for `/organization/{id}`) the entity itself. */
export const readOrganization = (body: unknown): Organization =>
  refuseHalfAnswer(Organization.parse(onlyRow(body)));
export const readBetaOrganization = (body: unknown): BetaOrganization =>
  refuseHalfAnswer(BetaOrganization.parse(onlyRow(body)));

/** Without rights Graph answers 200 with nearly everything null: no tenant lacks the date it was made. */
function refuseHalfAnswer<Row extends { createdDateTime: number | null }>(row: Row): Row {
  if (row.createdDateTime !== null) return row;
  throw new GraphFault({
    reason: "permission",
    detail:
      "organization: answered with empty properties (createdDateTime is null), as Graph does without rights",
  });
}

/** A quota of nothing is none; without both numbers there is no share to tell. */
function readQuota(value: unknown): { used: number; total: number } | null {
  const parts = (value ?? {}) as { used?: unknown; total?: unknown };
  const used = readWholeNumber(parts.used);
  const total = readWholeNumber(parts.total);
  return used !== null && used >= 0 && total !== null && total > 0 ? { used, total } : null;
}

function readMails(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((mail) => readText(mail) ?? []).slice(0, maxMails);
}

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
