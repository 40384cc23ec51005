/** One HTTP request, against a real server: its bounds, and that nothing it gives back shows an address. */
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createCertificates } from "../../../src/simulator/certificates.ts";
import { type Receiver, startReceiver } from "../../../src/simulator/receiver.ts";
import { callHttp, type HttpCall } from "../../../src/util/http-call.ts";

let receiver: Receiver;
const path = "/hooks/5f0c1c2e-77aa/in?api=1&sig=s3cr3t%2Dsignature";

beforeEach(async () => {
  receiver = await startReceiver({ tls: false });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await receiver.close();
});

function call(more: Partial<HttpCall> = {}) {
  return callHttp({ method: "POST", url: receiver.url(path), body: "hello", timeoutMs: 5_000, ...more });
}

describe("the request", () => {
  test("method, path, query, headers and body arrive as given", async () => {
    expect(await call({ headers: { "x-own": "yes" } })).toEqual({
      status: 200,
      text: "OK",
      retryAfterMs: null,
    });
    expect(receiver.requests[0]).toMatchObject({ method: "POST", path, body: "hello" });
    expect(receiver.requests[0]?.headers["x-own"]).toBe("yes");
  });

  test("name and password of an address are sent as Basic, and nowhere else", async () => {
    await call({ url: receiver.url("/in").replace("://", "://moni%40tor:pass%2Fword@") });
    const { headers, path: seen } = receiver.requests[0] ?? { headers: {} };
    const expected = Buffer.from("moni@tor:pass/word").toString("base64");
    expect((headers as Record<string, string>).authorization).toBe(`Basic ${expected}`);
    expect(seen).toBe("/in");
  });

  test("a private authority is trusted beside the usual ones, and only when given", async () => {
    const secure = await startReceiver({ tls: true });
    expect(await call({ url: secure.url(path), caPem: secure.caPem })).toMatchObject({ status: 200 });
    expect(await call({ url: secure.url(path) })).toHaveProperty("error");
    const stranger = (await createCertificates()).caPem;
    expect(await call({ url: secure.url(path), caPem: stranger })).toHaveProperty("error");
    expect(secure.requests).toHaveLength(1);
    await secure.close();
  });

  test("goes through the proxy that the environment names", async () => {
    const tunnels: string[] = [];
    const proxy = createServer();
    proxy.on("connect", (request, client) => {
      tunnels.push(request.url ?? "");
      const [host, port] = (request.url ?? "").split(":");
      const server = connect(Number(port), host, () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        server.pipe(client).pipe(server);
      });
      server.on("error", () => client.destroy());
      client.on("error", () => server.destroy());
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const secure = await startReceiver({ tls: true });
    vi.stubEnv("https_proxy", `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    vi.stubEnv("no_proxy", "");
    expect(await call({ url: secure.url(path), caPem: secure.caPem })).toMatchObject({ status: 200 });
    expect(tunnels).toEqual([secure.host]);
    await secure.close();
    proxy.close();
  });
});

describe("the answer", () => {
  test("a redirect is an answer, and nobody is asked again", async () => {
    receiver.behave({ action: { status: 302, headers: { location: receiver.url("/other") } } });
    expect(await call()).toMatchObject({ status: 302 });
    expect(receiver.requests).toHaveLength(1);
  });

  test("only its beginning is read", async () => {
    receiver.behave({ action: { status: 200, text: "x".repeat(1_000_000) } });
    const reply = await call({ maxResponseBytes: 10 });
    expect(reply).toMatchObject({ status: 200, text: "x".repeat(10) });
    const usual = await call();
    expect("text" in usual && usual.text.length).toBe(64 * 1024);
  });

  test("one that never ends has come all the same: the status counts", async () => {
    receiver.behave({ action: "stall" });
    expect(await call({ timeoutMs: 200 })).toMatchObject({ status: 200 });
  });

  test("one that never ends is not waited for once enough of it has come", async () => {
    receiver.behave({ action: "stall" });
    const reply = await call({ timeoutMs: 600_000, maxResponseBytes: 5 });
    expect(reply).toMatchObject({ status: 200, text: "it go" });
  });

  const date = "Mon, 14 Sep 2026 08:00:00 GMT";
  test.each<[name: string, headers: Record<string, string>, ms: number | null]>([
    ["seconds", { "retry-after": "30" }, 30_000],
    ["a date, by the other side's clock", { date, "retry-after": "Mon, 14 Sep 2026 08:01:00 GMT" }, 60_000],
    ["a date that is over", { date, "retry-after": "Mon, 14 Sep 2026 07:59:00 GMT" }, null],
    ["nonsense", { "retry-after": "soon" }, null],
    ["none", {}, null],
  ])("how long to wait: %s", async (_name, headers, ms) => {
    receiver.behave({ action: { status: 503, headers } });
    expect(await call()).toMatchObject({ retryAfterMs: ms });
  });
});

describe("no answer", () => {
  test("nobody listens", async () => {
    await receiver.goOffline();
    expect(await call()).toEqual({ error: expect.stringContaining("ECONNREFUSED") });
  });

  test("a connection that drops", async () => {
    receiver.behave({ action: "drop" });
    expect(await call()).toEqual({ error: expect.stringContaining("could not be reached") });
  });

  test("one that hangs is left when its time is over", async () => {
    receiver.behave({ action: "hang" });
    expect(await call({ timeoutMs: 50 })).toEqual({ error: "no answer within 0.05 s" });
  });

  test("one that hangs is left when the caller says so", async () => {
    receiver.behave({ action: "hang" });
    const stop = new AbortController();
    receiver.onRequest(() => stop.abort());
    expect(await call({ signal: stop.signal })).toEqual({ error: "given up before an answer came" });
  });

  test("a caller who has given up already", async () => {
    expect(await call({ signal: AbortSignal.abort() })).toEqual({ error: "given up before an answer came" });
    expect(receiver.requests).toEqual([]);
  });

  test.each([
    ["no address at all", "not an address", "not a web address"],
    ["another protocol", "file:///etc/passwd", "neither http nor https"],
  ])("%s", async (_name, url, words) => {
    expect(await call({ url })).toEqual({ error: expect.stringContaining(words) });
  });

  test("a header that can't be sent", async () => {
    expect(await call({ headers: { "x-own": "a\r\nb: c" } })).toEqual({ error: expect.any(String) });
    expect(receiver.requests).toEqual([]);
  });
});

describe("an address shows no more than its host", () => {
  const secrets = [
    "5f0c1c2e-77aa",
    "s3cr3t%2Dsignature",
    "s3cr3t-signature",
    "/hooks/",
    "pass~word",
    "moni~tor",
  ];
  const secretUrl = () => receiver.url(path).replace("://", "://moni~tor:pass~word@");

  test.each<[name: string, words: string]>([
    ["repeated whole", `Cannot POST ${path}`],
    ["repeated in HTML", `<pre>${path.replaceAll("&", "&amp;")}</pre>`],
    ["in parts, decoded, in capitals", "5F0C1C2E-77AA s3cr3t-signature S3CR3T%2dSIGNATURE"],
    [
      "with name and password",
      `moni~tor and pass~word, ${Buffer.from("moni~tor:pass~word").toString("base64")}`,
    ],
  ])("%s", async (_name, words) => {
    receiver.behave({ action: { status: 404, text: words } });
    const reply = JSON.stringify(await call({ url: secretUrl() }));
    for (const secret of secrets) expect(reply.toLowerCase()).not.toContain(secret.toLowerCase());
    expect(reply).not.toContain(Buffer.from("moni~tor:pass~word").toString("base64"));
    expect(reply).toContain("[hidden]");
  });

  test("nor where nobody is reached", async () => {
    await receiver.goOffline();
    const reply = JSON.stringify(await call({ url: secretUrl() }));
    for (const secret of secrets) expect(reply).not.toContain(secret);
  });
});
