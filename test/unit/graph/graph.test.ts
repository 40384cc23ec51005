import { describe, expect, test } from "vitest";
import { resolveCloud } from "../../../src/graph/clouds.ts";
import { faultFromAnswer, readErrorBody, retryAfter } from "../../../src/graph/fault.ts";
import { faultFromSignIn } from "../../../src/graph/sign-in-fault.ts";

const now = Date.parse("2026-09-14T07:00:00Z");
const answer = (status: number, code = "", headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: { error: { code, message: "", innerError: { "request-id": "r-1", date: "2026-09-14T07:00:11" } } },
});

describe("what an answer means", () => {
  const cases: [number, string, reason: string, retryable: boolean][] = [
    [401, "InvalidAuthenticationToken", "credential", false],
    [401, "UnknownError", "permission", false],
    [401, "", "permission", false],
    [401, "Authorization_IdentityDisabled", "credential", false],
    [403, "Authorization_RequestDenied", "permission", false],
    [403, "UnauthorizedAccess", "permission", false],
    [403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "licence", false],
    [404, "Request_ResourceNotFound", "unsupported", false],
    [400, "Request_UnsupportedQuery", "malformed", false],
    [429, "TooManyRequests", "throttled", true],
    [424, "activityLimitReached", "throttled", true],
    [424, "", "unreachable", true],
    [500, "Service_InternalServerError", "unreachable", true],
    [503, "serviceNotAvailable", "unreachable", true],
    [504, "generalException", "unreachable", true],
    [501, "NotImplemented", "unsupported", false],
  ];
  test.each(cases)("%i %s: %s", (status, code, reason, retryable) => {
    const fault = faultFromAnswer(answer(status, code), "GET /x", now);
    expect(fault).toMatchObject({ reason, retryable, status, requestId: "r-1" });
    expect(fault.message).toContain(`GET /x answered ${status}`);
  });

  test("only an explicit token error is worth a new token", () => {
    expect(faultFromAnswer(answer(401, "InvalidAuthenticationToken"), "x", now).tokenRefused).toBe(true);
    expect(faultFromAnswer(answer(401, "UnknownError"), "x", now).tokenRefused).toBe(false);
    const challenge = { "www-authenticate": 'Bearer error="invalid_token"' };
    expect(faultFromAnswer(answer(401, "", challenge), "x", now).tokenRefused).toBe(true);
  });

  test("innererror in either spelling, an empty code, a body that is no error at all", () => {
    expect(readErrorBody({ error: { code: "", innererror: { code: "429", "request-id": "r" } } })).toEqual({
      code: "429",
      message: null,
      requestId: "r",
    });
    expect(readErrorBody("<html>")).toEqual({ code: null, message: null, requestId: null });
    expect(readErrorBody(null)).toEqual({ code: null, message: null, requestId: null });
  });

  test("Retry-After in seconds, as a date, missing, or nonsense", () => {
    const read = (value?: string) =>
      retryAfter(answer(429, "", value === undefined ? {} : { "retry-after": value }), now);
    expect(read("12")).toBe(12_000);
    expect(read("Mon, 14 Sep 2026 07:00:30 GMT")).toBe(30_000);
    // No wait is no advice.
    expect(read("Mon, 14 Sep 2026 06:00:00 GMT")).toBeNull();
    expect(read("0")).toBeNull();
    expect(read("-5")).toBeNull();
    expect(read("soon")).toBeNull();
    expect(read()).toBeNull();
  });
});

describe("what a failed sign-in means", () => {
  test("an AADSTS number anywhere in the chain of causes decides", () => {
    const cause = Object.assign(new Error("x"), {
      errorMessage:
        "7000222 - [..]: AADSTS7000222: The provided client secret keys are expired. Trace ID: 6c2c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
    });
    const fault = faultFromSignIn(new Error("wrapped", { cause }));
    expect(fault).toMatchObject({
      reason: "credential",
      graphCode: "AADSTS7000222",
      requestId: "6c2c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
      retryable: false,
    });
    expect(fault.message).toContain("secret-expired");
  });

  const reasons: [string, string][] = [
    ["AADSTS65001", "permission"],
    ["AADSTS50196", "throttled"],
    ["AADSTS90033", "unreachable"],
    ["AADSTS53003", "credential"],
    ["AADSTS999999", "credential"],
  ];
  test.each(reasons)("%s: %s", (code, reason) =>
    expect(faultFromSignIn(new Error(`${code}: no`)).reason).toBe(reason),
  );

  test("a connection that fails is nobody's credential", () => {
    expect(
      faultFromSignIn(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })),
    ).toMatchObject({
      reason: "unreachable",
      retryable: true,
    });
  });
});

describe("clouds", () => {
  const cases: [Parameters<typeof resolveCloud>[0], string, string][] = [
    ["global", "https://graph.microsoft.com", "https://login.microsoftonline.com"],
    ["usgov", "https://graph.microsoft.us", "https://login.microsoftonline.us"],
    ["dod", "https://dod-graph.microsoft.us", "https://login.microsoftonline.us"],
    ["china", "https://microsoftgraph.chinacloudapi.cn", "https://login.partner.microsoftonline.cn"],
    [
      { graph: "https://g.example/", authority: "https://a.example//" },
      "https://g.example",
      "https://a.example",
    ],
  ];
  test.each(cases)("%j", (choice, graphUrl, authorityUrl) => {
    expect(resolveCloud(choice)).toMatchObject({ graphUrl, authorityUrl, scope: `${graphUrl}/.default` });
  });
});
