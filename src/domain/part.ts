/** Long lists are read in parts. */

/** Which part: `limit` entries after the first `offset`. */
export interface Span {
  offset: number;
  limit: number;
}

export interface Part<Item> {
  items: Item[];
  /** Of the whole list. */
  total: number;
}
