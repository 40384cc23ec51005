/**
 * /api/v1 over HTTP: read-only JSON. In: a server and where the answers come from. Out: a route for each path, ETags, and
 * JSON for what is refused. What makes the answers is loaded when somebody first asks: most daemons are never asked.
 */
import { fastifyEtag } from "@fastify/etag";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { coerceError } from "../../util/coerce-error.ts";
import type { StatusSource } from "../source.ts";
import { ApiError, type ApiErrorCode, apiErrorCodes } from "./api-error.ts";
import { apiPaths, apiPrefix } from "./paths.ts";
import type { ApiOptions } from "./route.ts";

const readMethods = ["GET", "HEAD"];

export async function registerApi(server: FastifyInstance, options: ApiOptions): Promise<void> {
  await server.register(
    async (scope) => {
      await scope.register(fastifyEtag, { weak: true });
      scope.addHook("onSend", tidyHeaders);
      scope.setErrorHandler((error, _request, reply) => refuse(error, reply, options.source));
      scope.setNotFoundHandler(() => {
        throw new ApiError("not-found", `No such address. ${apiPrefix}/openapi.json names all there are.`);
      });
      const others = scope.supportedMethods.filter((method) => !readMethods.includes(method));
      for (const path of apiPaths) {
        scope.get(path, async (request, reply) => {
          const { answerRequest } = await import("./answer-request.ts");
          return answerRequest(path, request, reply, options);
        });
        // Refused before a body is read.
        scope.route({ method: others, url: path, onRequest: refuseMethod, handler: refuseMethod });
      }
    },
    { prefix: apiPrefix },
  );
}

async function refuseMethod(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header("allow", readMethods.join(", "));
  throw new ApiError("method-not-allowed", "The API only reads: ask with GET or HEAD.");
}

/** A refusal has no ETag: it is never what a client keeps. 304 has no length: it would be taken for the answer's. */
async function tidyHeaders(_request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  if (reply.statusCode >= 400) reply.removeHeader("etag");
  return reply.statusCode === 304 ? null : payload;
}

function refuse(thrown: unknown, reply: FastifyReply, source: StatusSource): FastifyReply {
  const error = coerceError(thrown) as Error & { statusCode?: number };
  if (error instanceof ApiError) return send(reply, error.code, error.message);
  if ((error.statusCode ?? 500) < 500) {
    return send(reply, "bad-request", "This request can't be read.", error.statusCode);
  }
  source.onFailed(error);
  return send(reply, "failed", "This could not be read just now; the log says why.");
}

function send(
  reply: FastifyReply,
  code: ApiErrorCode,
  message: string,
  status: number = apiErrorCodes[code],
): FastifyReply {
  return reply.code(status).header("cache-control", "no-store").send({ error: { code, message } });
}
