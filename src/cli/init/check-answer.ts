/**
 * In: one answer and the place it would have in the configuration. Out: null, or what is wrong with it and what to
 * write instead, in the words that `check-config` would use: the configuration's own schema is asked.
 */
import { explainIssue } from "../../config/explain-issue.ts";
import { isMapping } from "../../config/json-schema.ts";
import { configShape } from "../../config/schema.ts";

const anyGuid = "00000000-0000-4000-8000-000000000000";
/** Right in every place, so that only the answer under test can be wrong. */
const draft = {
  tenants: [
    {
      name: "tenant",
      tenantId: anyGuid,
      credential: { type: "clientSecret", clientId: anyGuid, clientSecret: "-" },
    },
  ],
  mail: { from: "a@b.example", to: ["a@b.example"], transport: { type: "smtp", host: "localhost" } },
};

export function findFault(path: readonly PropertyKey[], value: unknown): string | null {
  const data = structuredClone(draft);
  setAt(data, path, value);
  const [issue] = configShape.safeParse(data).error?.issues ?? [];
  if (!issue) return null;
  const [fault] = explainIssue(issue, { data, referenced: new Set() });
  return fault ? `${fault.problem}. ${fault.remedy}` : issue.message;
}

function setAt(data: unknown, path: readonly PropertyKey[], value: unknown): void {
  let node = data as Record<PropertyKey, unknown>;
  for (const key of path.slice(0, -1)) {
    if (!isMapping(node[key]) && !Array.isArray(node[key])) node[key] = {};
    node = node[key] as Record<PropertyKey, unknown>;
  }
  node[path.at(-1) ?? ""] = value;
}
