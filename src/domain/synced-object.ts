/** Synchronized users, groups and contacts, and what can be wrong with one. */
import type { Instant } from "./instant.ts";

export const objectTypes = ["user", "group", "contact"] as const;
export type ObjectType = (typeof objectTypes)[number];

/** One value of one object that Entra ID holds back, because another object has it. */
export interface ObjectError {
  objectType: ObjectType;
  objectId: string;
  displayName: string | null;
  /** Sign-in name of a user, mail address of a group or contact. */
  address: string | null;
  /** `PropertyConflict` in every known case. */
  category: string | null;
  /** `UserPrincipalName` or `ProxyAddresses` (Microsoft writes the singular too; read as the plural). */
  property: string | null;
  /** The value that is held back. */
  value: string | null;
  occurredAt: Instant | null;
}

/** One error that a service published on an object. */
export interface ServiceError {
  objectType: ObjectType;
  objectId: string;
  displayName: string | null;
  address: string | null;
  /** As Microsoft writes it, up to the first slash: `exchange`, `SharePoint`. */
  service: string | null;
  /** Text out of Microsoft's XML, one line, bounded. */
  detail: string | null;
  createdAt: Instant | null;
}

/** A user who signs in with the initial domain, because the suffix on-premises is not verified. */
export interface UnroutableUser {
  id: string;
  displayName: string | null;
  userPrincipalName: string;
  onPremisesUserPrincipalName: string;
}
