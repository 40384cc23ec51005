/** An incident's mails are one conversation: one subject for Gmail, References for most, Thread-Index for Exchange. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { languages } from "../../../../src/domain/catalog.ts";
import { day, hour, type Instant } from "../../../../src/domain/instant.ts";
import type { Mail } from "../../../../src/domain/notification.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { threadIndex } from "../../../../src/mail/render/thread-index.ts";
import { errorsSinceLastMail } from "../forms.ts";
import { findings, makeNotification, makeTransition, now, sampleNames } from "../samples.ts";

const options = { from: "h@contoso.example", entries: () => [], now };
/** As Gmail compares subjects. */
const gmailSubject = ({ subject }: Mail) => subject.replace(/\[[^\]]*\]/g, "").trim();

/** An incident's three mails: raised, reminded a day later of other numbers, resolved. */
function incidentOf(name: (typeof sampleNames)[number], language: (typeof languages)[number]): Mail[] {
  const finding = findings[name];
  const announced = { finding, at: now };
  const later = (kind: "reminder" | "resolved", at: Instant) =>
    makeTransition(finding, kind, kind === "reminder" ? "repeat-due" : "condition-cleared", {
      alert: { announced, raisedAt: now },
      transition: { at },
    });
  return [
    { transition: makeTransition(finding, "raised"), at: now },
    { transition: later("reminder", now + day), at: now + day },
    { transition: later("resolved", now + 30 * hour), at: now + 30 * hour },
  ].map(({ transition, at }, n) =>
    renderMail(
      makeNotification([transition], language, {
        messageId: `<m-${n}@contoso.example>`,
        references: Array.from({ length: n }, (_, before) => `<m-${before}@contoso.example>`),
        createdAt: at,
      }),
      { ...options, now: at + 7_000 },
    ),
  );
}

describe.each(languages)("%s", (language) => {
  test.each(sampleNames)("%s: one subject but for the prefix, one thread index, one topic", (name) => {
    const mails = incidentOf(name, language);
    expect(new Set(mails.map(gmailSubject)).size).toBe(1);
    expect(new Set(mails.map(({ headers }) => headers["Thread-Topic"]))).toEqual(
      new Set([gmailSubject(mails[0] ?? expect.fail())]),
    );
    const roots = mails.map(({ headers }) =>
      Buffer.from(headers["Thread-Index"] ?? "", "base64")
        .subarray(0, 22)
        .toString("hex"),
    );
    expect(new Set(roots).size).toBe(1);
    expect(mails.map(({ inReplyTo }) => inReplyTo)).toEqual([
      null,
      "<m-0@contoso.example>",
      "<m-0@contoso.example>",
    ]);
  });

  test.each(sampleNames)("%s: a mail that is tried again later has the same subject and thread", (name) => {
    for (const kind of ["raised", "changed", "reminder", "resolved"] as const) {
      const notification = makeNotification([makeTransition(findings[name], kind)], language);
      const [first, late] = [now, now + 9 * hour].map((at) =>
        renderMail(notification, { ...options, now: at }),
      );
      expect(late?.subject).toBe(first?.subject);
      expect(late?.headers).toEqual(first?.headers);
    }
  });
});

test("the daily overview of object errors has numbers of its own", () => {
  const { subject } = renderMail(
    makeNotification([makeTransition(errorsSinceLastMail, "reminder")]),
    options,
  );
  expect(subject).toBe(
    "[Reminder] contoso.onmicrosoft.com: Synchronization errors in your directory – 12 errors (1 new, 2 resolved)",
  );
});

test("a long history keeps its first and its last twenty", () => {
  const ids = Array.from({ length: 60 }, (_, n) => `<m-${n}@contoso.example>`);
  const { references, inReplyTo } = renderMail(
    makeNotification([makeTransition(findings["job-failing"], "reminder")], "en", { references: ids }),
    options,
  );
  expect(references).toEqual([ids[0], ...ids.slice(-20)]);
  expect(inReplyTo).toBe(ids[0]);
  const few = renderMail(
    makeNotification([makeTransition(findings["job-failing"], "reminder")], "en", {
      references: ids.slice(0, 21),
    }),
    options,
  );
  expect(few.references).toEqual(ids.slice(0, 21));
});

describe("Thread-Index", () => {
  const root = { rootMessageId: "<root@x>", rootAt: Date.UTC(2025, 0, 24, 3), messageId: "<root@x>", at: 0 };
  const reply = (afterMs: number) => ({
    ...root,
    messageId: "<reply@x>",
    at: root.rootAt + afterMs,
  });

  test("the root: six bytes of time, sixteen of a GUID from its Message-ID", () => {
    const bytes = Buffer.from(threadIndex(root), "base64");
    expect(bytes).toHaveLength(22);
    expect(bytes[0]).toBe(1);
    expect(Math.abs(readFileTime(bytes) - root.rootAt)).toBeLessThan(7);
    expect(bytes.subarray(6, 22)).toEqual(createHash("sha256").update("<root@x>").digest().subarray(0, 16));
  });

  test.each<[name: string, afterMs: number, precisionMs: number]>([
    ["at once", 0, 27],
    ["after a second", 1_000, 27],
    ["after a day", day, 27],
    ["after a year and a half", 547 * day, 27],
    ["after two years", 730 * day, 839],
    ["after ten years", 3_650 * day, 839],
  ])("a follow-up %s", (_name, afterMs, precisionMs) => {
    const bytes = Buffer.from(threadIndex(reply(afterMs)), "base64");
    expect(bytes).toHaveLength(27);
    expect(bytes.subarray(0, 22)).toEqual(Buffer.from(threadIndex(root), "base64"));
    // The root's time is kept to 6.5 ms.
    expect(Math.abs(readFileTime(bytes) + readSpan(bytes) - (root.rootAt + afterMs))).toBeLessThan(
      precisionMs + 7,
    );
  });

  test("a clock that went back is no negative span", () => {
    expect(readSpan(Buffer.from(threadIndex(reply(-hour)), "base64"))).toBe(0);
  });

  /** As MS-OXOMSG 2.2.1.3 has it, in floating point and apart from the code under test. */
  function readFileTime(bytes: Buffer): number {
    return (bytes.readUIntBE(0, 6) * 2 ** 16) / 10_000 - Date.UTC(1970, 0, 1) + Date.UTC(1601, 0, 1);
  }

  function readSpan(bytes: Buffer): number {
    const block = bytes.readUInt32BE(22);
    const isLong = block >= 2 ** 31;
    return ((block % 2 ** 31) * 2 ** (isLong ? 23 : 18)) / 10_000;
  }
});
