/**
 * In: XML from a service, or what should have been. Out: its text, as one line. One pass from left to right: whatever
 * comes, the work grows with its length and no faster.
 */
const maxLength = 20_000;

/** How each kind of markup begins and ends. CDATA is text, and kept as it stands. */
const kinds = [
  { opens: "<![CDATA[", closes: "]]>", isText: true },
  { opens: "<!--", closes: "-->", isText: false },
  { opens: "<", closes: ">", isText: false },
];

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

export function textOfXml(xml: string): string {
  const source = xml.slice(0, maxLength);
  const parts: string[] = [];
  let done = 0;
  for (let start = nextMarkup(source, 0); start >= 0; start = nextMarkup(source, done)) {
    const { opens, closes, isText } = kindAt(source, start);
    const end = source.indexOf(closes, start + opens.length);
    // Markup without an end: the rest counts as text, and is not searched again.
    if (end < 0) break;
    parts.push(decode(source.slice(done, start)));
    parts.push(isText ? source.slice(start + opens.length, end) : " ");
    done = end + closes.length;
  }
  parts.push(decode(source.slice(done)));
  return parts.join("").replace(/\s+/g, " ").trim();
}

/** Where the next tag, comment or the like begins; -1: nowhere. A lone "<" is text. */
function nextMarkup(source: string, from: number): number {
  const pattern = /<[A-Za-z_/!?]/g;
  pattern.lastIndex = from;
  return pattern.exec(source)?.index ?? -1;
}

function kindAt(source: string, start: number) {
  return kinds.find(({ opens }) => source.startsWith(opens, start)) as (typeof kinds)[number];
}

/** In one pass: an entity that only comes about by decoding is none. */
function decode(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity);
}
