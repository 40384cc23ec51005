/** In: synchronized mail-enabled groups. Out: those whose display name is missing, empty or nothing but blanks. */
import type { EmptyGroupNamesReading } from "../../domain/reading.ts";
import type { Probe } from "../probe.ts";
import { readRow } from "../rows.ts";
import {
  createCollector,
  permissionToRead,
  type Search,
  searchObjects,
  syncedFilter,
} from "../synced-objects.ts";
import { NamedGroup } from "./schema.ts";

const maxGroups = 10_000;
const search: Search = {
  type: "group",
  filter: `${syncedFilter} and mailEnabled eq true`,
  select: ["id", "displayName", "mail"],
  testedMembers: ["mailEnabled"],
};

export const groupNamesProbe: Probe = {
  id: "group-names",
  permissions: [permissionToRead("group", "the display names")],
  findings: ["group-name-empty"],
  licence: null,
  notIn: [],
  async look(context) {
    const groups = createCollector<EmptyGroupNamesReading["groups"][number]>(maxGroups);
    for await (const page of searchObjects(context, search)) {
      for (const raw of page) {
        const { id, mail, displayName, mailEnabled } = readRow(NamedGroup, raw, "groups");
        // Not said: the filter has seen to it.
        if (displayName === null && mailEnabled !== false) groups.add(id, [{ id, mail }]);
      }
      if (groups.isTruncated()) break;
    }
    return [{ kind: "empty-group-names", groups: groups.items, truncated: groups.isTruncated() }];
  },
};
