/** In: requests to the sign-in authority. Out: tokens for client credentials, refusals, and the discovery documents. */
import { timingSafeEqual } from "node:crypto";
import type { Clock } from "../util/clock.ts";
import { systemClock } from "../util/clock.ts";
import { refusalAnswer, type TokenRefusal } from "./aadsts.ts";
import { checkAssertion } from "./client-assertion.ts";
import { type Answer, jsonAnswer } from "./graph-answer.ts";
import type { SimulatedTenant } from "./tenant.ts";
import type { Audience, TokenBook } from "./tokens.ts";

export interface TokenEndpointContext {
  clock: Clock;
  authorityUrl: string;
  tokens: TokenBook;
}

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** The tenant (id or initial domain) that a sign-in path is about, and what it asks for; null for any other path. */
export function parseAuthorityPath(
  path: string,
): { tenant: string; document: "token" | "configuration" | "discovery" } | null {
  if (path === "/common/discovery/instance") return { tenant: "common", document: "discovery" };
  const match = /^\/([^/]+)\/(oauth2\/v2\.0\/token|v2\.0\/\.well-known\/openid-configuration)$/.exec(path);
  if (!match?.[1]) return null;
  const document = match[2] === "oauth2/v2.0/token" ? "token" : "configuration";
  return { tenant: decodeURIComponent(match[1]), document };
}

/** The OpenID configuration of a tenant; unknown tenants are refused with 90002. */
export function answerConfiguration(
  { authorityUrl, clock }: TokenEndpointContext,
  asked: string,
  tenant: SimulatedTenant | null,
): Answer {
  if (!tenant) return refusalAnswer({ code: 90002 }, { tenant: asked, clientId: "", now: clock.now() });
  const root = `${authorityUrl}/${tenant.tenantId}`;
  return jsonAnswer({
    issuer: `${root}/v2.0`,
    token_endpoint: `${root}/oauth2/v2.0/token`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    jwks_uri: `${root}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
  });
}

export function answerDiscovery({ authorityUrl }: TokenEndpointContext): Answer {
  const host = new URL(authorityUrl).host;
  return jsonAnswer({
    tenant_discovery_endpoint: `${authorityUrl}/common/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

/** Client credentials: secret in the body or as Basic, or a signed assertion. Refuses as the real endpoint does. */
export function answerToken(
  context: TokenEndpointContext,
  asked: string,
  tenant: SimulatedTenant | null,
  form: URLSearchParams,
  authorization: string | undefined,
): Answer {
  const basic = parseBasic(authorization);
  const clientId = form.get("client_id") ?? basic?.user ?? "";
  const refuse = (refusal: TokenRefusal) =>
    refusalAnswer(refusal, { tenant: asked, clientId, now: context.clock.now() });
  if (!tenant) return refuse({ code: 90002 });
  const scripted = tenant.takeRefusal();
  if (scripted) return refuse(scripted);
  if (form.get("grant_type") !== "client_credentials") return refuse({ code: 70003 });
  const scope = form
    .get("scope")
    ?.split(" ")
    .find((candidate) => candidate.endsWith("/.default"));
  if (scope === undefined) return refuse({ code: 70011 });
  if (clientId !== tenant.clientId) return refuse({ code: 700016 });
  const code = checkCredential(context, tenant, form, form.get("client_secret") ?? basic?.password ?? null);
  if (code !== null) return refuse({ code });
  const { token, expiresInSeconds } = context.tokens.issue(tenant, audienceOf(scope));
  return jsonAnswer({
    token_type: "Bearer",
    expires_in: expiresInSeconds,
    ext_expires_in: expiresInSeconds,
    access_token: token,
  });
}

/** The names of Exchange Online in the national clouds; everything else means Graph, wherever a test runs it. */
function audienceOf(scope: string): Audience {
  return /^https:\/\/(outlook(-dod)?\.office365\.(com|us)|partner\.outlook\.cn)\//.test(scope)
    ? "exchange"
    : "graph";
}

function checkCredential(
  { authorityUrl }: TokenEndpointContext,
  tenant: SimulatedTenant,
  form: URLSearchParams,
  secret: string | null,
): number | null {
  const assertion = form.get("client_assertion");
  if (assertion !== null) {
    if (form.get("client_assertion_type") !== assertionType) return 7000216;
    const root = `${authorityUrl}/${tenant.tenantId}`;
    return checkAssertion(assertion, {
      clientId: tenant.clientId,
      audiences: [`${root}/oauth2/v2.0/token`, `${root}/v2.0`],
      certificates: tenant.certificates,
      now: systemClock.now(),
    });
  }
  if (secret === null) return 7000216;
  return tenant.clientSecret !== null && isSame(secret, tenant.clientSecret) ? null : 7000215;
}

function parseBasic(authorization: string | undefined): { user: string; password: string } | null {
  const encoded = /^Basic\s+(.+)$/i.exec(authorization ?? "")?.[1];
  if (!encoded) return null;
  const [user = "", password = ""] = Buffer.from(encoded, "base64").toString("utf8").split(/:(.*)/s);
  return { user: decodeForm(user), password: decodeForm(password) };
}

/** RFC 6749: the two halves of Basic are form-encoded before they are joined. */
function decodeForm(text: string): string {
  return new URLSearchParams(`v=${text}`).get("v") ?? "";
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
