/**
 * In: an access token. Out: what it says of us, where it can be read. Microsoft calls Graph's tokens opaque, so this is
 * for showing, never for deciding: null wherever the token is not the JWT that it has always been.
 */

export interface TokenClaims {
  /** Application permissions, as consented when the token was made. */
  roles: string[];
}

export function readTokenClaims(token: string): TokenClaims | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    if (typeof payload !== "object" || payload === null || !("aud" in payload || "appid" in payload))
      return null;
    const roles = (payload as { roles?: unknown }).roles ?? [];
    return Array.isArray(roles) ? { roles: roles.filter((role) => typeof role === "string") } : null;
  } catch {
    return null;
  }
}
