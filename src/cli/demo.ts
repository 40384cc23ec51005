/**
 * `demo`: the real daemon, on its real configuration loader, against a simulated Microsoft cloud and a real SMTP inbox
 * on this machine. A day of four tenants passes in about a minute; what happened is told from what arrived.
 */
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { startApp } from "../app/create-app.ts";
import { readVersion } from "../app/version.ts";
import { loadConfig } from "../config/load.ts";
import { AppError } from "../domain/errors.ts";
import { day, hour } from "../domain/instant.ts";
import { createCertificates } from "../simulator/certificates.ts";
import { acceleratedClock } from "../simulator/clock.ts";
import { startCloud } from "../simulator/cloud.ts";
import { startInbox } from "../simulator/inbox.ts";
import type { SimulatedTenant } from "../simulator/tenant.ts";
import { createLogger } from "../telemetry/logger.ts";
import { createDemoLog } from "./demo/log.ts";
import { saveMail, writeMailIndex } from "./demo/mails.ts";
import { saveSnapshots, snapshots } from "./demo/snapshots.ts";
import { createStory, dayOf } from "./demo/story.ts";
import { printSummary } from "./demo/summary.ts";

interface DemoOptions {
  output: string;
  seconds: string;
  /** After the day it goes on, with its status page, until it is interrupted. */
  keep?: boolean;
}

export async function runDemo(options: DemoOptions): Promise<number> {
  const seconds = Number(options.seconds);
  if (!(seconds >= 20 && seconds <= 3600)) {
    throw new AppError("USAGE", `--seconds ${options.seconds}: give a number from 20 to 3600.`);
  }
  const output = resolve(options.output);
  await rm(output, { recursive: true, force: true });
  await mkdir(join(output, "mails"), { recursive: true });

  const clock = acceleratedClock({
    start: dayOf(Date.parse("2026-09-14T00:00:00Z")),
    factor: day / (seconds * 1000),
  });
  const certificates = await createCertificates();
  const { tenants, chapters } = createStory(clock);
  const caFile = join(output, "simulated-ca.pem");
  const cloud = await startCloud({ clock, tenants, certificates, caFile });
  const inbox = await startInbox({ tls: "starttls", certificates });
  const configFile = join(output, "monitor.yaml");
  await writeFile(configFile, describeConfig({ cloud, inbox, tenants, output, caFile }));

  const { config, secrets } = await loadConfig({ file: configFile });
  const demoLog = createDemoLog(join(output, "log.jsonl"));
  const log = createLogger({ level: "info", destination: demoLog.stream, secrets, clock });
  console.log(
    `A simulated day of ${tenants.length} tenants, in ${seconds} seconds. Times below are simulated, UTC.\n`,
  );
  const app = await startApp({ config, clock, log, version: readVersion() });
  try {
    const startOfDay = clock.now();
    const address = app.statusAddress ?? "";
    console.log(`While the day lasts, its status page is at ${address}\n`);
    const events = [
      ...chapters.map(({ atHour, text, act }) => ({
        atHour,
        async happen() {
          demoLog.tell(clock.now(), text);
          act(cloud);
        },
      })),
      ...snapshots.map(({ atHour, pages }) => ({
        atHour,
        happen: () => saveSnapshots(join(output, "status"), address, pages),
      })),
    ];
    for (const { atHour, happen } of events.toSorted((a, b) => a.atHour - b.atHour)) {
      await clock.sleep(startOfDay + atHour * hour - clock.now());
      await happen();
    }
    await clock.sleep(startOfDay + day - clock.now());
    if (options.keep) {
      console.log(`\nThe day is over; the status page stays at ${address} until you press Ctrl+C.`);
      await once(process, "SIGINT");
    }
  } finally {
    await app.stop();
    await cloud.close();
    await demoLog.close();
  }
  const mails = await Promise.all(
    inbox.messages.map((message, index) => saveMail(join(output, "mails"), index + 1, message)),
  );
  await writeMailIndex(join(output, "index.html"), mails);
  await inbox.close();
  return printSummary({
    output,
    mails,
    counters: cloud.counters,
    expected: chapters.flatMap((chapter) => chapter.told),
  });
}

/** The demo's configuration is a file like anybody's: open it to see how little a trial needs. */
function describeConfig({
  cloud,
  inbox,
  tenants,
  output,
  caFile,
}: {
  cloud: { graphUrl: string; authorityUrl: string };
  inbox: { host: string; port: number };
  tenants: SimulatedTenant[];
  output: string;
  caFile: string;
}): string {
  const quote = JSON.stringify;
  return [
    "# Written by `sync-health demo`: the simulated cloud and inbox it talks to end with the demo.",
    `cloud: { graph: ${quote(cloud.graphUrl)}, authority: ${quote(cloud.authorityUrl)}, caFile: ${quote(caFile)} }`,
    "tenants:",
    ...tenants.flatMap(({ name, tenantId, clientId, clientSecret }) => [
      `  - name: ${name}`,
      `    tenantId: ${tenantId}`,
      `    credential: { type: clientSecret, clientId: ${clientId}, clientSecret: ${quote(clientSecret)} }`,
    ]),
    "# One real second is many simulated minutes.",
    'poll: { cron: "* * * * * *", timeoutSeconds: 3600, requestTimeoutSeconds: 30, jitterSeconds: 0 }',
    "mail:",
    "  from: Sync health <sync-health@demo.example>",
    "  to: [identity-team@demo.example]",
    `  transport: { type: smtp, host: ${quote(inbox.host)}, port: ${inbox.port}, tls: starttls, caFile: ${quote(caFile)} }`,
    `store: { type: sqlite, path: ${quote(join(output, "monitor.db"))} }`,
    "# Any free port of this machine; the address is printed.",
    'status: { listen: "127.0.0.1:0" }',
    "",
  ].join("\n");
}
