/** The API over a made-up world, asked without a socket; and what its document says of an answer. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { type FastifyInstance, fastify } from "fastify";
import { registerApi } from "../../src/status/api/register-api.ts";
import type { ApiOptions } from "../../src/status/api/route.ts";
import { apiDocument } from "../../src/status/api/routes.ts";
import { createStatusFixture, type StatusFixture } from "./status-source.ts";
import { createStatusWorld, type StatusWorld } from "./status-world.ts";

export const apiVersion = "1.2.3";

export interface ApiFixture extends StatusFixture {
  server: FastifyInstance;
  get(path: string, headers?: Record<string, string>): Promise<ApiAnswer>;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape; the document checks them.
  body: any;
}

export async function createApiFixture(world: StatusWorld = createStatusWorld()): Promise<ApiFixture> {
  const fixture = createStatusFixture(world);
  return { ...fixture, ...(await serveApi(fixture)) };
}

/** The API over any source. */
export async function serveApi({
  source,
  clock,
}: Pick<ApiOptions, "source" | "clock">): Promise<Pick<ApiFixture, "server" | "get">> {
  const server = fastify({ routerOptions: { maxParamLength: 512 } });
  await registerApi(server, { source, clock, version: apiVersion });
  return {
    server,
    async get(path, headers = {}) {
      const { statusCode, headers: sent, payload } = await server.inject({ url: `/api/v1${path}`, headers });
      return { status: statusCode, headers: sent, text: payload, body: payload && JSON.parse(payload) };
    },
  };
}

interface Operation {
  operationId: string;
  parameters: {
    $ref?: string;
    name: string;
    in: string;
    required: boolean;
    schema: Record<string, unknown>;
  }[];
  responses: Record<string, { content?: Record<string, { schema: { $ref: string } }>; $ref?: string }>;
}

export interface ApiDocument {
  openapi: string;
  info: { version: string };
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, Record<string, unknown>> };
}

export const document = apiDocument(apiVersion) as unknown as ApiDocument;

/** Of the document, each object closed: what it does not name may not be there. */
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
ajv.addSchema(closed(document) as object, "api");

function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== "object" || node === null) return node;
  const members = Object.fromEntries(Object.entries(node).map(([key, member]) => [key, closed(member)]));
  return "properties" in node && !("additionalProperties" in node)
    ? { ...members, additionalProperties: false }
    : members;
}

/** What is wrong with a value that should be this component; null: nothing. */
export function faultsOf(component: string, value: unknown): string | null {
  const validate = validators.get(component) ?? ajv.compile({ $ref: `api#/components/schemas/${component}` });
  validators.set(component, validate);
  return validate(value) ? null : ajv.errorsText(validate.errors);
}
const validators = new Map<string, ValidateFunction>();

/** The component that a path of the document answers with. */
export function componentOf(path: string): string {
  const reference =
    document.paths[path]?.get.responses[200]?.content?.["application/json"]?.schema.$ref ?? "";
  return reference.replace("#/components/schemas/", "");
}
