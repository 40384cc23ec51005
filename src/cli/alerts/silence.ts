/** `alerts silence`: for a time, what it covers is seen, stored and logged, but told to nobody. */
import { randomUUID } from "node:crypto";
import type { Config } from "../../config/config.ts";
import type { Alert } from "../../domain/alert.ts";
import { AppError } from "../../domain/errors.ts";
import { type FindingId, findingIds } from "../../domain/finding.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import type { Silence } from "../../domain/silence.ts";
import { findingTitle } from "../../mail/render/subject.ts";
import { isCovered } from "../../schedule/holds.ts";
import { nearestName } from "../../util/nearest-name.ts";
import { type ConfigOption, loadForCommand } from "../load.ts";
import { toTerminal } from "../print-status.ts";
import { collectWords, type WordsOptions } from "./collect-words.ts";
import { createShortener } from "./find-by-id.ts";
import { refuseUnknownTenant } from "./list.ts";
import { describeCover } from "./print.ts";
import { readSpan, type SpanOptions } from "./read-span.ts";
import { realSurroundings, withStore } from "./surroundings.ts";

export interface SilenceOptions extends ConfigOption, WordsOptions, SpanOptions {
  tenant?: string;
  finding?: string;
  subject?: string;
  everything?: boolean;
}

const command = "alerts silence";

export async function runAlertsSilence(
  options: SilenceOptions,
  surroundings = realSurroundings,
): Promise<number> {
  const { config } = await loadForCommand(options);
  const cover = readCover(options, config);
  const { clock } = surroundings;
  readSpan(command, options, clock.now());
  return withStore(config.store.path, "write", async (store) => {
    const { by, reason } = await collectWords(command, options, surroundings);
    // Whoever was asked for a reason may have taken a while.
    const now = clock.now();
    const silence = {
      id: randomUUID(),
      ...cover,
      ...readSpan(command, options, now),
      by,
      reason,
      createdAt: now,
    };
    await store.addSilence(silence);
    const ids = (await store.silences(now)).map(({ id }) => id);
    console.log(describe(silence, createShortener(ids)(silence.id), await store.openAlerts(), now));
    return 0;
  });
}

type Cover = Pick<Silence, "tenant" | "finding" | "subjectKey">;

function readCover({ tenant, finding, subject, everything }: SilenceOptions, config: Config): Cover {
  if (everything && (tenant ?? finding ?? subject) !== undefined) {
    throw new AppError("USAGE", `${command}: --everything stands alone.`);
  }
  if (!everything && tenant === undefined && finding === undefined) {
    throw new AppError("USAGE", `${command}: say what: --tenant, --finding or both; or --everything.`);
  }
  if (tenant !== undefined) refuseUnknownTenant(command, tenant, config);
  return {
    tenant: tenant ?? null,
    finding: finding === undefined ? null : readFinding(finding),
    subjectKey: subject ?? null,
  };
}

function readFinding(name: string): FindingId {
  const known = findingIds.find((id) => id === name);
  if (known) return known;
  const near = nearestName(name, findingIds);
  const hint = near ? `Did you mean ${near}?` : `There are: ${findingIds.join(", ")}.`;
  throw new AppError("USAGE", `${command}: --finding ${name}: there is no such finding. ${hint}`);
}

function describe(silence: Silence, id: string, open: readonly Alert[], now: Instant): string {
  const { tenant, finding, subjectKey: subject, startsAt, endsAt, by, reason } = silence;
  const span = `${startsAt > now ? `from ${toIso(startsAt)} ` : ""}until ${toIso(endsAt)}`;
  const covered = open.filter((alert) => isCovered(alert.last, alert.tenant, silence));
  const shorten = createShortener(open.map((alert) => alert.id));
  return [
    `Silenced ${id}  ${describeCover({ tenant, finding, subject })}: ${span}`,
    `By ${by}: ${reason}`,
    covered.length === 0
      ? "It covers no alert that is open now."
      : "Of the alerts that are open now it covers:",
    ...covered.map(
      (alert) => `  ${shorten(alert.id)}  ${alert.tenant}: ${findingTitle(alert.last, "en", now)}`,
    ),
    `To end it sooner: sync-health alerts unsilence ${id}`,
  ]
    .map(toTerminal)
    .join("\n");
}
