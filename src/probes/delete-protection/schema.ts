/**
 * The tenant's on-premises synchronization settings as we read them. Microsoft's page shows one entity, its metadata a
 * collection of none or one: both are read.
 * https://learn.microsoft.com/graph/api/resources/onpremisesdirectorysynchronizationconfiguration?view=graph-rest-beta
 */
import { z } from "zod";
import type { DeleteProtectionReading } from "../../domain/reading.ts";
import { GraphFault } from "../../graph/fault.ts";
import { loose, maybe, readEnum, text } from "../graph-shapes.ts";
import { readWholeNumber } from "../whole-number.ts";

const preventions = {
  enabledForCount: "enabled-for-count",
  enabledForPercentage: "enabled-for-percentage",
  disabled: "disabled",
} as const;
const preventionNames = Object.keys(preventions) as (keyof typeof preventions)[];

const Settings = z.object({
  configuration: maybe(
    z.object({
      accidentalDeletionPrevention: maybe(
        z.object({
          synchronizationPreventionType: loose((value) => readEnum(value, preventionNames, null)),
          alertThreshold: loose(readWholeNumber),
        }),
      ),
      synchronizationClientVersion: text,
      currentExportData: maybe(z.object({ clientMachineName: text })),
    }),
  ),
});

export function toDeleteProtection(body: unknown): DeleteProtectionReading {
  const row = onlyRow(body);
  const configuration = row === null ? null : Settings.parse(row).configuration;
  const protection = configuration?.accidentalDeletionPrevention;
  const type = protection?.synchronizationPreventionType ?? null;
  return {
    kind: "delete-protection",
    prevention: type === null ? "unknown" : preventions[type],
    threshold: protection?.alertThreshold ?? null,
    clientVersion: configuration?.synchronizationClientVersion ?? null,
    clientMachine: configuration?.currentExportData?.clientMachineName ?? null,
  };
}

/** Null for an empty collection: the tenant has no such settings. */
function onlyRow(body: unknown): object | null {
  const list = (body as { value?: unknown } | null)?.value;
  if (Array.isArray(list) && list.length === 0) return null;
  const row: unknown = Array.isArray(list) ? list[0] : body;
  if (typeof row === "object" && row !== null && "configuration" in row) return row;
  throw new GraphFault({
    reason: "malformed",
    detail: "onPremisesSynchronization: the answer has no configuration in it",
  });
}
