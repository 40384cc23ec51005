/** The ways that notifications leave by: mails, and what else is configured. Each renders and hands over what it is given. */
import { hostname } from "node:os";
import type { ChannelConfig, Config } from "../config/config.ts";
import type { Catalog, CatalogEntry } from "../domain/catalog.ts";
import { mailChannel, type Notification, type RecipientResult } from "../domain/notification.ts";
import type { Cloud } from "../graph/clouds.ts";
import { renderCard } from "../mail/render/render-card.ts";
import { renderMail } from "../mail/render/render-mail.ts";
import type { RenderOptions } from "../mail/render/render-options.ts";
import { renderPayload } from "../mail/render/render-payload.ts";
import { createAcknowledgeLinks } from "../status/acknowledge/link.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Clock } from "../util/clock.ts";
import { createChannelTransport, createMailTransport } from "./transport.ts";

export interface Channel {
  name: string;
  /** The last try reached nobody: when one does again, what waits need not wait any longer. */
  isBlocked: boolean;
  /** Longest silence of the other side. */
  timeoutMs: number;
  /** Throws only when the notification can't be rendered. */
  deliver(notification: Notification, to: string[], signal: AbortSignal): Promise<RecipientResult[]>;
  close(): Promise<void>;
}
export type Channels = ReadonlyMap<string, Channel>;

export interface ChannelDependencies {
  config: Config;
  catalog: Catalog;
  cloud: Cloud;
  clock: Clock;
  log: Logger;
  /** Signs the links with which readers acknowledge. */
  linkSecret: string;
}

export function openChannels(deps: ChannelDependencies): Channels {
  const channels = [openMail(deps), ...deps.config.channels.map((channel) => openPosts(channel, deps))];
  return new Map(channels.map((channel) => [channel.name, channel]));
}

function openMail(deps: ChannelDependencies): Channel {
  const { config, cloud, clock, log } = deps;
  const transport = createMailTransport(config.mail, {
    cloud,
    clock,
    onSwitch: (to, since) => log.warn("mail.fallback", { to, since: new Date(since).toISOString() }),
  });
  return {
    name: mailChannel,
    isBlocked: false,
    timeoutMs: Math.max(config.mail.transport.timeoutMs, config.mail.fallback?.transport.timeoutMs ?? 0),
    deliver: (notification, to, signal) =>
      transport.send({ ...renderMail(notification, renderOptions(notification, deps)), to }, signal),
    close: () => transport.close(),
  };
}

function openPosts(channel: ChannelConfig, deps: ChannelDependencies): Channel {
  const transport = createChannelTransport(channel, { clock: deps.clock });
  const render = channel.type === "teams" ? renderCard : renderPayload;
  return {
    name: channel.name,
    isBlocked: false,
    timeoutMs: channel.timeoutMs,
    deliver: (notification, to, signal) =>
      transport.send(
        {
          id: notification.id,
          to,
          body: render(notification, renderOptions(notification, deps)),
          date: deps.clock.now(),
        },
        signal,
      ),
    close: () => transport.close(),
  };
}

function renderOptions(notification: Notification, deps: ChannelDependencies): RenderOptions {
  const { config, catalog, clock } = deps;
  return {
    from: config.mail.from,
    entries: (ids) => ids.flatMap((id) => entryOf(catalog, id) ?? []),
    now: clock.now(),
    host: hostname(),
    timeZone: config.mail.timeZone,
    acknowledgeUrl: linksOf(deps).urlFor(notification, clock.now()),
  };
}

function linksOf({ config, linkSecret }: ChannelDependencies) {
  const { publicUrl, listen } = config.status;
  return createAcknowledgeLinks({
    secret: linkSecret,
    // Where nothing listens, a link would lead nowhere.
    publicUrl: listen ? publicUrl : null,
    validMs: config.alerts.linkValidMs,
  });
}

/** A notification may outlive an entry: it was written by the version before this one. */
function entryOf(catalog: Catalog, id: string): CatalogEntry | undefined {
  return catalog.entries.find((entry) => entry.id === id);
}
