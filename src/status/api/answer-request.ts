/** In: a request for one of the API's paths. Out: what its route answers, with the headers that let clients keep it. */
import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { readParameters } from "./parameters.ts";
import type { ApiPath } from "./paths.ts";
import type { ApiOptions } from "./route.ts";
import { routes } from "./routes.ts";

export async function answerRequest(
  path: ApiPath,
  request: FastifyRequest,
  reply: FastifyReply,
  { source, clock, version }: ApiOptions,
): Promise<FastifyReply> {
  const { parameters, handle } = routes[path];
  const answer = await handle({
    source,
    now: clock.now(),
    version,
    path: request.params as Record<string, string>,
    given: readParameters(parameters, request.query as Record<string, unknown>),
  });
  const own = tagOf(answer);
  if (own) reply.header("etag", own);
  // Kept by whoever asked, and asked about each time.
  return reply.header("cache-control", "private, no-cache").send(answer);
}

/** That it was asked at another time is no change: such an answer gets its tag without it. */
function tagOf(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || !("generatedAt" in answer)) return null;
  const { generatedAt: _asked, ...rest } = answer;
  return `W/"${createHash("sha1").update(JSON.stringify(rest)).digest("base64")}"`;
}
