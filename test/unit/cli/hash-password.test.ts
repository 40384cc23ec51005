/** `hash-password`: from a pipe as a process, and at a terminal, where nothing of a password may be seen. */
import { spawn } from "node:child_process";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { askTwice, findPasswordFault } from "../../../src/cli/hash-password.ts";
import { createPasswordCheck } from "../../../src/status/access/password.ts";

function run(input: string | Uint8Array, args: string[] = []) {
  const child = spawn(process.execPath, ["src/main.ts", "hash-password", ...args], {
    env: { PATH: process.env.PATH },
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  child.stdin.on("error", () => {}).end(input);
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

describe("from a pipe", () => {
  test.each([
    ["as echo writes it", "correct horse\n", "correct horse"],
    ["without an end", "correct horse", "correct horse"],
    ["as Windows writes it", "\ufeffcorrect horse\r\n", "correct horse"],
    ["with blanks, which count", "  correct horse  \n", "  correct horse  "],
    ["only the first line", "correct horse\nanother\n", "correct horse"],
    ["in letters of all kinds", "pässwörd 日本語\n", "pässwörd 日本語"],
  ])("%s", async (_, input, password) => {
    const { code, out, err } = await run(input);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}\n$/);
    const isRight = createPasswordCheck([{ name: "mara", passwordHash: out.trim() }]);
    expect(await isRight("mara", password)).toBe(true);
    expect(await isRight("mara", `${password}.`)).toBe(false);
  });

  test.each([
    ["nothing", "", "the password is empty"],
    ["an empty line", "\ncorrect horse\n", "the password is empty"],
    ["seven characters", "1234567\n", "the password has fewer than 8 characters"],
    ["too many", `${"x".repeat(201)}\n`, "the password has more than 200 characters"],
    ["no line at all", new Uint8Array(100_000).fill(0x61), "the first line is too long"],
    ["a tab", "correct\thorse\n", "the password holds a control character"],
    ["another encoding", Buffer.from("pässwörd\n", "latin1"), "the password did not come as UTF-8"],
  ])("%s is refused, and not repeated", async (_, input, problem) => {
    const { code, out, err } = await run(input);
    expect([code, out, err]).toEqual([64, "", `sync-health: hash-password: ${problem}.\n`]);
  });

  test("a password as an argument is refused: everybody on the host could read it", async () => {
    const { code, out, err } = await run("", ["hunter2hunter2"]);
    expect([code, out]).toEqual([64, ""]);
    expect(err).toContain("give the password on standard input");
    expect(err).not.toContain("hunter2");
  });
});

describe("at a terminal", () => {
  function open() {
    const input = new PassThrough();
    const output = new PassThrough();
    let shown = "";
    output.setEncoding("utf8").on("data", (text) => {
      shown += text;
    });
    return { input, terminal: { input, output }, shown: () => shown };
  }

  test("asks twice, and shows nothing of what is typed", async () => {
    const { input, terminal, shown } = open();
    const asked = askTwice(terminal);
    input.write("correct hotse\u007f\u007f\u007frse\r");
    input.write("correct horse\r");
    expect(await asked).toBe("correct horse");
    expect(shown()).toBe("Password: \nAgain: \n");
  });

  test("two that differ are refused", async () => {
    const { input, terminal } = open();
    const asked = askTwice(terminal);
    input.write("correct horse\rcorrect house\r");
    await expect(asked).rejects.toMatchObject({
      code: "USAGE",
      message: "hash-password: the two are not the same.",
    });
  });

  test("one that will not do is refused before it is asked for again", async () => {
    const { input, terminal, shown } = open();
    const asked = askTwice(terminal);
    input.write("short\r");
    await expect(asked).rejects.toMatchObject({ code: "USAGE" });
    expect(shown()).toBe("Password: \n");
  });

  test.each([
    ["Ctrl+C", "corr\u0003"],
    ["Ctrl+D", "\u0004"],
  ])("%s stops", async (_, typed) => {
    const { input, terminal } = open();
    const asked = askTwice(terminal);
    input.write(typed);
    await expect(asked).rejects.toMatchObject({ code: "USAGE", message: "hash-password: stopped." });
  });
});

test("length is counted in characters, not in bytes or halves of them", () => {
  expect(findPasswordFault("🐎".repeat(7))).toBe("has fewer than 8 characters");
  expect(findPasswordFault("🐎".repeat(8))).toBeNull();
});
