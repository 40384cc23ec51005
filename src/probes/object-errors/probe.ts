/**
 * In: the users, groups and contacts with a conflict, by Graph's filter or, where it refuses that, by reading every
 * synchronized object. Out: one error for each value that Entra ID holds back, with the object that has it, where that
 * can be found.
 */
import { type ObjectError, objectTypes } from "../../domain/synced-object.ts";
import type { Probe } from "../probe.ts";
import { readRow } from "../rows.ts";
import {
  createCollector,
  lookAtEveryType,
  objectFacts,
  permissionToRead,
  searchObjects,
} from "../synced-objects.ts";
import { findHolders } from "./find-holders.ts";
import { ObjectWithErrors, toObjectErrors } from "./schema.ts";

const maxErrors = 50_000;
const filter = "onPremisesProvisioningErrors/any(o:o/category eq 'PropertyConflict')";

export const objectErrorsProbe: Probe = {
  id: "object-errors",
  permissions: objectTypes.map((type) => permissionToRead(type, "conflicting addresses and sign-in names")),
  findings: ["object-errors"],
  licence: null,
  notIn: [],
  async look(context) {
    const errors = createCollector<ObjectError>(maxErrors);
    const blind = await lookAtEveryType("object-errors", async (type) => {
      const { address, plural } = objectFacts[type];
      const select = ["id", "displayName", address, "onPremisesProvisioningErrors"];
      for await (const page of searchObjects(context, { type, filter, select })) {
        for (const raw of page) {
          const row = readRow(ObjectWithErrors, raw, plural);
          errors.add(`${type} ${row.id}`, toObjectErrors(type, row));
        }
        if (errors.isTruncated()) return;
      }
    });
    if (blind) return [blind];
    const truncated = errors.isTruncated();
    return [{ kind: "object-errors", errors: await findHolders(context, errors.items), truncated }];
  },
};
