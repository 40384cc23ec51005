/** Object errors as a list; in a mail that follows an earlier one, grouped by what became of each since then. */
import type { ToldKind } from "../../../domain/alert.ts";
import type { FactsOf } from "../../../domain/finding.ts";
import { type Instant, toIso } from "../../../domain/instant.ts";
import type { ObjectError } from "../../../domain/synced-object.ts";
import { sortByStanding } from "../standings.ts";
import type { Texts } from "../texts/texts.ts";
import {
  type FileColumns,
  type GroupDraft,
  type ListContext,
  type Listing,
  type TableColumns,
  toListing,
} from "./listing.ts";
import { nameAndAddress } from "./synced-object.ts";

type Facts = FactsOf["object-errors"];

export interface ErrorListContext extends ListContext {
  /** What the mail tells of; the end of all lists only what was fixed. */
  kind: ToldKind;
  now: Instant;
}

export function listObjectErrors(facts: Facts, context: ErrorListContext): Listing | null {
  return toListing(groupsOf(facts, context), objectErrorColumns(context.texts), context);
}

function groupsOf(facts: Facts, context: ErrorListContext): GroupDraft<ObjectError>[] {
  const { kind, texts, f } = context;
  const { sample, total, truncated } = facts;
  const hasHolders = sample.some(({ holder }) => holder !== undefined);
  const columns = (withAge: boolean) => tableColumns(context, { hasHolders, withAge });
  const sorted = sortByStanding(facts);
  if (!sorted || kind === "raised") {
    const items = kind === "resolved" ? [] : sample.filter(({ standing }) => standing !== "fixed");
    return [{ title: null, items, total, atLeast: truncated, columns: columns(false) }];
  }
  const openTotal = Math.max(sorted.open.length, total - sorted.new.length);
  const title = (standing: keyof typeof sorted, count: number, cut = false) =>
    texts.standingTitle[standing](cut ? texts.atLeast(f.number(count)) : f.number(count));
  const group = (standing: "new" | "fixed"): GroupDraft<ObjectError> => ({
    title: title(standing, sorted[standing].length),
    items: sorted[standing],
    total: sorted[standing].length,
    atLeast: false,
    columns: columns(false),
  });
  if (kind === "resolved") return [group("fixed")];
  const open: GroupDraft<ObjectError> = {
    title: title("open", openTotal, truncated),
    items: sorted.open,
    total: openTotal,
    atLeast: truncated,
    columns: columns(true),
  };
  return [group("new"), open, group("fixed")];
}

function tableColumns(
  { texts, f, now }: ErrorListContext,
  { hasHolders, withAge }: { hasHolders: boolean; withAge: boolean },
): TableColumns<ObjectError> {
  const beganAt = ({ occurredAt, firstSeenAt }: ObjectError) => occurredAt ?? firstSeenAt ?? null;
  const age = (error: ObjectError) => {
    const span = withAge ? f.spanSince(beganAt(error), now) : null;
    return span && texts.forSpan(span);
  };
  const holder: TableColumns<ObjectError> = [
    [
      "heldBy",
      (error) =>
        error.holder === null ? [texts.noHolder] : error.holder ? nameAndAddress(error.holder, texts) : [],
    ],
  ];
  return [
    ["object", (error) => nameAndAddress(error, texts)],
    ["heldBackValue", ({ property, value }) => (value === null ? [property] : [value, property])],
    ...(hasHolders ? holder : []),
    ["since", (error) => [f.shortMoment(beganAt(error)), age(error)]],
  ];
}

/** Of a file that lists them. */
export function objectErrorColumns(texts: Texts): FileColumns<ObjectError> {
  return [
    ["standing", ({ standing }) => (standing ? texts.standing[standing] : null)],
    ["objectType", ({ objectType }) => texts.objectType[objectType]],
    ["displayName", ({ displayName }) => displayName],
    ["address", ({ address }) => address],
    ["objectId", ({ objectId }) => objectId],
    ["category", ({ category }) => category],
    ["property", ({ property }) => property],
    ["heldBackValue", ({ value }) => value],
    ["since", ({ occurredAt }) => toIso(occurredAt)],
    ["firstSeen", ({ firstSeenAt }) => toIso(firstSeenAt ?? null)],
    ["holderType", ({ holder }) => (holder ? texts.objectType[holder.objectType] : null)],
    ["holderName", ({ holder }) => (holder === null ? texts.noHolder : (holder?.displayName ?? null))],
    ["holderAddress", ({ holder }) => holder?.address ?? null],
    ["holderId", ({ holder }) => holder?.objectId ?? null],
  ];
}
