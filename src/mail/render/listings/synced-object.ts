/** A synchronized object in a table's cell: its name and type, and its address below. */
import type { ObjectType } from "../../../domain/synced-object.ts";
import { safeLine } from "../safe-line.ts";
import type { Texts } from "../texts/texts.ts";

export interface Named {
  objectType: ObjectType;
  objectId: string;
  displayName: string | null;
  address: string | null;
}

/** One without a name goes by its address, one without either by its id. */
export function nameAndAddress(object: Named, texts: Texts): (string | null)[] {
  // Cut before the type is added, so that a long name can't push it out.
  const [name, address, id] = [object.displayName, object.address, object.objectId].map(
    (text) => safeLine(text, 120) || null,
  );
  const type = texts.objectType[object.objectType];
  const heading = name ?? address ?? id ?? texts.unknown;
  return [`${heading} (${type})`, name ? (address ?? null) : null];
}
