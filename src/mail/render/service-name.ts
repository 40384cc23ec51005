/** In: a service as Graph names it (`exchange`). Out: the name by which administrators know it; others stay as written. */
import { safeLine } from "./safe-line.ts";

const known: Record<string, string> = {
  exchange: "Exchange Online",
  sharepoint: "SharePoint Online",
};

export function serviceName(service: string): string {
  const name = safeLine(service, 80);
  const key = name.toLowerCase();
  return Object.hasOwn(known, key) ? (known[key] ?? name) : name;
}
