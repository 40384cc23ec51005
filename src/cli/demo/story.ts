/** The demo's day: who the tenants are, what happens to them when, and which mails an operator should have by night. */
import { day, type Instant } from "../../domain/instant.ts";
import type { Cloud } from "../../simulator/cloud.ts";
import type { ActiveFault } from "../../simulator/faults.ts";
import { createTenant, type SimulatedTenant } from "../../simulator/tenant.ts";
import type { Clock } from "../../util/clock.ts";

export interface ExpectedNews {
  tenant: string;
  finding: string;
  state: string;
}

export interface Chapter {
  atHour: number;
  text: string;
  act: (cloud: Cloud) => void;
  /** What comes of it, by whatever mails it is told. */
  told: ExpectedNews[];
}

/** Midnight, UTC, of the day that `instant` is in. */
export function dayOf(instant: Instant): Instant {
  return Math.floor(instant / day) * day;
}

export function createStory(clock: Clock): { tenants: SimulatedTenant[]; chapters: Chapter[] } {
  const northwind = createTenant({ clock, name: "northwind", displayName: "Northwind Traders" });
  const adatum = createTenant({ clock, name: "adatum", displayName: "Adatum", passwordHashSync: false });
  const contoso = createTenant({ clock, name: "contoso", displayName: "Contoso" });
  const fabrikam = createTenant({
    clock,
    name: "fabrikam",
    displayName: "Fabrikam Nederland",
    preferredLanguage: "nl",
    connectSync: false,
    passwordHashSync: false,
  });
  const cloudSync = fabrikam.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
  const tenants = [northwind, adatum, contoso, fabrikam];
  // A token outlives the day: signing in every few real seconds would be the demo's noise, not the product's.
  for (const tenant of tenants) tenant.tokenLifetimeSeconds = 30 * 24 * 3600;

  let outage: ActiveFault | null = null;
  const everywhere = (state: string): ExpectedNews[] =>
    tenants.map(({ name }) => ({ tenant: name, finding: "blind", state }));

  const chapters: Chapter[] = [
    {
      atHour: 0.5,
      text: "All four tenants are healthy.",
      act: () => {},
      told: [],
    },
    {
      atHour: 3,
      text: "contoso: the Entra Connect server hangs. No object and no password is synchronized any more.",
      act: () => contoso.stopServer(),
      told: [
        { tenant: "contoso", finding: "sync-stale", state: "raised" },
        { tenant: "contoso", finding: "password-hash-sync-stale", state: "raised" },
      ],
    },
    {
      atHour: 6,
      text: "contoso: meanwhile somebody has given a new user the sign-in name of another one.",
      act: () => {
        const user = contoso.directory.addUser({ displayName: "Mara Lindt" });
        const taken = "mara.lindt@contoso.example";
        contoso.directory.conflict(user, { property: "UserPrincipalName", value: taken });
      },
      told: [{ tenant: "contoso", finding: "object-errors", state: "raised" }],
    },
    {
      atHour: 8,
      text: "Microsoft reports an incident of its own, which concerns fabrikam.",
      act: () => {
        fabrikam.addIncident({ id: "MO987654", title: "Some directory changes may be delayed" });
      },
      told: [],
    },
    {
      atHour: 9,
      text: "fabrikam: the only provisioning agent stops. Microsoft puts the Cloud Sync job into quarantine.",
      act: () =>
        cloudSync.provisioning.quarantine({
          reason: "EncounteredQuarantineException",
          error: {
            code: "HybridIdentityServiceNoActiveAgents",
            message:
              "We were unable to find an active agent for the domain you are trying to sync. Please check to see if the agent is running by going to the server, where the agent is installed.",
            tenantActionable: true,
          },
        }),
      told: [{ tenant: "fabrikam", finding: "job-quarantine", state: "raised" }],
    },
    {
      atHour: 14,
      text: "contoso: an administrator restarts the server.",
      act: () => contoso.resumeServer(),
      told: [
        { tenant: "contoso", finding: "sync-stale", state: "resolved" },
        { tenant: "contoso", finding: "password-hash-sync-stale", state: "resolved" },
      ],
    },
    {
      atHour: 16,
      text: "contoso: the user gets a name of her own.",
      act: () => contoso.directory.clearConflicts(),
      told: [{ tenant: "contoso", finding: "object-errors", state: "resolved" }],
    },
    {
      atHour: 19,
      text: "fabrikam: the agent service runs again, and the job with it.",
      act: () => cloudSync.provisioning.succeed(),
      told: [{ tenant: "fabrikam", finding: "job-quarantine", state: "resolved" }],
    },
    {
      atHour: 20,
      text: "The monitor's firewall lets nothing out to Microsoft: not to see is no proof of health.",
      act: (cloud) => {
        outage = cloud.faults.add({ kind: "reset", endpoint: "any" });
      },
      told: everywhere("raised"),
    },
    {
      atHour: 21.5,
      text: "The firewall is put right.",
      act: () => outage?.clear(),
      told: everywhere("resolved"),
    },
  ];
  return { tenants, chapters };
}
