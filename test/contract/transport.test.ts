/** What every transport must do, whatever it speaks. A new transport is one more row of `rows`. */
import { afterEach, describe, expect, test } from "vitest";
import { createTransport } from "../../src/app/transport.ts";
import type { RecipientResult } from "../../src/domain/notification.ts";
import { resolveCloud } from "../../src/graph/clouds.ts";
import { createCertificates } from "../../src/simulator/certificates.ts";
import { startInbox } from "../../src/simulator/inbox.ts";
import { createManualClock } from "../../src/simulator/manual-clock.ts";
import { type Bench, type BenchOptions, mail, type Row, rows, type Trouble } from "./transport-benches.ts";

let bench: Bench;
const never = new AbortController().signal;

async function open(row: Row, options?: BenchOptions): Promise<void> {
  bench = await row.open(options);
}
afterEach(() => bench.end());

/** Sends, and holds every answer to what all answers must be. */
async function send(signal = never): Promise<RecipientResult[]> {
  const results = await bench.send(signal);
  for (const { response } of results) expectHarmless(response);
  return results;
}

function expectHarmless(response: string): void {
  expect(response).not.toBe("");
  expect(response.length).toBeLessThanOrEqual(301);
  expect(response).not.toMatch(/[\r\n]/);
  for (const secret of bench.secrets()) expect(response).not.toContain(secret);
}

const outcomes = (results: RecipientResult[]) => new Set(results.map(({ outcome }) => outcome));

describe.each(rows)("$name", (row) => {
  test("says what it is and where it leads, without a secret", async () => {
    await open(row);
    expect(bench.name).not.toBe("");
    expect(bench.target).not.toBe("");
    for (const secret of bench.secrets()) expect(bench.target).not.toContain(secret);
  });

  test("the document arrives whole, once, for every recipient", async () => {
    await open(row);
    const results = await send();
    const [to] = bench.arrived();
    expect(results.map(({ address, outcome, via }) => [address, outcome, via])).toEqual(
      to?.map((address) => [address, "accepted", row.via]),
    );
    expect(bench.arrived()).toHaveLength(1);
    bench.expectWhole();
  });

  const troubles: [trouble: Trouble, outcome: RecipientResult["outcome"]][] = [
    ["busy", "deferred"],
    ["broken", "deferred"],
    ["refuses", row.refused],
    ["locked", "deferred"],
    ["drops", "deferred"],
  ];
  test.each(troubles)("the far end %s: %s", async (trouble, outcome) => {
    await open(row);
    bench.misbehave(trouble);
    expect(outcomes(await send())).toEqual(new Set([outcome]));
    // What became of a document whose answer never came, nobody can know.
    if (trouble !== "drops") expect(bench.arrived()).toEqual([]);
  });

  test("nobody listens: deferred, and a result for everyone", async () => {
    await open(row);
    await bench.goOffline();
    const results = await send();
    expect(outcomes(results)).toEqual(new Set(["deferred"]));
    expect(results.length).toBe(row.via === "smtp" || row.via === "graph" ? mail.to.length : 1);
  });

  test("a far end that hangs is left when the caller says so", async () => {
    await open(row);
    bench.misbehave("hangs");
    const stop = new AbortController();
    bench.onReceived(() => stop.abort());
    expect(outcomes(await send(stop.signal))).toEqual(new Set(["deferred"]));
  });

  test("a caller who has given up already: deferred, nothing arrives", async () => {
    await open(row);
    expect(outcomes(await send(AbortSignal.abort()))).toEqual(new Set(["deferred"]));
    expect(bench.arrived()).toEqual([]);
  });

  test("close ends what is under way, and takes nothing more", async () => {
    await open(row);
    bench.misbehave("hangs");
    const closed = new Promise<void>((resolve, reject) => {
      bench.onReceived(() => bench.close().then(resolve, reject));
    });
    expect(outcomes(await send())).toEqual(new Set(["deferred"]));
    await closed;
    const before = bench.arrived().length;
    expect(outcomes(await send())).toEqual(new Set(["deferred"]));
    expect(bench.arrived()).toHaveLength(before);
  });

  test("verify goes all the way but sends nothing", async () => {
    await open(row);
    const { works, response } = await bench.verify();
    // With its first way down, a fallback says so.
    expect(works).toBe(row.name !== "fallback, on its second way");
    expectHarmless(response);
    expect(bench.arrived()).toEqual([]);
  });

  test("verify says when nobody listens", async () => {
    await open(row);
    await bench.goOffline();
    const { works, response } = await bench.verify();
    expect(works).toBe(false);
    expectHarmless(response);
  });
});

let stranger: ReturnType<typeof createCertificates> | null = null;

describe.each(rows.filter(({ isEncrypted }) => isEncrypted))("$name", (row) => {
  test("a certificate nobody vouches for is not trusted", async () => {
    stranger ??= createCertificates();
    await open(row, { strangerPem: (await stranger).caPem });
    expect(outcomes(await send())).toEqual(new Set(["deferred"]));
    expect((await bench.verify()).works).toBe(false);
    expect(bench.arrived()).toEqual([]);
  });
});

const withSecrets = rows.filter(({ name }) => !/fallback|TLS|without/.test(name));
describe.each(withSecrets)("$name", (row) => {
  test("a far end that repeats our secrets does not get them into an answer", async () => {
    await open(row);
    await send();
    bench.echo?.();
    expect(bench.secrets().length).toBeGreaterThan(0);
    const results = await send();
    expect(outcomes(results)).toEqual(new Set(["deferred"]));
    expect(JSON.stringify(results)).toContain("[hidden]");
  });
});

const mailRows = rows.filter(({ name, via }) => /smtp|graph/.test(via) && !name.includes("second"));
describe.each(mailRows)("$name", (row) => {
  test("one recipient is refused for good: the other has the mail", async () => {
    await open(row);
    bench.refuseRecipient?.("other@ops.example");
    const results = await send();
    expect(results.map(({ address, outcome }) => [address, outcome])).toEqual([
      ["good@ops.example", "accepted"],
      ["other@ops.example", "refused"],
    ]);
    expect(bench.arrived()).toEqual([["good@ops.example"]]);
  });
});

test("STARTTLS is required, not tried", async () => {
  await open(rows[0] as Row);
  const inbox = await startInbox({ tls: "none" });
  const { host, port } = inbox;
  const transport = createTransport(
    { type: "smtp", host, port, tls: "starttls", caFile: null, auth: null, timeoutMs: 5_000 },
    { cloud: resolveCloud("global"), clock: createManualClock(0) },
  );
  expect(outcomes(await transport.send(mail, never))).toEqual(new Set(["deferred"]));
  expect(inbox.messages).toEqual([]);
  await transport.close();
  await inbox.close();
});
