/** The `alerts` commands with a real configuration and store, a clock that stands still, and a terminal that answers. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import type { Surroundings } from "../../../../src/cli/alerts/surroundings.ts";
import type { Terminal } from "../../../../src/cli/init/terminal.ts";
import { AppError } from "../../../../src/domain/errors.ts";
import { createManualClock } from "../../../../src/simulator/manual-clock.ts";
import { openSqliteStore } from "../../../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../../src/store/store.ts";
import { alertsNow } from "../../../support/alerts.ts";

const tenantIds = ["6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20", "7a1d4b63-6d3f-4e68-8b65-1f4b0c8a2d31"];

/** Lines of `maintenance`, if any. */
export async function createAlertsDesk(extra = "") {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-alerts-"));
  const file = join(folder, "monitor.yaml");
  const path = join(folder, "monitor.db");
  const tenants = ["contoso", "fabrikam"].map(
    (name, index) =>
      `  - {name: ${name}, tenantId: ${tenantIds[index]}, credential: {type: clientSecret, clientId: ${tenantIds[1]}, clientSecret: not-for-real}}`,
  );
  const mail =
    "mail: {from: a@ops.example, to: [b@ops.example], transport: {type: smtp, host: smtp.ops.example}}";
  await writeFile(file, ["tenants:", ...tenants, mail, `store: {path: ${path}}`, extra].join("\n"));
  const store: Store = await openSqliteStore(path);
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const clock = createManualClock(alertsNow);
  let terminal: Terminal | null = null;
  const surroundings: Surroundings = { clock, openTerminal: () => terminal, userName: () => "mara" };
  return {
    store,
    clock,
    path,
    options: { config: file },
    surroundings,
    /** From now on there is a terminal, and somebody gives these answers. */
    answer: (answers: string[]) => {
      const told: string[] = [];
      terminal = {
        ask: async () => answers.shift() ?? "",
        tell: (text) => void told.push(text),
        close: () => {},
      };
      return told;
    },
  };
}

/** What it prints; exit code 0 is expected. */
export async function printed(run: () => Promise<number>): Promise<string> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    expect(await run()).toBe(0);
    return log.mock.calls.map(([text]) => String(text)).join("\n");
  } finally {
    log.mockRestore();
  }
}

/** What it refuses with, by `CODE message`. */
export async function refused(run: () => Promise<number>): Promise<string> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    const thrown = await run().catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(AppError);
    const { code, message } = thrown as AppError;
    return `${code} ${message}`;
  } finally {
    log.mockRestore();
  }
}
