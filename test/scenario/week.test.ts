/**
 * A week in the life of seven tenants: outages, flaps, restarts, acknowledgements, silences and an incident of
 * Microsoft's. What everybody is told is one golden file, which reads like a diary: change it only after reading it.
 */
import { expect, onTestFinished, test } from "vitest";
import { day, hour, minute } from "../../src/domain/instant.ts";
import type { SimulatedTenant } from "../../src/simulator/tenant.ts";
import { checkMail } from "../support/strict-mail.ts";
import { createWorld, type MailSeen, type World } from "../support/world.ts";

const monday = Date.parse("2026-09-14T06:00:00Z");
/** Of the job that Microsoft put into quarantine before the week began. */
const quarantinedAt = Date.parse("2026-08-25T12:00:00Z");
const pollEveryMs = 15 * minute;

const yaml = `
  routes:
    - { minSeverity: critical, to: [boss@ops.example] }
poll: { concurrency: 1 }
maintenance:
  - { name: patch tuesday, tenants: [contoso, northwind], cron: "0 22 * * 2", duration: 4h }
`;

const noAgent = {
  code: "HybridIdentityServiceNoActiveAgents",
  message: "We were unable to find an active agent for the domain you are trying to sync.",
  tenantActionable: true,
};

interface Happening {
  at: string;
  what: string;
  happens: () => unknown;
}

/** `Tue 22:10` as a moment of that week. */
function momentOf(at: string): number {
  const [name = "", time = ""] = at.split(" ");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(name);
  return monday - 6 * hour + days * day + hours * hour + minutes * minute;
}

function sayMoment(at: number): string {
  const text = new Date(at).toUTCString();
  return `${text.slice(0, 3)} ${text.slice(17, 22)}`;
}

/** Who is told, what for and why, and in which words. */
function sayMail({ message, state, subject, alertId }: MailSeen, log: World["log"]): string {
  const to = message.to.map((address) => address.replace("@ops.example", "")).sort();
  const kinds = [...new Set(state.split(", "))].join("+");
  const ids = alertId.split(", ");
  const told = log.filter(
    (line) =>
      ids.includes(String(line.alertId)) && /^alert\.(raised|changed|reminder|resolved)$/.test(line.event),
  );
  const reason = told.findLast((line) => line.event === `alert.${kinds}`)?.reason ?? told.at(-1)?.reason;
  return `    → ${to.join(", ").padEnd(10)} ${`${kinds} (${reason})`.padEnd(29)} ${subject}`;
}

/** What is logged and told to nobody belongs in the diary too: it must be so on purpose. */
function sayQuiet({ event, tenant, finding, reason, silencedBy, by }: World["log"][number]): string | null {
  const name = `${tenant} ${finding}`;
  if (event === "alert.silenced") return `    (${name} silenced by ${by ?? silencedBy})`;
  if (event === "alert.unsilenced") return `    (${name} no longer silenced)`;
  if (event === "alert.acknowledged") return `    (${name} acknowledged by ${by})`;
  if (event === "alert.raised" && silencedBy) return `    (${name} raised, told to nobody)`;
  if (event === "mail.dead") return `    (MAIL LOST: ${name}, ${reason})`;
  return null;
}

/** Some five thousand polls of a real HTTP cloud: on a busy machine that takes minutes. */
const patience = { timeout: 20 * minute };

test("a week: what a careful operator would want to be told, and nothing else", patience, async () => {
  const names = ["contoso", "fabrikam", "northwind", "wingtip", "adatum", "litware", "proseware"];
  const cloudSync = new Set(["fabrikam", "wingtip"]);
  const world = await createWorld({
    start: quarantinedAt,
    tenants: names.map((name) => ({
      name,
      connectSync: !cloudSync.has(name),
      passwordHashSync: name === "contoso",
    })),
    recipients: ["ops@ops.example", "{ address: jan@ops.example, language: nl }"],
    mailYaml: yaml,
  });
  onTestFinished(() => world.close());
  const [contoso, fabrikam, northwind, wingtip, adatum, ...others] = world.tenants as [
    SimulatedTenant,
    SimulatedTenant,
    SimulatedTenant,
    SimulatedTenant,
    SimulatedTenant,
    ...SimulatedTenant[],
  ];
  const onPremises = [contoso, northwind, adatum, ...others];
  const job = fabrikam.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" }).provisioning;
  const quarantined = wingtip.addCloudSyncConfiguration({ domain: "corp.wingtip.example" }).provisioning;
  quarantined.quarantine({ reason: "EncounteredQuarantineException", error: noAgent });
  const addUser = (displayName: string) => adatum.directory.addUser({ displayName });
  const [mara, omar, sales] = [addUser("Mara Lindt"), addUser("Omar Haddad"), addUser("Sales Europe")];
  const conflict = (user: ReturnType<typeof addUser>, value: string) =>
    adatum.directory.conflict(user, { property: "ProxyAddresses", value: `SMTP:${value}@adatum.example` });
  const acknowledge = async (tenant: string, by: string, reason: string) => {
    const open = (await world.store.openAlerts()).filter((alert) => alert.tenant === tenant);
    const acknowledgement = { at: world.clock.now(), by, reason, via: "by-command" } as const;
    await world.store.acknowledge(
      open.map((alert) => alert.id),
      acknowledgement,
    );
  };
  const silence = (tenant: string, forMs: number, by: string, reason: string) =>
    world.store.addSilence({
      id: `${by}'s silence`,
      tenant,
      finding: null,
      subjectKey: null,
      startsAt: world.clock.now(),
      endsAt: world.clock.now() + forMs,
      by,
      reason,
      createdAt: world.clock.now(),
    });
  let outage: ReturnType<typeof world.cloud.faults.add> | null = null;
  let incident: ReturnType<SimulatedTenant["addIncident"]>[] = [];

  const happenings: Happening[] = [
    {
      at: "Mon 09:00",
      what: "contoso's Connect server loses its disk.",
      happens: () => contoso.stopServer(),
    },
    {
      at: "Mon 12:10",
      what: 'Jan acknowledges what is open at contoso: "new disk comes tomorrow".',
      happens: () => acknowledge("contoso", "jan", "new disk comes tomorrow"),
    },
    ...[0, 1, 2, 3].flatMap((n): Happening[] => [
      { at: `Mon ${18 + n}:05`, what: "fabrikam's agent drops out.", happens: () => job.fail(noAgent) },
      { at: `Mon ${18 + n}:35`, what: "fabrikam's agent is back.", happens: () => job.succeed() },
    ]),
    { at: "Tue 10:40", what: "contoso's Connect server runs again.", happens: () => contoso.resumeServer() },
    {
      at: "Tue 21:50",
      what: "Patch night: contoso's server goes down …",
      happens: () => contoso.stopServer(),
    },
    { at: "Wed 00:30", what: "… and comes back.", happens: () => contoso.resumeServer() },
    {
      at: "Tue 22:20",
      what: "northwind's server goes down too, and stays down.",
      happens: () => northwind.stopServer(),
    },
    { at: "Wed 07:10", what: "Somebody starts northwind's server.", happens: () => northwind.resumeServer() },
    { at: "Wed 08:00", what: "The mail server is down.", happens: () => world.inbox.goOffline() },
    { at: "Wed 08:20", what: "fabrikam's job fails …", happens: () => job.fail(noAgent) },
    { at: "Wed 09:40", what: "The monitor's host is rebooted.", happens: () => world.restart() },
    { at: "Wed 10:20", what: "… and works again.", happens: () => job.succeed() },
    { at: "Wed 13:00", what: "The mail server is back.", happens: () => world.inbox.goOnline() },
    {
      at: "Wed 14:05",
      what: "adatum: three addresses are taken.",
      happens: () => [conflict(mara, "info"), conflict(omar, "sales"), conflict(sales, "office")],
    },
    {
      at: "Wed 15:00",
      what: 'Ann silences wingtip for two days: "agent is being replaced".',
      happens: () => silence("wingtip", 2 * day, "ann", "agent is being replaced"),
    },
    {
      at: "Thu 10:00",
      what: "adatum: one address is put right …",
      happens: () => adatum.directory.clearConflicts(mara),
    },
    { at: "Thu 11:00", what: "… and another is taken.", happens: () => conflict(omar, "sales2") },
    {
      at: "Fri 16:00",
      what: 'Ann acknowledges adatum\'s conflicts: "known, merged next month".',
      happens: () => acknowledge("adatum", "ann", "known, merged next month"),
    },
    {
      at: "Fri 18:00",
      what: "Microsoft has an incident; no directory is synchronized any more.",
      happens: () => {
        incident = world.tenants.map((tenant) =>
          tenant.addIncident({ service: "Microsoft Entra", title: "Directory synchronization is delayed" }),
        );
        for (const tenant of onPremises) tenant.stopSync();
      },
    },
    {
      at: "Fri 22:00",
      what: "Microsoft has solved it.",
      happens: () => {
        for (const { resolve } of incident) resolve();
        for (const tenant of onPremises) tenant.resumeSync();
      },
    },
    {
      at: "Sat 03:00",
      what: "The proxy answers everything with a page of its own.",
      happens: () => {
        outage = world.cloud.faults.add({ kind: "html", endpoint: "any" });
      },
    },
    { at: "Sat 05:00", what: "The proxy is put right.", happens: () => outage?.clear() },
    { at: "Sat 20:00", what: "adatum: a new conflict.", happens: () => conflict(sales, "office2") },
    { at: "Sun 02:00", what: "The monitor's host is rebooted.", happens: () => world.restart() },
    {
      at: "Sun 10:00",
      what: "adatum: all conflicts are solved.",
      happens: () => adatum.directory.clearConflicts(),
    },
    { at: "Sun 18:00", what: "wingtip's new agent is there.", happens: () => quarantined.succeed() },
  ];
  const plan = happenings.sort((a, b) => momentOf(a.at) - momentOf(b.at));

  const diary: string[] = [];
  const mails: MailSeen[] = [];
  let logged = 0;
  /** Reads what is new: what was only logged, and the mails that arrived together, sorted. */
  function write(found: MailSeen[]): void {
    mails.push(...found);
    const quiet = world.log.slice(logged).map(sayQuiet);
    logged = world.log.length;
    const told = found.map((mail) => sayMail(mail, world.log)).sort();
    const lines = [...quiet.filter((line) => line !== null), ...told];
    if (lines.length > 0) diary.push(`${sayMoment(world.clock.now())}`, ...lines);
  }

  world.clock.advance(monday - world.clock.now());
  const end = monday + 7 * day;
  let nextPollAt = monday;
  while (nextPollAt < end) {
    while (plan[0] && momentOf(plan[0].at) <= nextPollAt) {
      const { at, what, happens } = plan.shift() as Happening;
      await world.deliverUntil(momentOf(at)).then(write);
      diary.push(`${at} · ${what}`);
      await happens();
    }
    await world.deliverUntil(nextPollAt).then(write);
    await world.poll(0).then(write);
    nextPollAt += pollEveryMs;
  }
  await world.deliverUntil(end).then(write);

  await expect(`${diary.join("\n")}\n`).toMatchFileSnapshot("../fixtures/week.txt");
  const storm = mails.filter(({ subject }) => subject === "4 tenants: No recent synchronization");
  expect(storm.map(({ text }) => text.includes("Directory synchronization is delayed"))).toEqual([true]);
  for (const mail of mails) expect(await checkMail(mail.message.raw), mail.subject).toEqual([]);
  expect(await world.store.outboxSummary()).toMatchObject({ queued: 0, dead: 0 });
});
