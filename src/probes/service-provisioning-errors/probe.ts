/**
 * In: synchronized users, groups and contacts with errors that a service published on them. The documented filter was
 * seen refused for all three; then every synchronized object is read. Out: one error for each that is not resolved.
 */
import { type ObjectType, objectTypes } from "../../domain/synced-object.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { readRow } from "../rows.ts";
import { lookAtEveryType, objectFacts, permissionToRead, searchObjects } from "../synced-objects.ts";
import { ObjectWithServiceErrors, toServiceErrors } from "./schema.ts";
import { createWalk, isDone, step, type Walk } from "./walk.ts";

const filter = "serviceProvisioningErrors/any(x:x/isResolved eq false)";

export const serviceProvisioningErrorsProbe: Probe = {
  id: "service-provisioning-errors",
  permissions: objectTypes.map((type) => permissionToRead(type, "errors with services")),
  findings: ["service-provisioning-errors"],
  licence: null,
  notIn: [],
  async look(context) {
    const walk = (context.cache.get("walk") as Walk | undefined) ?? createWalk(context.now);
    context.cache.delete("walk");
    const blind = await lookAtEveryType("service-provisioning-errors", (type) => goOn(context, walk, type));
    if (blind) return [blind];
    if (!isDone(walk)) {
      // Not seen to its end: no reading yet, and none that is missing. The next poll goes on from here.
      context.cache.set("walk", walk);
      return [];
    }
    const { errors } = walk;
    return [{ kind: "service-errors", errors: errors.items, truncated: errors.isTruncated() }];
  },
};

async function goOn(context: ProbeContext, walk: Walk, type: ObjectType): Promise<void> {
  const { errors } = walk;
  const part = walk.parts[type];
  if (part.done) return;
  const { address, plural } = objectFacts[type];
  // The filter finds objects of the cloud as well.
  const select = ["id", "displayName", address, "onPremisesSyncEnabled", "serviceProvisioningErrors"];
  let pagesLeft = context.pagesAtOnce;
  for await (const page of searchObjects(context, { type, filter, select }, part.mark)) {
    for (const raw of page) {
      const row = readRow(ObjectWithServiceErrors, raw, plural);
      errors.add(`${type} ${row.id}`, toServiceErrors(type, row));
    }
    if (errors.isTruncated()) break;
    step(walk, type, context.now);
    pagesLeft -= 1;
    if (pagesLeft <= 0 && part.mark.nextLink !== null) return;
  }
  part.done = true;
}
