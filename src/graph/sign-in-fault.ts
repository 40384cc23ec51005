/**
 * From whatever the identity library threw to a GraphFault: every AADSTS answer a client-credentials sign-in can
 * meet has a class here. Numbers: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import type { BlindReason } from "../domain/blindness.ts";
import { cleanLine } from "../util/clean-text.ts";
import { coerceError } from "../util/coerce-error.ts";
import { GraphFault } from "./fault.ts";

export const signInClasses = [
  "secret-wrong",
  "secret-expired",
  "app-unknown",
  "principal-missing",
  "app-disabled",
  "certificate-refused",
  "clock-skew",
  "tenant-unknown",
  "assertion-refused",
  "blocked-by-policy",
  "resource-wrong",
  "request-wrong",
  "consent-missing",
  "request-loop",
  "service-busy",
  "cloud-wrong",
  "refused",
] as const;
export type SignInClass = (typeof signInClasses)[number];

const classes: Record<Exclude<SignInClass, "refused">, number[]> = {
  "secret-wrong": [7000215],
  "secret-expired": [7000222],
  "app-unknown": [700016, 700011],
  "principal-missing": [7000229],
  "app-disabled": [7000112],
  "certificate-refused": [700027, 700030],
  "clock-skew": [700024],
  "tenant-unknown": [90002],
  "assertion-refused": [70001, 70002, 50012, 50013],
  "blocked-by-policy": [53003, 530032, 530035],
  "resource-wrong": [500011, 50001, 65005, 650057],
  "request-wrong": [70011, 9001023],
  "consent-missing": [65001, 90094],
  "request-loop": [50196],
  "service-busy": [90033, 90006, 90012, 90024, 50033, 90055],
  "cloud-wrong": [900382, 90038],
};

const classOfNumber = new Map<number, SignInClass>(
  Object.entries(classes).flatMap(([name, numbers]) => numbers.map((n) => [n, name as SignInClass] as const)),
);

/** The class of an AADSTS number; numbers we do not know are `refused`. */
export function classifySignIn(aadsts: number): SignInClass {
  return classOfNumber.get(aadsts) ?? "refused";
}

/** How each class of refusal blinds us; only a busy service is worth asking again. */
function blindReasonOf(signIn: SignInClass): BlindReason {
  if (signIn === "consent-missing") return "permission";
  if (signIn === "request-loop") return "throttled";
  if (signIn === "service-busy") return "unreachable";
  return "credential";
}

/** What a failed `getToken` means. Never carries a secret: only AADSTS number, its text and Microsoft's ids. */
export function faultFromSignIn(thrown: unknown): GraphFault {
  const chain = causes(thrown);
  const texts = chain.map((link) => describe(link));
  const joined = texts.join("\n");
  const number = /AADSTS(\d{4,8})/.exec(joined)?.[1];
  const trace = /Trace ID: ([0-9a-f-]{36})/i.exec(joined)?.[1] ?? null;

  if (number !== undefined) {
    const aadsts = Number(number);
    const signIn = classifySignIn(aadsts);
    const reason = blindReasonOf(signIn);
    const text = /AADSTS\d+:?\s*([^\r\n]{0,300})/.exec(joined)?.[1]?.replace(/\s*Trace ID:.*$/i, "") ?? "";
    return new GraphFault({
      reason,
      detail: cleanLine(
        `sign-in refused${signIn === "refused" ? "" : ` (${signIn})`}: AADSTS${aadsts}: ${text}`,
        400,
      ),
      graphCode: `AADSTS${aadsts}`,
      requestId: trace,
      retryable: reason === "unreachable" || reason === "throttled",
      cause: thrown,
    });
  }
  const status = chain.map((link) => statusOf(link)).find((value) => value !== null) ?? null;
  const refused = status !== null && status >= 400 && status < 500 && status !== 429 && status !== 408;
  // A 4xx without a number is still an answer about our sign-in; everything else is the way there.
  const serverSaid =
    /"?error"?\s*[:=]\s*"?(invalid_client|unauthorized_client|access_denied|invalid_\w+)/i.test(joined);
  // A key file that can't be read never got as far as the network.
  const local =
    /\bPEM\b|private ?key|certificate (file|path)|ENOENT|EACCES|token file|federated token|ERR_OSSL|bad decrypt|bad password/i.test(
      joined,
    );
  const ours = refused || serverSaid || local;
  return new GraphFault({
    reason: status === 429 ? "throttled" : ours ? "credential" : "unreachable",
    detail: cleanLine(`sign-in failed: ${withoutHeaders(texts[0] ?? "no reason given")}`, 300),
    catalogId: ours ? "sign-in-unusable" : "sign-in-unreachable",
    status,
    requestId: trace,
    retryable: !ours,
    cause: thrown,
  });
}

/** The library puts all headers of an answer into its message, whatever a proxy wrote there. */
function withoutHeaders(text: string): string {
  return text.replace(/\s*Headers:.*$/is, "").replace(/\bhttps?:\S+\?\S*/g, "");
}

function causes(thrown: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let link = thrown; link !== undefined && link !== null && chain.length < 6; ) {
    chain.push(link);
    link = (link as { cause?: unknown }).cause;
  }
  return chain;
}

function describe(link: unknown): string {
  const error = coerceError(link) as Error & {
    errorMessage?: string;
    errorCode?: string;
    code?: string;
    errorResponse?: { error?: string; errorDescription?: string };
  };
  return [
    error.errorCode,
    error.code,
    error.errorResponse?.errorDescription,
    error.errorMessage,
    error.message,
  ]
    .filter((part) => typeof part === "string" && part !== "")
    .join(" ");
}

function statusOf(link: unknown): number | null {
  const { statusCode, status } = link as { statusCode?: unknown; status?: unknown };
  if (typeof statusCode === "number") return statusCode;
  return typeof status === "number" ? status : null;
}
