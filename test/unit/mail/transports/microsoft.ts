/** A simulated Microsoft with one tenant and one mailbox that may send, and a mail to send from it. */
import type { Mail } from "../../../../src/domain/notification.ts";
import { type Cloud as CloudAddresses, resolveCloud } from "../../../../src/graph/clouds.ts";
import { createTokenSource } from "../../../../src/graph/credentials.ts";
import { type Certificates, createCertificates } from "../../../../src/simulator/certificates.ts";
import { type Cloud, startCloud } from "../../../../src/simulator/cloud.ts";
import { createManualClock, type ManualClock } from "../../../../src/simulator/manual-clock.ts";
import { createTenant, type SimulatedTenant } from "../../../../src/simulator/tenant.ts";

export const sender = "sync-health@contoso.example";
export const never = new AbortController().signal;

export const mail: Mail = {
  messageId: "<n-1@contoso.example>",
  from: `Sync health <${sender}>`,
  to: ["a@ops.example", "b@ops.example"],
  subject: "contoso.onmicrosoft.com: geen recente synchronisatie – 3 uur geleden",
  text: "Één regel.\n.een punt vooraan\n",
  html: "<p>Één regel.</p>",
  headers: {
    "X-Sync-Health-Alert": "a-1",
    "X-Sync-Health-Tenant": "contoso",
    "X-Sync-Health-Finding": "sync-stale",
    "X-Sync-Health-State": "raised",
    "X-Auto-Response-Suppress": "All",
    "Auto-Submitted": "auto-generated",
    "Content-Language": "nl",
  },
  inReplyTo: "<n-0@contoso.example>",
  references: ["<n-0@contoso.example>"],
  date: Date.parse("2026-09-14T08:00:00Z"),
  attachments: [
    { filename: "objecten.csv", contentType: "text/csv; charset=utf-8", content: "naam\r\nJoé\r\n" },
  ],
};

let shared: Promise<Certificates> | null = null;
export function sharedCertificates(): Promise<Certificates> {
  shared ??= createCertificates();
  return shared;
}

export interface Microsoft {
  clock: ManualClock;
  cloud: Cloud;
  addresses: CloudAddresses;
  tenant: SimulatedTenant;
  tokens(scope?: string): ReturnType<typeof createTokenSource>;
}

export async function openMicrosoft(): Promise<Microsoft> {
  const clock = createManualClock(Date.parse("2026-09-14T08:00:00Z"));
  const tenant = createTenant({ clock, name: "contoso" });
  tenant.permissions.add("Mail.Send");
  tenant.addMailbox(sender);
  const cloud = await startCloud({ clock, tenants: [tenant], certificates: await sharedCertificates() });
  const { graphUrl: graph, authorityUrl: authority, caPem } = cloud;
  const addresses = resolveCloud({ graph, authority, caPem });
  const { tenantId, clientId, clientSecret } = tenant;
  const credential = { type: "clientSecret" as const, clientId, clientSecret: clientSecret ?? "" };
  return {
    clock,
    cloud,
    addresses,
    tenant,
    tokens: (scope) =>
      createTokenSource({ tenantId, credential, cloud: addresses, clock, ...(scope ? { scope } : {}) }),
  };
}
