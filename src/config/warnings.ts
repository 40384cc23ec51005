/**
 * What is worth telling about a file that is right. In: its data as it stands, what became of it, and the present moment.
 * Out: warnings.
 */
import type { Instant } from "../domain/instant.ts";
import type { Config } from "./config.ts";
import { isGuid } from "./fields.ts";
import { valueAt } from "./json-schema.ts";
import { secretValue } from "./problem.ts";
import { listAt, type Seen, showValue, tenantsOf } from "./seen.ts";
import type { PathProblem } from "./substitute.ts";
import { findMailWarnings } from "./warnings-mail.ts";
import { findWindowWarnings } from "./warnings-maintenance.ts";
import { findStatusWarnings } from "./warnings-status.ts";

export function findWarnings(seen: Seen, config: Config, now: Instant): PathProblem[] {
  return [
    ...warnSecretIds(seen),
    ...findMailWarnings(seen, config),
    ...warnClearUrls(seen),
    ...findWindowWarnings(seen, config, now),
    ...findStatusWarnings(seen),
    ...warnNobody(seen),
  ];
}

/** The portal shows a secret's id beside its value, and the id is what gets copied. */
function warnSecretIds(seen: Seen): PathProblem[] {
  return tenantsOf(seen).flatMap((_, index) => {
    const at = ["tenants", index, "credential", "clientSecret"];
    const secret = valueAt(at, seen.data);
    if (typeof secret !== "string" || !isGuid(secret)) return [];
    const remedy = "Copy the column Value, which is shown only once; make a new secret if it is gone.";
    return [{ at, value: secretValue, problem: "looks like the id of a secret, not its value", remedy }];
  });
}

/** Without an encrypted way anyone between can read the alerts, and in most cases the secret in the address. */
function warnClearUrls(seen: Seen): PathProblem[] {
  const places: PropertyKey[][] = [
    ...listAt(["channels"], seen).map((_, index) => ["channels", index, "url"]),
    ["heartbeat", "url"],
    ["heartbeat", "failUrl"],
  ];
  return places.flatMap((at) => {
    const url = valueAt(at, seen.data);
    if (typeof url !== "string" || !/^http:\/\//i.test(url)) return [];
    const remedy = "Use https, unless it is on this host or inside a trusted network.";
    return [{ at, value: secretValue, problem: "is not encrypted", remedy }];
  });
}

function warnNobody(seen: Seen): PathProblem[] {
  const list = tenantsOf(seen);
  if (list.length === 0 || list.some((tenant) => tenant.enabled !== false)) return [];
  const problem = "has no tenant that is enabled; nothing will be polled";
  return [
    { at: ["tenants"], value: showValue(["tenants"], seen), problem, remedy: "Enable at least one tenant." },
  ];
}
