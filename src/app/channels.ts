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
  /** After so long without success, notifications leave by another way; null: there is none. */
  otherWayAfterMs: number | null;
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
  const optionsFor = renderOptionsOf(deps);
  const channels = [
    openMail(deps, optionsFor),
    ...deps.config.channels.map((channel) => openPosts(channel, deps, optionsFor)),
  ];
  return new Map(channels.map((channel) => [channel.name, channel]));
}

function openMail({ config, cloud, clock, log }: ChannelDependencies, optionsFor: OptionsFor): Channel {
  const transport = createMailTransport(config.mail, {
    cloud,
    clock,
    onSwitch: (to, since) => log.warn("mail.fallback", { to, since: new Date(since).toISOString() }),
  });
  return {
    name: mailChannel,
    isBlocked: false,
    timeoutMs: Math.max(config.mail.transport.timeoutMs, config.mail.fallback?.transport.timeoutMs ?? 0),
    otherWayAfterMs: config.mail.fallback?.afterMs ?? null,
    deliver: (notification, to, signal) =>
      transport.send({ ...renderMail(notification, optionsFor(notification)), to }, signal),
    close: () => transport.close(),
  };
}

function openPosts(channel: ChannelConfig, { clock }: ChannelDependencies, optionsFor: OptionsFor): Channel {
  const transport = createChannelTransport(channel, { clock });
  const render = channel.type === "teams" ? renderCard : renderPayload;
  return {
    name: channel.name,
    isBlocked: false,
    timeoutMs: channel.timeoutMs,
    otherWayAfterMs: null,
    deliver: (notification, to, signal) =>
      transport.send(
        { id: notification.id, to, body: render(notification, optionsFor(notification)), date: clock.now() },
        signal,
      ),
    close: () => transport.close(),
  };
}

type OptionsFor = (notification: Notification) => RenderOptions;

/** What every mail is rendered with, whomever it is for. */
export function mailOptions({
  config,
  catalog,
  clock,
}: Pick<ChannelDependencies, "config" | "catalog" | "clock">): RenderOptions {
  return {
    from: config.mail.from,
    entries: (ids) => ids.flatMap((id) => entryOf(catalog, id) ?? []),
    now: clock.now(),
    host: hostname(),
    timeZone: config.mail.timeZone,
  };
}

function renderOptionsOf(deps: ChannelDependencies): OptionsFor {
  const { config, clock, linkSecret } = deps;
  const { publicUrl, listen } = config.status;
  const links = createAcknowledgeLinks({
    secret: linkSecret,
    // Where nothing listens, a link would lead nowhere.
    publicUrl: listen ? publicUrl : null,
    validMs: config.alerts.linkValidMs,
  });
  return (notification) => ({
    ...mailOptions(deps),
    acknowledgeUrl: links.urlFor(notification, clock.now()),
  });
}

/** A notification may outlive an entry: it was written by the version before this one. */
function entryOf(catalog: Catalog, id: string): CatalogEntry | undefined {
  return catalog.entries.find((entry) => entry.id === id);
}
