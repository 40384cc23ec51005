/** From a tenant's configured credential to an access token, through @azure/identity; refusals become GraphFaults. */
import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  type TokenCredentialOptions,
  WorkloadIdentityCredential,
} from "@azure/identity";
import type { CredentialChoice } from "../domain/credential.ts";
import { minute } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import type { Cloud } from "./clouds.ts";
import { GraphFault } from "./fault.ts";
import { faultFromSignIn } from "./sign-in-fault.ts";

export interface TokenSource {
  /** A token that is good for at least a few minutes more; throws GraphFault. */
  getToken(signal: AbortSignal): Promise<string>;
  /** Forget the cached token: the next call signs in anew (a token carries the permissions of its hour). */
  renew(): void;
  /** When the token in use was fetched; null when there is none. */
  fetchedAt(): number | null;
}

interface TokenSourceOptions {
  tenantId: string;
  credential: CredentialChoice;
  cloud: Cloud;
  clock: Clock;
  /** What the token is for; left out: Graph. */
  scope?: string;
}

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { cloud, clock, scope = cloud.scope } = options;
  let credential = createCredential(options);
  let cached: { token: string; goodUntil: number; fetchedAt: number } | null = null;
  let pending: Promise<string> | null = null;

  async function fetchToken(signal: AbortSignal): Promise<string> {
    const startedAt = clock.now();
    try {
      // Some flows of the library do not heed the signal, so the wait itself is bounded too.
      const answer = await untilAborted(credential.getToken(scope, { abortSignal: signal }), signal);
      if (!answer) throw new Error("the identity library returned no token");
      const lifetimeMs = Math.max(0, answer.expiresOnTimestamp - realNow());
      const goodUntil = startedAt + Math.max(lifetimeMs - 5 * minute, lifetimeMs / 2);
      cached = { token: answer.token, goodUntil, fetchedAt: startedAt };
      return answer.token;
    } catch (thrown) {
      // The library would answer from its memory of this failure for a minute; when to ask again is ours to decide.
      credential = createCredential(options);
      if (signal.aborted) {
        throw new GraphFault({
          reason: "unreachable",
          detail: "sign-in did not finish in time",
          catalogId: "sign-in-unreachable",
          retryable: true,
          cause: thrown,
        });
      }
      throw faultFromSignIn(thrown);
    }
  }

  return {
    async getToken(signal) {
      if (cached && clock.now() < cached.goodUntil) return cached.token;
      pending ??= fetchToken(signal).finally(() => {
        pending = null;
      });
      return pending;
    },
    renew() {
      cached = null;
      // The library keeps a cache of its own with no way past it; a new credential starts empty.
      credential = createCredential(options);
    },
    fetchedAt: () => cached?.fetchedAt ?? null,
  };

  // Token lifetimes are stated in real time, also where the product's clock is a simulated one.
  function realNow(): number {
    return performance.timeOrigin + performance.now();
  }
}

function createCredential({ tenantId, credential, cloud }: TokenSourceOptions): TokenCredential {
  const options: TokenCredentialOptions & { disableInstanceDiscovery?: boolean } = {
    authorityHost: cloud.authorityUrl,
    // Retries are decided in one place, ours, where the time limit of the poll is known.
    retryOptions: { maxRetries: 0 },
    ...(cloud.caPem === null ? {} : { tlsOptions: { ca: cloud.caPem } }),
    ...(cloud.custom
      ? {
          disableInstanceDiscovery: true,
          additionalPolicies: [{ policy: discoveryFallback(cloud, tenantId), position: "perCall" as const }],
        }
      : {}),
  };
  switch (credential.type) {
    case "clientSecret":
      return new ClientSecretCredential(tenantId, credential.clientId, credential.clientSecret, options);
    case "clientCertificate":
      return new ClientCertificateCredential(
        tenantId,
        credential.clientId,
        {
          certificatePath: credential.certificateFile,
          ...(credential.certificatePassword ? { certificatePassword: credential.certificatePassword } : {}),
        },
        options,
      );
    case "managedIdentity":
      return credential.clientId
        ? new ManagedIdentityCredential({ clientId: credential.clientId })
        : new ManagedIdentityCredential();
    case "workloadIdentity":
      return new WorkloadIdentityCredential({
        ...options,
        tenantId,
        clientId: credential.clientId,
        ...(credential.tokenFile ? { tokenFilePath: credential.tokenFile } : {}),
      });
  }
}

type Policy = NonNullable<TokenCredentialOptions["additionalPolicies"]>[number]["policy"];

/**
 * A custom authority need not publish OpenID metadata: without it, the token endpoint is where Entra ID has it.
 * Real clouds always publish it, so they never get this policy.
 */
function discoveryFallback(cloud: Cloud, tenantId: string): Policy {
  return {
    name: "discoveryFallback",
    async sendRequest(request, next) {
      const response = await next(request);
      if (!request.url.includes("/.well-known/openid-configuration") || response.status === 200)
        return response;
      const base = `${cloud.authorityUrl}/${tenantId}`;
      return {
        ...response,
        status: 200,
        bodyAsText: JSON.stringify({
          issuer: `${base}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
        }),
      };
    },
  };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    // Nobody waits for it any more, and its failure is nobody's business either.
    work.catch(() => {});
    return Promise.reject(signal.reason);
  }
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
