/** In: an answer and perhaps a fault of the wire. Out: bytes on the socket, or what a broken service sends instead of them. */
import type { ServerResponse } from "node:http";
import type { Clock } from "../util/clock.ts";
import type { FaultEffect } from "./faults.ts";
import { type Answer, troubleAnswer } from "./graph-answer.ts";

/** The answer that takes the place of the true one; null when the fault only damages its transport. */
export function replaceAnswer(fault: FaultEffect): Answer | null {
  if (fault.kind === "status") return troubleAnswer(fault.status, fault);
  if (fault.kind === "unauthorized") return troubleAnswer(401);
  return null;
}

/** Writes the answer as the fault would have it. Ends without an answer for hang and reset. */
export async function writeAnswer(
  response: ServerResponse,
  answer: Answer,
  fault: FaultEffect | null,
  clock: Clock,
): Promise<void> {
  const text = bodyText(answer);
  switch (fault?.kind) {
    case "hang":
      return;
    case "reset":
      response.socket?.destroy();
      return;
    case "truncated":
      send(response, answer, text.slice(0, Math.max(1, Math.floor(text.length / 2))));
      return;
    case "empty":
      send(response, { ...answer, status: 200 }, "");
      return;
    case "html": {
      const headers = { ...answer.headers, "Content-Type": "text/html; charset=utf-8" };
      send(response, { ...answer, status: fault.status ?? 200, headers }, gatewayPage);
      return;
    }
    case "slow":
      await sendSlowly(response, answer, text, fault.delayMs, clock);
      return;
    case "oversized":
      await sendOversized(response, answer, fault.bytes);
      return;
    default:
      send(response, answer, text);
  }
}

const gatewayPage =
  "<!DOCTYPE html><html><head><title>Service unavailable</title></head><body><h1>Our services aren't available right now</h1></body></html>";

function bodyText(answer: Answer): string {
  if (answer.body === undefined) return "";
  return typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
}

function send(response: ServerResponse, answer: Answer, text: string): void {
  response.writeHead(answer.status, { ...headersOf(answer), "Content-Length": Buffer.byteLength(text) });
  response.end(text);
}

async function sendSlowly(
  response: ServerResponse,
  answer: Answer,
  text: string,
  delayMs: number,
  clock: Clock,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const half = Math.floor(text.length / 2);
  response.writeHead(answer.status, headersOf(answer));
  response.write(text.slice(0, half));
  try {
    await clock.sleep(delayMs, gone.signal);
  } catch {
    return; // The client went away first.
  }
  response.end(text.slice(half));
}

async function sendOversized(response: ServerResponse, answer: Answer, bytes: number): Promise<void> {
  const chunk = "x".repeat(64 * 1024);
  response.writeHead(200, headersOf(answer));
  response.write('{"value":[],"padding":"');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += chunk.length) {
    if (!response.write(chunk)) await drained(response);
  }
  response.end('"}');
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.once("drain", done).once("close", done);
  });
}

function headersOf(answer: Answer): Record<string, string> {
  const hasType = Object.keys(answer.headers).some((name) => name.toLowerCase() === "content-type");
  return hasType || answer.body === undefined
    ? answer.headers
    : { "Content-Type": "application/json; charset=utf-8", ...answer.headers };
}
