/** `alerts ack`: acknowledges open alerts by their IDs, all of those named or none. */
import type { Alert, AlertState } from "../../domain/alert.ts";
import { AppError } from "../../domain/errors.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import { findingTitle } from "../../mail/render/subject.ts";
import type { Store } from "../../store/store.ts";
import { type ConfigOption, loadForCommand } from "../load.ts";
import { toTerminal } from "../print-status.ts";
import { collectWords, type WordsOptions } from "./collect-words.ts";
import { createShortener, findById } from "./find-by-id.ts";
import { realSurroundings, withStore } from "./surroundings.ts";

const command = "alerts ack";

/** Throws INPUT when an ID is not that of one open alert; USAGE when a reason is missing. */
export async function runAlertsAck(
  ids: readonly string[],
  options: ConfigOption & WordsOptions,
  surroundings = realSurroundings,
): Promise<number> {
  const { config } = await loadForCommand(options);
  const { clock } = surroundings;
  return withStore(config.store.path, "write", async (store) => {
    const { chosen, nameOf } = await chooseAlerts(ids, store, clock.now());
    const words = await collectWords(command, options, surroundings);
    const acknowledged = await store.acknowledge(
      chosen.map(({ id }) => id),
      { at: clock.now(), by: words.by, reason: words.reason, via: "by-command" },
    );
    for (const alert of acknowledged) console.log(toTerminal(`Acknowledged ${nameOf(alert)}`));
    if (acknowledged.length > 0) {
      console.log(toTerminal(`By ${words.by}: ${words.reason}`));
      console.log(
        "It holds until the alert is resolved: no more reminders; changes, deadlines and the end are still told.",
      );
    }
    const missed = chosen.filter(({ id }) => !acknowledged.some((alert) => alert.id === id));
    if (missed.length === 0) return 0;
    throw new AppError(
      "INPUT",
      complain("resolved in the meantime, and so not acknowledged:", missed.map(nameOf)),
    );
  });
}

async function chooseAlerts(ids: readonly string[], store: Store, now: Instant) {
  const alive = await store.openAlerts({ pending: true });
  const shorten = createShortener(alive.map(({ id }) => id));
  const nameOf = ({ id, tenant, last }: Alert) =>
    `${shorten(id)}  ${tenant}: ${findingTitle(last, "en", now)}`;
  const inState = (state: AlertState) => alive.filter((alert) => alert.state === state);
  const chosen: Alert[] = [];
  const faults: string[] = [];
  for (const id of ids) {
    const found = findById(id, { items: inState("open"), describe: nameOf, kind: "open alert" });
    if ("item" in found) {
      chosen.push(found.item);
      continue;
    }
    const pending = findById(id, { items: inState("pending"), describe: nameOf, kind: "pending alert" });
    const why = "item" in pending ? sayPending(nameOf(pending.item)) : await endOf(id, store);
    faults.push(why ?? found.fault);
  }
  if (faults.length > 0) throw new AppError("INPUT", complain("nothing was acknowledged.", faults));
  return { chosen, nameOf };
}

function sayPending(name: string): string {
  return `${name}: is pending; nobody was told of it, and there is nothing to acknowledge yet.`;
}

/** Of an alert that is over, by its whole ID; null of any other. */
async function endOf(id: string, store: Store): Promise<string | null> {
  const last = (await store.transitionsOf(id.trim().toLowerCase())).at(-1);
  if (last?.kind !== "resolved" && last?.kind !== "withdrawn") return null;
  const how = last.kind === "resolved" ? "was resolved" : "was gone before it was told,";
  return `${id.trim()}: ${how} ${toIso(last.at)}; there is nothing left to acknowledge.`;
}

function complain(what: string, lines: readonly string[]): string {
  return [`${command}: ${what}`, ...lines.map((line) => `  ${line}`)].join("\n");
}
