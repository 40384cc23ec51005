/**
 * Who gets an answer. In: a server without routes, and who may see it. Out: hooks that every later route has: the common
 * headers, a verdict on who asks, a look at where what changes something was sent from, and plain words for mistakes.
 */
import type { Server as TlsServer } from "node:tls";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { coerceError } from "../../util/coerce-error.ts";
import { isLoopback, plainAddress } from "../../util/network.ts";
import type { AccessOptions, Refused, Verdict } from "./access.ts";
import { watchMethods } from "./allowed-methods.ts";
import { commonHeaders } from "./headers.ts";
import { isLocalHost, judgeLocal } from "./local-only.ts";
import { isFromOurPage, isSameHost } from "./own-origin.ts";
import { refuse } from "./refuse.ts";
import { maxConnections } from "./server-limits.ts";
import { createSignIn } from "./sign-in.ts";
import { followRenewals } from "./tls.ts";
import { createProxySignIn } from "./trusted-proxy.ts";

/** Before any route. Keeps `options`: `publicHost` is read anew for each request. */
export async function registerAccess(server: FastifyInstance, options: AccessOptions): Promise<void> {
  const { tls } = options;
  const isTlsOurs = tls !== null && tls !== "proxy";
  const headers = commonHeaders({ isTlsOurs });
  const methodsOf = watchMethods(server);
  server.decorateRequest("user", null);
  server.server.maxConnections = maxConnections;
  if (isTlsOurs) followRenewals(server.server as unknown as TlsServer, tls, options);
  const judge = await createJudge(server, options);

  server.setErrorHandler((thrown, request, reply) => answerError(thrown, request, reply, options));
  server.addHook("onRequest", async (request, reply) => {
    reply.headers(headers);
    if (request.routeOptions.config?.isOpen) return;
    const verdict = await judge(request, reply);
    if ("refusal" in verdict) return refuse(request, reply, verdict);
    request.user = verdict.user;
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (!isRead && !isFromOurPage(request.headers, options.publicHost)) {
      return refuse(request, reply, { refusal: "forged-form" });
    }
    const methods = request.is404 ? methodsOf(request.url) : [];
    if (methods.length > 0) {
      return refuse(request, reply.header("allow", methods.join(", ")), { refusal: "method-not-allowed" });
    }
  });
}

type Judge = (request: FastifyRequest, reply: FastifyReply) => Verdict | Promise<Verdict>;

async function createJudge(server: FastifyInstance, options: AccessOptions): Promise<Judge> {
  const { auth, tls } = options;
  if (auth === null) return judgeLocal;
  const proxy = auth.proxy ? createProxySignIn(auth.proxy) : null;
  const signIn = auth.users.length > 0 ? await createSignIn(server, auth.users, options) : null;

  return (request, reply) => {
    const address = plainAddress(request.socket.remoteAddress ?? "");
    const isFromProxy = proxy?.isFrom(address) === true;
    const user = isFromProxy ? proxy.userOf(request) : null;
    if (user !== null) return judgeProxied(user, address, request);
    // A password must not come in clear text from where nobody encrypted it.
    if (tls === "proxy" && !isFromProxy && !isLoopback(address)) return { refusal: "not-encrypted" };
    return signIn ? signIn(request, reply) : { refusal: "not-by-proxy" };
  };

  /** A browser on this machine has the address of a proxy on this machine, and a foreign page in it can send its header. */
  function judgeProxied(user: string, address: string, { headers: { host } }: FastifyRequest): Verdict {
    const { publicHost } = options;
    const isOurs = isLocalHost(host) || (publicHost !== null && isSameHost(host ?? "", publicHost));
    return !isLoopback(address) || isOurs ? { user } : { refusal: "unknown-host", detail: `host ${host}` };
  }
}

/** Of routes that have no error handler of their own. Says nothing of what is inside. */
function answerError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { onFailed }: AccessOptions,
): FastifyReply {
  const error = coerceError(thrown) as Error & { statusCode?: number };
  const { statusCode = 500 } = error;
  if (statusCode < 400 || statusCode >= 500) {
    onFailed(error);
    return refuse(request, reply, { refusal: "failed" });
  }
  const known: Partial<Record<number, Refused>> = {
    404: { refusal: "not-found" },
    413: { refusal: "too-large" },
  };
  return refuse(request, reply, known[statusCode] ?? { refusal: "bad-request" }, statusCode);
}
