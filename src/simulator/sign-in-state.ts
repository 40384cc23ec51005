/** In: what a test does to a tenant's sign-in. Out: refusals to come, and which tokens are still worth something. */
import type { TokenRefusal } from "./aadsts.ts";

export interface SignInState {
  /** Refuses every sign-in with this AADSTS number (`count` times, else until null). */
  refuseToken(refusal: TokenRefusal | null): void;
  takeRefusal(): TokenRefusal | null;
  /** Tokens issued before are worth nothing from now on. */
  revokeTokens(): void;
  readonly tokenGeneration: number;
}

export function createSignInState(): SignInState {
  let refusal: TokenRefusal | null = null;
  let tokenGeneration = 0;
  return {
    get tokenGeneration() {
      return tokenGeneration;
    },
    refuseToken(next) {
      refusal = next && { ...next };
    },
    takeRefusal() {
      const taken = refusal;
      if (refusal?.count !== undefined) {
        refusal = refusal.count > 1 ? { ...refusal, count: refusal.count - 1 } : null;
      }
      return taken;
    },
    revokeTokens() {
      tokenGeneration += 1;
    },
  };
}
