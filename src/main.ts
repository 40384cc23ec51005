#!/usr/bin/env node
/** argv -> command -> exit code. The only place that ends the process. */
import { runCli } from "./cli/program.ts";
import { startFrugally } from "./util/heap.ts";

startFrugally();
const exitCode = await runCli(process.argv.slice(2));
// Output that is still on its way (a pipe that reads slowly) must not be lost to an early exit.
process.stdout.write("", () => process.exit(exitCode));
