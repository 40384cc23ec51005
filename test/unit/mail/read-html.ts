/** Reads html the way a strict reader would, for tests: in goes a page, out come its elements; throws where tags don't match. */

const voids = new Set(["meta", "br", "hr", "img", "link", "input"]);

export interface HtmlElement {
  tag: string;
  attributes: Record<string, string>;
  /** All text within, entities resolved. */
  text: string;
  /** Tags of the elements around it, the outermost first. */
  path: string[];
}

/** Comments (Outlook's conditions among them) and the doctype are left out; attributes must be quoted. */
export function readHtml(page: string): HtmlElement[] {
  const source = page.replace(/<!--.*?-->/gs, "").replace(/^<!doctype html>/i, "");
  const elements: HtmlElement[] = [];
  const open: HtmlElement[] = [];
  let at = 0;
  while (at < source.length) {
    const begin = source.indexOf("<", at);
    const text = source.slice(at, begin === -1 ? source.length : begin);
    if (/>/.test(text)) throw new Error(`a bare > in ${JSON.stringify(text.slice(0, 80))}`);
    for (const element of open) element.text += resolve(text);
    if (begin === -1) break;
    const end = source.indexOf(">", begin);
    const inner = source.slice(begin + 1, end);
    at = end + 1;
    if (inner.startsWith("/")) {
      const closed = open.pop();
      if (closed?.tag !== inner.slice(1)) throw new Error(`<${closed?.tag}> is closed by <${inner}>`);
      continue;
    }
    const element = { ...readTag(inner), text: "", path: open.map(({ tag }) => tag) };
    elements.push(element);
    if (!voids.has(element.tag)) open.push(element);
    if (element.tag === "style") {
      const close = source.indexOf("</style>", at);
      element.text = source.slice(at, close);
      at = close;
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.map(({ tag }) => tag)}`);
  return elements;
}

function readTag(inner: string): { tag: string; attributes: Record<string, string> } {
  const [, tag = "", rest = ""] = /^([a-z][a-z0-9]*)(.*)$/s.exec(inner) ?? [];
  if (tag === "") throw new Error(`no tag: <${inner.slice(0, 80)}>`);
  const attributes: Record<string, string> = {};
  const left = rest.replace(/\s+([a-z-]+)="([^"<>]*)"/g, (_all, name: string, value: string) => {
    attributes[name] = resolve(value);
    return "";
  });
  if (left.trim() !== "") throw new Error(`odd attributes in <${inner.slice(0, 80)}>`);
  return { tag, attributes };
}

const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": "\u00a0",
};

function resolve(text: string): string {
  return text.replace(/&[a-z0-9#]*;?/g, (entity) => {
    const character = entities[entity];
    if (character === undefined) throw new Error(`an entity that we don't write: ${entity}`);
    return character;
  });
}
