/** `send-test`: one real mail through the configured transport; prints the server's words per recipient. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { createTransport } from "../app/transport.ts";
import type { Config } from "../config/config.ts";
import type { Language } from "../domain/catalog.ts";
import { errorCodes } from "../domain/errors.ts";
import type { RecipientResult } from "../domain/notification.ts";
import { renderTestMail } from "../mail/render/test-mail.ts";
import { systemClock } from "../util/clock.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";

interface TestMailOptions {
  to?: string[];
  language: Language;
}

export async function runSendTest(options: TestMailOptions & ConfigOption): Promise<number> {
  const { config } = await loadForCommand(options);
  return isAccepted(await sendAndPrint(config, options)) ? 0 : errorCodes.MAIL;
}

/** As `sendTestMail`, with a line before it and one for each recipient. */
export async function sendAndPrint(config: Config, options: TestMailOptions): Promise<RecipientResult[]> {
  const { transport, from } = config.mail;
  console.log(`Sending through ${transport.host}:${transport.port} (tls: ${transport.tls}) as ${from}`);
  const results = await sendTestMail(config, options);
  for (const { address, outcome, response } of results)
    console.log(`${outcome.padEnd(8)} ${address}: ${response}`);
  return results;
}

/** To everyone that the configuration names, unless told; prints nothing. */
export async function sendTestMail(config: Config, options: TestMailOptions): Promise<RecipientResult[]> {
  const everyone = [...config.mail.to, ...config.tenants.flatMap((tenant) => tenant.mail.to)];
  const transport = createTransport(config.mail.transport);
  try {
    const mail = renderTestMail({
      id: randomUUID(),
      from: config.mail.from,
      to: [...new Set(options.to ?? everyone)],
      language: options.language,
      host: hostname(),
      now: systemClock.now(),
    });
    return await transport.send(mail, new AbortController().signal);
  } finally {
    await transport.close();
  }
}

export function isAccepted(results: readonly RecipientResult[]): boolean {
  return results.every(({ outcome }) => outcome === "accepted");
}
