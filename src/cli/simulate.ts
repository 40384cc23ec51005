/**
 * `simulate`: plays a named scenario in a simulated tenant through the real probes and rules, and prints what would be
 * raised, and the mail. Exit 0 when it came as the scenario says.
 */
import type { Language } from "../domain/catalog.ts";
import { AppError } from "../domain/errors.ts";
import { toIso } from "../domain/instant.ts";
import type { Mail } from "../domain/notification.ts";
import { scenarios } from "../simulator/scenarios/all.ts";
import type { Scenario } from "../simulator/scenarios/scenario.ts";
import { openPlay, type Play } from "./simulate/stage.ts";

interface SimulateOptions {
  list?: boolean;
  nearMiss?: boolean;
  language: Language;
}

export async function runSimulate(name: string | undefined, options: SimulateOptions): Promise<number> {
  if (options.list) {
    for (const { name: listed, title } of scenarios) console.log(`${listed.padEnd(28)} ${title}`);
    return 0;
  }
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (!scenario) {
    const known = scenarios.map((candidate) => candidate.name).join(", ");
    throw new AppError("USAGE", `simulate ${name ?? ""}: no such scenario. There are: ${known}.`);
  }
  return options.nearMiss
    ? playNearMiss(scenario, options.language)
    : playThrough(scenario, options.language);
}

async function playThrough(scenario: Scenario, language: Language): Promise<number> {
  const play = await openPlay(scenario.tenant, language);
  try {
    await scenario.prepare?.(play.stage);
    await play.poll(0);
    tell(play, "Before", "the first poll sees nothing wrong with it.");
    await scenario.strike(play.stage);
    tell(play, "Then", scenario.title);
    const raised = await waitFor(play, scenario, "raised");
    if (!raised) return complain(scenario, "raised");
    const findings = (await play.report()).findings.filter((finding) => finding.id === scenario.finding);
    for (const { severity, id, title } of findings) tell(play, "Raised", `${severity} ${id}: ${title}`);
    show(raised);
    await scenario.mend(play.stage);
    tell(play, "Mended", "what was wrong is put right.");
    const resolved = await waitFor(play, scenario, "resolved");
    if (!resolved) return complain(scenario, "resolved");
    tell(play, "Resolved", resolved.subject);
    return 0;
  } finally {
    await play.close();
  }
}

async function playNearMiss(scenario: Scenario, language: Language): Promise<number> {
  const { nearMiss } = scenario;
  const play = await openPlay(nearMiss.tenant, language);
  try {
    await nearMiss.prepare?.(play.stage);
    await play.poll(0);
    await nearMiss.strike?.(play.stage);
    tell(play, "Near miss", nearMiss.title);
    const raised = await waitFor(play, scenario, "raised");
    tell(play, "Outcome", raised ? `raised ${scenario.finding}` : `no ${scenario.finding}, as it should be`);
    return raised ? 1 : 0;
  } finally {
    await play.close();
  }
}

/** Polls until the scenario's finding is mailed in that state; null when its polls are used up. */
async function waitFor(play: Play, scenario: Scenario, state: "raised" | "resolved"): Promise<Mail | null> {
  for (let step = 0; step < scenario.steps; step += 1) {
    const mails = await play.poll(scenario.stepMs);
    const mail = mails.find(
      ({ headers }) =>
        headers["X-Sync-Health-Finding"] === scenario.finding && headers["X-Sync-Health-State"] === state,
    );
    if (mail) return mail;
  }
  return null;
}

function tell(play: Play, what: string, text: string): void {
  console.log(`${toIso(play.stage.clock.now()).slice(0, 16).replace("T", " ")}  ${what.padEnd(10)} ${text}`);
}

function show({ subject, text }: Mail): void {
  const lines = [`Subject: ${subject}`, "", ...text.trimEnd().split("\n")];
  console.log(["", ...lines.map((line) => (line === "" ? "  |" : `  | ${line}`)), ""].join("\n"));
}

function complain({ name, finding, steps }: Scenario, state: string): number {
  console.error(`sync-health: simulate ${name}: ${finding} was not ${state} within ${steps} polls`);
  return 1;
}
