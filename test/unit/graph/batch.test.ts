/** JSON batching, against answers written out by hand: order, gaps, single throttles, odd bodies. */
import { describe, expect, test } from "vitest";
import { type BatchItem, createBatcher } from "../../../src/graph/batch.ts";
import { GraphFault } from "../../../src/graph/fault.ts";
import { createManualClock } from "../../../src/simulator/manual-clock.ts";

type Response = { id: string; status: number; headers?: Record<string, string>; body?: unknown };

function create(answer: (items: BatchItem[], round: number) => Response[] | unknown, maxAttempts = 4) {
  const clock = createManualClock(0);
  const sent: string[][] = [];
  let renewals = 0;
  const batcher = createBatcher({
    async send(items) {
      sent.push(items.map((item) => item.path));
      const responses = answer(items, sent.length);
      return {
        status: 200,
        headers: {},
        clientRequestId: `ours-${sent.length}`,
        body: Array.isArray(responses) ? { responses } : responses,
      };
    },
    renewToken: () => {
      renewals += 1;
    },
    retry: { clock, deadline: 600_000, signal: new AbortController().signal, maxAttempts, random: () => 1 },
  });
  const load = (...paths: string[]) => Promise.allSettled(paths.map((path) => batcher.load({ path })));
  return { load, sent, clock, renewals: () => renewals };
}
const ok = (item: BatchItem): Response => ({ id: item.id, status: 200, body: { at: item.path } });
const values = (results: PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === "fulfilled" ? result.value : result.reason));

test("requests of one moment travel together, answers find their way back in any order", async () => {
  const { load, sent } = create((items) => items.map(ok).reverse());
  expect(values(await load("/a", "/b", "/c"))).toEqual([{ at: "/a" }, { at: "/b" }, { at: "/c" }]);
  expect(sent).toEqual([["/a", "/b", "/c"]]);
});

test("over 20: several batches, none larger", async () => {
  const { load, sent } = create((items) => items.map(ok));
  const results = await load(...Array.from({ length: 45 }, (_, n) => `/${n}`));
  expect(results.every((result) => result.status === "fulfilled")).toBe(true);
  expect(sent.map((batch) => batch.length).sort()).toEqual([20, 20, 5]);
});

test("the same question twice in a poll is asked once", async () => {
  const { load, sent } = create((items) => items.map(ok));
  expect(values(await load("/a", "/a"))).toEqual([{ at: "/a" }, { at: "/a" }]);
  expect(sent).toEqual([["/a"]]);
});

test("only throttled items are asked again, after the longest Retry-After", async () => {
  const { load, sent, clock } = create((items, round) =>
    items.map((item) => {
      if (round > 1 || item.path === "/a") return ok(item);
      return {
        id: item.id,
        status: 429,
        headers: { "Retry-After": item.path === "/b" ? "3" : "9" },
        body: {},
      };
    }),
  );
  expect(values(await load("/a", "/b", "/c"))).toEqual([{ at: "/a" }, { at: "/b" }, { at: "/c" }]);
  expect(sent).toEqual([
    ["/a", "/b", "/c"],
    ["/b", "/c"],
  ]);
  expect(clock.pauses).toEqual([9_000]);
});

test("without Retry-After the pauses grow", async () => {
  const { load, clock } = create((items) => items.map((item) => ({ id: item.id, status: 429, body: {} })));
  const [fault] = values(await load("/a"));
  expect(fault).toMatchObject({ reason: "throttled" });
  expect(clock.pauses).toEqual([1_000, 2_000, 4_000]);
});

test("an item that the poll's time does not allow to wait for is given up at once", async () => {
  const { load, sent, clock } = create((items) =>
    items.map((item) => ({ id: item.id, status: 429, headers: { "retry-after": "900" } })),
  );
  expect(values(await load("/a"))[0]).toMatchObject({ reason: "throttled", retryAfterMs: 900_000 });
  expect(sent).toHaveLength(1);
  expect(clock.pauses).toEqual([]);
});

describe("odd answers", () => {
  test("one item fails, the others do not", async () => {
    const { load } = create((items) =>
      items.map((item) =>
        item.path === "/b"
          ? { id: item.id, status: 403, body: { error: { code: "Authorization_RequestDenied" } } }
          : ok(item),
      ),
    );
    const [a, b, c] = values(await load("/a", "/b", "/c"));
    expect([a, c]).toEqual([{ at: "/a" }, { at: "/c" }]);
    expect(b).toMatchObject({ reason: "permission", status: 403, clientRequestId: "ours-1" });
  });

  test("an item that is missing from the answer", async () => {
    const { load } = create((items) => items.slice(1).map(ok));
    expect(values(await load("/a", "/b"))).toEqual([expect.any(GraphFault), { at: "/b" }]);
  });

  test("a body in base64 that is JSON after all, an item without body, an id that is a number", async () => {
    const { load } = create((items) =>
      items.map((item, n) => {
        const body = n === 0 ? Buffer.from('{"value":[1]}').toString("base64") : undefined;
        return { id: Number(item.id) as unknown as string, status: 200, body };
      }),
    );
    expect(values(await load("/a", "/b"))).toEqual([{ value: [1] }, undefined]);
  });

  test.each([null, {}, { responses: "none" }, "text"])(
    "an answer that is no batch answer: %j",
    async (body) => {
      const { load } = create(() => body);
      expect(values(await load("/a"))[0]).toMatchObject({ reason: "malformed" });
    },
  );

  test("entries that are no responses are passed over", async () => {
    const { load } = create((items) => [null, 7, ...items.map(ok)] as Response[]);
    expect(values(await load("/a"))).toEqual([{ at: "/a" }]);
  });
});

test("an item whose token is refused gets one with a new token, once", async () => {
  const refused = (item: BatchItem): Response => ({
    id: item.id,
    status: 401,
    body: { error: { code: "InvalidAuthenticationToken" } },
  });
  const once = create((items, round) => items.map(round === 1 ? refused : ok));
  expect(values(await once.load("/a"))).toEqual([{ at: "/a" }]);
  expect(once.renewals()).toBe(1);
  const always = create((items) => items.map(refused));
  expect(values(await always.load("/a"))[0]).toMatchObject({ reason: "credential" });
  expect(always.renewals()).toBe(1);
});
