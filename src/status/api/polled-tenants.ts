/** The tenant that an address or a filter names; a name that nobody knows is refused, so that a slip is no empty list. */
import type { TenantStanding } from "../../domain/standing.ts";
import { nearestName } from "../../util/nearest-name.ts";
import type { StatusSource } from "../source.ts";
import { ApiError } from "./api-error.ts";
import { shown } from "./parameters.ts";
import { apiPrefix } from "./paths.ts";

export async function polledTenant(source: StatusSource, name: string | undefined): Promise<TenantStanding> {
  const standing = await source.standing(name ?? "");
  if (standing) return standing;
  throw new ApiError("not-found", await complain(source, name ?? ""));
}

/** `undefined`: no tenant was named. */
export async function checkTenant(source: StatusSource, name: string | undefined): Promise<void> {
  if (name === undefined || (await source.standing(name))) return;
  throw new ApiError("invalid-parameter", `tenant: ${await complain(source, name)}`);
}

async function complain(source: StatusSource, name: string): Promise<string> {
  const names = (await source.standings()).map((standing) => standing.name);
  const meant = nearestName(name, names);
  const hint = meant === null ? `${apiPrefix}/tenants lists those that are.` : `Did you mean ${meant}?`;
  return `no tenant ${shown(name)} is polled. ${hint}`;
}
