/**
 * App registrations with their secrets and certificates, and app role assignments, as we read them.
 * https://learn.microsoft.com/graph/api/resources/keycredential , …/passwordcredential
 */
import { z } from "zod";
import type { GraphReader } from "../../graph/client.ts";
import { instant, listOf, loose, readEnum, readText, text } from "../graph-shapes.ts";
import { quote } from "../query.ts";
import { readAll, requiredText } from "../rows.ts";

/** Values that one `in` filter may have: https://learn.microsoft.com/graph/filter-query-parameter */
const maxInFilter = 15;

const Credential = z.object({
  keyId: text,
  displayName: text,
  startDateTime: instant,
  endDateTime: instant,
});
const Secret = Credential.extend({ hint: loose((value) => readText(value, 10)) });
const Certificate = Credential.extend({ customKeyIdentifier: loose(readThumbprint) });
export type Secret = z.output<typeof Secret>;
export type Certificate = z.output<typeof Certificate>;

/** We asked for both lists: one that is missing is half an answer, not "no credentials". */
const Application = z.object({
  appId: requiredText,
  displayName: text,
  passwordCredentials: z.array(z.unknown()).transform((list) => listOf(Secret).parse(list)),
  keyCredentials: z.array(z.unknown()).transform((list) => listOf(Certificate).parse(list)),
});
export type Application = z.output<typeof Application>;

const Assignment = z.object({
  principalId: text,
  principalType: loose((value) => readEnum(value, ["ServicePrincipal"], null)),
});
const Principal = z.object({ id: z.string().min(1), appId: text });

export function listApplications(graph: GraphReader, filter: string): Promise<Application[]> {
  const path = `/applications?$filter=${encodeURIComponent(filter)}&$select=id,appId,displayName,keyCredentials,passwordCredentials`;
  return readAll(graph, path, Application, "applications");
}

export async function listApplicationsByAppId(
  graph: GraphReader,
  appIds: readonly string[],
): Promise<Application[]> {
  const filters = inFilters("appId", appIds);
  return (await Promise.all(filters.map((filter) => listApplications(graph, filter)))).flat();
}

/** Object ids of the apps that have been given a role on this principal. */
export async function listAssignedPrincipals(graph: GraphReader, principalId: string): Promise<string[]> {
  const path = `/servicePrincipals/${encodeURIComponent(principalId)}/appRoleAssignedTo?$select=principalId,principalDisplayName,principalType`;
  const rows = await readAll(graph, path, Assignment, "appRoleAssignedTo");
  return unique(rows.flatMap((row) => (row.principalType === null ? [] : (row.principalId ?? []))));
}

export async function listAppIds(graph: GraphReader, principalIds: readonly string[]): Promise<string[]> {
  const lists = inFilters("id", principalIds).map((filter) => {
    const path = `/servicePrincipals?$filter=${encodeURIComponent(filter)}&$select=id,appId`;
    return readAll(graph, path, Principal, "servicePrincipals");
  });
  return unique((await Promise.all(lists)).flat().flatMap((row) => row.appId?.toLowerCase() ?? []));
}

function inFilters(property: string, values: readonly string[]): string[] {
  const chunks = Array.from({ length: Math.ceil(values.length / maxInFilter) }, (_, index) =>
    values.slice(index * maxInFilter, (index + 1) * maxInFilter),
  );
  return chunks.map((chunk) => `${property} in (${chunk.map(quote).join(",")})`);
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}

/**
 * SHA-1 in upper-case hex. Graph writes it as hex or as base64 of the bytes; null for anything else: the member is free
 * to hold what its owner likes.
 */
function readThumbprint(value: unknown): string | null {
  if (typeof value !== "string") return null;
  if (/^[0-9a-f]{40}$/i.test(value)) return value.toUpperCase();
  if (!/^[A-Za-z0-9+/_-]{27}=?$/.test(value)) return null;
  return Buffer.from(value, "base64").toString("hex").toUpperCase();
}
