/** The lists of the other findings that are about objects: service errors, entries of a job, users, groups. */
import type { FactsOf } from "../../../domain/finding.ts";
import { toIso } from "../../../domain/instant.ts";
import { serviceName } from "../service-name.ts";
import { type ListContext, type Listing, toListing } from "./listing.ts";
import { nameAndAddress } from "./synced-object.ts";

export function listServiceErrors(
  { sample, total, truncated }: FactsOf["service-provisioning-errors"],
  context: ListContext,
): Listing | null {
  const { texts, f } = context;
  return toListing(
    [
      {
        title: null,
        items: sample,
        total,
        atLeast: truncated,
        columns: [
          ["object", (error) => nameAndAddress(error, texts)],
          ["problem", ({ service, detail }) => [detail, service && serviceName(service)]],
          ["since", ({ createdAt }) => [f.shortMoment(createdAt)]],
        ],
      },
    ],
    [
      ["objectType", ({ objectType }) => texts.objectType[objectType]],
      ["displayName", ({ displayName }) => displayName],
      ["address", ({ address }) => address],
      ["objectId", ({ objectId }) => objectId],
      ["service", ({ service }) => service],
      ["problem", ({ detail }) => detail],
      ["since", ({ createdAt }) => toIso(createdAt)],
    ],
    context,
  );
}

/** Held back by the job's own count are more objects than the provisioning log names. */
export function listEntryErrors(
  { sample, escrowed, failing, truncated = false, ...job }: FactsOf["job-entry-errors"],
  context: ListContext,
): Listing | null {
  const { texts, f } = context;
  return toListing(
    [
      {
        title: null,
        items: sample,
        total: Math.max(escrowed, failing),
        atLeast: truncated,
        columns: [
          ["object", ({ name }) => [name ?? texts.unknown]],
          ["why", ({ reason, code }) => [reason, code]],
          ["lastAttempt", ({ at }) => [f.shortMoment(at)]],
        ],
      },
    ],
    [
      ["object", ({ name }) => name],
      ["code", ({ code }) => code],
      ["why", ({ reason }) => reason],
      ["lastAttempt", ({ at }) => toIso(at)],
      ["configuration", () => job.configuration],
      ["jobId", () => job.jobId],
    ],
    context,
  );
}

export function listUnroutableUsers(
  { sample, total, truncated }: FactsOf["unroutable-upn"],
  context: ListContext,
): Listing | null {
  return toListing(
    [
      {
        title: null,
        items: sample,
        total,
        atLeast: truncated,
        columns: [
          ["user", ({ displayName, userPrincipalName }) => [displayName || userPrincipalName]],
          ["signInName", ({ userPrincipalName }) => [userPrincipalName]],
          ["ownName", ({ onPremisesUserPrincipalName }) => [onPremisesUserPrincipalName]],
        ],
      },
    ],
    [
      ["displayName", ({ displayName }) => displayName],
      ["signInName", ({ userPrincipalName }) => userPrincipalName],
      ["ownName", ({ onPremisesUserPrincipalName }) => onPremisesUserPrincipalName],
      ["objectId", ({ id }) => id],
    ],
    context,
  );
}

export function listNamelessGroups(
  { sample, total, truncated }: FactsOf["group-name-empty"],
  context: ListContext,
): Listing | null {
  return toListing(
    [
      {
        title: null,
        items: sample,
        total,
        atLeast: truncated,
        columns: [
          ["objectId", ({ id }) => [id]],
          ["address", ({ mail }) => [mail]],
        ],
      },
    ],
    [
      ["objectId", ({ id }) => id],
      ["address", ({ mail }) => mail],
    ],
    context,
  );
}
