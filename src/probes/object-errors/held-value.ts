/**
 * In: an object error. Out: the address that is held back, as something that another object may have. A sign-in name and
 * a mail address are one name space to Entra ID: whoever has the one keeps it from being the other.
 */
import type { ObjectError } from "../../domain/synced-object.ts";

export interface HeldValue {
  /** The same for all spellings of one address. */
  key: string;
  /** Lower case: `smtp`, also for sign-in names; `sip`, … */
  scheme: string;
  /** Without the scheme, as Graph wrote it. */
  address: string;
}

/** Longer ones can't be asked for by `eq` (https://developer.microsoft.com/graph/known-issues/?search=13635). */
const maxLength = 120;
/** Written into a URL, three times. */
const maxEncodedLength = 400;

/** Null for what has no holder, and for what Graph can't be asked about. */
export function readHeldValue({ category, property, value }: ObjectError): HeldValue | null {
  if (category?.toLowerCase() !== "propertyconflict" || value === null) return null;
  if (property === "UserPrincipalName") return toHeldValue("smtp", value);
  return property === "ProxyAddresses" ? toHeldValue(...splitAddress(value)) : null;
}

/** Keys of the values that an object has, by its own words. */
export function keysHeld(userPrincipalName: string | null, proxyAddresses: readonly string[]): string[] {
  const keys = proxyAddresses.map((address) => keyOf(...splitAddress(address)));
  return userPrincipalName === null ? keys : [keyOf("smtp", userPrincipalName), ...keys];
}

function toHeldValue(scheme: string, address: string): HeldValue | null {
  const key = keyOf(scheme, address);
  if (address === "" || key.length > maxLength || !key.isWellFormed()) return null;
  return encodeURIComponent(key).length > maxEncodedLength ? null : { key, scheme, address };
}

function splitAddress(text: string): [scheme: string, address: string] {
  const [, scheme = "smtp", address = text] = /^([a-z0-9]+):(.*)$/i.exec(text) ?? [];
  return [scheme.toLowerCase(), address];
}

function keyOf(scheme: string, address: string): string {
  return `${scheme}:${address}`.toLowerCase();
}
