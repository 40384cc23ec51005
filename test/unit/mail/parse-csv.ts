/** Reads RFC 4180 strictly, for tests: in goes a file's text without the byte order mark, out come its records. Throws at what the RFC does not allow. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { field, next } = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    record.push(field);
    if (text[next] === ",") {
      at = next + 1;
      if (at === text.length) throw new Error("the last record does not end");
      continue;
    }
    if (text.slice(next, next + 2) !== "\r\n") throw new Error(`no comma and no line end at ${next}`);
    records.push(record);
    record = [];
    at = next + 2;
  }
  return records;
}

function plainField(text: string, from: number): { field: string; next: number } {
  let next = from;
  while (next < text.length && text[next] !== "," && text[next] !== "\r") {
    if (text[next] === '"' || text[next] === "\n") throw new Error(`a bare quote or line feed at ${next}`);
    next += 1;
  }
  return { field: text.slice(from, next), next };
}

function quotedField(text: string, from: number): { field: string; next: number } {
  let next = from + 1;
  let field = "";
  for (;;) {
    const end = text.indexOf('"', next);
    if (end === -1) throw new Error(`the quote at ${from} does not end`);
    field += text.slice(next, end);
    if (text[end + 1] !== '"') return { field, next: end + 1 };
    field += '"';
    next = end + 2;
  }
}
