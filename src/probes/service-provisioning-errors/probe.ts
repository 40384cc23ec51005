/**
 * In: synchronized users, groups and contacts with errors that a service published on them. The documented filter was
 * seen refused for all three; then every synchronized object is read. Out: one error for each that is not resolved.
 */
import { type ObjectType, objectTypes, type ServiceError } from "../../domain/synced-object.ts";
import type { Probe, ProbeContext } from "../probe.ts";
import { readRow } from "../rows.ts";
import {
  createCollector,
  lookAtEveryType,
  objectFacts,
  permissionToRead,
  type SearchMark,
  searchObjects,
} from "../synced-objects.ts";
import { ObjectWithServiceErrors, toServiceErrors } from "./schema.ts";

const maxErrors = 10_000;
const filter = "serviceProvisioningErrors/any(x:x/isResolved eq false)";

export const serviceProvisioningErrorsProbe: Probe = {
  id: "service-provisioning-errors",
  permissions: objectTypes.map((type) => permissionToRead(type, "errors with services")),
  findings: ["service-provisioning-errors"],
  licence: null,
  notIn: [],
  async look(context) {
    const walk = (context.cache.get("walk") as Walk | undefined) ?? createWalk();
    context.cache.delete("walk");
    const blind = await lookAtEveryType("service-provisioning-errors", (type) => goOn(context, walk, type));
    if (blind) return [blind];
    if (objectTypes.some((type) => !walk.parts[type].done)) {
      // Not seen to its end: no reading yet, and none that is missing. The next poll goes on from here.
      context.cache.set("walk", walk);
      return [];
    }
    const { errors } = walk;
    return [{ kind: "service-errors", errors: errors.items, truncated: errors.isTruncated() }];
  },
};

/** A look at every synchronized object takes minutes in a large tenant: it may be spread over several polls. */
interface Walk {
  errors: ReturnType<typeof createCollector<ServiceError>>;
  parts: Record<ObjectType, { mark: SearchMark; done: boolean }>;
}

function createWalk(): Walk {
  const part = () => ({ mark: { question: null, nextLink: null }, done: false });
  return { errors: createCollector(maxErrors), parts: { user: part(), group: part(), contact: part() } };
}

async function goOn(context: ProbeContext, { errors, parts }: Walk, type: ObjectType): Promise<void> {
  const part = parts[type];
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
    pagesLeft -= 1;
    if (pagesLeft <= 0 && part.mark.nextLink !== null) return;
  }
  part.done = true;
}
