/** Scenarios about what synchronization signs in with: certificates, secrets, service principals. */
import { day, hour } from "../../domain/instant.ts";
import { toGraphSeconds } from "../graph-values.ts";
import type { Scenario, Stage } from "./scenario.ts";

const daily = { stepMs: day, steps: 3 } as const;

function federateFor(days: number): (stage: Stage) => Promise<void> {
  return async ({ tenant, clock }) => {
    await tenant.federate(`${tenant.name}.example`, { expiresAt: clock.now() + days * day });
  };
}

export const appScenarios: readonly Scenario[] = [
  {
    name: "federation-certificate",
    finding: "federation-certificate",
    title: "The AD FS signing certificate ends in 20 days, and Entra ID knows no next one.",
    prepare: federateFor(300),
    strike: federateFor(20),
    mend: federateFor(365),
    nearMiss: {
      title: "The certificate ends in 40 days.",
      prepare: federateFor(300),
      strike: federateFor(40),
    },
    seenWith: ["Domain.Read.All"],
    ...daily,
  },
  {
    name: "sync-principal-missing",
    finding: "sync-principal-missing",
    title: "Somebody deletes Microsoft's synchronization service principal.",
    strike: ({ tenant }) => tenant.removeSyncPrincipal(),
    mend: ({ tenant }) => tenant.restoreSyncPrincipal(),
    nearMiss: {
      title: "A tenant that never had it, and synchronizes well.",
      prepare: ({ tenant }) => tenant.removeSyncPrincipal(),
    },
    seenWith: ["Application.Read.All"],
    stepMs: hour,
    steps: 4,
  },
  {
    name: "credential-expiry",
    finding: "credential-expiry",
    title: "The monitor's own client secret ends in 20 days.",
    strike: (stage) => endOwnSecretIn(stage, 20),
    mend: (stage) => endOwnSecretIn(stage, 400),
    nearMiss: { title: "It ends in 40 days.", strike: (stage) => endOwnSecretIn(stage, 40) },
    seenWith: ["Application.Read.All"],
    ...daily,
  },
  {
    name: "credential-expiry-connect",
    finding: "credential-expiry",
    title: "The certificate that Entra Connect signs in with ends in 12 days.",
    strike: async ({ tenant, clock }) => {
      await tenant.addConnectApp({ certificateExpiresAt: clock.now() + 12 * day });
    },
    mend: ({ tenant }) => {
      const connect = tenant.applications.findIndex((app) => app.appId !== tenant.clientId);
      tenant.applications.splice(connect, 1);
    },
    nearMiss: {
      title: "Its certificate was rotated in time.",
      strike: async ({ tenant, clock }) => {
        await tenant.addConnectApp({ certificateExpiresAt: clock.now() + 90 * day });
      },
    },
    seenWith: ["Application.Read.All"],
    ...daily,
  },
];

function endOwnSecretIn({ tenant, clock }: Stage, days: number): void {
  for (const secret of tenant.ownApp.passwordCredentials ?? []) {
    secret.endDateTime = toGraphSeconds(clock.now() + days * day);
  }
}
