/**
 * The Thread-Index header, by which Exchange and Outlook group a conversation: the base64 form of the conversation
 * index in MS-OXOMSG 2.2.1.3. In go the thread's root and this mail, out comes the header's value. Pure.
 *
 * The root's 22 bytes are the six upper bytes of a FILETIME (100 ns since 1601; the first of them is the reserved 0x01
 * until 2057) and a GUID, here made from the root's Message-ID, so that each mail of a thread finds it by itself. A
 * follow-up adds a block of five bytes: one bit for the scale, 31 bits of time since the root, eight bits at random,
 * here taken from its own Message-ID. Every follow-up hangs on the root: what lies between is not known here, and
 * readers go by the GUID.
 */
import { createHash } from "node:crypto";
import type { Instant } from "../../domain/instant.ts";

/** From 1601 to 1970. */
const epochMs = 11_644_473_600_000;

export interface ThreadPlace {
  rootMessageId: string;
  /** When the incident was raised. */
  rootAt: Instant;
  messageId: string;
  /** When this mail was written: the same at every try. */
  at: Instant;
}

export function threadIndex({ rootMessageId, rootAt, messageId, at }: ThreadPlace): string {
  const root = Buffer.concat([upperBytes(fileTime(rootAt)), digest(rootMessageId).subarray(0, 16)]);
  if (messageId === rootMessageId) return root.toString("base64");
  // The reader adds the span to the time in the root, whose lower bytes are zero.
  const kept = (fileTime(rootAt) >> 16n) << 16n;
  const span = fileTime(at) - kept;
  return Buffer.concat([root, childBlock(span > 0n ? span : 0n, messageId)]).toString("base64");
}

function fileTime(at: Instant): bigint {
  return BigInt(Math.trunc(at) + epochMs) * 10_000n;
}

function upperBytes(time: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(time);
  return bytes.subarray(0, 6);
}

/** Spans below 1.7 years are kept to 26 ms, longer ones to 0.8 s. */
function childBlock(span: bigint, messageId: string): Buffer {
  const isLong = span >> 49n !== 0n;
  const delta = Number((isLong ? span >> 23n : span >> 18n) & 0x7fff_ffffn);
  const block = Buffer.alloc(5);
  block.writeUInt32BE(isLong ? delta + 0x8000_0000 : delta);
  block[4] = digest(messageId)[0] ?? 0;
  return block;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
