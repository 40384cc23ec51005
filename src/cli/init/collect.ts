/**
 * In: the answers that the command line gave, and a terminal to ask for the others, or none. Out: every answer, checked.
 * A wrong flag is a usage error; a wrong answer is asked for again.
 */
import { type Language, languages } from "../../domain/catalog.ts";
import { AppError } from "../../domain/errors.ts";
import type { ProbeId } from "../../domain/probes.ts";
import { cleanLine } from "../../util/clean-text.ts";
import { type Given, type Question, questions, split } from "./questions.ts";
import type { Terminal } from "./terminal.ts";

export interface Answers {
  name: string;
  tenantId: string;
  /** Null: the app is not registered yet. */
  clientId: string | null;
  credential: { type: "clientSecret"; variable: string } | { type: "clientCertificate"; file: string };
  from: string;
  to: string[];
  smtp: string;
  without: ProbeId[];
  /** Null: the tenant's own. */
  language: Language | null;
}

/** Throws USAGE with every flag that is wrong, or missing where nobody can be asked. */
export async function collectAnswers(flags: Given, terminal: Terminal | null): Promise<Answers> {
  const wrong = questions.flatMap(({ key, flag, fault, hidden }) => {
    const said = flags[key];
    const problem = said === undefined ? null : fault(said);
    return problem === null ? [] : [`${flag}${hidden ? "" : ` ${cleanLine(said ?? "", 80)}`} ${problem}`];
  });
  if (wrong.length > 0) throw new AppError("USAGE", ["init:", ...wrong].join("\n  "));
  const given: Given = { ...flags };
  const missing: Question[] = [];
  for (const question of questions) {
    if (given[question.key] !== undefined || question.when?.(given) === false) continue;
    const answer = terminal ? await askUntilRight(question, given, terminal) : question.fallback(given);
    if (answer === null) missing.push(question);
    else given[question.key] = answer;
  }
  if (missing.length > 0) throw new AppError("USAGE", describeMissing(missing));
  return toAnswers(given);
}

function describeMissing(missing: readonly Question[]): string {
  const lines = missing.map(({ flag, text }) => `${flag.padEnd(12)} ${text}`);
  return ["init: these flags are needed where no questions are asked:", ...lines].join("\n  ");
}

async function askUntilRight(question: Question, given: Given, terminal: Terminal): Promise<string> {
  const fallback = question.fallback(given);
  if (question.about) terminal.tell(`\n${question.about}`);
  for (;;) {
    const said = await terminal.ask(`${question.text}${fallback ? ` [${fallback}]` : ""}: `);
    const answer = said === "" && fallback !== null ? fallback : said;
    const fault = question.fault(answer);
    if (fault === null) return answer;
    terminal.tell(`  ${question.hidden ? "This" : JSON.stringify(cleanLine(answer, 80))} ${fault}`);
  }
}

function toAnswers(given: Given): Answers {
  const say = (key: keyof Given) => given[key] ?? "";
  return {
    name: say("name"),
    tenantId: say("tenantId").toLowerCase(),
    clientId: given.clientId ? given.clientId.toLowerCase() : null,
    credential:
      given.credential === "certificate"
        ? { type: "clientCertificate", file: say("certificate") }
        : { type: "clientSecret", variable: say("secretEnv") },
    from: say("from"),
    to: [...new Set(split(say("to")))],
    smtp: say("smtp"),
    // Checked by the question: the schema knows no other probe.
    without: [...new Set(split(say("without")))] as ProbeId[],
    language: languages.find((language) => language === given.language) ?? null,
  };
}
