/**
 * Where log lines go: standard output, or a file that is appended to. Every line is written before the call returns, so
 * that a killed process has logged what it did; a disk that is full costs lines, never the daemon.
 */
import { mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { DestinationStream } from "pino";
import { AppError } from "../domain/errors.ts";
import { coerceError } from "../util/coerce-error.ts";

export function openLogDestination(target: string): DestinationStream {
  return target === "stdout" ? openStandardOutput() : openFile(target);
}

function openStandardOutput(): DestinationStream {
  // Whoever read us may go away; without a listener that would end the process.
  process.stdout.on("error", () => {});
  return { write: (line) => void process.stdout.write(line) };
}

/** pino's own file stream waits for ever, at flush and at exit, for a full disk to become free. */
function openFile(path: string): DestinationStream {
  let file: number;
  try {
    mkdirSync(dirname(path), { recursive: true });
    file = openSync(path, "a");
  } catch (cause) {
    throw new AppError("CONFIG", `log.destination ${path} can't be opened: ${coerceError(cause).message}.`, {
      cause,
    });
  }
  let lost = 0;
  return {
    write(line) {
      try {
        writeSync(file, line);
        lost = 0;
      } catch (thrown) {
        // Once per run of losses: the line itself, so that at least the first one is somewhere.
        if (lost === 0)
          process.stderr.write(`log.destination ${path}: ${coerceError(thrown).message}\n${line}`);
        lost += 1;
      }
    },
  };
}
