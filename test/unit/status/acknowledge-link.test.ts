/** The signed link: what it carries, and that nothing but the very text that was signed is taken for it. */
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { day } from "../../../src/domain/instant.ts";
import {
  createAcknowledgeLinks,
  createToken,
  maxTokenLength,
  readToken,
} from "../../../src/status/acknowledge/link.ts";

const secret = "a secret that signs links";
const now = Date.parse("2026-09-14T08:00:00Z");
const notificationId = "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20";
const token = createToken({ notificationId, expiresAt: now + 7 * day }, secret);
const [claim = "", signature = ""] = token.split(".");
const forged = (claim: unknown, with_ = "another secret") => {
  const text = Buffer.from(JSON.stringify(claim)).toString("base64url");
  return `${text}.${createHmac("sha256", with_).update(text).digest("base64url")}`;
};

test("the address of a mail's alerts, in the mail's language, valid from its sending on", () => {
  const links = createAcknowledgeLinks({
    secret,
    publicUrl: "https://sync.example/health",
    validMs: 7 * day,
  });
  const url = new URL(links.urlFor({ id: notificationId, language: "nl" }, now) ?? "");
  expect(url.origin).toBe("https://sync.example");
  expect(url.search).toBe("?lang=nl");
  const [, path, sent] = /^(\/health\/acknowledge\/)([\w.-]+)$/.exec(url.pathname) ?? [];
  expect(path).toBe("/health/acknowledge/");
  expect(readToken(sent ?? "", secret, now)).toEqual({ state: "valid", notificationId });
  expect(sent?.length).toBeLessThan(maxTokenLength);
});

test("readers who can't reach the page get no link", () => {
  const links = createAcknowledgeLinks({ secret, publicUrl: null, validMs: day });
  expect(links.urlFor({ id: notificationId, language: "en" }, now)).toBeNull();
});

test("it expires by itself", () => {
  expect(readToken(token, secret, now + 7 * day - 1).state).toBe("valid");
  expect(readToken(token, secret, now + 7 * day)).toEqual({ state: "expired" });
});

describe("anything else is bad", () => {
  const swapped = (text: string, at: number) =>
    `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
  const cases: [name: string, token: string][] = [
    ["nothing", ""],
    ["a dot", "."],
    ["the claim alone", claim],
    ["the claim without a signature", `${claim}.`],
    ["the signature alone", `.${signature}`],
    ["one character cut off", token.slice(0, -1)],
    ["one character added", `${token}A`],
    ["a padded signature", `${token}=`],
    ["a third part", `${token}.x`],
    ["the first character of the claim changed", swapped(token, 0)],
    ["the last character of the claim changed", swapped(token, claim.length - 1)],
    ["the first character of the signature changed", swapped(token, claim.length + 1)],
    [
      "later expiry under the old signature",
      `${forged({ n: notificationId, e: now + 700 * day }).split(".")[0]}.${signature}`,
    ],
    ["signed with another secret", forged({ n: notificationId, e: now + day })],
    ["signed with no secret", forged({ n: notificationId, e: now + day }, "")],
    ["characters beyond ASCII in the signature", `${claim}.${"é".repeat(signature.length)}`],
    ["a rightly signed text longer than ours ever are", forged({ n: "x".repeat(600), e: now + day }, secret)],
    ["a megabyte", "A".repeat(2 ** 20)],
  ];
  test.each(cases)("%s", (_name, given) => {
    expect(readToken(given, secret, now)).toEqual({ state: "bad" });
  });

  test("every other last character, though some stand for the same bytes", () => {
    const others = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]
      .filter((character) => character !== token.at(-1))
      .map((character) => readToken(token.slice(0, -1) + character, secret, now).state);
    expect(new Set(others)).toEqual(new Set(["bad"]));
  });

  test("another secret's own", () => {
    expect(readToken(token, "another secret", now)).toEqual({ state: "bad" });
  });
});
