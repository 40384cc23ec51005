/** The list of objects that one alert is about; null for findings about none in particular, and for most ends. */
import type { Transition } from "../../../domain/alert.ts";
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
  const { id, facts } = transition.alert.last;
  const kind = toldAs(transition);
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
