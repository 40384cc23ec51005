/** `send-test`: one real message through every configured way; prints the other side's words per recipient. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type Way, withWays } from "../app/ways.ts";
import type { Config } from "../config/config.ts";
import type { Language } from "../domain/catalog.ts";
import { errorCodes } from "../domain/errors.ts";
import type { RecipientResult } from "../domain/notification.ts";
import { renderTestMail } from "../mail/render/test-mail.ts";
import { renderTestPost } from "../mail/render/test-post.ts";
import { systemClock } from "../util/clock.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";

interface TestMailOptions {
  to?: string[];
  language: Language;
}

/** What came of one way. */
interface WayTest {
  name: string;
  transport: string;
  target: string;
  results: RecipientResult[];
}

export async function runSendTest(options: TestMailOptions & ConfigOption): Promise<number> {
  const { config } = await loadForCommand(options);
  return isAccepted(await sendAndPrint(config, options)) ? 0 : errorCodes.MAIL;
}

/** As `sendTests`, with a line before each way and one for each recipient. */
export async function sendAndPrint(config: Config, options: TestMailOptions): Promise<RecipientResult[]> {
  const tests = await sendTests(config, options);
  for (const { name, transport, target, results } of tests) {
    console.log(`${name}: ${transport} to ${target}`);
    for (const { address, outcome, response } of results)
      console.log(`  ${outcome.padEnd(8)} ${address}: ${response}`);
  }
  return tests.flatMap((test) => test.results);
}

/** Mails go to everyone that the configuration names, unless told; prints nothing. */
export async function sendTests(config: Config, options: TestMailOptions): Promise<WayTest[]> {
  return withWays(config, systemClock, async (way) => ({
    name: way.name,
    transport: way.transport.name,
    target: way.transport.target,
    results: await sendOne(way, config, options),
  }));
}

function sendOne(way: Way, config: Config, { to, language }: TestMailOptions): Promise<RecipientResult[]> {
  const now = systemClock.now();
  const never = new AbortController().signal;
  const common = { id: randomUUID(), language, host: hostname(), now };
  if (way.carries === "mail") {
    const via = `${way.transport.name}, ${way.transport.target}`;
    const mail = renderTestMail({ ...common, from: config.mail.from, to: to ?? everyone(config), via });
    return way.transport.send(mail, never);
  }
  const body = renderTestPost({ ...common, form: way.carries });
  return way.transport.send({ id: common.id, to: [way.name], body, date: now }, never);
}

function everyone({ mail, tenants }: Config): string[] {
  const lists = [
    mail.to,
    ...tenants.map((tenant) => tenant.mail.to),
    ...mail.routes.map((route) => route.to),
  ];
  return [...new Map(lists.flat().map(({ address }) => [address.toLowerCase(), address])).values()];
}

export function isAccepted(results: readonly RecipientResult[]): boolean {
  return results.every(({ outcome }) => outcome === "accepted");
}
