/**
 * Every finding, by the scenarios that `sync-health simulate` plays: raised, told once, resolved; not raised by what
 * comes close; left as it is, and said so, while nobody can look.
 */
import { afterEach, describe, expect, test } from "vitest";
import { findingIds } from "../../src/domain/finding.ts";
import { minute } from "../../src/domain/instant.ts";
import { scenarios } from "../../src/simulator/scenarios/all.ts";
import type { Scenario } from "../../src/simulator/scenarios/scenario.ts";
import { createWorld, type MailSeen, type World } from "../support/world.ts";

let world: World;
afterEach(() => world?.close());

async function enter({ tenant, prepare }: Pick<Scenario, "tenant" | "prepare">): Promise<World> {
  world = await createWorld({ tenants: [{ name: "contoso", ...tenant }] });
  await prepare?.(world);
  await world.poll(0);
  return world;
}

async function polls({ steps, stepMs }: Scenario): Promise<MailSeen[]> {
  return world.polls(steps, stepMs);
}

/** The scenario's own mails, short enough to be read in a failing test. */
const about = (mails: MailSeen[], { finding }: Scenario) =>
  mails.flatMap(({ finding: findings, state, subject, alertId }) => {
    const at = findings.split(", ").indexOf(finding);
    const own = (list: string) => list.split(", ")[at] ?? "";
    return at < 0 ? [] : [{ state: own(state), subject, alertId: own(alertId) }];
  });
const isOpen = async ({ finding }: Scenario) =>
  (await world.report()).findings.some((found) => found.id === finding);

test("every finding has a scenario, and every scenario a name of its own", () => {
  expect(findingIds.filter((id) => !scenarios.some((scenario) => scenario.finding === id))).toEqual([]);
  expect(new Set(scenarios.map((scenario) => scenario.name)).size).toBe(scenarios.length);
});

describe.each(scenarios)("$name", (scenario) => {
  test("raised once, and resolved once", async () => {
    await enter(scenario);
    await scenario.strike(world);
    const raised = about(await polls(scenario), scenario);
    expect(raised.map((mail) => mail.state)).toEqual(["raised"]);
    expect(await isOpen(scenario)).toBe(true);
    await scenario.mend(world);
    const resolved = about(await polls(scenario), scenario);
    expect(resolved.map((mail) => mail.state)).toEqual(["resolved"]);
    expect(resolved[0]?.alertId).toBe(raised[0]?.alertId);
    expect(await isOpen(scenario)).toBe(false);
  });

  test(`not raised: ${scenario.nearMiss.title}`, async () => {
    const { nearMiss } = scenario;
    await enter(nearMiss);
    await nearMiss.strike?.(world);
    expect(about(await polls(scenario), scenario)).toEqual([]);
    expect(await isOpen(scenario)).toBe(false);
  });

  // Blindness itself has nobody to be unseen by.
  if (scenario.seenWith.length === 0) return;

  test("blind: stays as it was, and comes back into sight", async () => {
    await enter(scenario);
    await scenario.strike(world);
    const raised = about(await polls(scenario), scenario);
    expect(raised).toHaveLength(1);
    for (const permission of scenario.seenWith) world.tenant.permissions.delete(permission);
    await scenario.mend(world);
    expect(about(await polls(scenario), scenario)).toEqual([]);
    await world.polls(3, 5 * minute);
    expect(await isOpen(scenario)).toBe(true);
    expect((await world.report()).blind.length).toBeGreaterThan(0);
    for (const permission of scenario.seenWith) world.tenant.permissions.add(permission);
    const resolved = about(await polls(scenario), scenario);
    expect(resolved.map((mail) => mail.state)).toEqual(["resolved"]);
  });
});
