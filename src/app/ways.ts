/** Every way out that the configuration names, each by itself: for `send-test` and `doctor`, which try them one by one. */
import type { Config } from "../config/config.ts";
import { type Mail, mailChannel, type Post, type Transport } from "../domain/notification.ts";
import type { Clock } from "../util/clock.ts";
import { openCloud } from "./open-cloud.ts";
import { createChannelTransport, createTransport } from "./transport.ts";

export type Way =
  | { name: string; carries: "mail"; transport: Transport<Mail> }
  | { name: string; carries: "webhook" | "teams"; transport: Transport<Post> };

/** Runs `use` for every way at once, and closes them all; resolves with what it made of each. */
export async function withWays<Result>(
  config: Config,
  clock: Clock,
  use: (way: Way) => Promise<Result>,
): Promise<Result[]> {
  const ways = openWays(config, clock);
  try {
    return await Promise.all(ways.map(use));
  } finally {
    await Promise.all(ways.map((way) => way.transport.close()));
  }
}

function openWays(config: Config, clock: Clock): Way[] {
  const deps = { cloud: openCloud(config), clock };
  const { transport, fallback } = config.mail;
  const mail = (name: string, settings: typeof transport): Way => ({
    name,
    carries: "mail",
    transport: createTransport(settings, deps),
  });
  return [
    mail(mailChannel, transport),
    ...(fallback ? [mail(`${mailChannel} fallback`, fallback.transport)] : []),
    ...config.channels.map(
      (channel): Way => ({
        name: channel.name,
        carries: channel.type,
        transport: createChannelTransport(channel, deps),
      }),
    ),
  ];
}
