/** Reads the status pages over HTTP as somebody without a script would. In: an address. Out: answers, and forms sent. */

export interface PageAnswer {
  status: number;
  headers: Headers;
  markup: string;
  /** What a reader sees of the content, blanks made one. */
  text: string;
  /** Rows of the tables, each as the text of its cells. */
  rows: string[][];
}

export interface PageReader {
  get(path: string): Promise<PageAnswer>;
  /** With a token from a page of ours, where the fields bring none. */
  post(path: string, fields: Record<string, string>): Promise<PageAnswer>;
}

export function createPageReader(
  address: string,
  { language = "en", headers = {} }: { language?: string; headers?: Record<string, string> } = {},
): PageReader {
  const ask = async (path: string, init: RequestInit = {}) =>
    readAnswer(
      await fetch(`${address}${path}`, {
        redirect: "manual",
        ...init,
        headers: { "accept-language": language, ...headers },
      }),
    );
  return {
    get: (path) => ask(path),
    async post(path, fields) {
      const token = fields.token ?? tokenOf((await ask("/muted")).markup);
      return ask(path, { method: "POST", body: new URLSearchParams({ ...fields, token }) });
    },
  };
}

export function tokenOf(markup: string): string {
  const [, token] = /name="token" value="([^"]+)"/.exec(markup) ?? [];
  if (token === undefined) throw new Error("a page without a form of ours");
  return token;
}

async function readAnswer(answer: Response): Promise<PageAnswer> {
  const markup = await answer.text();
  const main = /<main[^>]*>(.*)<\/main>/s.exec(markup)?.[1] ?? markup;
  return {
    status: answer.status,
    headers: answer.headers,
    markup,
    text: textOf(main),
    rows: [...main.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => textOf(cell)),
    ),
  };
}

const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

export function textOf(markup: string): string {
  return markup
    .replace(/<(?:br|\/p|\/li|\/h[1-6]|\/div|\/t[hd]|\/option)\b[^>]*>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
    .replaceAll("&amp;", "&")
    .replaceAll("\u00ad", "")
    .replace(/\s+/g, " ")
    .trim();
}
