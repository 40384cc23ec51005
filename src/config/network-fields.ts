/** Kinds of value about where things are in the network. In: the text of one value. Out: the same text, or a message. */
import { z } from "zod";
import { say } from "./fields.ts";

/** Tokens and secrets travel to these addresses, so nothing but https will do. */
export function httpsUrl() {
  const remedy = "Write an address that begins with https://, without user name, query or fragment.";
  return z.string().check((context) => {
    const { value } = context;
    const url = URL.canParse(value) ? new URL(value) : null;
    let fault: string | null = null;
    if (!url?.hostname) fault = "is not a web address";
    else if (url.protocol !== "https:") fault = "is not https, and tokens travel there";
    else if (url.username || url.password || url.search || url.hash) fault = "is more than a plain address";
    if (fault) context.issues.push({ code: "custom", message: say(fault, remedy), input: value });
  });
}

/** An address with a secret in it, as those of webhooks are; shown nowhere. */
export function secretUrl(description: string) {
  return z
    .string()
    .refine(isWebAddress, {
      error: say("is not a web address", "Write an address that begins with https:// (or http://)."),
    })
    .meta({ description, writeOnly: true });
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Where people reach the status page; nothing but the path that a proxy gives it may follow. */
export function publicUrl() {
  const remedy = "Write an address as in https://sync-health.contoso.example, without query or fragment.";
  return z.string().refine(
    (text) => {
      if (!isWebAddress(text)) return false;
      const { username, password, search, hash } = new URL(text);
      return !(username || password || search || hash);
    },
    { error: say("is not a plain web address", remedy) },
  );
}

const hostPattern =
  /^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*\.?|[0-9a-fA-F:.]+)$/;

export function host() {
  return z.string().refine((text) => hostPattern.test(text), {
    error: say(
      "is not a host name or IP address",
      "Write the name alone, as in smtp.contoso.example; the port has a key of its own.",
    ),
  });
}

export interface ListenAddress {
  host: string;
  port: number;
}

/** `127.0.0.1:8080` or `[::1]:8080`; null for anything else. */
export function parseListen(text: string): ListenAddress | null {
  const [, bracketed, plain, portText] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s/]+)):([0-9]{1,5})$/.exec(text) ?? [];
  const name = bracketed ?? plain;
  const port = Number(portText);
  return name !== undefined && hostPattern.test(name) && port <= 65535 ? { host: name, port } : null;
}

export function listen() {
  return z.string().refine((text) => text === "off" || parseListen(text) !== null, {
    error: say("is not an address and port", "Write 127.0.0.1:8080, [::1]:8080, or off for no status page."),
  });
}
