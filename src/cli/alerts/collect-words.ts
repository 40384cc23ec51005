/** In: `--by` and `--reason`, and a terminal where there is one. Out: who did it and why, fit to be stored. */
import { AppError } from "../../domain/errors.ts";
import { maxNameLength, maxReasonLength, readWords, type WordsFault } from "../../status/words.ts";
import type { Surroundings } from "./surroundings.ts";

export interface WordsOptions {
  by?: string;
  reason?: string;
}

const faultTexts: Record<WordsFault, string> = {
  "name-missing": "--by NAME: say who you are.",
  "name-too-long": `--by may have ${maxNameLength} characters at most.`,
  "reason-missing": "--reason TEXT: give a reason.",
  "reason-too-long": `--reason may have ${maxReasonLength} characters at most.`,
};

/** Throws USAGE with everything that is wrong, or missing where nobody can be asked. */
export async function collectWords(
  command: string,
  { by, reason }: WordsOptions,
  { openTerminal, userName }: Surroundings,
): Promise<{ by: string; reason: string }> {
  const name = by ?? userName() ?? "";
  const given = readWords({ by: name, reason: reason ?? "" });
  const wrong = given.faults.filter((fault) => fault !== "reason-missing" || reason !== undefined);
  if (wrong.length > 0) throw complain(command, wrong);
  if (reason !== undefined) return given;
  const terminal = openTerminal();
  if (!terminal) throw complain(command, ["reason-missing"], " There is no terminal to ask on.");
  try {
    for (;;) {
      const asked = readWords({ by: name, reason: await terminal.ask("Reason: ") });
      const [fault] = asked.faults;
      if (fault === undefined) return asked;
      terminal.tell(
        fault === "reason-missing" ? "  Give a reason." : `  At most ${maxReasonLength} characters.`,
      );
    }
  } finally {
    terminal.close();
  }
}

function complain(command: string, faults: WordsFault[], more = ""): AppError {
  return new AppError("USAGE", `${command}: ${faults.map((fault) => faultTexts[fault]).join("\n  ")}${more}`);
}
