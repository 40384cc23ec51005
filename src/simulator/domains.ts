/** In: verbs about a tenant's domains. Out: which there are, and the federation settings of those that are federated. */
import type { InternalDomainFederation } from "@microsoft/microsoft-graph-types";
import { day, type Instant } from "../domain/instant.ts";
import { guidFrom, toGraphSeconds } from "./graph-values.ts";
import { createSigningCertificate } from "./signing-certificate.ts";

export interface SimulatedDomain {
  name: string;
  /** Left out: Managed. */
  type?: "Managed" | "Federated";
  isDefault?: boolean;
  isInitial?: boolean;
  /** Left out: true. */
  isVerified?: boolean;
  /** Left out, or null, though federated: as a broken federation shows. */
  federation?: InternalDomainFederation | null;
}

export interface FederationOptions {
  expiresAt: Instant;
  /** Left out: no certificate waits for the rollover. */
  nextExpiresAt?: Instant;
  /** Microsoft's word on its last attempt to fetch a certificate. */
  updateResult?: string;
  updatedAt?: Instant;
}

export interface Domains {
  /** Mutable. */
  readonly domains: SimulatedDomain[];
  /** Federates a domain (added where it is new), with certificates that end exactly then; again: replaces them. */
  federate(name: string, options: FederationOptions): Promise<void>;
}

/** A token-signing certificate of AD FS lives a year. */
const certificateLifetimeMs = 365 * day;

export function createDomains(options: { domain: string; initialDomain: string }): Domains {
  const domains: SimulatedDomain[] = [
    { name: options.domain, isDefault: true },
    { name: options.initialDomain, isInitial: true },
  ];
  return {
    domains,
    async federate(name, federation) {
      const settings = await createFederation(name, federation);
      const known = domains.find((candidate) => candidate.name === name);
      const domain = known ?? { name };
      if (!known) domains.push(domain);
      domain.type = "Federated";
      domain.federation = settings;
    },
  };
}

export function isVerified(domain: SimulatedDomain): boolean {
  return domain.isVerified ?? true;
}

async function createFederation(
  name: string,
  { expiresAt, nextExpiresAt, updateResult, updatedAt }: FederationOptions,
): Promise<InternalDomainFederation> {
  const host = `sts.${name}`;
  const certify = (notAfter: Instant) =>
    createSigningCertificate({
      commonName: `ADFS Signing - ${host}`,
      notBefore: notAfter - certificateLifetimeMs,
      notAfter,
    });
  return {
    id: guidFrom(`federation ${name}`),
    displayName: name,
    issuerUri: `http://${host}/adfs/services/trust`,
    metadataExchangeUri: `https://${host}/adfs/services/trust/mex`,
    passiveSignInUri: `https://${host}/adfs/ls/`,
    activeSignInUri: `https://${host}/adfs/services/trust/2005/usernamemixed`,
    signOutUri: `https://${host}/adfs/ls/`,
    passwordResetUri: null,
    preferredAuthenticationProtocol: "wsFed",
    promptLoginBehavior: "nativeSupport",
    federatedIdpMfaBehavior: null,
    isSignedAuthenticationRequestRequired: null,
    signingCertificate: await certify(expiresAt),
    nextSigningCertificate: nextExpiresAt === undefined ? null : await certify(nextExpiresAt),
    signingCertificateUpdateStatus:
      updateResult === undefined && updatedAt === undefined
        ? null
        : {
            certificateUpdateResult: updateResult ?? null,
            lastRunDateTime: updatedAt === undefined ? null : toGraphSeconds(updatedAt),
          },
  };
}
