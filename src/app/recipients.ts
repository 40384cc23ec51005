/** In: a tenant's configuration and memory. Out: who its mails go to, and whether a broken sync could keep them all from reading. Pure. */
import type { Config, TenantConfig } from "../config/config.ts";
import { isAddress } from "../config/fields.ts";
import type { Audience, Recipient } from "../domain/routing.ts";
import type { TenantMemory } from "../domain/tenant.ts";

/** The tenant's own recipients; with `technicalContacts`, those too that the tenant names for Microsoft's mails. */
export function recipientsOf({ mail }: TenantConfig, { technicalMails = [] }: TenantMemory): Recipient[] {
  if (!mail.technicalContacts) return mail.to;
  const known = new Set(mail.to.map(({ address }) => address.toLowerCase()));
  // What an administrator once typed into a portal need not be an address.
  const more = [...new Set(technicalMails.map((address) => address.trim()))].filter(
    (address) => isAddress(address) && !known.has(address.toLowerCase()),
  );
  return [...mail.to, ...more.map((address) => ({ address, language: "auto" as const }))];
}

/**
 * Everyone who is told of this tenant has a mailbox in it: when sign-in or mail breaks there, nobody hears of it.
 * Null when the tenant's domains are not known.
 */
export function areAllInside(
  tenant: TenantConfig,
  { mail, channels }: Pick<Config, "mail" | "channels">,
  memory: TenantMemory,
): boolean | null {
  const { verifiedDomains = [] } = memory;
  if (verifiedDomains.length === 0) return null;
  const concerns = ({ tenants, findings }: Audience) =>
    findings.length === 0 && (tenants.length === 0 || tenants.includes(tenant.name));
  if (channels.some(concerns)) return false;
  const everyone = [
    ...recipientsOf(tenant, memory),
    ...mail.routes.filter(concerns).flatMap((route) => route.to),
  ];
  return everyone.every(({ address }) => {
    const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
    return verifiedDomains.some((own) => domain === own || domain.endsWith(`.${own}`));
  });
}
