/**
 * In: what was copied out of a page's source, out of JSON, or out of an address. Out: the text as its author saw it, so
 * that words and codes stand in it whole. Every pattern has a bounded length: the time is linear.
 */

const entities: Record<string, string> = {
  amp: "&",
  apos: "'",
  gt: ">",
  ldquo: '"',
  lsquo: "'",
  lt: "<",
  nbsp: " ",
  ndash: "-",
  quot: '"',
  rdquo: '"',
  rsquo: "'",
  shy: "\u00ad",
};

const tag =
  /<\/?(?:a|b|body|br|code|dd|div|dl|dt|em|font|h[1-6]|hr|html|i|li|ol|p|pre|span|strong|table|tbody|td|th|thead|tr|u|ul)\b[^<>]{0,300}>/gi;

/** Never throws. */
export function makeReadable(input: string): string {
  let text = input;
  if (/%22|%20/.test(text))
    text = text.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => fromCode(code, 16));
  if (text.includes("\\")) text = unescapeJson(text);
  if (text.includes("&")) {
    text = text.replace(
      /&(?:#(\d{1,5})|#x([0-9a-f]{1,4})|([a-z]{2,5}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) =>
        decimal
          ? fromCode(decimal, 10)
          : hex
            ? fromCode(hex, 16)
            : (entities[name?.toLowerCase() ?? ""] ?? whole),
    );
  }
  if (text.includes("<")) {
    text = text
      .replace(/<wbr ?\/?>/gi, "\u00ad")
      .replace(/<EventID\b[^<>]{0,100}>/gi, "Event ID: ")
      .replace(tag, "\n");
  }
  return text.replace(/\u00a0/g, " ");
}

/** `\n` before a small letter may be the path `C:\new`, unless the text is JSON. */
function unescapeJson(text: string): string {
  const isJson = /["'][ \t]{0,8}:/.test(text);
  return text
    .replace(/\\r\\n/g, "\n")
    .replace(isJson ? /\\[rnt]/g : /\\[rnt](?=[\sA-Z>|]|$)/g, "\n")
    .replace(/\\u00([0-7][0-9a-f])/gi, (_, code: string) => fromCode(code, 16))
    .replace(/\\(["'])/g, "$1");
}

function fromCode(digits: string, base: 10 | 16): string {
  return String.fromCharCode(Number.parseInt(digits, base));
}
