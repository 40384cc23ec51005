/** `init` on a terminal: what it asks, and asks again. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { InitOptions } from "../../../src/cli/init.ts";
import type { ConfigError } from "../../../src/config/problem.ts";
import { AppError } from "../../../src/domain/errors.ts";
import {
  clientId,
  createInitFolder,
  from,
  type InitFolder,
  init,
  refusal,
  scripted,
  tenantId,
} from "./init-folder.ts";

let folder: string;
let file: string;
let flags: InitOptions;
let load: InitFolder["load"];
beforeEach(async () => {
  ({ folder, file, flags, load } = await createInitFolder());
});

describe("questions", () => {
  const right = {
    "Short name": ["contoso"],
    "Directory (tenant) ID": [tenantId],
    "Application (client) ID": [clientId],
    Sender: [from],
    "Who gets": ["ops@contoso.example, team@contoso.example"],
    "Mail server": ["smtp.contoso.example"],
  };

  test("an empty line takes the default; the file loads", async () => {
    const terminal = scripted(structuredClone(right));
    await init({ output: file }, terminal);
    const { config } = await load();
    expect(config.mail.to.map(({ address }) => address)).toEqual([
      "ops@contoso.example",
      "team@contoso.example",
    ]);
    expect(terminal.asked.find((question) => question.startsWith("Environment variable"))).toContain(
      "[CONTOSO_SECRET]",
    );
    expect(terminal.closed).toBe(true);
  });

  test("a wrong answer is asked for again, with the words of check-config", async () => {
    const terminal = scripted({
      ...structuredClone(right),
      "Directory (tenant) ID": ["", "6f0c", tenantId],
      "Mail server": ["smtp contoso", "smtp.contoso.example"],
    });
    await init({ output: file }, terminal);
    expect(terminal.asked.filter((question) => question.startsWith("Directory"))).toHaveLength(3);
    await writeFile(file, (await readFile(file, "utf8")).replace(tenantId, "6f0c"));
    const error = (await load().catch((thrown: unknown) => thrown)) as ConfigError;
    const { problem, remedy } = error.problems[0] ?? {};
    expect(terminal.told).toContain(`  "6f0c" ${problem}. ${remedy}`);
  });

  test("the certificate is asked for where one is chosen, and the variable is not", async () => {
    const terminal = scripted({ ...structuredClone(right), "Sign in with": ["both", "certificate"] });
    await init({ output: file }, terminal);
    expect((await load()).config.tenants[0]?.credential).toMatchObject({
      certificateFile: join(folder, "new/contoso.pem"),
    });
    expect(terminal.asked.some((question) => question.startsWith("Environment variable"))).toBe(false);
  });

  test("the optional probes are shown with what they are for", async () => {
    const terminal = scripted({ ...structuredClone(right), "Probes to leave out": ["provisioning-log"] });
    const { out } = await init({ output: file }, terminal);
    expect(terminal.told.join("\n")).toMatch(
      /provisioning-log: Objects that Cloud Sync jobs could not write/,
    );
    expect((await load()).config.probes["provisioning-log"].enabled).toBe(false);
    expect(out).not.toContain("ProvisioningLog.Read.All");
  });

  test("what a flag says is not asked", async () => {
    const terminal = scripted({});
    const { yes: _, ...rest } = flags;
    await init({ ...rest, secretEnv: "X", without: [], language: "en" }, terminal);
    expect(terminal.asked).toEqual([]);
  });

  test("an end of the input leaves nothing behind", async () => {
    const terminal = scripted({});
    terminal.ask = async () => {
      throw new AppError("USAGE", "stopped");
    };
    expect((await refusal({ output: file }, terminal)).message).toBe("stopped");
    expect(terminal.closed).toBe(true);
    expect(existsSync(file)).toBe(false);
  });
});
