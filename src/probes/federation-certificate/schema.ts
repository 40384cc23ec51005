/**
 * Domains and their federation settings as we read them.
 * https://learn.microsoft.com/graph/api/resources/internaldomainfederation
 */
import { z } from "zod";
import type { FederatedDomain } from "../../domain/reading.ts";
import { GraphFault } from "../../graph/fault.ts";
import { flag, instant, loose, maybe, readEnum, text } from "../graph-shapes.ts";
import { readRow, requiredText } from "../rows.ts";
import { readCertificate } from "./certificate.ts";

export const domainsPath = "/domains?$select=id,authenticationType,isVerified";

export const Domain = z
  .object({ id: requiredText, authenticationType: requiredText, isVerified: flag })
  .transform(({ id, authenticationType, isVerified }) => ({
    id: id.toLowerCase(),
    federated: readEnum(authenticationType, ["Federated"], null) !== null && isVerified !== false,
  }));

export function federationPath(domain: string): string {
  return `/domains/${encodeURIComponent(domain)}/federationConfiguration`;
}

const certificate = loose(readCertificate);
const Federation = z.object({
  signingCertificate: certificate,
  nextSigningCertificate: certificate,
  signingCertificateUpdateStatus: maybe(
    z.object({ certificateUpdateResult: text, lastRunDateTime: instant }),
  ),
});

/** From the answer about a domain's federation: by Microsoft's word a list of one. */
export function toFederatedDomain(domain: string, body: unknown): FederatedDomain {
  const list = (body as { value?: unknown } | null)?.value;
  if (!Array.isArray(list)) {
    throw new GraphFault({
      reason: "malformed",
      detail: "federationConfiguration: the answer has no list of settings",
    });
  }
  if (list.length === 0) return withoutSettings(domain);
  const federation = readRow(Federation, list[0], "federationConfiguration");
  const update = federation.signingCertificateUpdateStatus;
  return {
    domain,
    signing: federation.signingCertificate,
    nextSigning: federation.nextSigningCertificate,
    updateResult: update?.certificateUpdateResult ?? null,
    updatedAt: update?.lastRunDateTime ?? null,
  };
}

/** Federated, with nothing to judge it by. */
export function withoutSettings(domain: string): FederatedDomain {
  return { domain, signing: null, nextSigning: null, updateResult: null, updatedAt: null };
}
