/** GET /users, /groups and /contacts: filters, counts and pages as documented, and where reports differ, as reported. */

import { parseDirectoryFilter } from "../directory-filter.ts";
import {
  basicUserMembers,
  contactMembers,
  groupMembers,
  type MemberTable,
  userMembers,
} from "../directory-members.ts";
import type { SimulatedObject } from "../directory-objects.ts";
import { type Answer, jsonAnswer } from "../graph-answer.ts";
import type { ObjectList } from "../object-list.ts";
import { contextOf, nextLink, readPaging } from "../paging.ts";
import {
  findForeignOption,
  type GraphRequest,
  type Route,
  selectedNames,
  unknownMember,
  unsupportedQuery,
} from "../route.ts";
import type { SimulatedTenant } from "../tenant.ts";

/** One kind of object; the list and the members must be of one type. */
interface Resource<Item> {
  kind: SimulatedObject["kind"];
  type: string;
  collection: string;
  members: MemberTable<Item>;
  basic: string[];
  list(tenant: SimulatedTenant): ObjectList<Item>;
}

const maxTop = 999;
const knownOptions = ["$select", "$filter", "$top", "$count", "$skiptoken"];

export const directoryObjectRoutes: Route[] = [
  routeOf(["User.Read.All", "Directory.Read.All"], 2, {
    kind: "user",
    type: "user",
    collection: "users",
    members: userMembers,
    basic: basicUserMembers,
    list: ({ directory }) => directory.users,
  }),
  routeOf(["Group.Read.All", "Directory.Read.All"], 1, {
    kind: "group",
    type: "group",
    collection: "groups",
    members: groupMembers,
    basic: Object.keys(groupMembers),
    list: ({ directory }) => directory.groups,
  }),
  routeOf(["OrgContact.Read.All", "Directory.Read.All"], 1, {
    kind: "contact",
    type: "orgContact",
    collection: "contacts",
    members: contactMembers,
    basic: Object.keys(contactMembers),
    list: ({ directory }) => directory.contacts,
  }),
];

function routeOf<Item extends SimulatedObject>(
  permissions: string[],
  cost: number,
  resource: Resource<Item>,
): Route {
  return {
    match: new RegExp(`^/${resource.collection}$`),
    permissions,
    cost,
    answer: (request) => answerList(request, resource),
  };
}

function answerList<Item extends SimulatedObject>(request: GraphRequest, resource: Resource<Item>): Answer {
  const { tenant, query, headers } = request;
  const foreign = findForeignOption(query, knownOptions);
  if (foreign !== null) return unsupportedQuery(`The query option '${foreign}' is not supported here.`);
  const top = query.get("$top");
  if (top !== null && !(Number(top) >= 1 && Number(top) <= maxTop)) {
    return unsupportedQuery(
      `Invalid page size specified: '${top}'. Must be between 1 and ${maxTop} inclusive.`,
    );
  }
  const names = namesOf(request, resource);
  if (!Array.isArray(names)) return names;
  const eventual = headers.consistencylevel?.toLowerCase() === "eventual";
  const counted = eventual && query.get("$count") === "true";
  const filter = query.get("$filter");
  const test = parseDirectoryFilter(filter, { kind: resource.kind, quirks: tenant, advanced: counted });
  if (!test) return unsupportedQuery();

  const { list, members, collection } = resource;
  const { items, following } = readPage(request, list(tenant), test);
  // Without $count in eventual mode it is ignored; later pages leave it out.
  const isFirst = !query.has("$skiptoken");
  const count = counted && isFirst ? { "@odata.count": countOf(list(tenant), test) } : {};
  const selected = query.has("$select") ? `(${names.join(",")})` : "";
  return jsonAnswer({
    "@odata.context": contextOf(request, `${collection}${selected}`),
    ...count,
    ...(following === null ? {} : nextLink(request, following)),
    value: items.map((item) => Object.fromEntries(names.map((name) => [name, members[name]?.(item)]))),
  });
}

/** The members to show, or the refusal of one that nobody knows. */
function namesOf<Item>({ tenant, query }: GraphRequest, resource: Resource<Item>): string[] | Answer {
  const names = selectedNames(query) ?? resource.basic;
  const unknown = names.find((name) => !(name in resource.members));
  if (unknown === undefined) return names;
  if (tenant.unknownSelect === "refuse") return unknownMember(unknown, resource.type);
  return names.filter((name) => name in resource.members);
}

function readPage<Item>(request: GraphRequest, list: ObjectList<Item>, test: (item: Item) => boolean) {
  const { start, size } = readPaging(request, { maxTop });
  const items: Item[] = [];
  for (const { position, item } of list.walk(start)) {
    if (!test(item)) continue;
    if (items.length === size) return { items, following: position };
    items.push(item);
  }
  return { items, following: null };
}

function countOf<Item>(list: ObjectList<Item>, test: (item: Item) => boolean): number {
  let count = 0;
  for (const { item } of list.walk(0)) count += test(item) ? 1 : 0;
  return count;
}
