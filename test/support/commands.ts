/** Commands as processes of their own, with a configuration for one simulated tenant and a real SMTP server. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type Cloud, startCloud } from "../../src/simulator/cloud.ts";
import { type Inbox, startInbox } from "../../src/simulator/inbox.ts";
import { createTenant, type SimulatedTenant } from "../../src/simulator/tenant.ts";
import { systemClock } from "../../src/util/clock.ts";
import { describeConfig } from "./world.ts";

export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

export interface Desk {
  readonly folder: string;
  /** The configuration; written anew before each test. */
  readonly file: string;
  readonly cloud: Cloud;
  readonly inbox: Inbox;
  /** A new one for each test. */
  readonly tenant: SimulatedTenant;
  run(args: string[], input?: string): Promise<Outcome>;
  withConfig(command: string, ...more: string[]): Promise<Outcome>;
  /** Adds lines to the configuration. */
  configure(extra: string): Promise<void>;
}

/** Sets the desk up around the tests of the file that calls it. */
export function useCommands(): Desk {
  let folder = "";
  let cloud: Cloud;
  let inbox: Inbox;
  let tenant: SimulatedTenant;
  const file = () => join(folder, "monitor.yaml");
  const caFile = () => join(folder, "ca.pem");

  async function configure(extra: string): Promise<void> {
    await writeFile(
      file(),
      describeConfig({ cloud, inbox, tenants: [tenant], folder, caFile: caFile(), extra }),
    );
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "commands-"));
    inbox = await startInbox({ tls: "none" });
    cloud = await startCloud({ clock: systemClock, tenants: [], caFile: caFile() });
  });
  beforeEach(async () => {
    tenant = createTenant({ clock: systemClock, name: "contoso" });
    cloud.tenants.splice(0, cloud.tenants.length, tenant);
    await configure("");
  });
  afterAll(async () => {
    await cloud.close();
    await inbox.close();
    await rm(folder, { recursive: true });
  });

  return {
    get folder() {
      return folder;
    },
    get file() {
      return file();
    },
    get cloud() {
      return cloud;
    },
    get inbox() {
      return inbox;
    },
    get tenant() {
      return tenant;
    },
    run,
    withConfig: (command, ...more) => run([command, "--config", file(), ...more]),
    configure,
  };
}

function run(args: string[], input = ""): Promise<Outcome> {
  const child = spawn(process.execPath, ["src/main.ts", ...args], { env: { PATH: process.env.PATH } });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}
