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
  /** The object that has the value now. Absent: not looked for; null: looked for, and none found. */
  holder?: ObjectHolder | null;
  /** When a poll first saw it. Absent: not compared with earlier polls. */
  firstSeenAt?: Instant;
  /** Since the last mail about it: come up, still there, or gone. Absent: not compared. */
  standing?: ObjectErrorStanding;
}

export type ObjectErrorStanding = "new" | "open" | "fixed";

/** An object that has what another one wants: synchronized or made in the cloud. */
export interface ObjectHolder {
  objectType: ObjectType;
  objectId: string;
  displayName: string | null;
  /** Sign-in name of a user, mail address of a group or contact. */
  address: string | null;
}

/** An object error as it is remembered, under a key that stays the same for one held-back value of one object. */
export interface StoredObjectError {
  key: string;
  /** As last seen. Null: stored by a version that kept keys only, and not seen since. */
  error: ObjectError | null;
  /** Null: not known, from before it was remembered. */
  firstSeenAt: Instant | null;
  /** Null: still there. */
  fixedAt: Instant | null;
}

export interface KeyedObjectError {
  key: string;
  error: ObjectError;
}

/** How the object errors of a poll differ from those that are stored. */
export interface ObjectErrorChange {
  /** Not stored as open: never seen before, or fixed and back. */
  added: KeyedObjectError[];
  /** Stored as open, with other words or another holder. */
  changed: KeyedObjectError[];
  /** Keys of those that were open. */
  gone: string[];
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
