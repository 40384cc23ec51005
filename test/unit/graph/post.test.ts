/** What mail needs of Graph: one POST with a body as it is, tokens for Exchange's mail server, and sign-ins given up. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CloudName, resolveCloud } from "../../../src/graph/clouds.ts";
import { createTokenSource, type TokenSource } from "../../../src/graph/credentials.ts";
import { GraphFault } from "../../../src/graph/fault.ts";
import { createGraphPoster, type GraphPoster } from "../../../src/graph/post.ts";
import { createCertificates } from "../../../src/simulator/certificates.ts";
import { type Cloud, startCloud } from "../../../src/simulator/cloud.ts";
import { createManualClock, type ManualClock } from "../../../src/simulator/manual-clock.ts";
import { createTenant, type SimulatedTenant } from "../../../src/simulator/tenant.ts";

let clock: ManualClock;
let cloud: Cloud;
let tenant: SimulatedTenant;
let tokens: TokenSource;
let poster: GraphPoster;
const never = new AbortController().signal;
const certificates = createCertificates();
const path = "/users/alerts%40contoso.example/sendMail";

beforeEach(async () => {
  clock = createManualClock(0);
  tenant = createTenant({ clock, name: "contoso" });
  tenant.permissions.add("Mail.Send");
  tenant.addMailbox("alerts@contoso.example");
  cloud = await startCloud({ clock, tenants: [tenant], certificates: await certificates });
  const { graphUrl: graph, authorityUrl: authority, caPem } = cloud;
  const addresses = resolveCloud({ graph, authority, caPem });
  const { tenantId, clientId, clientSecret } = tenant;
  const credential = { type: "clientSecret" as const, clientId, clientSecret: clientSecret ?? "" };
  tokens = createTokenSource({ tenantId, credential, cloud: addresses, clock });
  poster = createGraphPoster({ cloud: addresses, tokens, clock, requestTimeoutMs: 5_000 });
});
afterEach(async () => {
  await poster.close();
  await cloud.close();
});

const mime = Buffer.from("From: alerts@contoso.example\r\nTo: a@ops.example\r\n\r\ntext\r\n").toString(
  "base64",
);
const post = (signal = never) => poster.post(path, { type: "text/plain", body: mime }, signal);

describe("post", () => {
  test("sends type and body as they are, and resolves with the 202", async () => {
    let contentType: string | undefined;
    cloud.onRequest = ({ headers }) => {
      contentType = headers["content-type"];
    };
    expect((await post()).status).toBe(202);
    expect(contentType).toBe("text/plain");
    expect(tenant.sentMail.messages[0]?.raw.toString("base64")).toBe(mime);
  });

  test("asks once: when to try again is not decided here", async () => {
    const trouble = cloud.faults.add({ kind: "status", status: 503, retryAfter: 1 });
    await expect(post()).rejects.toMatchObject({ status: 503, retryAfterMs: 1_000, retryable: true });
    expect(trouble.hits).toBe(1);
    expect(clock.pauses).toEqual([]);
  });

  test("renews a token that Graph refuses, once", async () => {
    await post();
    tenant.revokeTokens();
    expect((await post()).status).toBe(202);
    cloud.faults.add({ kind: "unauthorized", count: 2 });
    await expect(post()).rejects.toBeInstanceOf(GraphFault);
  });

  test("takes nothing but a 202 for one", async () => {
    tenant.raw(path, { status: 200, body: {} });
    await expect(post()).rejects.toMatchObject({ status: 200, reason: "malformed" });
  });

  test("may be closed twice", async () => {
    await poster.close();
    await poster.close();
  });
});

describe("a sign-in that nobody waits for", () => {
  test("given up before it began, and failing: one fault, and nothing left behind", async () => {
    tenant.refuseToken({ code: 7000215 });
    await expect(tokens.getToken(AbortSignal.abort())).rejects.toMatchObject({ reason: "unreachable" });
    // Both fail; by the time that the second is answered, the first has been.
    await expect(tokens.getToken(never)).rejects.toMatchObject({ reason: "credential" });
    tenant.refuseToken(null);
    expect(await tokens.getToken(never)).not.toBe("");
  });
});

describe("the scope of Exchange Online's mail server", () => {
  test.each<[CloudName, string]>([
    ["global", "https://outlook.office365.com/.default"],
    ["usgov", "https://outlook.office365.us/.default"],
    ["dod", "https://outlook-dod.office365.us/.default"],
    ["china", "https://partner.outlook.cn/.default"],
  ])("%s", (name, scope) => {
    expect(resolveCloud(name).exchangeScope).toBe(scope);
  });

  test("a cloud of one's own has the usual one", () => {
    const own = resolveCloud({ graph: "https://graph.example", authority: "https://login.example" });
    expect(own.exchangeScope).toBe("https://outlook.office365.com/.default");
  });
});
