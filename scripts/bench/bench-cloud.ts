/**
 * Starts the simulated cloud as a child, so that its CPU is nobody else's. In: nothing. Out: where it is, the
 * configuration of a daemon that watches it, and what requests it has seen.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { CloudAddress } from "./cloud-process.ts";

export interface BenchCloud {
  address: CloudAddress;
  /** A temporary folder; removed at the end. */
  folder: string;
  /** Writes a configuration whose store is a new file of this name in the folder; resolves with its path. */
  configure(name: string): Promise<string>;
  /** HTTP requests served so far, sign-in included. */
  countRequests(): Promise<number>;
  /** Pages that were asked for more than once. */
  countRepeated(): Promise<number>;
  close(): Promise<void>;
}

export async function startBenchCloud(size: "small" | "large" = "small"): Promise<BenchCloud> {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-bench-"));
  const child = fork(resolve(import.meta.dirname, "cloud-process.ts"), [folder, size]);
  const address = (await nextMessage(child)) as CloudAddress;
  async function ask(question: "count" | "repeated"): Promise<number> {
    const answer = nextMessage(child);
    child.send(question);
    return (await answer) as number;
  }
  return {
    address,
    folder,
    async configure(name) {
      const file = join(folder, `${name}.yaml`);
      await writeFile(file, describeConfig(address, join(folder, `${name}.db`)));
      return file;
    },
    countRequests: () => ask("count"),
    countRepeated: () => ask("repeated"),
    async close() {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The child's next message; rejects when it ends without one. */
async function nextMessage(child: ChildProcess): Promise<unknown> {
  const settled = new AbortController();
  const { signal } = settled;
  const exited = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`the simulated cloud ended with code ${code}`);
  });
  try {
    const [message] = await Promise.race([once(child, "message", { signal }), exited]);
    return message;
  } finally {
    // The loser of the race is abandoned, and must not count as unhandled.
    exited.catch(() => {});
    settled.abort();
  }
}

/** Defaults wherever there are any: the figures are those of a plain installation. */
function describeConfig({ url, caFile, smtpPort, tenant }: CloudAddress, storeFile: string): string {
  return [
    `cloud: { graph: "${url}", authority: "${url}", caFile: "${caFile}" }`,
    "tenants:",
    `  - name: ${tenant.name}`,
    `    tenantId: ${tenant.tenantId}`,
    `    credential: { type: clientSecret, clientId: ${tenant.clientId}, clientSecret: "${tenant.clientSecret}" }`,
    "mail:",
    "  from: sync-health@ops.example",
    "  to: [ops@ops.example]",
    `  transport: { type: smtp, host: 127.0.0.1, port: ${smtpPort}, tls: none }`,
    `store: { path: "${storeFile}" }`,
    // The status page is part of an idle daemon; port 0 takes any that is free.
    "status: { listen: 127.0.0.1:0 }",
  ].join("\n");
}
