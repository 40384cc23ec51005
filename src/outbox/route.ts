/** Who is told of which of a poll's transitions. In: transitions, recipients, routes. Out: groups that get the same. Pure. */
import type { Alert, Transition } from "../domain/alert.ts";
import { type Language, languages } from "../domain/catalog.ts";
import { mailChannel, type ThreadEntry } from "../domain/notification.ts";
import type { Audience, Recipient, Route } from "../domain/routing.ts";
import { compareSeverity, type Severity } from "../domain/severity.ts";
import type { TenantProfile } from "../domain/tenant.ts";

export type Threads = ReadonlyMap<string, readonly ThreadEntry[]>;

export interface Group {
  channel: string;
  language: Language;
  recipients: string[];
  transitions: Transition[];
}

export interface RoutingInput {
  tenant: string;
  profile: TenantProfile;
  /** The tenant's own recipients. */
  recipients: readonly Recipient[];
  /** Language of the tenant's mails, for recipients that have none of their own. */
  language: Language | "auto";
  minSeverity: Severity;
  routes: readonly Route[];
  channels: readonly (Audience & { name: string; language: Language | "auto" })[];
  threads: Threads;
  /** Those of one circle are told together; see app/circles.ts. */
  circleOf: (address: string) => string;
  transitions: readonly Transition[];
}

/** One group for each channel, language, circle and set of transitions; nobody is in two groups of one channel. */
export function groupByRecipient(input: RoutingInput): Group[] {
  const told = input.transitions.filter(({ quiet }) => !quiet);
  const groups = new Map<string, Group>();
  for (const reader of readersOf(input, told)) {
    const transitions = told.filter((transition) => isFor(reader, transition, input));
    if (transitions.length === 0) continue;
    const { channel, address, language } = reader;
    const circle = channel === mailChannel ? input.circleOf(address) : null;
    const key = JSON.stringify([channel, language, circle, transitions.map(keyOf)]);
    const group = groups.get(key) ?? { channel, language, recipients: [], transitions };
    group.recipients.push(address);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const keyOf = ({ alertId, kind, reason }: Transition) => [alertId, kind, reason];

interface Reader {
  channel: string;
  address: string;
  language: Language;
  wants: (alert: Alert) => boolean;
}

/** Everyone who may be concerned: the tenant's own recipients, those of routes, channels, and who was told before. */
function readersOf(input: RoutingInput, told: readonly Transition[]): Reader[] {
  const { recipients, routes, channels, threads } = input;
  const readers = new Map<string, Reader>();
  const add = (reader: Reader) => {
    const key = `${reader.channel} ${reader.address.toLowerCase()}`;
    const known = readers.get(key);
    if (known) readers.set(key, { ...known, wants: (alert) => known.wants(alert) || reader.wants(alert) });
    else readers.set(key, reader);
  };
  const mailReader = ({ address, language }: Recipient, wants: Reader["wants"]): Reader => ({
    channel: mailChannel,
    address,
    language: languageFor(language, input),
    wants,
  });
  const isDiverted = (alert: Alert) => routes.some((route) => route.only && concerns(route, alert));
  for (const recipient of recipients) {
    add(
      mailReader(
        recipient,
        (alert) => compareSeverity(alert.last.severity, input.minSeverity) >= 0 && !isDiverted(alert),
      ),
    );
  }
  for (const route of routes) {
    for (const recipient of route.to) add(mailReader(recipient, (alert) => concerns(route, alert)));
  }
  for (const channel of channels) {
    const language = languageFor(channel.language, input);
    add({
      channel: channel.name,
      address: channel.name,
      language,
      wants: (alert) => concerns(channel, alert),
    });
  }
  for (const { alertId } of told) {
    for (const entry of threads.get(alertId) ?? []) {
      // A channel that is no longer configured has nobody to hand it to.
      if (entry.channel !== mailChannel) continue;
      for (const address of entry.recipients) {
        add(mailReader({ address, language: "auto" }, () => false));
      }
    }
  }
  return [...readers.values()];
}

/** Who was told of an alert is told of its end, and that it became milder, whatever the routes say by now. */
function isFor(
  reader: Reader,
  { alertId, kind, reason, alert }: Transition,
  { threads }: RoutingInput,
): boolean {
  if (reader.wants(alert)) return true;
  if (kind !== "resolved" && reason !== "severity-fell") return false;
  return (threads.get(alertId) ?? []).some(
    ({ channel, recipients }) => channel === reader.channel && includesAddress(recipients, reader.address),
  );
}

export function includesAddress(addresses: readonly string[], address: string): boolean {
  return addresses.some((known) => known.toLowerCase() === address.toLowerCase());
}

function concerns({ tenants, findings, minSeverity }: Audience, alert: Alert): boolean {
  return (
    (tenants.length === 0 || tenants.includes(alert.tenant)) &&
    (findings.length === 0 || findings.includes(alert.finding)) &&
    compareSeverity(alert.last.severity, minSeverity) >= 0
  );
}

/** The reader's own language, else the tenant's as configured, else as the tenant prefers where we speak it, else English. */
function languageFor(own: Language | "auto", { language, profile }: RoutingInput): Language {
  if (own !== "auto") return own;
  if (language !== "auto") return language;
  const preferred = profile.preferredLanguage?.toLowerCase().split("-")[0];
  return languages.find((known) => known === preferred) ?? "en";
}
