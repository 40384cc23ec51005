/** Runs `init` into a folder of its own, with flags or with a terminal that answers. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import type { Terminal } from "../../../src/cli/init/terminal.ts";
import { type InitOptions, runInit } from "../../../src/cli/init.ts";
import { type LoadedConfig, loadConfig } from "../../../src/config/load.ts";
import { AppError } from "../../../src/domain/errors.ts";

export const tenantId = "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20";
export const clientId = "0b6a7a39-8f4e-4f0a-9f0b-6d1d3a1c5e11";
export const from = "Sync health <sync-health@contoso.example>";
export const env = { CONTOSO_SECRET: "a-long-secret-value" };

export interface InitFolder {
  folder: string;
  /** Where the configuration is written; its folder is not there yet. */
  file: string;
  /** All that is needed without a question. */
  flags: InitOptions;
  load: () => Promise<LoadedConfig>;
}

export async function createInitFolder(): Promise<InitFolder> {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-init-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "new", "monitor.yaml");
  const to = ["ops@contoso.example"];
  const answers = { name: "contoso", tenantId, clientId, from, to, smtp: "smtp.contoso.example" };
  return {
    folder,
    file,
    flags: { ...answers, output: file, yes: true },
    load: () => loadConfig({ file, env, workingDirectory: folder }),
  };
}

export async function init(options: InitOptions, terminal: Terminal | null = null) {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    const code = await runInit(options, () => terminal);
    return { code, out: log.mock.calls.map(([text]) => String(text)).join("\n") };
  } finally {
    log.mockRestore();
  }
}

export async function refusal(options: InitOptions, terminal: Terminal | null = null): Promise<AppError> {
  const thrown = await init(options, terminal).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AppError);
  return thrown as AppError;
}

/** Answers questions by what they begin with; anything else gets an empty line, which means the default. */
export function scripted(answers: Record<string, string[]>, before = async () => {}) {
  const told: string[] = [];
  const asked: string[] = [];
  const terminal: Terminal & { told: string[]; asked: string[]; closed: boolean } = {
    told,
    asked,
    closed: false,
    async ask(question) {
      await before();
      asked.push(question);
      const key = Object.keys(answers).find((start) => question.startsWith(start));
      return (key === undefined ? undefined : answers[key]?.shift()) ?? "";
    },
    tell: (text) => void told.push(text),
    close() {
      terminal.closed = true;
    },
  };
  return terminal;
}
