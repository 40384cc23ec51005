/**
 * Keeps the process small: a daemon that works for a moment every few minutes, beside others on a management host, wants
 * memory more than speed. By `npm run bench`, idle after the first poll: 190 MB without this file, 118 MB with it.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Call before the program loads what it needs: V8 heeds a flag from then on only. Unknown flags do nothing. */
export function startFrugally(): void {
  // Loading makes garbage once; the room for young objects would grow with it, and keep that size (-20 MB).
  setFlagsFromString("--semi-space-growth-factor=1");
  // Compiling for speed leaves its working memory behind, and a start hardly runs anything twice (-11 MB).
  setFlagsFromString("--no-maglev");
  // The same for WebAssembly, of which there is one small piece: undici's parser of HTTP (-10 MB).
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
}

/**
 * The start is over: collects its garbage and gives the pages back, which V8 left alone may take hours of idling to do
 * (-10 MB). Some 50 ms during which nothing else runs. What turns out to run often is compiled for speed from now on.
 */
export function settleAfterStart(): void {
  setFlagsFromString("--expose-gc");
  const collect: NodeJS.GCFunction = runInNewContext("gc");
  collect({ type: "major", flavor: "last-resort" });
  setFlagsFromString("--maglev");
}
