/** What stands between a request and its answer: who asks, from where, and whether a form was really ours. */
import type { StatusAuth } from "../../domain/status-auth.ts";
import type { Clock } from "../../util/clock.ts";
import type { CertificateChange, StatusTls } from "./tls.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Answers anybody who can reach it: /healthz, /readyz, and /acknowledge, whose link is its own key. */
    isOpen?: boolean;
  }
  interface FastifyRequest {
    /** Who asks, once they are let in; null where nobody need say. */
    user: string | null;
  }
}

export interface AccessOptions {
  /** Null: nobody need sign in, and only this machine itself is answered. */
  auth: StatusAuth | null;
  /** As configured. Files: TLS ends here; `proxy`: in front of us; null: there is none. */
  tls: StatusTls | "proxy" | null;
  /** Host of `status.publicUrl`, with its port where it has one; null without. Read at each request. */
  publicHost: string | null;
  clock: Clock;
  /** Somebody did not get in. At most once a minute for each address. */
  onRefused: (refused: RefusedSignIn) => void;
  /** A renewed certificate was taken up, or could not be; the same trouble is told once. */
  onCertificate: (change: CertificateChange) => void;
  /** An answer could not be made; who asked saw only that. */
  onFailed: (error: Error) => void;
}

export interface RefusedSignIn {
  address: string;
  /** The name that was given, one line. */
  user: string;
  /** Of this address since it was last told of. */
  attempts: number;
}

/** What to do with a request. */
export type Verdict = { user: string | null } | Refused;

export interface Refused {
  refusal: RefusalCode;
  /** What was seen that should not be; from outside, so it is cut and escaped where it is shown. */
  detail?: string;
  retryAfterSeconds?: number;
}

/** Every reason not to answer, with its status. In JSON answers the name is the error's code. */
export const refusalCodes = {
  "sign-in-required": 401,
  "too-many-failures": 429,
  busy: 503,
  "not-local": 403,
  "not-by-proxy": 403,
  "unknown-host": 403,
  "not-encrypted": 403,
  "forged-form": 403,
  "bad-request": 400,
  "not-found": 404,
  "method-not-allowed": 405,
  "too-large": 413,
  failed: 500,
} as const;
export type RefusalCode = keyof typeof refusalCodes;
