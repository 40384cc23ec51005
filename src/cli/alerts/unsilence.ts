/** `alerts unsilence`: ends a silence before its time, or takes back one that has not begun. */
import { AppError } from "../../domain/errors.ts";
import type { Silence } from "../../domain/silence.ts";
import { type ConfigOption, loadForCommand } from "../load.ts";
import { toTerminal } from "../print-status.ts";
import { createShortener, findById } from "./find-by-id.ts";
import { describeCover } from "./print.ts";
import { realSurroundings, withStore } from "./surroundings.ts";

const command = "alerts unsilence";

/** Throws INPUT when the ID is not that of one silence that has not ended. */
export async function runAlertsUnsilence(
  typed: string,
  options: ConfigOption,
  { clock } = realSurroundings,
): Promise<number> {
  const { config } = await loadForCommand(options);
  return withStore(config.store.path, "write", async (store) => {
    const silences = await store.silences(clock.now());
    const shorten = createShortener(silences.map(({ id }) => id));
    const describe = ({ id, tenant, finding, subjectKey: subject }: Silence) =>
      `${shorten(id)}  ${describeCover({ tenant, finding, subject })}`;
    const found = findById(typed, { items: silences, describe, kind: "silence" });
    if ("fault" in found) throw new AppError("INPUT", `${command}: ${found.fault}`);
    const { item } = found;
    if (!(await store.endSilence(item.id, clock.now()))) {
      throw new AppError("INPUT", `${command}: ${describe(item)}: has just ended by itself.`);
    }
    console.log(toTerminal(`Ended ${describe(item)}`));
    console.log(
      "What it held back, and is still open, is told at the next poll, unless something else holds it back.",
    );
    return 0;
  });
}
