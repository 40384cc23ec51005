/** The demo's log: the daemon's own lines, as JSON into a file and, through pino-pretty, readably to the screen. */

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { DestinationStream } from "pino";
import pretty from "pino-pretty";

export interface DemoLog {
  stream: DestinationStream;
  /** A line of the story, between the daemon's. */
  tell(at: number, text: string): void;
  close(): Promise<void>;
}

/** Polls that find nothing new are in the file; on the screen one in so many is enough to see the pulse. */
const shownPolls = 12;
/** A tenant goes dark and comes back probe by probe; the alert says it in one line. */
const inFileOnly = /"event":"probe\./;

export function createDemoLog(file: string): DemoLog {
  const json = createWriteStream(file);
  const screen = pretty({
    colorize: process.stdout.isTTY === true,
    translateTime: "UTC:HH:MM",
    hideObject: true,
    sync: true,
    messageFormat: (line) => describe(line),
    customPrettifiers: {},
  });
  let polls = 0;
  return {
    stream: {
      write(line) {
        json.write(line);
        const isPoll = line.includes('"event":"poll.completed"');
        if (isPoll) polls += 1;
        if (inFileOnly.test(line)) return;
        if (!isPoll || polls % shownPolls === 1) screen.write(line);
      },
    },
    tell(at, text) {
      console.log(`\n── ${new Date(at).toISOString().slice(11, 16)}  ${text}\n`);
    },
    async close() {
      screen.end();
      json.end();
      await once(json, "finish");
    },
  };
}

function describe(line: Record<string, unknown>): string {
  const { event, tenant, finding, severity, code, state, findings, subject, reason } = line;
  const parts = [String(event).padEnd(16), tenant, finding, severity, code];
  if (event === "poll.completed")
    parts.push(state, Array.isArray(findings) && findings.length ? `(${findings})` : "");
  else if (event === "mail.sent") parts.push(`state=${state}`);
  else if (String(event).startsWith("alert."))
    parts.push(reason, subject === "tenant" ? "" : `job=${String(subject).slice(0, 30)}…`);
  return parts.filter((part) => part !== undefined && part !== null && part !== "").join("  ");
}
