/**
 * `doctor`: per tenant the sign-in, the clock, every probe and every permission; then the way of the mails; and at the
 * end the exact consent that is missing. Stores nothing, changes nothing, mails nothing unless asked. Exit 0 when
 * everything that is switched on works, 1 when something does not.
 */
import { availableProbes } from "../app/available-probes.ts";
import { type Examination, examineTenant, skewWorthTellingMs } from "../app/examine-tenant.ts";
import { areAllInside } from "../app/recipients.ts";
import { withWays } from "../app/ways.ts";
import { withTenants } from "../app/with-tenants.ts";
import type { Config } from "../config/config.ts";
import type { RecipientResult } from "../domain/notification.ts";
import type { Reading } from "../domain/reading.ts";
import { emptyMemory } from "../domain/tenant.ts";
import { probes } from "../probes/registry.ts";
import { systemClock } from "../util/clock.ts";
import { type Diagnosis, describeDiagnosis } from "./doctor/describe.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";
import { chooseTenants, openHistory } from "./one-look.ts";
import { openCatalogIn } from "./open-catalog.ts";
import { isAccepted, sendAndPrint, sendTests } from "./send-test.ts";

interface DoctorOptions extends ConfigOption {
  format: "text" | "json";
  tenant?: string;
  send?: boolean;
}

export async function runDoctor(options: DoctorOptions): Promise<number> {
  const { config } = await loadForCommand(options);
  const tenants = chooseTenants(config, options.tenant);
  const [examinations, [mail, ...ways]] = await Promise.all([
    examineAll({ ...config, tenants }),
    examineWays(config),
  ]);
  if (!mail) throw new Error("a configuration has a way for its mails");
  const inside = examinations
    .filter(({ tenant, readings }) => isToldInside(tenant, readings, config))
    .map(({ tenant }) => tenant);
  const { name: _name, ...server } = mail;
  const diagnosis: Diagnosis = { tenants: examinations, mail: server, ways, inside };
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
  const tests = send ? await sendTests(config, { language: "en" }) : [];
  const sent = tests.flatMap(({ name, results }) => results.map((result) => ({ way: name, ...result })));
  console.log(JSON.stringify({ ...withoutLists(diagnosis), ...(send ? { sent } : {}) }, null, 2));
  return sent;
}

async function examineAll(config: Config): Promise<Examination[]> {
  const clock = systemClock;
  const store = await openHistory(config.store.path);
  const never = new AbortController().signal;
  const available = availableProbes(config);
  return withTenants({ config, store, clock }, async (runtime) => {
    const { memory } = await store.loadTenant(runtime.config.name, clock.now());
    return examineTenant(runtime, { config, probes, available, memory, clock }, never);
  });
}

/** The way of the mails, then the others, in the configuration's order. */
async function examineWays(config: Config): Promise<(Diagnosis["mail"] & { name: string })[]> {
  return withWays(config, systemClock, async ({ name, transport }) => ({
    name,
    server: transport.target,
    from: config.mail.from,
    ...(await transport.verify()),
  }));
}

/** Everyone who is told of this tenant has a mailbox in it, as far as its domains are seen. */
function isToldInside(name: string, readings: readonly Reading[], config: Config): boolean {
  const tenant = config.tenants.find((candidate) => candidate.name === name);
  const organization = readings.find((reading) => reading.kind === "organization");
  const contacts = readings.find((reading) => reading.kind === "notification-recipients");
  if (!tenant) return false;
  const memory = {
    ...emptyMemory(),
    verifiedDomains: organization?.verifiedDomains ?? [],
    technicalMails: contacts?.technicalMails ?? [],
  };
  return areAllInside(tenant, config, memory) ?? false;
}

function isHealthy({ tenants, mail, ways }: Diagnosis): boolean {
  const fine = ({ signIn, skewMs, probes: examined }: Examination) =>
    signIn.works &&
    (skewMs === null || Math.abs(skewMs) < skewWorthTellingMs) &&
    examined.every(({ state }) => state !== "blind");
  return mail.works && ways.every(({ works }) => works) && tenants.every(fine);
}

/** Readings are for `check`; here only who gets Microsoft's mails is of interest. */
function withoutLists({ tenants, mail, ways, inside }: Diagnosis) {
  return {
    tenants: tenants.map(({ readings, ...tenant }) => ({
      ...tenant,
      technicalMails: readings.find((r) => r.kind === "notification-recipients")?.technicalMails ?? null,
    })),
    mail,
    ways: ways.map(({ from: _from, ...way }) => way),
    recipientsInside: inside,
  };
}
