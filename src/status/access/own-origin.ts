/**
 * Was a request that changes something sent by a page of ours, as far as the browser tells? In: its headers. Out: yes or
 * no; what says nothing of where it comes from is no browser, or an old one, and has the form's token to show yet.
 */
import type { IncomingHttpHeaders } from "node:http";

/** `publicHost`: where readers reach us, where a proxy makes another Host of it. */
export function isFromOurPage(headers: IncomingHttpHeaders, publicHost: string | null): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { host: sender, protocol } = new URL(origin);
  const ours = [host, publicHost].filter((name) => name !== undefined && name !== null);
  return /^https?:$/.test(protocol) && ours.some((name) => isSameHost(name, sender));
}

/** Browsers leave a scheme's own port out; a proxy may write it. */
export function isSameHost(a: string, b: string): boolean {
  const plain = (host: string) => host.toLowerCase().replace(/:(?:80|443)$/, "");
  return plain(a) === plain(b);
}
