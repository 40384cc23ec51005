/** Hashes of passwords: what is made, what is taken from a configuration, what is right. */
import { scryptSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPasswordCheck, hashPassword } from "../../../src/status/access/password.ts";
import { formatPasswordHash, hashBytes, parsePasswordHash } from "../../../src/util/password-hash.ts";

const salt = `${"s".repeat(21)}g`;
const key = "k".repeat(43);
const hash = (N: string | number, r: string | number, p: string | number) =>
  `scrypt$${N}$${r}$${p}$${salt}$${key}`;

describe("a hash that is made", () => {
  test("has OWASP's figures, a salt of its own, and is the password's", async () => {
    const [first, second] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(first).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
    const parsed = parsePasswordHash(first);
    const derived = scryptSync("correct horse", parsed?.salt ?? "", 32, {
      N: 32768,
      r: 8,
      p: 3,
      maxmem: 2 * hashBytes,
    });
    expect(parsed?.key).toEqual(derived);
  });

  test("the most costly one that is taken can be computed", async () => {
    const cost = { N: 2 ** 15, r: 8, p: 10 };
    const bytes = Buffer.alloc(16, 1);
    const derived = scryptSync("correct horse", bytes, 64, { ...cost, maxmem: 2 * hashBytes });
    const passwordHash = formatPasswordHash({ ...cost, salt: bytes, key: derived });
    const isRight = createPasswordCheck([{ name: "mara", passwordHash }]);
    expect(await isRight("mara", "correct horse")).toBe(true);
    expect(await isRight("mara", "correct house")).toBe(false);
  });
});

describe("a hash in the configuration", () => {
  test.each([
    ["as it is made", hash(32768, 8, 3)],
    ["as quick as can be", hash(32768, 8, 1)],
    ["as slow as can be", hash(32768, 8, 10)],
    ["with larger blocks, and fewer of them", hash(16384, 16, 1)],
  ])("taken: %s", (_, text) => {
    const parsed = parsePasswordHash(text);
    expect(parsed && formatPasswordHash(parsed)).toBe(text);
  });

  test.each([
    ["nothing", ""],
    ["a password", "correct horse"],
    ["another kind", `bcrypt$32768$8$3$${salt}$${key}`],
    ["16 MiB, which would stay in use", hash(16384, 8, 5)],
    ["hardly any memory", hash(1024, 8, 5)],
    ["no memory", hash(0, 8, 5)],
    ["64 MiB", hash(65536, 8, 1)],
    ["64 MiB by its blocks", hash(32768, 16, 1)],
    ["all the memory there is", hash(999999, 999, 1)],
    ["no power of two", hash(32769, 8, 3)],
    ["small blocks", hash(262144, 1, 3)],
    ["no time", hash(32768, 8, 0)],
    ["all the time there is", hash(32768, 8, 11)],
    ["a fraction", hash("32768.0", 8, 3)],
    ["an exponent", hash("32768e0", 8, 3)],
    ["a sign", hash("+32768", 8, 3)],
    ["a short salt", `scrypt$32768$8$3$${"s".repeat(20)}$${key}`],
    ["a short key", `scrypt$32768$8$3$${salt}$${"k".repeat(41)}`],
    ["a long key", `scrypt$32768$8$3$${salt}$${"k".repeat(88)}`],
    ["a part too few", `scrypt$32768$8$${salt}$${key}`],
    ["a part too many", `${hash(32768, 8, 3)}$x`],
    ["a newline at its end", `${hash(32768, 8, 3)}\n`],
    ["base64 of another alphabet", `scrypt$32768$8$3$${salt}$${"/".repeat(43)}`],
  ])("refused: %s", (_, text) => {
    expect(parsePasswordHash(text)).toBeNull();
  });

  test("whatever is written, what is taken is bounded", () => {
    const part = fc.oneof(fc.nat({ max: 2 ** 20 }), fc.constantFrom(1, 2, 8, 16, 16384, 32768));
    fc.assert(
      fc.property(part, part, part, (N, r, p) => {
        const parsed = parsePasswordHash(hash(N, r, p));
        if (parsed) expect([128 * parsed.N * parsed.r, parsed.p <= 10]).toEqual([hashBytes, true]);
      }),
      { numRuns: 2_000 },
    );
  });
});

test("a name that nobody has is checked with somebody's hash, and is wrong even with their password", async () => {
  const passwordHash = await hashPassword("correct horse");
  const isRight = createPasswordCheck([{ name: "mara", passwordHash }]);
  expect(await isRight("mara", "correct horse")).toBe(true);
  expect(await isRight("nobody", "correct horse")).toBe(false);
  expect(await createPasswordCheck([])("mara", "correct horse")).toBe(false);
});

test("a hash that passed no check is refused at once", () => {
  expect(() => createPasswordCheck([{ name: "mara", passwordHash: hash(1, 1, 1) }])).toThrow();
});
