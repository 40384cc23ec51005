/** In: what we sign in with. Out: makes one bounded line of a server's words, without any of it, should it repeat that. */
import { cleanLine } from "../../util/clean-text.ts";

export type Scrub = (text: string) => string;

const maxResponseLength = 300;
const hidden = "[hidden]";
/** So much of a token's beginning gives it away; a server may cut off the rest of what it repeats. */
const tellingLength = 24;

export function createScrub(secrets: readonly string[]): Scrub {
  const spellings = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, Buffer.from(secret).toString("base64").replace(/=+$/, "")])
    .sort((a, b) => b.length - a.length);
  return (text) => cleanLine(spellings.reduce(hide, text), maxResponseLength);
}

function hide(text: string, secret: string): string {
  const whole = text.replaceAll(secret, hidden);
  if (secret.length < 2 * tellingLength) return whole;
  const begin = secret.slice(0, tellingLength).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return whole.replace(new RegExp(`${begin}[\\w.~+/=-]*`, "g"), hidden);
}
