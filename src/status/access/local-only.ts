/**
 * Where nobody need sign in: is this request from the machine itself? In: a request. Out: a verdict. Two things would
 * open the page to others: a proxy that passes it on, and a foreign page in a browser of this machine whose host name was
 * made to lead here (DNS rebinding).
 */
import type { FastifyRequest } from "fastify";
import { isLoopback } from "../../util/network.ts";
import type { Verdict } from "./access.ts";

const localHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
const forwardingHeader = /^(?:forwarded|via|x-forwarded-.+|x-real-ip|x-original-(?:for|host))$/;

/** A Host header that names this machine itself. */
export function isLocalHost(host: string | undefined): boolean {
  return host !== undefined && localHost.test(host);
}

export function judgeLocal({ headers, socket }: FastifyRequest): Verdict {
  if (!isLoopback(socket.remoteAddress ?? "")) return refuse(`address ${socket.remoteAddress}`);
  const forwarding = Object.keys(headers).find((name) => forwardingHeader.test(name));
  if (forwarding !== undefined) return refuse(`header ${forwarding}`);
  if (!isLocalHost(headers.host)) return refuse(`host ${headers.host || "(none)"}`);
  return { user: null };
}

function refuse(detail: string): Verdict {
  return { refusal: "not-local", detail };
}
