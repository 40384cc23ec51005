/** In: objects one by one, and many at once as a function. Out: one list in order, walked without unfolding the many. */

export interface ObjectList<Item> {
  /** Objects with their positions, beginning at `start`; the many are made as they are asked for. */
  walk(start: number): Generator<{ position: number; item: Item }>;
  /** Objects that were added one by one; a copy. */
  singles(): Item[];
  add(item: Item): Item;
  /** `count` objects in the space of one; `at` makes them, the same for the same index. */
  addMany(count: number, at: (index: number) => Item): void;
  remove(item: Item): boolean;
  /** Takes synced objects away, the latest first; gives how many there were to take. */
  removeSynced(count: number): number;
}

interface Part<Item> {
  count: number;
  /** Null: many. */
  readonly single: Item | null;
  at(index: number): Item;
}

export function createObjectList<Item extends { synced: boolean }>(): ObjectList<Item> {
  const parts: Part<Item>[] = [];
  const drop = (part: Part<Item>) => parts.splice(parts.indexOf(part), 1);
  return {
    *walk(start) {
      let offset = 0;
      for (const part of parts) {
        for (let index = Math.max(0, start - offset); index < part.count; index += 1) {
          yield { position: offset + index, item: part.at(index) };
        }
        offset += part.count;
      }
    },
    singles: () => parts.flatMap(({ single }) => (single === null ? [] : [single])),
    add(item) {
      parts.push({ count: 1, single: item, at: () => item });
      return item;
    },
    addMany(count, at) {
      parts.push({ count, single: null, at });
    },
    remove(item) {
      const part = parts.find(({ single }) => single === item);
      if (part) drop(part);
      return part !== undefined;
    },
    removeSynced(count) {
      let removed = 0;
      for (const part of parts.toReversed()) {
        // The many are all synced.
        const taken = part.single?.synced === false ? 0 : Math.min(count - removed, part.count);
        part.count -= taken;
        removed += taken;
        if (part.count === 0) drop(part);
      }
      return removed;
    },
  };
}
