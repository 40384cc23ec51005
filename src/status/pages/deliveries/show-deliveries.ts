/** Deliveries. In: a source and what its reader asked for. Out: the list, one of them, or its mail. */
import type { DeliveryQuery } from "../../../domain/archive.ts";
import { type Mail, mailChannel } from "../../../domain/notification.ts";
import type { StatusSource } from "../../source.ts";
import { tenantsByName } from "../alerts/alert-words.ts";
import type { Page } from "../layout.ts";
import type { PageContext } from "../page-context.ts";
import { readPart } from "../read-part.ts";
import { deliveriesPage, shownStates } from "./deliveries-page.ts";
import { deliveryPage } from "./delivery-page.ts";

const deliveriesAtOnce = 50;
const maxIdLength = 100;

export async function showDeliveries(source: StatusSource, context: PageContext): Promise<Page> {
  const { query } = context;
  const state = shownStates.find((known) => known === query.get("state")) ?? null;
  const alertId = query.get("alert")?.slice(0, maxIdLength) || null;
  const wanted: DeliveryQuery = {
    ...(state === null ? {} : { state }),
    ...(alertId === null ? {} : { alertId }),
  };
  return deliveriesPage(
    {
      state,
      alertId,
      counts: await source.deliveryCounts(),
      part: await readPart(query, deliveriesAtOnce, (span) => source.deliveries(wanted, span)),
      tenants: tenantsByName(await source.standings()),
    },
    context,
  );
}

/** Null: there is none of that id. */
export async function showDelivery(
  id: string,
  source: StatusSource,
  context: PageContext,
): Promise<Page | null> {
  const delivery = await source.delivery(id);
  if (!delivery) return null;
  const mail = delivery.channel === mailChannel ? source.mailOf(delivery) : null;
  return deliveryPage({ delivery, mail, tenants: tenantsByName(await source.standings()) }, context);
}

/** Null: there is no mail of that delivery, or its text is kept no more. */
export async function readMail(id: string, source: StatusSource): Promise<Mail | null> {
  const delivery = await source.delivery(id);
  return delivery?.channel === mailChannel ? source.mailOf(delivery) : null;
}
