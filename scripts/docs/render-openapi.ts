/** From the API's table of routes to the document that describes it. */
import { readVersion } from "../../src/app/version.ts";
import { apiDocument } from "../../src/status/api/routes.ts";

export function renderOpenApi(): string {
  return `${JSON.stringify(apiDocument(readVersion()), null, 2)}\n`;
}
