/**
 * In: the simulated cloud. Out: how soon the built program's `run` has finished its first poll, on a store that it has
 * yet to make, and what it holds in memory once it is idle.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { BenchCloud } from "./bench-cloud.ts";
import { round, type Summary, summarize } from "./statistics.ts";

const starts = 5;
const idleAfterMs = 20_000;
const root = resolve(import.meta.dirname, "../..");

export interface ProcessFigures {
  firstPollMs: Summary;
  /** `VmRSS` after 20 s, and `VmHWM`, its highest so far, in millions of bytes. */
  idleMemory: { residentMb: number; peakMb: number };
}

export async function measureProcess(cloud: BenchCloud): Promise<ProcessFigures> {
  const program = await buildProgram(join(cloud.folder, "build"));
  const times: number[] = [];
  for (let n = 1; n <= starts; n += 1) {
    const { child, firstPollMs } = await start(program, await cloud.configure(`start-${n}`));
    times.push(firstPollMs);
    await stop(child);
  }
  const { child } = await start(program, await cloud.configure("idle"));
  try {
    await delay(idleAfterMs);
    const idleMemory = await readMemory(child);
    return { firstPollMs: summarize(times, 0), idleMemory };
  } finally {
    await stop(child);
  }
}

/** Builds into a folder of its own, with the modules and the data that the program looks for around it. */
export async function buildProgram(folder: string): Promise<string> {
  const outDir = join(folder, "dist");
  const compiler = join(root, "node_modules", ".bin", "tsc");
  await promisify(execFile)(compiler, ["-p", join(root, "tsconfig.build.json"), "--outDir", outDir]);
  await mkdir(folder, { recursive: true });
  for (const name of ["node_modules", "config", "package.json"]) {
    await symlink(join(root, name), join(folder, name));
  }
  return join(outDir, "main.js");
}

/** Resolves when the first `poll.completed` is read from the log. */
export async function start(program: string, configFile: string, wanted = "ok") {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, "run", "--config", configFile], {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, state } = JSON.parse(line) as { event: string; state?: string };
    if (event !== "poll.completed") continue;
    if (state !== wanted) throw new Error(`the tenant should be ${wanted}, and is ${state}`);
    const firstPollMs = performance.now() - startedAt;
    // Nobody reads on: the log must not stop the process when the pipe is full.
    child.stdout.resume();
    return { child, firstPollMs };
  }
  throw new Error("the program ended without a poll");
}

export async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

/** As Linux counts it; there is no figure elsewhere. */
export async function readMemory({ pid }: ChildProcess): Promise<ProcessFigures["idleMemory"]> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const read = (name: string) => {
    const kilobytes = Number(new RegExp(`^${name}:\\s*(\\d+) kB`, "m").exec(status)?.[1]);
    return round((kilobytes * 1024) / 1e6, 1);
  };
  return { residentMb: read("VmRSS"), peakMb: read("VmHWM") };
}
