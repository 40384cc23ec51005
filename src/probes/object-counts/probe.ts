/**
 * In: three counts, which Graph makes itself and which trail by a little. Out: how many users, groups and contacts are
 * synchronized.
 */
import { type ObjectType, objectTypes } from "../../domain/synced-object.ts";
import type { Probe } from "../probe.ts";
import { readRow } from "../rows.ts";
import {
  advancedHeaders,
  lookAtEveryType,
  objectFacts,
  permissionToRead,
  syncedFilter,
} from "../synced-objects.ts";
import { Counted } from "./schema.ts";

export const objectCountsProbe: Probe = {
  id: "object-counts",
  permissions: objectTypes.map((type) => permissionToRead(type, "the number")),
  findings: ["synced-objects-drop", "orphaned-synced-objects"],
  licence: null,
  notIn: [],
  async look({ graph }) {
    const counts: Record<ObjectType, number | null> = { user: null, group: null, contact: null };
    const blind = await lookAtEveryType("object-counts", async (type) => {
      const { path, plural } = objectFacts[type];
      const query = `$filter=${encodeURIComponent(syncedFilter)}&$count=true&$top=1&$select=id`;
      const body = await graph.get("v1.0", `${path}?${query}`, advancedHeaders);
      counts[type] = readRow(Counted, body, plural)["@odata.count"];
    });
    return [
      blind ?? {
        kind: "object-counts",
        users: counts.user,
        groups: counts.group,
        contacts: counts.contact,
      },
    ];
  },
};
