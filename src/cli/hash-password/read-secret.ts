/** A secret from standard input. In: a terminal or a pipe. Out: one line, which was not shown. */
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { AppError } from "../../domain/errors.ts";

export interface HiddenInput {
  input: NodeJS.ReadableStream;
  /** Where the question is asked; not where the result goes. */
  output: NodeJS.WritableStream;
}

const maxBytes = 4 * 1024;

/** The first line of a pipe or a file, without its end. Throws USAGE where it is far too long. */
export async function readLine(input: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (bytes.includes("\n")) break;
    if (size > maxBytes) throw new AppError("USAGE", "hash-password: the first line is too long.");
  }
  const [line = ""] = Buffer.concat(chunks).toString("utf8").split("\n");
  // Windows ends a line with two characters, and its shells may begin what they pipe with a mark.
  return line.replace(/^\ufeff/, "").replace(/\r$/, "");
}

export interface HiddenPrompt {
  /** Throws USAGE when the input ends instead, as by Ctrl+C. */
  ask(question: string): Promise<string>;
  close(): void;
}

export function openHiddenPrompt({ input, output }: HiddenInput): HiddenPrompt {
  // The editor of the line writes every letter that is typed: into nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const editor = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  editor.once("SIGINT", () => editor.close());
  // One for all questions: what was typed ahead of the second belongs to it.
  const lines = editor[Symbol.asyncIterator]();
  return {
    async ask(question) {
      output.write(question);
      const { done, value } = await lines.next();
      output.write("\n");
      if (done) throw new AppError("USAGE", "hash-password: stopped.");
      return value;
    },
    close: () => editor.close(),
  };
}
