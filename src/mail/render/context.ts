/** What every part of a mail, a card or a payload is made from: a notification, its language, and the moment. */
import type { Transition } from "../../domain/alert.ts";
import type { CatalogEntry } from "../../domain/catalog.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Notification, NotifiedTenant } from "../../domain/notification.ts";
import { inTellingOrder } from "../../domain/telling.ts";
import { createFormatter, type Formatter } from "./format.ts";
import { safeUrl } from "./html.ts";
import type { RenderOptions } from "./render-options.ts";
import { tenantFinder } from "./telling.ts";
import { getTexts } from "./texts/by-language.ts";
import type { Texts } from "./texts/texts.ts";

export interface RenderContext {
  /** Its transitions in the order in which they are told. */
  notification: Notification;
  tenantOf: (transition: Transition) => NotifiedTenant;
  texts: Texts;
  f: Formatter;
  now: Instant;
  host: string | null;
  entries: (ids: string[]) => CatalogEntry[];
  acknowledgeUrl: string | null;
}

export function createContext(notification: Notification, options: RenderOptions): RenderContext {
  const texts = getTexts(notification.language);
  return {
    notification: { ...notification, transitions: inTellingOrder(notification.transitions) },
    tenantOf: tenantFinder(notification),
    texts,
    f: createFormatter(texts, options.timeZone),
    now: options.now,
    host: options.host ?? null,
    entries: options.entries,
    acknowledgeUrl: safeUrl(options.acknowledgeUrl ?? null),
  };
}
