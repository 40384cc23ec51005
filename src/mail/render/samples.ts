/**
 * The list of objects that a finding is about: in goes the finding, out come at most ten rows of clean, bounded cells
 * and a line that says how many more there are. Null for findings about no objects in particular.
 */
import type { FactsOf, Finding } from "../../domain/finding.ts";
import type { ObjectType } from "../../domain/synced-object.ts";
import type { Formatter } from "./format.ts";
import { safeLine } from "./safe-line.ts";
import { serviceName } from "./service-name.ts";
import type { Label } from "./texts/labels.ts";
import type { Texts } from "./texts/texts.ts";

/** Null: not known. */
type Cell = string | null;

export interface SampleList {
  /** The first column names the object. */
  columns: string[];
  rows: Cell[][];
  /** "and 14 more"; null when the list is whole. */
  more: string | null;
}

interface Draft {
  columns: Label[];
  rows: Cell[][];
  total: number;
  truncated: boolean;
}

interface SampleContext {
  texts: Texts;
  f: Formatter;
}

const maxShown = 10;

export function sampleList(finding: Finding, { texts, f }: SampleContext): SampleList | null {
  const draft = drawSamples(finding, { texts, f });
  if (!draft || draft.rows.length === 0) return null;
  const rest = draft.total - draft.rows.length;
  const count = f.number(rest);
  return {
    columns: draft.columns.map((label) => texts.label[label]),
    rows: draft.rows,
    more: rest > 0 ? texts.more(draft.truncated ? texts.atLeast(count) : count) : null,
  };
}

function drawSamples(finding: Finding, context: SampleContext): Draft | null {
  switch (finding.id) {
    case "object-errors":
      return objectErrors(finding.facts, context);
    case "service-provisioning-errors":
      return serviceErrors(finding.facts, context);
    case "job-entry-errors":
      return entryErrors(finding.facts, context);
    case "unroutable-upn":
      return unroutableUsers(finding.facts);
    case "group-name-empty":
      return namelessGroups(finding.facts);
    default:
      return null;
  }
}

function objectErrors({ sample, total, truncated }: FactsOf["object-errors"], context: SampleContext): Draft {
  return {
    columns: ["object", "address", "heldBackValue", "since"],
    rows: sample
      .slice(0, maxShown)
      .map((error) => [
        nameOf(error, context),
        line(error.address),
        join([error.property, error.value], " = "),
        context.f.shortMoment(error.occurredAt),
      ]),
    total,
    truncated,
  };
}

function serviceErrors(
  { sample, total, truncated }: FactsOf["service-provisioning-errors"],
  context: SampleContext,
): Draft {
  return {
    columns: ["object", "address", "problem", "since"],
    rows: sample
      .slice(0, maxShown)
      .map((error) => [
        nameOf(error, context),
        line(error.address),
        join([error.service && serviceName(error.service), error.detail], ": "),
        context.f.shortMoment(error.createdAt),
      ]),
    total,
    truncated,
  };
}

/** Held back by the job's own count are more objects than the provisioning log names. */
function entryErrors(
  { sample, escrowed, failing, truncated = false }: FactsOf["job-entry-errors"],
  { texts, f }: SampleContext,
): Draft {
  return {
    columns: ["object", "code", "why", "lastAttempt"],
    rows: sample
      .slice(0, maxShown)
      .map(({ name, code, reason, at }) => [
        line(name) ?? texts.unknown,
        line(code),
        line(reason),
        f.shortMoment(at),
      ]),
    total: Math.max(escrowed, failing),
    truncated,
  };
}

function unroutableUsers({ sample, total, truncated }: FactsOf["unroutable-upn"]): Draft {
  return {
    columns: ["user", "signInName", "ownName"],
    rows: sample
      .slice(0, maxShown)
      .map((user) => [
        line(user.displayName) ?? line(user.userPrincipalName),
        line(user.userPrincipalName),
        line(user.onPremisesUserPrincipalName),
      ]),
    total,
    truncated,
  };
}

function namelessGroups({ sample, total, truncated }: FactsOf["group-name-empty"]): Draft {
  return {
    columns: ["objectId", "address"],
    rows: sample.slice(0, maxShown).map(({ id, mail }) => [line(id), line(mail)]),
    total,
    truncated,
  };
}

function nameOf(
  object: { objectType: ObjectType; objectId: string; displayName: string | null; address: string | null },
  { texts }: SampleContext,
): string {
  const name = line(object.displayName) ?? line(object.address) ?? line(object.objectId);
  return `${name} (${texts.objectType[object.objectType]})`;
}

function join(parts: Cell[], joint: string): Cell {
  return line(parts.filter((part) => part).join(joint));
}

/** A blank is as good as nothing. */
function line(text: Cell): Cell {
  return safeLine(text, 160) || null;
}
