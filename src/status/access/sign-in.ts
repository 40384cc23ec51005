/**
 * Sign-in with name and password (HTTP Basic). In: a request. Out: a verdict. A good header is remembered for a while; one
 * password is checked at a time, in a short queue; and who failed too often waits, unless the header is remembered.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import pLimit from "p-limit";
import { second } from "../../domain/instant.ts";
import type { StatusUser } from "../../domain/status-auth.ts";
import { homeNetwork, plainAddress } from "../../util/network.ts";
import { createFailureLimit } from "../failure-limit.ts";
import { type AccessOptions, type Refused, refusalCodes, type Verdict } from "./access.ts";
import { createPasswordCheck } from "./password.ts";
import { createRefusalReport } from "./refused-sign-ins.ts";
import { createRememberedSignIns } from "./remembered-sign-ins.ts";

export type SignIn = (request: FastifyRequest, reply: FastifyReply) => Promise<Verdict>;

/** Passwords that wait to be checked: some seconds' worth; more of them would only make everybody wait longer. */
const maxWaiting = 16;
/** Of one address, so that it can't keep everybody else out. */
const maxWaitingOfAddress = 4;
const busy: Refused = { refusal: "busy", retryAfterSeconds: 5 };
const signInRequired: Refused = { refusal: "sign-in-required" };
const unreadableHeader = "FST_BASIC_AUTH_MISSING_OR_BAD_AUTHORIZATION_HEADER";

/** With status 401 the plugin asks for another password; whoever must wait is not asked. */
class SignInError extends Error {
  readonly refused: Refused;
  readonly statusCode: number;

  constructor(refused: Refused) {
    super(refused.refusal);
    this.refused = refused;
    this.statusCode = refusalCodes[refused.refusal];
  }
}

export async function createSignIn(
  server: FastifyInstance,
  users: readonly StatusUser[],
  { clock, onRefused }: Pick<AccessOptions, "clock" | "onRefused">,
): Promise<SignIn> {
  const isRight = createPasswordCheck(users);
  const remembered = createRememberedSignIns();
  const limit = createFailureLimit();
  const report = createRefusalReport(clock, onRefused);
  const oneAtATime = pLimit(1);
  /** By the header's key: the same header twice is checked once. */
  const waiting = new Map<string, { from: string; verdict: Promise<Verdict> }>();

  // Loaded only where there are users. It reads the header, and asks for one where it is missing or makes no sense.
  const { fastifyBasicAuth } = await import("@fastify/basic-auth");
  await server.register(fastifyBasicAuth, {
    authenticate: { realm: "sync-health-monitor" },
    async validate(name, password, request) {
      const verdict = await judge(name.normalize("NFC"), password, request);
      if ("refusal" in verdict) return new SignInError(verdict);
      request.user = verdict.user;
    },
  });

  return async (request, reply) => {
    const { authorization } = request.headers;
    const user = authorization && remembered.userOf(remembered.keyOf(authorization), clock.now());
    if (user) return { user };
    const error = await new Promise<(Error & { code?: string }) | undefined>((resolve) => {
      server.basicAuth.call(server, request, reply, resolve);
    });
    if (error === undefined) return { user: request.user };
    if (error instanceof SignInError) return error.refused;
    if (error.code === unreadableHeader) return signInRequired;
    throw new Error("a password could not be checked", { cause: error });
  };

  async function judge(name: string, password: string, request: FastifyRequest): Promise<Verdict> {
    const address = plainAddress(request.socket.remoteAddress ?? "");
    const from = homeNetwork(address);
    const key = remembered.keyOf(request.headers.authorization ?? "");
    const same = waiting.get(key);
    if (same) return same.verdict;
    const early = tooMany(from);
    if (early) {
      report(address, name);
      return early;
    }
    const ofAddress = [...waiting.values()].filter((other) => other.from === from);
    if (waiting.size >= maxWaiting || ofAddress.length >= maxWaitingOfAddress) return busy;
    const verdict = oneAtATime(check).finally(() => waiting.delete(key));
    waiting.set(key, { from, verdict });
    return verdict;

    async function check(): Promise<Verdict> {
      // Those before it in the queue may have used up what was left.
      const late = tooMany(from);
      if (!late && (await isRight(name, password))) {
        remembered.add(key, name, clock.now());
        return { user: name };
      }
      if (!late) limit.count(from, clock.now());
      report(address, name);
      return late ?? signInRequired;
    }
  }

  function tooMany(from: string): Refused | null {
    const waitMs = limit.limitedMs(from, clock.now());
    return waitMs > 0
      ? { refusal: "too-many-failures", retryAfterSeconds: Math.ceil(waitMs / second) }
      : null;
  }
}
