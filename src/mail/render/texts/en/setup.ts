/** English: findings about what synchronization rests on: certificates, credentials, switches, recipients. */
import type { FactsOf } from "../../../../domain/finding.ts";
import type { Formatter } from "../../format.ts";
import type { SetupTopic, TextsOf } from "../finding-texts.ts";

export const credentialWords = { secret: "client secret", certificate: "certificate" } as const;

const appOf = ({ appName, appId }: FactsOf["credential-expiry"], f: Formatter) => f.name(appName || appId);
const dateOf = (facts: { expiresAt: number }, f: Formatter) =>
  f.moment(facts.expiresAt) ?? "a date that is not known";

export const setup: TextsOf<SetupTopic> = {
  "federation-certificate": {
    name: "Signing certificate of a federated domain is expiring",
    title: ({ facts: { domain, expiresAt } }, { f, now }) => {
      const what = `Signing certificate of federated domain ${f.name(domain)}`;
      if (now === null) return `${what} is expiring`;
      return expiresAt > now ? `${what} expires in ${f.left(expiresAt - now)}` : `${what} has expired`;
    },
    describe: (facts, f, now) => {
      const over = facts.expiresAt <= now;
      const next = (facts.nextExpiresAt ?? 0) > now && f.moment(facts.nextExpiresAt);
      return [
        `The certificate with which the federation service (such as AD FS) of ${f.name(facts.domain)} signs its tokens ${over ? "expired" : "expires"} on ${dateOf(facts, f)}.`,
        next
          ? `Microsoft Entra ID already knows the next one, valid until ${next}; the federation service must start to use it in time.`
          : `Microsoft Entra ID knows no certificate that takes over: ${over ? "people in this domain can no longer sign in" : "after that, nobody in this domain can sign in"} to Microsoft 365.`,
      ].join(" ");
    },
    describePast: ({ domain }, f) =>
      `The signing certificate of ${f.name(domain)} was near its end or past it.`,
    holdsNow:
      "Microsoft Entra ID has a signing certificate of this domain that is valid long enough, or already knows the one that takes over.",
    gone: "The domain is no longer federated in this tenant, so its signing certificate no longer matters: people sign in to Microsoft Entra ID itself, or the domain was removed. If nobody meant that, please look into it.",
  },

  "sync-principal-missing": {
    name: "Microsoft's synchronization service is missing or disabled",
    title: ({ facts: { disabled } }) =>
      disabled
        ? "Microsoft's synchronization service is disabled in this tenant"
        : "Microsoft's synchronization service is missing from this tenant",
    describe: ({ disabled }) =>
      `The service principal "Microsoft Entra AD Synchronization Service" is ${disabled ? "switched off in" : "missing from"} this tenant. Microsoft creates it itself and writes synchronized objects through it; without it, provisioning is refused as not authorized.`,
    describePast: ({ disabled }) =>
      `The service principal "Microsoft Entra AD Synchronization Service" was ${disabled ? "switched off" : "missing"}.`,
    holdsNow: "The service principal is present and switched on.",
  },

  "credential-expiry": {
    name: "Credential is expiring",
    title: ({ facts }, { f, now }) => {
      const what = `Credential of ${appOf(facts, f)}`;
      if (now === null) return `${what} is expiring`;
      return facts.expiresAt > now
        ? `${what} expires in ${f.left(facts.expiresAt - now)}`
        : `${what} has expired`;
    },
    describe: (facts, f, now) => {
      const over = facts.expiresAt <= now;
      const user = facts.owner === "monitor" ? "this monitor" : "Entra Connect";
      const loss = {
        monitor: "the monitor cannot see this tenant, and you would not hear of a failing synchronization",
        connect: "Entra Connect cannot sign in, and synchronization stops",
      }[facts.owner];
      return `The ${credentialWords[facts.credential]} with which ${user} signs in to this tenant ${over ? "expired" : "expires"} on ${dateOf(facts, f)}. Without a valid one, ${loss}.`;
    },
    describePast: (facts, f) =>
      `The ${credentialWords[facts.credential]} of ${appOf(facts, f)} was near its end or past it.`,
    holdsNow: "The application has a credential that is valid long enough.",
    gone: "No credential is left here to watch: the application was removed, it has none with an end date any more, or signing in works without it. If nobody meant that, please look into it.",
  },

  "delete-protection-off": {
    name: "Protection against accidental deletes is switched off",
    title: () => "Protection against accidental deletes is switched off",
    describe: () =>
      "Entra Connect may delete any number of objects in one run, and nothing stops it. A wrong filter or a moved organizational unit can then remove a great many accounts and groups at once.",
    describePast: () => "Protection against accidental deletes was switched off.",
    holdsNow: "Protection against accidental deletes is switched on.",
  },

  "notification-gap": {
    name: "Nobody receives Microsoft's own mails about synchronization",
    title: () => "Nobody receives Microsoft's own mails about synchronization",
    describe: () =>
      "Microsoft sends its mails about synchronization errors to the technical contact of the tenant, and no address is set there. This monitor goes on mailing you; what Microsoft itself has to say reaches nobody.",
    describePast: () =>
      "The tenant had no technical contact to receive Microsoft's mails about synchronization.",
    holdsNow: "The tenant now has a technical contact with a mail address.",
  },
};
