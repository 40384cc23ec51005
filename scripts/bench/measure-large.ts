/**
 * In: a simulated tenant of 100,000 synchronized users, 10,000 of them with an error. Out: what the built program holds
 * in memory at most while it reads, compares and stores them, and how often a page was asked for twice.
 */
import { join } from "node:path";
import { startBenchCloud } from "./bench-cloud.ts";
import { buildProgram, readMemory, start, stop } from "./measure-process.ts";

export interface LargeFigures {
  peakMb: number;
  repeatedPages: number;
  firstPollMs: number;
}

export async function measureLarge(): Promise<LargeFigures> {
  const cloud = await startBenchCloud("large");
  try {
    const program = await buildProgram(join(cloud.folder, "build"));
    const { child, firstPollMs } = await start(program, await cloud.configure("large"), "warning");
    try {
      const { peakMb } = await readMemory(child);
      return { peakMb, repeatedPages: await cloud.countRepeated(), firstPollMs: Math.round(firstPollMs) };
    } finally {
      await stop(child);
    }
  } finally {
    await cloud.close();
  }
}
