/** In: an AADSTS number. Out: the refusal that the token endpoint answers with: status, `error`, description, ids. */
import { randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import { type Answer, jsonAnswer } from "./graph-answer.ts";

export interface TokenRefusal {
  /** The number behind AADSTS. */
  code: number;
  /** Replaces our text between the number and the ids. */
  description?: string;
  error?: string;
  status?: number;
  /** That many refusals; left out: until taken back. */
  count?: number;
}

export interface RefusalContext {
  tenant: string;
  clientId: string;
  now: Instant;
}

interface KnownRefusal {
  error: string;
  status: number;
  describe(context: RefusalContext): string;
}

/** Fragments that clients look for are Microsoft's; the sentences around them are ours. */
const knownRefusals: Record<number, KnownRefusal> = {
  7000215: refuse(
    "invalid_client",
    401,
    ({ clientId }) =>
      `Invalid client secret provided. Send the secret's value, not its id, for app '${clientId}'.`,
  ),
  7000222: refuse(
    "invalid_client",
    401,
    ({ clientId }) =>
      `The provided client secret keys for app '${clientId}' are expired. Create new keys for the app.`,
  ),
  700016: refuse(
    "unauthorized_client",
    400,
    ({ clientId, tenant }) =>
      `Application with identifier '${clientId}' was not found in the directory '${tenant}'.`,
  ),
  7000229: refuse(
    "invalid_client",
    401,
    ({ clientId, tenant }) =>
      `The client application ${clientId} is missing service principal in the tenant ${tenant}.`,
  ),
  7000112: refuse(
    "unauthorized_client",
    400,
    ({ clientId }) => `Application '${clientId}' (sync-health-monitor) is disabled.`,
  ),
  700027: refuse(
    "invalid_client",
    401,
    () => "Client assertion failed signature validation. [Reason - The key was not found.]",
  ),
  700024: refuse("invalid_client", 401, () => "Client assertion is not within its valid time range."),
  700023: refuse("invalid_client", 401, () => "Client assertion audience claim does not match Realm issuer."),
  700021: refuse(
    "invalid_client",
    401,
    () => "Client assertion application identifier doesn't match 'client_id' parameter.",
  ),
  7000216: refuse(
    "invalid_client",
    401,
    () =>
      "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  ),
  70003: refuse("unsupported_grant_type", 400, () => "The app requested an unsupported grant type."),
  70011: refuse(
    "invalid_scope",
    400,
    () => "The provided value for the input parameter 'scope' is not valid.",
  ),
  90002: refuse(
    "invalid_request",
    400,
    ({ tenant }) => `Tenant '${tenant}' not found. Check the tenant id and the cloud.`,
  ),
  53003: refuse(
    "access_denied",
    400,
    () =>
      "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
  ),
  65001: refuse(
    "invalid_grant",
    400,
    ({ clientId }) =>
      `The user or administrator has not consented to use the application with ID '${clientId}'.`,
  ),
  500011: refuse("invalid_resource", 400, () => "The resource principal was not found in the tenant."),
  90033: refuse("temporarily_unavailable", 503, () => "A transient error has occurred. Please try again."),
  50196: refuse(
    "invalid_grant",
    400,
    () => "The server terminated an operation because it encountered a client request loop.",
  ),
};

/** Unknown numbers are refused too, as `invalid_client` with 401. */
export function refusalAnswer(refusal: TokenRefusal, context: RefusalContext): Answer {
  const known = knownRefusals[refusal.code];
  const text = refusal.description ?? known?.describe(context) ?? "The sign-in was refused.";
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = new Date(context.now).toISOString().slice(0, 19).replace("T", " ").concat("Z");
  const ids = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return jsonAnswer(
    {
      error: refusal.error ?? known?.error ?? "invalid_client",
      error_description: `AADSTS${refusal.code}: ${text} ${ids}`,
      error_codes: [refusal.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${refusal.code}`,
    },
    refusal.status ?? known?.status ?? 401,
  );
}

function refuse(error: string, status: number, describe: KnownRefusal["describe"]): KnownRefusal {
  return { error, status, describe };
}
