/** In: work to do once for each enabled tenant. Out: what it brought, in the tenants' order; all that was open is closed. */
import pLimit from "p-limit";
import type { Config } from "../config/config.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "../util/clock.ts";
import { createRuntimes } from "./generation.ts";
import type { TenantRuntime } from "./tenant-runtime.ts";

export interface Fleet {
  config: Config;
  /** Whatever comes of the work, it is closed at the end. */
  store: Store;
  clock: Clock;
}

/** As many tenants at a time as the daemon polls. */
export async function withTenants<Result>(
  { config, store, clock }: Fleet,
  work: (runtime: TenantRuntime) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(config.poll.concurrency);
  let runtimes: TenantRuntime[] = [];
  try {
    runtimes = createRuntimes(config, clock);
    return await Promise.all(runtimes.map((runtime) => limit(() => work(runtime))));
  } finally {
    await Promise.all(runtimes.map((runtime) => runtime.close()));
    await store.close();
  }
}
