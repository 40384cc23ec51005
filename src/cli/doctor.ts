/**
 * `doctor`: per tenant the sign-in, the clock, every probe and every permission; then the way of the mails; and at the
 * end the exact consent that is missing. Stores nothing, changes nothing, mails nothing unless asked. Exit 0 when
 * everything that is switched on works, 1 when something does not.
 */
import { availableProbes } from "../app/available-probes.ts";
import { type Examination, examineTenant, skewWorthTellingMs } from "../app/examine-tenant.ts";
import { createTransport } from "../app/transport.ts";
import { withTenants } from "../app/with-tenants.ts";
import type { Config } from "../config/config.ts";
import type { RecipientResult } from "../domain/notification.ts";
import { probes } from "../probes/registry.ts";
import { systemClock } from "../util/clock.ts";
import { type Diagnosis, describeDiagnosis } from "./doctor/describe.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";
import { chooseTenants, openHistory } from "./one-look.ts";
import { openCatalogIn } from "./open-catalog.ts";
import { isAccepted, sendAndPrint, sendTestMail } from "./send-test.ts";

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
  const print = options.format === "json" ? printJson : printText;
  const sent = await print(diagnosis, config, options.send === true);
  return isHealthy(diagnosis) && isAccepted(sent) ? 0 : 1;
}

/** Both resolve with what the server said of the test mail; of none, where none was asked for. */
async function printText(diagnosis: Diagnosis, config: Config, send: boolean): Promise<RecipientResult[]> {
  console.log(describeDiagnosis(diagnosis, await openCatalogIn(config.catalogFolder)).join("\n"));
  return send ? sendAndPrint(config, { language: "en" }) : [];
}

async function printJson(diagnosis: Diagnosis, config: Config, send: boolean): Promise<RecipientResult[]> {
  const sent = send ? await sendTestMail(config, { language: "en" }) : [];
  console.log(JSON.stringify({ ...withoutLists(diagnosis), ...(send ? { sent } : {}) }, null, 2));
  return sent;
}

async function examineAll(config: Config): Promise<Examination[]> {
  const clock = systemClock;
  const store = await openHistory(config.store.path);
  const never = new AbortController().signal;
  const available = availableProbes(config);
  return withTenants({ config, store, clock }, async (runtime) => {
    const { memory } = await store.loadTenant(runtime.config.name);
    return examineTenant(runtime, { config, probes, available, memory, clock }, never);
  });
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

function isHealthy({ tenants, mail }: Diagnosis): boolean {
  const fine = ({ signIn, skewMs, probes: examined }: Examination) =>
    signIn.works &&
    (skewMs === null || Math.abs(skewMs) < skewWorthTellingMs) &&
    examined.every(({ state }) => state !== "blind");
  return mail.works && tenants.every(fine);
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
