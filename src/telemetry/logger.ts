/**
 * The structured log: one JSON object a line, `time` in ISO 8601 UTC, `level` as a word, `event` a name from events.ts.
 * Secrets never get through: known members are cut by path, and known values wherever they stand.
 */
import { type DestinationStream, type Logger as PinoLogger, pino, stdTimeFunctions } from "pino";
import type { Clock } from "../util/clock.ts";
import type { LogEvent } from "./events.ts";
import { openLogDestination } from "./log-destination.ts";

export type LogFields = Record<string, unknown>;

export interface Logger {
  debug(event: LogEvent, fields?: LogFields): void;
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
  /** A logger whose every line carries these fields. */
  with(fields: LogFields): Logger;
}

export interface LoggerOptions {
  level: string;
  /** `stdout`, a file path, or a stream of one's own. */
  destination: string | DestinationStream;
  /** Values that must never be written, whatever field they turn up in; the list may grow later. */
  secrets?: readonly string[];
  /** Times of lines; the wall clock when not given. */
  clock?: Clock;
}

const redactedPaths = [
  "secret",
  "password",
  "token",
  "authorization",
  "clientSecret",
  "certificatePassword",
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
const mark = "[redacted]";

export function createLogger(options: LoggerOptions): Logger {
  const { clock, secrets = [] } = options;
  const stream =
    typeof options.destination === "string" ? openLogDestination(options.destination) : options.destination;
  const guarded = guard(stream, secrets);
  const root = pino(
    {
      level: options.level,
      base: null,
      timestamp: clock ? () => `,"time":"${new Date(clock.now()).toISOString()}"` : stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactedPaths, censor: mark },
      messageKey: "message",
    },
    guarded,
  );
  return wrap(root);
}

/** A logger that writes nothing, for commands that print a result instead. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  with: () => silentLogger,
};

function wrap(logger: PinoLogger): Logger {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (event: LogEvent, fields: LogFields = {}) =>
      logger[level]({ event, ...fields });
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    with: (fields) => wrap(logger.child(fields)),
  };
}

/** Cuts known secret values out of finished lines; short ones are left to the paths, they occur in innocent text. */
function guard(stream: DestinationStream, secrets: readonly string[]): DestinationStream {
  let values: string[] = [];
  let known = 0;
  return {
    write(line) {
      // A reload of the configuration adds to the list.
      if (secrets.length !== known) {
        known = secrets.length;
        values = [
          ...new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])),
        ].filter((value) => value.length >= 6);
      }
      stream.write(values.reduce((clean, value) => clean.replaceAll(value, mark), line));
    },
  };
}
