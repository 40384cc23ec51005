/** The headers of every answer. In: whether TLS ends here. Out: what keeps an answer from being misused in a browser. */

/** Of our pages: nothing from outside, nothing inline, in nobody's frame. A route may send one of its own instead. */
export const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** A day: browsers take it for every port of the host name, where others may still speak plain HTTP. */
const secureTransport = { "strict-transport-security": "max-age=86400" };

/** A route that needs another value sets it; nothing is taken away. */
export function commonHeaders({ isTlsOurs }: { isTlsOurs: boolean }): Record<string, string> {
  return {
    "content-security-policy": pagePolicy,
    "x-content-type-options": "nosniff",
    // Not `no-referrer`: with that, browsers call the origin of our own forms `null`.
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy":
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "no-store",
    ...(isTlsOurs ? secureTransport : {}),
  };
}
