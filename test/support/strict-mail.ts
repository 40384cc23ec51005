/**
 * A mail as a strict server and reader take it: RFC 5322 lines and headers, a MIME tree of which every part can be
 * decoded, and the same words from two parsers that know nothing of each other. In: the raw mail. Out: what is wrong.
 */
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";

const required = ["from", "to", "subject", "date", "message-id", "mime-version", "content-type"];
const once = [...required, "in-reply-to", "references", "content-language", "auto-submitted"];

export async function checkMail(raw: Buffer): Promise<string[]> {
  return [...checkLines(raw), ...checkHeaders(raw), ...(await checkContent(raw))];
}

function checkLines(raw: Buffer): string[] {
  const text = raw.toString("latin1");
  return [
    /(?<!\r)\n|\r(?!\n)/.test(text) && "a line does not end with CR LF",
    text.split("\r\n").some((line) => line.length > 998) && "a line is longer than 998 octets",
    text.includes("\0") && "a NUL",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: eight-bit octets are what this looks for.
    /[^\x00-\x7f]/.test(headOf(text)) && "a header is not ASCII",
  ].filter((fault) => fault !== false);
}

function headOf(text: string): string {
  return text.slice(0, text.indexOf("\r\n\r\n"));
}

function checkHeaders(raw: Buffer): string[] {
  const lines = headOf(raw.toString("latin1"))
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const names = lines.map(
    (line) => /^([!-9;-~]+):[ \t]?/.exec(line)?.[1]?.toLowerCase() ?? `no header: ${line}`,
  );
  const of = (name: string) => lines[names.indexOf(name)]?.slice(name.length + 1).trim() ?? "";
  return [
    ...names.filter((name) => name.startsWith("no header")),
    ...required.filter((name) => !names.includes(name)).map((name) => `${name} is missing`),
    ...once.filter((name) => names.filter((own) => own === name).length > 1).map((name) => `${name} twice`),
    ...(/^<[^<>@\s]+@[^<>@\s]+>$/.test(of("message-id")) ? [] : ["message-id is none"]),
    ...(/^(<[^<>@\s]+@[^<>@\s]+>\s*)*$/.test(of("references")) ? [] : ["references are none"]),
    ...(Number.isNaN(Date.parse(of("date"))) ? ["date is none"] : []),
  ];
}

async function checkContent(raw: Buffer): Promise<string[]> {
  const [one, other] = await Promise.all([simpleParser(raw), PostalMime.parse(raw)]);
  const plain = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();
  const files = (list: readonly { filename?: string | null | undefined }[]) =>
    list.map(({ filename }) => filename ?? "");
  return [
    plain(one.text) === "" && "there is no text part",
    one.html === false && "there is no html part",
    plain(one.text) !== plain(other.text) && "two parsers read different texts",
    plain(one.html || "") !== plain(other.html) && "two parsers read different html",
    one.subject !== other.subject && "two parsers read different subjects",
    files(one.attachments).join() !== files(other.attachments).join() && "two parsers find different files",
  ].filter((fault) => fault !== false);
}
