/** The list of objects that one alert is about; null for findings about none in particular, and for most ends. */
import type { ToldKind, Transition } from "../../../domain/alert.ts";
import type { Finding } from "../../../domain/finding.ts";
import { toldAs } from "../../../domain/telling.ts";
import type { RenderContext } from "../context.ts";
import type { Listing } from "./listing.ts";
import { listObjectErrors } from "./object-errors.ts";
import {
  listEntryErrors,
  listNamelessGroups,
  listServiceErrors,
  listUnroutableUsers,
} from "./other-objects.ts";

export function listObjects(transition: Transition, context: RenderContext): Listing | null {
  return listObjectsOf(transition.alert.last, toldAs(transition), context);
}

/** The same of a finding, as a mail of that kind lists them. */
export function listObjectsOf(
  { id, facts }: Finding,
  kind: ToldKind,
  context: Pick<RenderContext, "texts" | "f" | "now">,
): Listing | null {
  if (id === "object-errors") return listObjectErrors(facts, { ...context, kind });
  if (kind === "resolved") return null;
  switch (id) {
    case "service-provisioning-errors":
      return listServiceErrors(facts, context);
    case "job-entry-errors":
      return listEntryErrors(facts, context);
    case "unroutable-upn":
      return listUnroutableUsers(facts, context);
    case "group-name-empty":
      return listNamelessGroups(facts, context);
    default:
      return null;
  }
}
