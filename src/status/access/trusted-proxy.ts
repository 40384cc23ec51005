/**
 * Whom a proxy that signs people in says is asking. In: its header's name and its addresses. Out: whether a request comes
 * from it, and the user's name. The header is worth nothing from anywhere else.
 */
import type { FastifyRequest } from "fastify";
import type { TrustedProxy } from "../../domain/status-auth.ts";
import { safeLine } from "../../mail/render/safe-line.ts";
import { createNetworkCheck } from "../../util/network.ts";

export interface ProxySignIn {
  isFrom(address: string): boolean;
  /** Null: the header is missing, empty, too long, or there twice: one may be the reader's own. */
  userOf(request: FastifyRequest): string | null;
}

/** In bytes, as sent; a directory's longest sign-in name has 113 characters. */
const maxHeaderLength = 400;
/** As for the names that people type into a form. */
const maxUserLength = 100;

export function createProxySignIn({ header, addresses }: TrustedProxy): ProxySignIn {
  return {
    isFrom: createNetworkCheck(addresses),
    userOf({ raw: { rawHeaders } }) {
      // In pairs; only there two of one name are still two.
      const values = rawHeaders.filter(
        (_, index) => rawHeaders[index - 1]?.toLowerCase() === header && index % 2 === 1,
      );
      const [value = "", ...more] = values;
      if (more.length > 0 || value.length > maxHeaderLength) return null;
      return safeLine(decode(value), maxUserLength).normalize("NFC") || null;
    },
  };
}

/** Node reads headers as Latin-1, and proxies write names in UTF-8. */
function decode(value: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    return value;
  }
}
