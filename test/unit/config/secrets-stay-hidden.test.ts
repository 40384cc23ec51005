/** Whatever is wrong with the file, and however a secret came into it, no message says the secret. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { ConfigError } from "../../../src/config/problem.ts";
import { appId, goodEnv, makeFolder, tenantId } from "./config-folder.ts";

/** A configuration with a text in each secret place; the places where one could be typed by mistake too. */
function configWith(secret: string, place: string): string {
  const at = (name: string) => (name === place ? secret : "fine-fine-fine");
  return `tenants:
  - name: contoso
    tenantId: ${tenantId}
    credential:
      type: clientSecret
      clientId: ${appId}
      clientSecret: ${at("clientSecret")}
  - name: fabrikam
    tenantId: 3d1f6c0e-7a55-4b0e-8a36-2f4f9f0f7b02
    credential: {type: clientCertificate, clientId: ${appId}, certificateFile: x.pem, certificatePassword: ${at("certificatePassword")}}
mail:
  from: Sync health <sync-health@contoso.example>
  to: [identity-team@contoso.example]
  transport:
    type: smtp
    host: smtp.contoso.example
    auth:
      user: relay
      password: ${at("password")}
status:
  auth:
    users:
      - name: mara
        passwordHash: ${at("passwordHash")}
poll: {concurrency: 8}
`;
}

const places = ["clientSecret", "certificatePassword", "password", "passwordHash"];

// Long and of letters that our own words never put side by side, so that finding it means it was told.
const secretBody = fc.stringMatching(/^[A-Za-z0-9~._-]{8,30}$/).map((text) => `zq${text}qz`);

/** How it is written: plain, quoted, with a quote left open, as a number, a list, a mapping, over two lines. */
const writings: ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `"${secret}"`,
  (secret) => `'${secret}`,
  (secret) => `"${secret}\\q"`,
  (secret) => `[${secret}]`,
  (secret) => `{value: ${secret}}`,
  (secret) => `${secret}: ${secret}`,
  (secret) => `@${secret}`,
  (secret) => `*${secret}`,
  (secret) => `!${secret} x`,
  (secret) => `\${${secret}}`,
  (secret) => `\${env:${secret}`,
  (secret) => `\n\t${secret}`,
  (secret) => `|\n ${secret}\n  x`,
];

/** Damage elsewhere, so that there is always something to tell. */
const damages: ((text: string) => string)[] = [
  (text) => text.replace("type: clientSecret", "type: clientsecret"),
  (text) => text.replace("type: clientSecret", "typ: clientSecret"),
  (text) => text.replace("clientSecret: ", "clientSecrt: "),
  (text) => text.replace("certificatePassword: ", "password: "),
  (text) => text.replace("auth:\n      user: relay\n      password: ", "auth: "),
  (text) => text.replace(/credential:\n {6}type: clientSecret\n.*\n.*clientSecret: /, "credential: "),
  (text) => text.replace("password: ", "passwort: "),
  (text) => text.replace("password: ", "accessToken: "),
  (text) => text.replace("passwordHash: ", "password: "),
  (text) => text.replace("users:\n      - name: mara\n        passwordHash: ", "users: "),
  (text) => text.replace("concurrency: 8", "concurrency: 800"),
  (text) => text.replace("  to:", "\tto:"),
  (text) => text.replace("poll: {", "poll: {{"),
  (text) => text.replace("type: smtp", "type: graph"),
];

async function messagesOf(file: string, text: string, env: NodeJS.ProcessEnv): Promise<string> {
  await writeFile(file, text);
  try {
    const { warnings } = await loadConfig({ file, env });
    return JSON.stringify(warnings);
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    return `${thrown.message}\n${JSON.stringify(thrown.problems)}\n${thrown.stack}\n${String(thrown.cause)}`;
  }
}

test("a secret that is written in the file", async () => {
  const file = join(await makeFolder({}), "monitor.yaml");
  await fc.assert(
    fc.asyncProperty(
      secretBody,
      fc.constantFrom(...places),
      fc.constantFrom(...writings),
      fc.constantFrom(...damages),
      async (secret, place, write, damage) => {
        const told = await messagesOf(file, damage(configWith(write(secret), place)), goodEnv);
        expect(told).not.toContain(secret);
      },
    ),
    { numRuns: 500 },
  );
});

const keys = ["tenantId", "clientId", "concurrency", "name", "to", "from", "host", "type", "certificateFile"];

test("a value that a variable or a file brought in, at any key", async () => {
  const folder = await makeFolder({});
  const file = join(folder, "monitor.yaml");
  await fc.assert(
    fc.asyncProperty(
      secretBody,
      fc.constantFrom(...keys),
      fc.constantFrom("env:HIDDEN", "file:hidden.txt"),
      fc.constantFrom("", "[", "x"),
      async (secret, key, reference, before) => {
        await writeFile(join(folder, "hidden.txt"), secret);
        const text = configWith("fine", "password").replace(
          new RegExp(`\\b${key}: [^\\n,}]+`),
          `${key}: "${before}\${${reference}}"`,
        );
        const told = await messagesOf(file, text, { ...goodEnv, HIDDEN: secret });
        expect(told).not.toContain(secret);
      },
    ),
    { numRuns: 300 },
  );
});
