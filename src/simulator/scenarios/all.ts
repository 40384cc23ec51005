/** Every scenario, by the topics that findings have. */
import { appScenarios } from "./apps.ts";
import { jobScenarios } from "./jobs.ts";
import { objectScenarios } from "./objects.ts";
import type { Scenario } from "./scenario.ts";
import { syncScenarios } from "./sync.ts";

export const scenarios: readonly Scenario[] = [
  ...syncScenarios,
  ...objectScenarios,
  ...jobScenarios,
  ...appScenarios,
];
