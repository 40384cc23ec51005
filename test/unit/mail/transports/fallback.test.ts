/** When the second way is taken, when it is left, and what is said of both; ways that answer as a test tells them. */
import { beforeEach, describe, expect, test } from "vitest";
import { hour, type Instant, minute } from "../../../../src/domain/instant.ts";
import type { Mail, RecipientResult, Transport } from "../../../../src/domain/notification.ts";
import { createFallbackTransport } from "../../../../src/mail/transports/fallback.ts";
import { createManualClock, type ManualClock } from "../../../../src/simulator/manual-clock.ts";

type Outcome = RecipientResult["outcome"];

interface Scripted extends Transport {
  /** What it says to each address, `*` to all others. */
  script: Record<string, Outcome>;
  /** Message-IDs and recipients of what it was given. */
  given: [messageId: string, to: string[]][];
  isClosed: boolean;
  works: boolean;
}

function scripted(name: string): Scripted {
  const way: Scripted = {
    name,
    target: `${name}.example:25`,
    script: { "*": "accepted" },
    given: [],
    isClosed: false,
    works: true,
    async send({ messageId, to }) {
      way.given.push([messageId, to]);
      return to.map((address) => {
        const outcome = way.script[address] ?? way.script["*"] ?? "accepted";
        return { address, outcome, response: `${name} ${outcome}`, via: name };
      });
    },
    verify: async () => ({ works: way.works, response: `${name} ${way.works ? "works" : "is down"}` }),
    async close() {
      way.isClosed = true;
    },
  };
  return way;
}

const afterMs = 15 * minute;
const start = Date.parse("2026-09-14T08:00:00Z");
let clock: ManualClock;
let first: Scripted;
let second: Scripted;
let transport: Transport;
let switches: [to: "fallback" | "first", since: Instant][];

beforeEach(() => {
  clock = createManualClock(start);
  first = scripted("smtp");
  second = scripted("graph");
  switches = [];
  const onSwitch = (to: "fallback" | "first", since: Instant) => void switches.push([to, since]);
  transport = createFallbackTransport({ first, second, afterMs, clock, onSwitch });
});

function mailOf(messageId: string, to: string[] = ["a@ops.example", "b@ops.example"]): Mail {
  return {
    messageId,
    to,
    from: "sync-health@ops.example",
    subject: "s",
    text: "t",
    html: "<p>t</p>",
    headers: {},
    inReplyTo: null,
    references: [],
    date: start,
    attachments: [],
  };
}

const never = new AbortController().signal;
/** Outcome and way of each recipient. */
async function send(messageId: string, to?: string[]): Promise<string[]> {
  const results = await transport.send(mailOf(messageId, to), never);
  return results.map(({ outcome, via }) => `${outcome} via ${via}`);
}

const down = { "*": "deferred" } as const;
const byFirst = ["accepted via smtp", "accepted via smtp"];
const bySecond = ["accepted via graph", "accepted via graph"];
const waiting = ["deferred via smtp", "deferred via smtp"];

describe("the first way is down", () => {
  test("until the time is up its mails wait; from then on they leave by the second", async () => {
    first.script = down;
    expect(await send("m1")).toEqual(waiting);
    clock.advance(afterMs - 1);
    expect(await send("m2")).toEqual(waiting);
    expect(second.given).toEqual([]);
    clock.advance(1);
    expect(await send("m1")).toEqual(bySecond);
    expect(await send("m3")).toEqual(bySecond);
  });

  test("the first is still tried with every mail, and taken again as soon as it works", async () => {
    first.script = down;
    await send("m1");
    clock.advance(afterMs);
    await send("m2");
    expect(first.given.map(([id]) => id)).toEqual(["m1", "m2"]);
    first.script = {};
    expect(await send("m3")).toEqual(byFirst);
    expect(second.given.map(([id]) => id)).toEqual(["m2"]);
  });

  test("each change is told once, with the moment since when the first fails", async () => {
    first.script = down;
    await send("m1");
    clock.advance(afterMs);
    await send("m2");
    await send("m3");
    expect(switches).toEqual([["fallback", start]]);
    first.script = {};
    await send("m4");
    await send("m5");
    expect(switches).toEqual([
      ["fallback", start],
      ["first", start],
    ]);
    first.script = down;
    clock.advance(hour);
    await send("m6");
    clock.advance(afterMs);
    await send("m7");
    expect(switches.at(-1)).toEqual(["fallback", start + afterMs + hour]);
  });

  test("a success between begins the count anew", async () => {
    first.script = down;
    await send("m1");
    clock.advance(afterMs - 1);
    first.script = {};
    await send("m2");
    first.script = down;
    clock.advance(1);
    expect(await send("m3")).toEqual(waiting);
    expect(switches).toEqual([]);
  });

  test("a refusal is an answer: the way works", async () => {
    first.script = down;
    await send("m1");
    clock.advance(afterMs);
    first.script = { "a@ops.example": "refused", "b@ops.example": "deferred" };
    expect(await send("m2")).toEqual(["refused via smtp", "deferred via smtp"]);
    expect(second.given).toEqual([]);
  });

  test("a clock that is set back does not put the second off", async () => {
    first.script = down;
    await send("m1");
    clock.advance(-hour);
    expect(await send("m1")).toEqual(waiting);
    clock.advance(afterMs);
    expect(await send("m1")).toEqual(bySecond);
  });
});

describe("the first way defers one recipient for long", () => {
  test("that recipient alone gets the mail by the second, and nothing is called a switch", async () => {
    first.script = { "b@ops.example": "deferred" };
    expect(await send("m1")).toEqual(["accepted via smtp", "deferred via smtp"]);
    clock.advance(afterMs);
    // The outbox comes back with who is still waiting.
    first.script = { "*": "accepted", "b@ops.example": "deferred" };
    expect(await send("m2")).toEqual(["accepted via smtp", "deferred via smtp"]);
    expect(await send("m1", ["b@ops.example"])).toEqual(["accepted via graph"]);
    expect(second.given).toEqual([["m1", ["b@ops.example"]]]);
    expect(switches).toEqual([]);
  });

  test("only what the first defers goes to the second, in the order of the mail", async () => {
    first.script = down;
    await send("m0");
    clock.advance(afterMs);
    first.script = { "*": "deferred", "a@ops.example": "accepted" };
    await send("m1");
    clock.advance(afterMs);
    expect(await send("m1")).toEqual(["accepted via smtp", "accepted via graph"]);
    expect(second.given.at(-1)).toEqual(["m1", ["b@ops.example"]]);
  });
});

describe("the second way does not help", () => {
  beforeEach(async () => {
    first.script = down;
    await send("m0");
    clock.advance(afterMs);
  });

  test.each<[Outcome]>([["deferred"], ["refused"]])(
    "%s by the second: deferred, with both answers",
    async (outcome) => {
      second.script = { "*": outcome };
      const [result] = await transport.send(mailOf("m1"), never);
      expect(result).toMatchObject({ outcome: "deferred", via: "graph" });
      expect(result?.response).toBe(`smtp: smtp deferred; graph: graph ${outcome}`);
    },
  );

  test("cut off while the first hangs: the second is left alone, and the first not counted", async () => {
    const stop = new AbortController();
    first.send = async ({ to }) => {
      stop.abort();
      return to.map((address) => ({ address, outcome: "deferred", response: "stopped", via: "smtp" }));
    };
    expect((await transport.send(mailOf("m1"), stop.signal)).map(({ via }) => via)).toEqual(["smtp", "smtp"]);
    expect(second.given).toEqual([]);
  });
});

test("a mail that was cut off does not begin the count", async () => {
  first.script = down;
  await transport.send(mailOf("m1"), AbortSignal.abort());
  clock.advance(afterMs);
  expect(await send("m2")).toEqual(waiting);
});

test("what it remembers of mails has an end", async () => {
  first.script = { "b@ops.example": "deferred" };
  await send("m1");
  for (let n = 0; n < 1_000; n += 1) await send(`other-${n}`);
  clock.advance(afterMs);
  // The oldest was forgotten, and begins anew; a younger one was not.
  expect(await send("m1")).toEqual(["accepted via smtp", "deferred via smtp"]);
  expect(await send("other-999")).toEqual(["accepted via smtp", "accepted via graph"]);
});

test("mails that left are not remembered in place of those that wait", async () => {
  first.script = { "b@ops.example": "deferred" };
  await send("m1");
  for (let n = 0; n < 1_000; n += 1) await send(`other-${n}`, ["a@ops.example"]);
  clock.advance(afterMs);
  expect(await send("m1")).toEqual(["accepted via smtp", "accepted via graph"]);
});

test("verify looks at both ways, and names the one that is down", async () => {
  expect(await transport.verify()).toEqual({
    works: true,
    response: "smtp: smtp works; fallback graph: graph works",
  });
  second.works = false;
  expect(await transport.verify()).toEqual({
    works: false,
    response: "smtp: smtp works; fallback graph: graph is down",
  });
});

test("close closes both; name and target tell of both", async () => {
  await transport.close();
  expect([first.isClosed, second.isClosed]).toEqual([true, true]);
  expect(transport.name).toBe("smtp, else graph");
  expect(transport.target).toBe("smtp.example:25, else graph.example:25");
});
