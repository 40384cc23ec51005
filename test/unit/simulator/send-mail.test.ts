/** The simulated sendMail: what it takes, in both forms, and how it refuses; and tokens for the mail server beside it. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWorld, type World } from "./setup.ts";

let world: World;
let token = "";
const mailbox = "alerts@contoso.example";

beforeEach(async () => {
  world = await openWorld();
  world.tenant.permissions.add("Mail.Send");
  world.tenant.addMailbox(mailbox);
  token = (await world.signIn()).json.access_token;
});
afterEach(() => world.close());

const mime = [
  `From: Alerts <${mailbox}>`,
  "To: a@ops.example, B <b@ops.example>",
  "Subject: hello",
  "Message-ID: <1@contoso.example>",
  "",
  "text",
  "",
].join("\r\n");

function send(body: string, type = "text/plain", to = mailbox) {
  const headers = { authorization: `Bearer ${token}`, "content-type": type };
  return world.send("POST", `/v1.0/users/${to}/sendMail`, { headers, body });
}
const sendMime = (text: string, to?: string) => send(Buffer.from(text).toString("base64"), "text/plain", to);
const sendJson = (body: unknown) => send(JSON.stringify(body), "application/json");
const sent = () => world.tenant.sentMail.messages;

const message = {
  subject: "hello",
  body: { contentType: "HTML", content: "<p>text</p>" },
  toRecipients: [{ emailAddress: { address: "a@ops.example" } }],
};

describe("takes a mail", () => {
  test("as MIME: 202 and nothing in it; the mail is kept as it came", async () => {
    const reply = await sendMime(mime);
    expect([reply.status, reply.text]).toEqual([202, ""]);
    expect(reply.headers["request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent()).toHaveLength(1);
    expect(sent()[0]?.raw.toString()).toBe(mime);
    expect(sent()[0]).toMatchObject({
      format: "mime",
      savedToSentItems: true,
      from: mailbox,
      to: ["a@ops.example", "b@ops.example"],
      secure: true,
      user: mailbox,
    });
  });

  test("as JSON, made into a message", async () => {
    expect((await sendJson({ message, saveToSentItems: false })).status).toBe(202);
    const [mail] = sent();
    expect(mail).toMatchObject({ format: "json", savedToSentItems: false, to: ["a@ops.example"] });
    expect(mail?.parsed.subject).toBe("hello");
    expect(mail?.parsed.html).toContain("<p>text</p>");
    expect(mail?.parsed.from?.text).toBe(mailbox);
  });

  test("JSON keeps a copy unless told otherwise, and may be plain text", async () => {
    await sendJson({ message: { ...message, body: { contentType: "Text", content: "plain" } } });
    expect(sent()[0]).toMatchObject({ savedToSentItems: true });
    expect(sent()[0]?.parsed.text?.trim()).toBe("plain");
  });

  test("somebody who waits hears of it", async () => {
    const waiting = world.tenant.sentMail.waitForCount(1);
    await sendMime(mime);
    expect(await waiting).toHaveLength(1);
  });

  test("of a mailbox named by its id, or in capitals", async () => {
    const { id } = world.tenant.findMailbox(mailbox) ?? { id: "" };
    expect((await sendMime(mime, id)).status).toBe(202);
    expect((await sendMime(mime, mailbox.toUpperCase())).status).toBe(202);
  });
});

describe("refuses", () => {
  const header = (name: string) => ({ name, value: "1" });
  const withHeaders = (names: string[]) => ({
    message: { ...message, internetMessageHeaders: names.map(header) },
  });
  test.each<[name: string, status: number, code: string, ask: () => Promise<{ status: number }>]>([
    ["an unknown mailbox", 404, "ErrorInvalidUser", () => sendMime(mime, "nobody@contoso.example")],
    ["what is no base64", 400, "ErrorMimeContentInvalidBase64String", () => send("From: <me>")],
    ["what is no JSON", 400, "BadRequest", () => send("{", "application/json")],
    ["another sender", 403, "ErrorSendAsDenied", () => sendMime(mime.replace(mailbox, "x@contoso.example"))],
    [
      "no recipient",
      400,
      "ErrorInvalidRecipients",
      () => sendJson({ message: { ...message, toRecipients: [] } }),
    ],
    [
      "a header of the mail system",
      400,
      "InvalidInternetMessageHeader",
      () => sendJson(withHeaders(["References"])),
    ],
    [
      "more than five headers",
      400,
      "InvalidInternetMessageHeaderCollection",
      () => sendJson(withHeaders(["x-1", "x-2", "x-3", "x-4", "x-5", "x-6"])),
    ],
    ["more than 4 MB", 413, "RequestEntityTooLarge", () => sendMime("x".repeat(3_200_000))],
  ])("%s", async (_name, status, code, ask) => {
    const reply = (await ask()) as Awaited<ReturnType<typeof send>>;
    expect([reply.status, reply.json.error.code]).toEqual([status, code]);
    expect(sent()).toEqual([]);
  });

  test("a recipient that a test calls invalid, with everyone else", async () => {
    world.tenant.invalidRecipients.add("b@ops.example");
    expect((await sendMime(mime)).json.error.code).toBe("ErrorInvalidRecipients");
    expect(sent()).toEqual([]);
  });

  test("an app without Mail.Send, save where Exchange permits the mailbox itself", async () => {
    world.tenant.permissions.delete("Mail.Send");
    expect((await sendMime(mime)).json.error.code).toBe("ErrorAccessDenied");
    const granted = world.tenant.addMailbox("granted@contoso.example", { granted: true });
    const own = mime.replace(mailbox, granted.address);
    expect((await sendMime(own, granted.address)).status).toBe(202);
    world.tenant.removeMailbox(granted);
    expect((await sendMime(own, granted.address)).status).toBe(403);
  });

  test("one mailbox that is throttled, by the usual faults", async () => {
    world.cloud.faults.add({
      kind: "status",
      status: 429,
      retryAfter: 9,
      path: /\/users\/alerts@.*sendMail$/,
    });
    const reply = await sendMime(mime);
    expect([reply.status, reply.headers["retry-after"]]).toEqual([429, "9"]);
  });

  test("a GET", async () => {
    const headers = { authorization: `Bearer ${token}` };
    expect((await world.get(`/v1.0/users/${mailbox}/sendMail`, headers)).status).toBe(404);
  });
});

describe("tokens for the mail server of Exchange Online", () => {
  const scope = "https://outlook.office365.com/.default";

  test("are let in there and nowhere else; tokens for Graph the other way round", async () => {
    const mailToken = (await world.signIn({ scope })).json.access_token;
    expect(world.cloud.acceptsMailToken(mailToken)).toBe(true);
    expect(world.cloud.acceptsMailToken(token)).toBe(false);
    expect(world.cloud.acceptsMailToken("made-up")).toBe(false);
    token = mailToken;
    expect((await sendMime(mime)).json.error.code).toBe("InvalidAuthenticationToken");
  });

  test("end with a revocation, and name the mail server", async () => {
    const mailToken: string = (await world.signIn({ scope })).json.access_token;
    const claims = JSON.parse(Buffer.from(mailToken.split(".")[1] ?? "", "base64url").toString());
    expect(claims.aud).toBe("https://outlook.office365.com");
    expect(claims.roles).toEqual([]);
    world.tenant.revokeTokens();
    expect(world.cloud.acceptsMailToken(mailToken)).toBe(false);
  });
});
