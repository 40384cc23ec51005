/** Maintenance windows that are over, or never will be. In: the file's data, what became of it, now. Out: warnings. */
import type { Instant } from "../domain/instant.ts";
import type { Config } from "./config.ts";
import { longestPauseMs } from "./longest-pause.ts";
import { type Seen, showValue } from "./seen.ts";
import type { PathProblem } from "./substitute.ts";
import { formatDuration } from "./time-fields.ts";

export function findWindowWarnings(seen: Seen, { maintenance }: Config, now: Instant): PathProblem[] {
  return maintenance.flatMap(({ when }, index) => {
    const tell = (key: string, problem: string, remedy: string): PathProblem[] => {
      const at = ["maintenance", index, key];
      return [{ at, value: showValue(at, seen), problem, remedy }];
    };
    if (when.type === "once") {
      if (when.to > now) return [];
      return tell("to", "has passed: the window holds nothing back any more", "Delete the window.");
    }
    const pauseMs = longestPauseMs(when.cron, when.durationMs);
    if (pauseMs === null) return [];
    return tell(
      "duration",
      `is no shorter than the ${formatDuration(pauseMs)} between two starts: the window never ends`,
      "Make it shorter, or let the starts be further apart.",
    );
  });
}
