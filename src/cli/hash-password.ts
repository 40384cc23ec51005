/**
 * `hash-password`: a password from standard input, as the hash that `status.auth.users[].passwordHash` wants, on standard
 * output. It is no argument: those are seen by everybody on the host, and stay in the shell's history.
 */
import { AppError } from "../domain/errors.ts";
import { hashPassword } from "../status/access/password.ts";
import { type HiddenInput, openHiddenPrompt, readLine } from "./hash-password/read-secret.ts";

const minLength = 8;
const maxLength = 200;

export async function runHashPassword(words: readonly string[]): Promise<number> {
  if (words.length > 0) {
    throw new AppError(
      "USAGE",
      "hash-password: give the password on standard input. Others could read it from the command line: choose another one.",
    );
  }
  const password = process.stdin.isTTY
    ? await askTwice({ input: process.stdin, output: process.stderr })
    : await readLine(process.stdin);
  refuseFault(password);
  console.log(await hashPassword(password));
  return 0;
}

/** Nobody sees what they type: a slip would lock them out. */
export async function askTwice(terminal: HiddenInput): Promise<string> {
  const prompt = openHiddenPrompt(terminal);
  try {
    const password = await prompt.ask("Password: ");
    refuseFault(password);
    if ((await prompt.ask("Again: ")) !== password) {
      throw new AppError("USAGE", "hash-password: the two are not the same.");
    }
    return password;
  } finally {
    prompt.close();
  }
}

function refuseFault(password: string): void {
  const fault = findPasswordFault(password);
  if (fault) throw new AppError("USAGE", `hash-password: the password ${fault}.`);
}

/** Completes "the password …"; null: it will do. */
export function findPasswordFault(password: string): string | null {
  const length = [...password].length;
  if (length === 0) return "is empty";
  if (length < minLength) return `has fewer than ${minLength} characters`;
  if (length > maxLength) return `has more than ${maxLength} characters`;
  // Browsers can't send one, and servers refuse it.
  if (/\p{Cc}/u.test(password)) return "holds a control character";
  // What a pipe makes of letters that its encoding does not have.
  if (password.includes("\ufffd")) return "did not come as UTF-8";
  return null;
}
