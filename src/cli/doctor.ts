/**
 * `doctor`: per tenant the sign-in, the clock, every probe and every permission; then the way of the mails; and at the
 * end the exact consent that is missing. Stores nothing, changes nothing, mails nothing unless asked. Exit 0 when
 * everything that is switched on works, 1 when something does not.
 */
import pLimit from "p-limit";
import { availableProbes } from "../app/available-probes.ts";
import { type Examination, examineTenant } from "../app/examine-tenant.ts";
import { createRuntimes } from "../app/generation.ts";
import { createTransport } from "../app/transport.ts";
import { loadCatalog } from "../catalog/load.ts";
import type { Config } from "../config/config.ts";
import { probes } from "../probes/registry.ts";
import { systemClock } from "../util/clock.ts";
import { type Diagnosis, describeDiagnosis } from "./doctor/describe.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";
import { chooseTenants, openHistory } from "./one-look.ts";
import { runSendTest } from "./send-test.ts";

interface DoctorOptions extends ConfigOption {
  format: "text" | "json";
  tenant?: string;
  send?: boolean;
}

export async function runDoctor(options: DoctorOptions): Promise<number> {
  const { config } = await loadForCommand(options);
  const tenants = chooseTenants(config, options.tenant);
  const [examinations, mail] = await Promise.all([
    examineAll({ ...config, tenants }),
    examineMail(config.mail),
  ]);
  const diagnosis: Diagnosis = { tenants: examinations, mail };
  if (options.format === "json") console.log(JSON.stringify(withoutLists(diagnosis), null, 2));
  else console.log(describeDiagnosis(diagnosis, loadCatalog()).join("\n"));
  const sent = options.send ? await runSendTest({ ...options, language: "en" }) : 0;
  return isHealthy(diagnosis) && sent === 0 ? 0 : 1;
}

async function examineAll(config: Config): Promise<Examination[]> {
  const clock = systemClock;
  const store = await openHistory(config.store.path);
  const runtimes = createRuntimes(config, clock);
  const limit = pLimit(config.poll.concurrency);
  const never = new AbortController().signal;
  const available = availableProbes(config);
  try {
    return await Promise.all(
      runtimes.map((runtime) =>
        limit(async () => {
          const { memory } = await store.loadTenant(runtime.config.name);
          return examineTenant(runtime, { config, probes, available, memory, clock }, never);
        }),
      ),
    );
  } finally {
    await Promise.all(runtimes.map((runtime) => runtime.close()));
    await store.close();
  }
}

async function examineMail({ transport: settings, from }: Config["mail"]): Promise<Diagnosis["mail"]> {
  const transport = createTransport(settings);
  try {
    const server = `${settings.host}:${settings.port} (tls: ${settings.tls})`;
    return { server, from, ...(await transport.verify()) };
  } finally {
    await transport.close();
  }
}

/** Blindness of a probe that can be done without, refused from the first, is a fact, not a fault. */
function isHealthy({ tenants, mail }: Diagnosis): boolean {
  const fine = ({ signIn, probes: examined }: Examination) =>
    signIn.works &&
    examined.every(({ state, optional, blind }) => state !== "blind" || (optional && isRefused(blind)));
  return mail.works && tenants.every(fine);
}

function isRefused(blind: Examination["probes"][number]["blind"]): boolean {
  return blind.every(({ reason }) => reason === "permission" || reason === "licence");
}

/** Readings are for `check`; here only who gets Microsoft's mails is of interest. */
function withoutLists({ tenants, mail }: Diagnosis) {
  return {
    tenants: tenants.map(({ readings, ...tenant }) => ({
      ...tenant,
      technicalMails: readings.find((r) => r.kind === "notification-recipients")?.technicalMails ?? null,
    })),
    mail,
  };
}
