/** Questions on a terminal, one line each. */
import { createInterface } from "node:readline/promises";
import { AppError } from "../../domain/errors.ts";

export interface Terminal {
  /** Resolves with the line, trimmed. Throws USAGE when the input ends instead. */
  ask(question: string): Promise<string>;
  tell(text: string): void;
  close(): void;
}

const initStopped = "init: stopped before the last answer; nothing was written.";

/** Null where there is nobody to ask: input or output is a pipe or a file. `stopped`: what the USAGE error then says. */
export function openTerminal(stopped = initStopped): Terminal | null {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D only close the interface: the question itself would wait for ever.
  const ended = new Promise<never>((_, reject) => {
    lines.once("close", () => reject(new AppError("USAGE", stopped)));
  });
  ended.catch(() => {});
  return {
    async ask(question) {
      return (await Promise.race([lines.question(question), ended])).trim();
    },
    tell: (text) => console.log(text),
    close: () => lines.close(),
  };
}
