/** From the table of routes to the OpenAPI 3.1 document that describes it: the same table serves the answers. */
import { z } from "zod";
import type { Parameter } from "./parameters.ts";
import { type ApiPath, apiPaths, apiPrefix } from "./paths.ts";
import type { Route } from "./route.ts";
import { components, errorAnswer } from "./schemas.ts";

type Node = Record<string, unknown>;

export function buildDocument(routes: Record<ApiPath, Route>, version: string): Node {
  return {
    openapi: "3.1.0",
    info: {
      title: "sync-health-monitor",
      version,
      description,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: apiPrefix }],
    security: [{ password: [] }, {}],
    paths: Object.fromEntries(
      apiPaths.map((path) => [path.replace(/:(\w+)/g, "{$1}"), { get: operationOf(path, routes[path]) }]),
    ),
    components: {
      schemas: componentSchemas(),
      parameters: { ifNoneMatch },
      headers: { etag: { description: "For `If-None-Match`.", schema: { type: "string" } } },
      responses: refusals,
      securitySchemes: {
        password: { type: "http", scheme: "basic", description: "Where `status.auth.users` asks for it." },
      },
    },
  };
}

const description = `Read-only: every address answers GET and HEAD. Moments are ISO 8601 text in UTC, to the millisecond; \
ages are in seconds, and none is counted from the moment of asking, so that an answer stays the same until what it \
tells changes. Members are only ever added: skip what you do not know.`;

const ifNoneMatch = {
  name: "If-None-Match",
  in: "header",
  description: "The ETag of the answer that you have: 304 when it still holds.",
  schema: { type: "string" },
};

const errorContent = { "application/json": { schema: referTo(errorAnswer) } };

const refusals = {
  NotModified: { description: "The answer that you have still holds." },
  BadRequest: {
    description: "A parameter will not do; the message says which, and why.",
    content: errorContent,
  },
  Unauthorized: { description: "Sign in.", content: errorContent },
  Forbidden: { description: "Who asks from there is not answered.", content: errorContent },
  NotFound: { description: "There is no such thing.", content: errorContent },
  TooManyRequests: {
    description: "Too many failed sign-ins; `Retry-After` says when to try again.",
    content: errorContent,
  },
  Failed: { description: "It could not be read; the monitor's log says why.", content: errorContent },
} as const;

function operationOf(path: ApiPath, { name, summary, description, parameters, answer }: Route): Node {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, named = ""]) => named);
  const refusal = (which: keyof typeof refusals) => ({ $ref: `#/components/responses/${which}` });
  return {
    operationId: name,
    summary,
    ...(description === undefined ? {} : { description }),
    parameters: [
      ...inPath.map(pathParameter),
      ...Object.entries(parameters).map(([named, parameter]) => queryParameter(named, parameter)),
      { $ref: "#/components/parameters/ifNoneMatch" },
    ],
    responses: {
      200: {
        description: answer.description ?? summary,
        headers: { ETag: { $ref: "#/components/headers/etag" } },
        content: { "application/json": { schema: referTo(answer) } },
      },
      304: refusal("NotModified"),
      400: refusal("BadRequest"),
      401: refusal("Unauthorized"),
      403: refusal("Forbidden"),
      ...(inPath.length > 0 ? { 404: refusal("NotFound") } : {}),
      429: refusal("TooManyRequests"),
      500: refusal("Failed"),
    },
  };
}

function pathParameter(name: string): Node {
  const meaning = name === "name" ? "The tenant's name in the configuration." : "As the list has it.";
  return { name, in: "path", required: true, description: meaning, schema: { type: "string" } };
}

function queryParameter(name: string, { schema, description }: Parameter): Node {
  const required = !schema.safeParse(undefined).success;
  return { name, in: "query", required, description, schema: toNode(schema) };
}

function referTo(schema: z.ZodType): Node {
  const id = components.get(schema)?.id;
  if (id === undefined) throw new Error("an answer has a schema without a name");
  return { $ref: uriOf(id) };
}

function uriOf(id: string): string {
  return `#/components/schemas/${id}`;
}

function componentSchemas(): Node {
  const { schemas } = z.toJSONSchema(components, { uri: uriOf, override: tidy });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutHead(schema)]));
}

function toNode(schema: z.ZodType): Node {
  return withoutHead(z.toJSONSchema(schema, { override: tidy }));
}

function withoutHead(schema: object): Node {
  const { $schema: _dialect, $id: _id, ...rest } = schema as Node;
  return rest;
}

/**
 * Objects stay open: members are added to them. What zod writes for its own sake, the pattern of a moment and the limits
 * of whole numbers in JavaScript, tells readers nothing.
 */
function tidy({ jsonSchema: node }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (node.additionalProperties === false) delete node.additionalProperties;
  if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
  if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
  if (node.format === "date-time") delete node.pattern;
}
