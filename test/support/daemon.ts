/**
 * The real process, `node src/main.ts run`, against a simulated cloud and a real SMTP server in the test's process, on
 * the system clock. A test waits for log lines and for mails, never for time.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { hour } from "../../src/domain/instant.ts";
import { type Certificates, createCertificates } from "../../src/simulator/certificates.ts";
import { type Cloud, startCloud } from "../../src/simulator/cloud.ts";
import type { FaultTarget } from "../../src/simulator/faults.ts";
import { type Inbox, startInbox } from "../../src/simulator/inbox.ts";
import { createMailbox } from "../../src/simulator/mailbox.ts";
import { createTenant, type SimulatedTenant } from "../../src/simulator/tenant.ts";
import { systemClock } from "../../src/util/clock.ts";
import { describeConfig, type LogLine } from "./world.ts";

const program = resolve(import.meta.dirname, "../../src/main.ts");

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Daemon {
  /** Log lines so far. */
  lines: LogLine[];
  /** Standard error so far. */
  stderr(): string;
  /** Resolves with the first line that fits, also one that is there already; rejects when the process ends without it. */
  waitForLog(event: string, fits?: (line: LogLine) => boolean): Promise<LogLine>;
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL; resolves when the process is gone and everything it wrote has been read. */
  kill(): Promise<Exit>;
  /** SIGTERM; resolves as `kill` does, with how long it took. */
  stop(): Promise<Exit & { durationMs: number }>;
  exited: Promise<Exit>;
}

/** `lines` that are no JSON become an event `(not JSON)`. */
export function startDaemon(args: string[], { folder }: { folder: string }): Daemon {
  const child: ChildProcess = spawn(process.execPath, [program, "run", ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createMailbox<LogLine>();
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => log.add(parseLine(line)));
  const exited = once(child, "close").then(([code, signal]): Exit => {
    log.close();
    return { code, signal };
  });
  return {
    lines: log.messages,
    stderr: () => errors,
    waitForLog: (event, fits = () => true) =>
      log
        .waitFor((line) => line.event === event && fits(line))
        .catch(() => {
          const seen = log.messages.map((line) => line.event).join(", ");
          throw new Error(`the process ended without ${event}; it logged: ${seen}; stderr: ${errors}`);
        }),
    signal: (signal) => void child.kill(signal),
    kill() {
      child.kill("SIGKILL");
      return exited;
    },
    async stop() {
      const startedAt = performance.now();
      child.kill("SIGTERM");
      return { ...(await exited), durationMs: performance.now() - startedAt };
    },
    exited,
  };
}

/** Runs another command of the program to its end. */
export async function runCommand(args: string[], { folder }: { folder: string }) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, "close");
  return { code: code as number | null, output };
}

function parseLine(line: string): LogLine {
  try {
    return JSON.parse(line);
  } catch {
    return { event: "(not JSON)", level: "", line };
  }
}

export interface DaemonWorld {
  cloud: Cloud;
  inbox: Inbox;
  tenant: SimulatedTenant;
  folder: string;
  configFile: string;
  storeFile: string;
  /** Writes the configuration anew; a running daemon reads it on SIGHUP. */
  configure(options?: DaemonConfig): Promise<void>;
  start(): Daemon;
  /** Kills what still runs. */
  close(): Promise<void>;
}

export interface DaemonConfig {
  recipients?: string[];
  listen?: string;
  /** Replaces the whole file. */
  text?: string;
}

/** Never within a test: the only poll is the one that a start makes. */
const farAway = "0 0 29 2 *";

let certificates: Promise<Certificates> | null = null;

/** One tenant whose sync stopped 26 hours ago: the first poll raises one critical alert, and mails it. */
export async function createDaemonWorld({ cron = farAway }: { cron?: string } = {}): Promise<DaemonWorld> {
  certificates ??= createCertificates();
  const shared = await certificates;
  const clock = systemClock;
  const folder = await mkdtemp(join(tmpdir(), "sync-health-daemon-"));
  const tenant = createTenant({ clock, name: "contoso" });
  tenant.setLastSync(clock.now() - 26 * hour);
  const caFile = join(folder, "ca.pem");
  const cloud = await startCloud({ clock, tenants: [tenant], certificates: shared, caFile });
  const inbox = await startInbox({ tls: "none" });
  const configFile = join(folder, "monitor.yaml");
  const daemons: Daemon[] = [];

  async function configure({ text, ...options }: DaemonConfig = {}): Promise<void> {
    const extra = `poll: { cron: "${cron}", jitterSeconds: 0 }`;
    const usual = describeConfig({ cloud, inbox, tenants: [tenant], folder, caFile, extra, ...options });
    await writeFile(configFile, text ?? usual);
  }
  await configure();

  return {
    cloud,
    inbox,
    tenant,
    folder,
    configFile,
    storeFile: join(folder, "monitor.db"),
    configure,
    start() {
      const daemon = startDaemon(["--config", configFile], { folder });
      daemons.push(daemon);
      return daemon;
    },
    async close() {
      await Promise.all(daemons.map((daemon) => daemon.kill()));
      await cloud.close();
      await inbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Leaves every request that fits without an answer; `reached` resolves when the first one arrives. */
export function holdRequests(
  { faults }: Cloud,
  fits: (target: FaultTarget) => boolean,
): { reached: Promise<void>; release(): void } {
  const take = faults.take;
  const { promise: reached, resolve: arrive } = Promise.withResolvers<void>();
  faults.take = (target) => {
    if (target.kind !== "request" || !fits(target)) return take(target);
    arrive();
    return { kind: "hang" };
  };
  return {
    reached,
    release() {
      faults.take = take;
    },
  };
}

export interface StoredState {
  /** `kind` of every transition, the oldest first. */
  transitions: string[];
  outbox: { messageId: string; state: string }[];
}

/** What another process would find in the store; nothing while there is no store yet. Throws when it is damaged. */
export function readStore(file: string): StoredState {
  const database = new DatabaseSync(file);
  try {
    const [check] = database.prepare("pragma integrity_check").all();
    if (check?.integrity_check !== "ok") throw new Error(`damaged store: ${JSON.stringify(check)}`);
    const known = database.prepare("select 1 from sqlite_master where name = 'outbox'").get();
    if (!known) return { transitions: [], outbox: [] };
    const transitions = database.prepare("select kind from transition order by id").all();
    const outbox = database.prepare("select message_id, state from outbox order by seq").all();
    return {
      transitions: transitions.map((row) => String(row.kind)),
      outbox: outbox.map((row) => ({ messageId: String(row.message_id), state: String(row.state) })),
    };
  } finally {
    database.close();
  }
}
