/** In: words, and a number for each of their characters. Out: the automaton's states as tables of numbers. */

export interface States {
  /** From a state's row and a character to the next row; the complement of a row: words end there. */
  step: Int32Array;
  /** By state: how many characters it stands for. */
  depth: Uint16Array;
  /** By state: the first word that ends in it, -1: none; then from word to word. */
  firstWord: Int32Array;
  sameWord: Int32Array;
  /** By state: the next shorter ending at which a word ends too; 0: none. */
  shorter: Uint32Array;
  /** By state: a word of the one owner of all words that begin so; negative: there are several. */
  owner: Int32Array;
}

/** The words as one tree, node by node in the order of their making; 0 is the root, and as a link: none. */
interface Trie {
  size: number;
  /** By node: the character that leads to it, its first child, its next sibling, how many characters it stands for. */
  kind: Uint8Array;
  child: Uint32Array;
  sibling: Uint32Array;
  depth: Uint16Array;
  /** By word: the node that it ends in. */
  endOf: Uint32Array;
}

export function buildStates(
  words: readonly string[],
  classOf: Uint8Array,
  width: number,
  ownerOf: (word: number) => number,
): States {
  const trie = buildTrie(words, classOf);
  // Numbered by depth, so that the few states near the root, where nearly all reading happens, lie together.
  const { order, stateOf } = breadthFirst(trie);
  const states: States = {
    step: new Int32Array(trie.size * width),
    depth: Uint16Array.from(order, (node) => trie.depth[node] as number),
    firstWord: new Int32Array(trie.size).fill(-1),
    sameWord: new Int32Array(words.length).fill(-1),
    shorter: new Uint32Array(trie.size),
    owner: new Int32Array(trie.size).fill(noOwner),
  };
  for (let word = words.length - 1; word >= 0; word--) {
    const state = stateOf[trie.endOf[word] as number] as number;
    states.sameWord[word] = states.firstWord[state] as number;
    states.firstWord[state] = word;
  }
  linkStates(trie, order, stateOf, width, states);
  nameOwners(trie, order, stateOf, words, ownerOf, states);
  return states;
}

/** Where no word goes on, reading goes on in the longest other beginning that fits. */
function linkStates(
  { child, sibling, kind }: Trie,
  order: Uint32Array,
  stateOf: Uint32Array,
  width: number,
  { step, firstWord, shorter }: States,
): void {
  const fallback = new Uint32Array(order.length);
  for (let state = 0; state < order.length; state++) {
    const back = fallback[state] as number;
    if (state > 0) {
      shorter[state] = (firstWord[back] as number) >= 0 ? back : (shorter[back] as number);
      step.copyWithin(state * width, back * width, (back + 1) * width);
    }
    for (let node = child[order[state] as number] as number; node !== 0; node = sibling[node] as number) {
      const edge = state * width + (kind[node] as number);
      const elsewhere = state === 0 ? 0 : (step[edge] as number);
      const next = stateOf[node] as number;
      const backOfNext = (elsewhere < 0 ? ~elsewhere : elsewhere) / width;
      fallback[next] = backOfNext;
      const endsHere =
        (firstWord[next] as number) >= 0 ||
        (firstWord[backOfNext] as number) >= 0 ||
        shorter[backOfNext] !== 0;
      step[edge] = endsHere ? ~(next * width) : next * width;
    }
  }
}

function buildTrie(words: readonly string[], classOf: Uint8Array): Trie {
  const most = 1 + words.reduce((sum, word) => sum + word.length, 0);
  const trie: Trie = {
    size: 1,
    kind: new Uint8Array(most),
    child: new Uint32Array(most),
    sibling: new Uint32Array(most),
    depth: new Uint16Array(most),
    endOf: new Uint32Array(words.length),
  };
  for (const [word, text] of words.entries()) {
    let node = 0;
    for (let at = 0; at < text.length; at++) {
      node = findOrAddChild(trie, node, classOf[text.charCodeAt(at)] as number);
    }
    trie.endOf[word] = node;
  }
  return trie;
}

function findOrAddChild(trie: Trie, parent: number, wanted: number): number {
  for (let node = trie.child[parent] as number; node !== 0; node = trie.sibling[node] as number) {
    if (trie.kind[node] === wanted) return node;
  }
  const node = trie.size++;
  trie.kind[node] = wanted;
  trie.depth[node] = (trie.depth[parent] as number) + 1;
  trie.sibling[node] = trie.child[parent] as number;
  trie.child[parent] = node;
  return node;
}

function breadthFirst({ size, child, sibling }: Trie): { order: Uint32Array; stateOf: Uint32Array } {
  const order = new Uint32Array(size);
  const stateOf = new Uint32Array(size);
  let filled = 1;
  for (let state = 0; state < size; state++) {
    for (let node = child[order[state] as number] as number; node !== 0; node = sibling[node] as number) {
      stateOf[node] = filled;
      order[filled++] = node;
    }
  }
  return { order, stateOf };
}

const noOwner = -1;
const severalOwners = -2;

/** For each state a word of the one owner of all words that begin so: the longest, as its greater part is asked for. */
function nameOwners(
  { child, sibling }: Trie,
  order: Uint32Array,
  stateOf: Uint32Array,
  words: readonly string[],
  ownerOf: (word: number) => number,
  { owner, firstWord, sameWord }: States,
): void {
  const lengthOf = (word: number) => (words[word] as string).length;
  const merge = (state: number, word: number) => {
    const known = owner[state] as number;
    if (known === severalOwners) return;
    if (word < 0 || ownerOf(word) < 0) owner[state] = severalOwners;
    else if (known === noOwner) owner[state] = word;
    else if (ownerOf(known) !== ownerOf(word)) owner[state] = severalOwners;
    else if (lengthOf(word) > lengthOf(known)) owner[state] = word;
  };
  for (let state = order.length - 1; state > 0; state--) {
    for (let word = firstWord[state] as number; word >= 0; word = sameWord[word] as number)
      merge(state, word);
    for (let node = child[order[state] as number] as number; node !== 0; node = sibling[node] as number) {
      merge(state, owner[stateOf[node] as number] as number);
    }
  }
  owner[0] = severalOwners;
}
