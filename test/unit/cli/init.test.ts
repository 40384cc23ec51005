/** `init`: what it refuses, what it prints, and that what it writes works. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { Answers } from "../../../src/cli/init/collect.ts";
import { neededPermissions } from "../../../src/cli/init/permissions.ts";
import { renderConfig } from "../../../src/cli/init/render-config.ts";
import type { InitOptions } from "../../../src/cli/init.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { ConfigError } from "../../../src/config/problem.ts";
import { probes } from "../../../src/probes/registry.ts";
import {
  clientId,
  createInitFolder,
  env,
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

describe("the file", () => {
  test("loads, without a warning, and says what was answered", async () => {
    expect((await init(flags)).code).toBe(0);
    const { config, warnings } = await load();
    expect(warnings).toEqual([]);
    expect(config.tenants).toMatchObject([
      {
        name: "contoso",
        tenantId,
        credential: { type: "clientSecret", clientId, clientSecret: env.CONTOSO_SECRET },
        mail: { to: [{ address: "ops@contoso.example", language: "auto" }], language: "auto" },
      },
    ]);
    expect(config.mail).toMatchObject({
      from,
      transport: { host: "smtp.contoso.example", port: 587, tls: "starttls" },
    });
    expect(Object.values(config.probes).every((probe) => probe.enabled)).toBe(true);
  });

  test("with every flag", async () => {
    await init({
      ...flags,
      language: "nl",
      without: ["provisioning-log", "delete-protection"],
      secretEnv: "OTHER",
      to: ["a@b.example", "c@d.example"],
    });
    const { config } = await loadConfig({ file, env: { OTHER: "x".repeat(20) } });
    expect(config.tenants[0]).toMatchObject({
      credential: { clientSecret: "x".repeat(20) },
      mail: { language: "nl" },
    });
    expect(config.mail.to.map(({ address }) => address)).toEqual(["a@b.example", "c@d.example"]);
    const off = Object.entries(config.probes).filter(([, probe]) => !probe.enabled);
    expect(off.map(([id]) => id)).toEqual(["provisioning-log", "delete-protection"]);
  });

  test("with a certificate instead of a secret", async () => {
    await init({ ...flags, certificate: "contoso.pem" });
    const { config } = await load();
    expect(config.tenants[0]?.credential).toEqual({
      type: "clientCertificate",
      clientId,
      certificateFile: join(folder, "new", "contoso.pem"),
    });
  });

  test("holds a reference to the secret, never a secret", async () => {
    await init(flags);
    expect(await readFile(file, "utf8")).toMatch(/^ +clientSecret: \$\{env:CONTOSO_SECRET\} #/m);
  });

  test("without a client ID: marked in the file, said aloud, and found by check-config", async () => {
    const { clientId: _, ...rest } = flags;
    const { out } = await init(rest);
    expect(out).toContain("not complete yet");
    expect(out).toContain("<CLIENT-ID>");
    const error = await load().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems.map(({ path }) => path)).toEqual([
      "tenants[0].credential.clientId",
    ]);
    await writeFile(file, (await readFile(file, "utf8")).replace("<CLIENT-ID>", clientId));
    await load();
  });

  test("names the schema for editors where it lies beside it, and only there", async () => {
    await init({ ...flags, output: join(folder, "plain.yaml") });
    await writeFile(join(folder, "monitor.schema.json"), "{}");
    await init({ ...flags, output: join(folder, "helped.yaml") });
    const firstLine = async (name: string) => (await readFile(join(folder, name), "utf8")).split("\n")[0];
    expect(await firstLine("helped.yaml")).toBe("# yaml-language-server: $schema=./monitor.schema.json");
    expect(await firstLine("plain.yaml")).not.toContain("schema");
  });

  test("takes over any answer that its question lets through, whatever YAML makes of such words", async () => {
    const name = fc.oneof(
      fc.constantFrom("on", "null", "123", "1e3", "0x1f", "true", "-", "--", "2026-01-01", "no", "---a"),
      fc.stringMatching(/^[a-z0-9-]{1,20}$/),
    );
    const sender = fc.constantFrom(
      from,
      '"Ops, Inc." <a@b.example>',
      "a@b.example",
      '"# x: y" <a@b.example>',
      "'q' <a@b.example>",
    );
    const path = fc.oneof(
      fc.string({ minLength: 1 }).filter((text) => text.trim() !== "" && !/\p{C}/u.test(text)),
      fc.constantFrom("$" + "{env:HOME}.pem", "a: b #.pem"),
    );
    const plain = join(folder, "property.yaml");
    await fc.assert(
      fc.asyncProperty(name, sender, path, async (tenantName, mailFrom, certificate) => {
        const answers: Answers = {
          name: tenantName,
          tenantId,
          clientId,
          credential: { type: "clientCertificate", file: certificate },
          from: mailFrom,
          to: ["ops@contoso.example"],
          smtp: "10.0.0.1",
          without: [],
          language: null,
        };
        await writeFile(plain, renderConfig(answers, { schemaFile: null }));
        const { config } = await loadConfig({ file: plain, env: {} });
        expect(config.tenants[0]?.name).toBe(tenantName);
        expect(config.mail.from).toBe(mailFrom);
        const { credential } = config.tenants[0] ?? {};
        expect(credential).toMatchObject({
          certificateFile: resolve(folder, certificate),
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe("a file that is there", () => {
  test("is not written over", async () => {
    await init(flags);
    await writeFile(file, "mine");
    const error = await refusal(flags);
    expect(error.exitCode).toBe(64);
    expect(error.message).toContain("--force");
    expect(await readFile(file, "utf8")).toBe("mine");
  });

  test("is not written over either when it comes while the questions are answered", async () => {
    const terminal = scripted({ "Short name": ["contoso"] }, async () => {
      await init(flags);
      await writeFile(file, "mine");
    });
    const { name: _, yes: __, ...rest } = flags;
    expect((await refusal(rest, terminal)).message).toContain("exists");
    expect(await readFile(file, "utf8")).toBe("mine");
  });

  test("is, with --force", async () => {
    await init(flags);
    await writeFile(file, "mine");
    await init({ ...flags, force: true });
    await load();
  });
});

describe("flags", () => {
  test("all that is missing is named at once, and nothing is written", async () => {
    const error = await refusal({ output: file, yes: true });
    expect(error.exitCode).toBe(64);
    const named = error.message.match(/^ {2}--[a-z-]+/gm)?.map((flag) => flag.trim());
    expect(named).toEqual(["--name", "--tenant-id", "--from", "--to", "--smtp"]);
    expect(existsSync(file)).toBe(false);
  });

  test("all that is wrong is named at once, with the configuration's own remedy", async () => {
    const error = await refusal({
      ...flags,
      tenantId: "abc",
      to: ["a@b.example", "nobody"],
      without: ["provisioning-logs"],
      language: "fr",
    });
    expect(error.message.split("\n").slice(1)).toEqual([
      "  --tenant-id abc is not a GUID. Copy it from the Entra admin center (Overview, Tenant ID).",
      '  --to a@b.example nobody has "nobody", which is not a mail address. Write the address alone, as in ops@contoso.example.',
      "  --without provisioning-logs is not a known key. Did you mean provisioning-log?",
      expect.stringMatching(/^ {2}--language fr is not a known value\. .*\bnl\b/),
    ]);
  });

  const wrong: [string, Partial<InitOptions>, string][] = [
    ["a name with capitals", { name: "Contoso" }, "--name Contoso is not a tenant name"],
    ["no recipient", { to: [" "] }, "--to"],
    ["a sender that is none", { from: "somebody" }, "--from somebody is not a mailbox"],
    ["a mail server with its port", { smtp: "smtp.example:25" }, "--smtp smtp.example:25 is not a host name"],
    ["secret and certificate", { secretEnv: "X", certificate: "x.pem" }, "exclude each other"],
    ["a probe with a name of JavaScript's", { without: ["__proto__"] }, "--without __proto__"],
  ];
  test.each(wrong)("refused: %s", async (_, fields, said) => {
    expect((await refusal({ ...flags, ...fields })).message).toContain(said);
    expect(({} as Record<string, unknown>).enabled).toBeUndefined();
  });

  test("a secret where its variable's name belongs is not repeated", async () => {
    const error = await refusal({ ...flags, secretEnv: "Abc8Q~secret.value" });
    expect(error.message).toContain("--secret-env is not the name of a variable");
    expect(error.message).not.toContain("secret.value");
  });

  test("without a terminal there are no questions, so --yes is needed", async () => {
    const { yes: _, ...rest } = flags;
    expect((await refusal(rest)).message).toContain("--yes");
  });

  test.each([
    ["contoso", "CONTOSO_SECRET"],
    ["north-wind", "NORTH_WIND_SECRET"],
    ["3m", "_3M_SECRET"],
  ])("the secret of %s is expected in %s", async (name, variable) => {
    await init({ ...flags, name });
    expect(await readFile(file, "utf8")).toContain(`\${env:${variable}}`);
  });
});

describe("what it prints", () => {
  test("the permissions of the chosen probes, and no other", async () => {
    const without = ["provisioning-log", "delete-protection"] as const;
    const { out } = await init({ ...flags, without: [...without] });
    const chosen = probes.filter(({ id }) => !without.some((left) => left === id));
    const listed = [...out.matchAll(/^ {2}([\w-]+\.Read\.All)$/gm)].map(([, name]) => name);
    expect(listed).toEqual(neededPermissions(chosen).map(({ name }) => name));
    const named = new Set(out.match(/\b[\w-]+\.Read\.All\b/g));
    expect([...named].toSorted()).toEqual(listed.toSorted());
    for (const [, list] of out.matchAll(/contains\(`(.*?)`, value\)/g))
      expect(JSON.parse(list ?? "")).toEqual(listed);
  });

  test("a license that a chosen probe needs, and only then", async () => {
    const elsewhere = { ...flags, output: join(folder, "other.yaml") };
    expect((await init(flags)).out).toContain("provisioning-log also needs Entra ID P1 or P2.");
    expect((await init({ ...elsewhere, without: ["provisioning-log"] })).out).not.toContain("P1 or P2");
  });

  test("the next steps, with the file they need", async () => {
    const { out } = await init(flags);
    const steps = [...out.matchAll(/^ {2}\d\. sync-health ([a-z-]+) --config (\S+)/gm)];
    expect(steps.map(([, command]) => command)).toEqual(["check-config", "doctor", "send-test", "run"]);
    expect(new Set(steps.map(([, , named]) => named))).toEqual(new Set([file]));
    expect(out).toContain("set CONTOSO_SECRET to the secret");
  });
});
