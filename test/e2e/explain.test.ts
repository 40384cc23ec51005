/** `explain` as a process of its own: every kind of input, both languages, the user's own entries, exit codes. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { useCommands } from "../support/commands.ts";

const desk = useCommands();
const explain = (args: string[], input?: string) => desk.run(["explain", ...args], input);

describe("explain", () => {
  test("a code, as JSON", async () => {
    const { code, out } = await explain(["--json", "HybridIdentityServiceNoActiveAgents"]);
    expect(code).toBe(0);
    const explanation = JSON.parse(out);
    expect(Object.keys(explanation)).toEqual(["input", "matches", "suggestions", "extracted"]);
    expect(explanation.matches[0]).toMatchObject({
      id: "HybridIdentityServiceNoActiveAgents",
      code: "HybridIdentityServiceNoActiveAgents",
      by: "code",
      actor: "tenant",
      severity: "critical",
      seenByGraph: true,
    });
  });

  test("a number", async () => {
    const { code, out } = await explain(["7000215"]);
    expect(code).toBe(0);
    expect(out).toContain("[AADSTS7000215, critical]");
    expect(out).toContain("What to do:\n  1. ");
  });

  test("a message in so many words, without quotes", async () => {
    const { code, out } = await explain("There seems to be an issue with your cloud sync setup".split(" "));
    expect(code).toBe(0);
    expect(out).toContain("[HybridIdentityServiceInvalidResource, critical]");
  });

  test("a pasted mail on standard input, in Dutch: both codes, each explained, and the ids", async () => {
    const mail = [
      "Beste beheerder,",
      "",
      "> Error code: AzureActiveDirectoryAuthenticationFailed",
      "> Details: AADSTS7000222: The provided client secret keys are expired.",
      "> Tracking ID: 8a4ab3b5-3664-4278-ab64-9cff37fd3f4f",
    ].join("\r\n");
    const { code, out } = await explain(["--language", "nl", "-"], mail);
    expect(code).toBe(0);
    expect(out).toContain("[AzureActiveDirectoryAuthenticationFailed, kritiek]");
    expect(out).toContain("[AADSTS7000222, kritiek]");
    expect(out).toContain("Wie iets kan doen: ");
    expect(out).toContain("Wat u kunt doen:\n  1. ");
    expect(out).toContain("8a4ab3b5-3664-4278-ab64-9cff37fd3f4f");
    expect(out).not.toMatch(/What |Who |both|tenant only/);
  });

  test("what Graph can't see says so, in both languages", async () => {
    expect((await explain(["InvalidSoftMatch"])).out).toContain("Microsoft Graph does not show this");
    const dutch = await explain(["--language", "nl", "InvalidSoftMatch"]);
    expect(dutch.out).toContain("Microsoft Graph laat dit niet zien");
  });

  test("a slip: what was probably meant; 1 where nothing like it is known", async () => {
    const { code, out } = await explain(["HybridIdentityServiceNoActivAgent"]);
    expect(out).toContain("Did you mean:\n  HybridIdentityServiceNoActiveAgents: ");
    expect(code).toBe(0);
    const nothing = await explain(["TooManyDeltees"]);
    expect(nothing.code).toBe(1);
    expect(nothing.out).toContain("Did you mean:\n  TooManyDeletes: ");
  });

  test("something nobody knows: 1, and it says so", async () => {
    const { code, out } = await explain(["FlurbNotFrobbed"]);
    expect(code).toBe(1);
    expect(out).toContain("does not know this.\n> FlurbNotFrobbed\n");
  });

  test("an empty standard input is a mistake of use, with an example", async () => {
    const { code, err } = await explain([], "  \n");
    expect(code).toBe(64);
    expect(err).toContain("standard input was empty");
  });

  test("what would steer a terminal is not printed", async () => {
    const { out } = await explain([], "Flurb \u001b[2J\u001b]0;pwned\u0007 frob");
    expect(out).toContain("> Flurb");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test("a megabyte does no harm", async () => {
    const { code, out } = await explain([], `\u001b[2J${"x".repeat(1_000_000)} TooManyDeletes`);
    expect(code).toBe(0);
    expect(out).toContain("[TooManyDeletes, critical]");
  });
});

describe("explain and catalog.d beside the configuration", () => {
  afterEach(() => rm(join(desk.folder, "catalog.d"), { recursive: true, force: true }));

  async function own(text: string): Promise<void> {
    await mkdir(join(desk.folder, "catalog.d"), { recursive: true });
    await writeFile(join(desk.folder, "catalog.d", "own.yaml"), text);
  }

  test("the user's words are printed", async () => {
    await own("- id: TimeOut\n  en: {remedy: [Call 4711.]}\n");
    expect((await explain(["--config", desk.file, "TimeOut"])).out).toContain("  1. Call 4711.");
    expect((await explain(["TimeOut"])).out).not.toContain("4711");
  });

  test("a mistake is told on standard error, and the shipped words are printed", async () => {
    await own("- id: TimeOut\n  severity: dire\n");
    const { code, out, err } = await explain(["--config", desk.file, "TimeOut"]);
    expect(code).toBe(0);
    expect(out).toContain("[TimeOut, warning]");
    expect(err).toContain("catalog.d: own.yaml, line 1: TimeOut: severity is not a known value");
  });

  test("check-config calls it a mistake of the configuration, with remedy", async () => {
    await own("- id: TimeOut\n  severity: dire\n- id: new-one\n");
    const { code, err } = await desk.withConfig("check-config");
    expect(code).toBe(78);
    expect(err).toMatch(/catalog\.d: own\.yaml: line 1: TimeOut: severity is not a known value: "dire"/);
    expect(err).toContain("Write one of info, warning, critical.");
    expect(err).toMatch(/line 3: new-one: surfaces is missing/);
  });

  test("check-config is content with what is right", async () => {
    await own("- id: TimeOut\n  severity: critical\n");
    expect((await desk.withConfig("check-config")).code).toBe(0);
  });
});
