/** sendMail: what is asked of Graph, what its answers mean, and what is left out of a mail that is too large for it. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../../../src/domain/instant.ts";
import type { Mail, Transport } from "../../../../src/domain/notification.ts";
import { faultFromAnswer, GraphFault } from "../../../../src/graph/fault.ts";
import {
  createGraphMailTransport,
  type GraphMailOptions,
  judgeGraphFault,
} from "../../../../src/mail/transports/graph.ts";
import { createSmtpTransport } from "../../../../src/mail/transports/smtp.ts";
import { startInbox } from "../../../../src/simulator/inbox.ts";
import { type Microsoft, mail, never, openMicrosoft, sender } from "./microsoft.ts";

let microsoft: Microsoft;
let transport: Transport;

function open(options: Partial<GraphMailOptions> = {}): void {
  transport = createGraphMailTransport({
    cloud: microsoft.addresses,
    tokens: microsoft.tokens(),
    clock: microsoft.clock,
    sender,
    format: "mime",
    saveToSentItems: false,
    timeoutMs: 5_000,
    ...options,
  });
}
beforeEach(async () => {
  microsoft = await openMicrosoft();
  open();
});
afterEach(async () => {
  await transport.close();
  await microsoft.cloud.close();
});

const sent = () => microsoft.tenant.sentMail.messages;
const posts = () => microsoft.cloud.requests.filter(({ path }) => path.endsWith("/sendMail"));
async function sendOne(what: Mail = mail) {
  const [result] = await transport.send(what, never);
  if (!result) throw new Error("no result");
  return result;
}

describe("what is asked", () => {
  test("mime: the very message that SMTP carries, save for the marks between its parts", async () => {
    const inbox = await startInbox({ tls: "none" });
    const { host, port } = inbox;
    const smtp = createSmtpTransport({ host, port, tls: "none", timeoutSeconds: 5 });
    await smtp.send(mail, never);
    await smtp.close();
    await inbox.close();
    await transport.send(mail, never);
    const plain = (raw: Buffer | undefined) =>
      raw
        ?.toString("utf8")
        .replaceAll(/--_NmP-[\w-]+/g, "--mark")
        .trimEnd();
    expect(plain(sent()[0]?.raw)).toBe(plain(inbox.messages[0]?.raw));
    expect(plain(sent()[0]?.raw)).toContain("--mark");
  });

  test("json: the parts that Graph takes, with no more than five headers, all of them `x-`", async () => {
    await transport.close();
    open({ format: "json" });
    expect(await sendOne()).toMatchObject({ outcome: "accepted", via: "graph" });
    const [message] = sent();
    expect(message).toMatchObject({ format: "json", savedToSentItems: false, to: mail.to, user: sender });
    expect(message?.parsed.subject).toBe(mail.subject);
    expect(message?.parsed.headers.get("x-sync-health-finding")).toBe("sync-stale");
    expect(message?.parsed.headers.get("x-auto-response-suppress")).toBe("All");
    expect(message?.parsed.attachments[0]?.content.toString("utf8")).toBe(mail.attachments[0]?.content);
  });

  test("json keeps a copy where that is wanted", async () => {
    await transport.close();
    open({ format: "json", saveToSentItems: true });
    await sendOne();
    expect(sent()[0]?.savedToSentItems).toBe(true);
  });

  test("the mailbox may be named by its object id; a name with a slash stays one name", async () => {
    await transport.close();
    open({ sender: microsoft.tenant.findMailbox(sender)?.id ?? "" });
    expect((await sendOne()).outcome).toBe("accepted");
    await transport.close();
    open({ sender: "../me" });
    expect((await sendOne()).outcome).toBe("deferred");
    expect(posts().at(-1)?.path).toBe("/v1.0/users/..%2Fme/sendMail");
  });

  test("the answer names the request, for Microsoft's support", async () => {
    expect((await sendOne()).response).toMatch(/^202 Accepted \(request-id [0-9a-f-]{36}\)$/);
  });
});

describe("too large for Graph", () => {
  const large: Mail = {
    ...mail,
    attachments: [{ filename: "all.csv", contentType: "text/csv", content: "x,y\n".repeat(800_000) }],
  };

  test.each(["mime", "json"] as const)(
    "%s: the attachments stay behind, the alert does not",
    async (format) => {
      await transport.close();
      open({ format });
      const { outcome, response } = await sendOne(large);
      expect(outcome).toBe("accepted");
      expect(response).toContain("without its attachments");
      expect(sent()[0]?.parsed.attachments).toEqual([]);
      expect(sent()[0]?.parsed.html).toContain("Één regel");
    },
  );

  test("without attachments there is nothing to leave out: refused, and Graph is not asked", async () => {
    const { outcome, response } = await sendOne({ ...large, html: "y".repeat(4_000_000) });
    expect(outcome).toBe("refused");
    expect(response).toContain("too large");
    expect(posts()).toEqual([]);
  });

  test("just small enough keeps its attachments", async () => {
    const content = "x".repeat(1_500_000);
    const { response } = await sendOne({
      ...mail,
      attachments: [{ ...large.attachments[0], content } as never],
    });
    expect(response).not.toContain("without");
    expect(sent()[0]?.parsed.attachments).toHaveLength(1);
  });
});

describe("what Graph's answers mean", () => {
  const bodyOf = (code: string) => ({ error: { code, message: "m" } });
  test.each<[name: string, status: number, code: string, outcome: string]>([
    ["an invalid recipient", 400, "ErrorInvalidRecipients", "refused"],
    ["a message that is too large", 400, "ErrorMessageSizeExceeded", "refused"],
    ["a request that is too large", 413, "", "refused"],
    ["MIME that can't be read", 400, "ErrorMimeContentInvalidBase64String", "refused"],
    ["a header that Graph does not take", 400, "InvalidInternetMessageHeader", "refused"],
    ["a 400 that nobody documented", 400, "BadRequest", "deferred"],
    ["a full mailbox", 400, "ErrorQuotaExceeded", "deferred"],
    ["a sending limit", 400, "ErrorSubmissionQuotaExceeded", "deferred"],
    ["a token that is not taken", 401, "InvalidAuthenticationToken", "deferred"],
    ["no permission", 403, "ErrorAccessDenied", "deferred"],
    ["another sender than the mailbox", 403, "ErrorSendAsDenied", "deferred"],
    ["no such mailbox", 404, "ErrorInvalidUser", "deferred"],
    ["a mailbox that is not in the cloud", 404, "MailboxNotEnabledForRESTAPI", "deferred"],
    ["a recipient's code with another status", 404, "ErrorInvalidRecipients", "deferred"],
    ["a wrong method", 405, "", "deferred"],
    ["throttled", 429, "ApplicationThrottled", "deferred"],
    ["a broken service", 500, "ErrorInternalServerError", "deferred"],
    ["a busy service", 503, "ErrorServerBusy", "deferred"],
  ])("%s: %i %s is %s", (_name, status, code, outcome) => {
    const fault = faultFromAnswer({ status, headers: {}, body: bodyOf(code) }, "POST /x", 0);
    expect(judgeGraphFault(fault).outcome).toBe(outcome);
  });

  test("no answer at all is deferred", () => {
    expect(judgeGraphFault(new GraphFault({ reason: "unreachable", detail: "gone" })).outcome).toBe(
      "deferred",
    );
  });

  test("code, words and request id are told, in one bounded line", async () => {
    const message = `The mailbox is\r\nnot there. ${"x".repeat(2_000)}`;
    microsoft.tenant.raw(/sendMail$/, {
      status: 404,
      body: { error: { code: "ErrorInvalidUser", message } },
    });
    const { response } = await sendOne();
    expect(response).toMatch(
      /404 ErrorInvalidUser: The mailbox is not there.*… \(request-id [0-9a-f-]{36}\)$/,
    );
    expect(response.length).toBeLessThanOrEqual(300);
  });

  test("throttled: one request and no waiting, the outbox comes back", async () => {
    microsoft.cloud.faults.add({ kind: "status", status: 429, retryAfter: 600, path: /sendMail$/ });
    expect((await sendOne()).outcome).toBe("deferred");
    expect(posts()).toHaveLength(1);
    expect(microsoft.clock.pauses).toEqual([]);
  });

  test("a page of a gateway with status 200 is no acceptance", async () => {
    microsoft.cloud.faults.add({ kind: "html", status: 200, path: /sendMail$/ });
    expect((await sendOne()).outcome).toBe("deferred");
  });
});

describe("recipients", () => {
  test("one is invalid: each gets a mail of its own, and only that one is refused", async () => {
    microsoft.tenant.invalidRecipients.add("b@ops.example");
    const to = ["a@ops.example", "b@ops.example", "c@ops.example"];
    const results = await transport.send({ ...mail, to }, never);
    expect(results.map(({ address, outcome }) => [address, outcome])).toEqual([
      ["a@ops.example", "accepted"],
      ["b@ops.example", "refused"],
      ["c@ops.example", "accepted"],
    ]);
    expect(sent().map((message) => message.to)).toEqual([["a@ops.example"], ["c@ops.example"]]);
    expect(posts()).toHaveLength(4);
  });

  test("one alone is invalid: refused after one request", async () => {
    microsoft.tenant.invalidRecipients.add("b@ops.example");
    expect((await sendOne({ ...mail, to: ["b@ops.example"] })).outcome).toBe("refused");
    expect(posts()).toHaveLength(1);
  });
});

describe("sign-in and permission", () => {
  const signIns = () => microsoft.cloud.counters.requests.token;

  test("a revoked token is renewed within the same mail", async () => {
    await sendOne();
    microsoft.tenant.revokeTokens();
    expect((await sendOne()).outcome).toBe("accepted");
    expect(signIns()).toBe(2);
  });

  test("after a 403 an older token is renewed for the next try, as consent may have been given since", async () => {
    microsoft.tenant.permissions.delete("Mail.Send");
    expect((await sendOne()).response).toContain("ErrorAccessDenied");
    expect((await sendOne()).outcome).toBe("deferred");
    expect(signIns()).toBe(1);
    microsoft.clock.advance(11 * minute);
    await sendOne();
    microsoft.tenant.permissions.add("Mail.Send");
    expect((await sendOne()).outcome).toBe("accepted");
    expect(signIns()).toBe(2);
  });

  test("a sign-in that is refused: deferred in Microsoft's words, nothing is posted", async () => {
    microsoft.tenant.refuseToken({ code: 7000222 });
    const { outcome, response } = await sendOne();
    expect(outcome).toBe("deferred");
    expect(response).toContain("AADSTS7000222");
    expect(posts()).toEqual([]);
    expect(await transport.verify()).toMatchObject({ works: false });
  });

  test("a mailbox that Exchange itself permits needs no role in the token, neither to send nor to verify", async () => {
    microsoft.tenant.permissions.delete("Mail.Send");
    const own = "granted@contoso.example";
    microsoft.tenant.addMailbox(own, { granted: true });
    await transport.close();
    open({ sender: own });
    const { works, response } = await transport.verify();
    expect(works).toBe(true);
    expect(response).toContain("only where Exchange itself permits it");
    expect((await sendOne({ ...mail, from: own })).outcome).toBe("accepted");
  });

  test("verify asks for a token and for nothing else", async () => {
    const { works, response } = await transport.verify();
    expect(works).toBe(true);
    expect(response).toContain("a token with Mail.Send");
    expect(posts()).toEqual([]);
  });

  test("a mail from an address that is not the mailbox's: deferred, with Graph's code", async () => {
    const { outcome, response } = await sendOne({ ...mail, from: "other@contoso.example" });
    expect(outcome).toBe("deferred");
    expect(response).toContain("ErrorSendAsDenied");
  });
});
