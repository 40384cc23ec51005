/**
 * In: synchronized users, groups and contacts with errors that a service published on them. The documented filter was
 * seen refused for all three; then every synchronized object is read. Out: one error for each that is not resolved.
 */
import { objectTypes, type ServiceError } from "../../domain/synced-object.ts";
import type { Probe } from "../probe.ts";
import { readRow } from "../rows.ts";
import {
  createCollector,
  lookAtEveryType,
  objectFacts,
  permissionToRead,
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
    const errors = createCollector<ServiceError>(maxErrors);
    const blind = await lookAtEveryType("service-provisioning-errors", async (type) => {
      const { address, plural } = objectFacts[type];
      // The filter finds objects of the cloud as well.
      const select = ["id", "displayName", address, "onPremisesSyncEnabled", "serviceProvisioningErrors"];
      for await (const page of searchObjects(context, { type, filter, select })) {
        for (const raw of page) {
          const row = readRow(ObjectWithServiceErrors, raw, plural);
          errors.add(`${type} ${row.id}`, toServiceErrors(type, row));
        }
        if (errors.isTruncated()) return;
      }
    });
    return [blind ?? { kind: "service-errors", errors: errors.items, truncated: errors.isTruncated() }];
  },
};
