/** A folder of its own for each test, and a small configuration that is right, to be broken in one place. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { ConfigError, type ConfigProblem } from "../../../src/config/problem.ts";

export const tenantId = "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20";
export const otherId = "3d1f6c0e-7a55-4b0e-8a36-2f4f9f0f7b02";
export const appId = "0b6a7a39-8f4e-4f0a-9f0b-6d1d3a1c5e11";

export const tenantLines = `tenants:
  - name: contoso
    tenantId: ${tenantId}
    credential: {type: clientSecret, clientId: ${appId}, clientSecret: "\${env:CONTOSO_SECRET}"}
`;
export const mailLines = `mail:
  from: Sync health <sync-health@contoso.example>
  to: [identity-team@contoso.example]
  transport: {type: smtp, host: smtp.contoso.example}
`;
export const goodConfig = `${tenantLines}${mailLines}`;
export const goodEnv: NodeJS.ProcessEnv = { CONTOSO_SECRET: "a-long-secret-value" };

/** Writes files into a new folder that is gone after the test; returns the folder. */
export async function makeFolder(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-config-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

export async function load(
  text: string | Uint8Array,
  {
    env = goodEnv,
    files = {},
    now = Date.parse("2026-11-20T12:00:00Z"),
  }: { env?: NodeJS.ProcessEnv; files?: Record<string, string | Uint8Array>; now?: number } = {},
) {
  const folder = await makeFolder({ ...files, "monitor.yaml": text });
  return loadConfig({
    file: join(folder, "monitor.yaml"),
    env,
    workingDirectory: join(folder, "here"),
    clock: { now: () => now },
  });
}

/** The error of a load that must fail. */
export async function failure(loading: Promise<unknown>): Promise<ConfigError> {
  const outcome = await loading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof ConfigError) return outcome;
  throw new Error("the configuration was taken, or failed otherwise", { cause: outcome });
}

/** Problems without their place, for tables about the words. */
export function withoutPlace(problems: readonly ConfigProblem[]) {
  return problems.map(({ path, value, problem, remedy }) => ({ path, value, problem, remedy }));
}
