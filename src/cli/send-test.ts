/** `send-test`: one real mail through the configured transport; prints the server's words per recipient. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { createTransport } from "../app/transport.ts";
import type { Language } from "../domain/catalog.ts";
import { errorCodes } from "../domain/errors.ts";
import { renderTestMail } from "../mail/render/test-mail.ts";
import { systemClock } from "../util/clock.ts";
import { type ConfigOption, loadForCommand } from "./load.ts";

interface SendTestOptions extends ConfigOption {
  to?: string[];
  language: Language;
}

export async function runSendTest(options: SendTestOptions): Promise<number> {
  const { config } = await loadForCommand(options);
  const everyone = [...config.mail.to, ...config.tenants.flatMap((tenant) => tenant.mail.to)];
  const to = [...new Set(options.to ?? everyone)];
  const transport = createTransport(config.mail.transport);
  try {
    const mail = renderTestMail({
      id: randomUUID(),
      from: config.mail.from,
      to,
      language: options.language,
      host: hostname(),
      now: systemClock.now(),
    });
    const { host, port, tls } = config.mail.transport;
    console.log(`Sending through ${host}:${port} (tls: ${tls}) as ${config.mail.from}`);
    const results = await transport.send(mail, new AbortController().signal);
    for (const { address, outcome, response } of results)
      console.log(`${outcome.padEnd(8)} ${address}: ${response}`);
    return results.every((result) => result.outcome === "accepted") ? 0 : errorCodes.MAIL;
  } finally {
    await transport.close();
  }
}
