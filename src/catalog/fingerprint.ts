/** In: an error as Microsoft worded it. Out: a short name for it, the same whatever ids, numbers and addresses are in it. */
import { createHash } from "node:crypto";
import { extractIds } from "./extract.ts";

const maxWording = 500;

/** 16 hexadecimal digits. The time is linear in the message's length, of which the first part counts. */
export function fingerprintOf(code: string | null, message: string | null): string {
  const wording = extractIds((message ?? "").slice(0, 8 * maxWording))
    .rest.replace(/[^\s@"'<>[\]()]{1,64}@[^\s@"'<>[\]();,]{1,255}/g, "@")
    .replace(/[0-9a-f-]{8,64}|\d+/gi, "#")
    .slice(0, maxWording)
    .toLowerCase();
  return createHash("sha256")
    .update(`${code ?? ""}\n${wording}`.toLowerCase())
    .digest("hex")
    .slice(0, 16);
}
