/** In: who a tenant is, and verbs about what happens to it. Out: the state that the simulated endpoints answer from. */
import type { ServicePrincipal } from "@microsoft/microsoft-graph-types";
import { type Instant, minute } from "../domain/instant.ts";
import type { Clock } from "../util/clock.ts";
import type { TokenRefusal } from "./aadsts.ts";
import {
  type CloudSyncConfiguration,
  type CloudSyncOptions,
  createCloudSyncConfiguration,
} from "./cloud-sync.ts";
import { createCycle } from "./cycle.ts";
import type { Answer } from "./graph-answer.ts";
import { guidFrom } from "./graph-values.ts";

/** What the product asks for, and nothing more. */
export const defaultPermissions = [
  "Organization.Read.All",
  "Application.Read.All",
  "Synchronization.Read.All",
] as const;

export interface TenantOptions {
  clock: Clock;
  /** Short name; the rest is made from it where not given. */
  name: string;
  tenantId?: string;
  displayName?: string;
  preferredLanguage?: string | null;
  permissions?: readonly string[];
  clientId?: string;
  clientSecret?: string;
  /** PEM certificates registered for sign-in. */
  certificates?: string[];
  /** True: Connect Sync or Cloud Sync is switched on. Null: never used. */
  syncEnabled?: boolean | null;
  /** A Connect Sync server moves the organization's date every 30 minutes. */
  connectSync?: boolean;
  passwordHashSync?: boolean;
}

/** A path without the version prefix means both versions: `/organization`, `/beta/organization`. Query not included. */
export type PathMatcher = string | RegExp;

export interface SimulatedTenant {
  readonly name: string;
  readonly tenantId: string;
  readonly initialDomain: string;
  readonly permissions: Set<string>;
  readonly certificates: string[];
  readonly configurations: CloudSyncConfiguration[];
  /** Other service principals; mutable. */
  readonly servicePrincipals: ServicePrincipal[];
  displayName: string;
  preferredLanguage: string | null;
  technicalNotificationMails: string[];
  directorySize: { used: number; total: number };
  clientId: string;
  clientSecret: string | null;
  /** Null: announced as an hour, but good until `revokeTokens` (MSAL counts real seconds, not the simulated clock's). */
  tokenLifetimeSeconds: number | null;
  /** What v1.0 does with $select of a beta property is not documented: refused unless set to "ignore". */
  unknownSelect: "refuse" | "ignore";
  readonly syncEnabled: boolean | null;
  readonly lastSyncAt: Instant | null;
  readonly lastPasswordSyncAt: Instant | null;
  /** Refuses every sign-in with this AADSTS number (`count` times, else until null). */
  refuseToken(refusal: TokenRefusal | null): void;
  takeRefusal(): TokenRefusal | null;
  /** Tokens issued before are worth nothing from now on. */
  revokeTokens(): void;
  readonly tokenGeneration: number;
  /** A sync cycle now; also moves a date that had stopped. */
  syncNow(): void;
  /** The scheduler stands still; password hash sync goes on, as on a real server. */
  stopSync(): void;
  resumeSync(): void;
  stopPasswordSync(): void;
  resumePasswordSync(): void;
  /** The whole Connect server is gone: both dates stand still. */
  stopServer(): void;
  resumeServer(): void;
  setLastSync(at: Instant | null): void;
  setLastPasswordSync(at: Instant | null): void;
  /** Not true: the dates stand still too; true: runs again from now, if a Connect server is there. */
  setSyncEnabled(value: boolean | null): void;
  addCloudSyncConfiguration(options: CloudSyncOptions): CloudSyncConfiguration;
  removeCloudSyncConfiguration(configuration: CloudSyncConfiguration): void;
  /** Changes bodies of successful answers on this path; null takes every override of it away. */
  override(path: PathMatcher, change: ((body: unknown) => unknown) | null): void;
  /** Answers this path with exactly this; null gives it back. Default: status 200, no extra headers. */
  raw(path: PathMatcher, answer: Partial<Answer> | null): void;
  findRaw(version: string, path: string): Answer | null;
  applyOverrides(version: string, path: string, body: unknown): unknown;
}

export function createTenant(options: TenantOptions): SimulatedTenant {
  const { clock, name, connectSync = true, passwordHashSync = true } = options;
  const tenantId = options.tenantId ?? guidFrom(`tenant ${name}`);
  const initial = options.syncEnabled === undefined ? true : options.syncEnabled;
  const sync = createCycle({ clock, periodMs: 30 * minute }, initial === true && connectSync);
  const passwordSync = createCycle({ clock, periodMs: 2 * minute }, initial === true && passwordHashSync);
  const overrides: { path: PathMatcher; change: (body: unknown) => unknown }[] = [];
  const raws: { path: PathMatcher; answer: Answer }[] = [];
  let syncEnabled = initial;
  let refusal: TokenRefusal | null = null;
  let tokenGeneration = 0;

  return {
    name,
    tenantId,
    initialDomain: `${name.replaceAll("-", "")}.onmicrosoft.com`,
    permissions: new Set(options.permissions ?? defaultPermissions),
    certificates: [...(options.certificates ?? [])],
    configurations: [],
    servicePrincipals: [],
    displayName: options.displayName ?? name,
    preferredLanguage: options.preferredLanguage === undefined ? "en" : options.preferredLanguage,
    technicalNotificationMails: [`it-alerts@${name}.example`],
    directorySize: { used: 18_422, total: 300_000 },
    clientId: options.clientId ?? guidFrom(`client ${name}`),
    clientSecret: options.clientSecret ?? `simulated~${guidFrom(`secret ${name}`)}`,
    tokenLifetimeSeconds: null,
    unknownSelect: "refuse",
    get syncEnabled() {
      return syncEnabled;
    },
    get lastSyncAt() {
      return sync.lastAt();
    },
    get lastPasswordSyncAt() {
      return passwordSync.lastAt();
    },
    get tokenGeneration() {
      return tokenGeneration;
    },
    refuseToken(next) {
      refusal = next && { ...next };
    },
    takeRefusal() {
      const taken = refusal;
      if (refusal?.count !== undefined) {
        refusal = refusal.count > 1 ? { ...refusal, count: refusal.count - 1 } : null;
      }
      return taken;
    },
    revokeTokens() {
      tokenGeneration += 1;
    },
    syncNow: () => sync.runNow(),
    stopSync: () => sync.stop(),
    resumeSync: () => sync.resume(),
    stopPasswordSync: () => passwordSync.stop(),
    resumePasswordSync: () => passwordSync.resume(),
    stopServer() {
      sync.stop();
      passwordSync.stop();
    },
    resumeServer() {
      sync.resume();
      if (passwordHashSync) passwordSync.resume();
    },
    setLastSync: (at) => sync.freezeAt(at),
    setLastPasswordSync: (at) => passwordSync.freezeAt(at),
    setSyncEnabled(value) {
      syncEnabled = value;
      if (value !== true) {
        sync.stop();
        passwordSync.stop();
        return;
      }
      if (connectSync) sync.resume();
      if (passwordHashSync) passwordSync.resume();
    },
    addCloudSyncConfiguration(cloudSyncOptions) {
      const configuration = createCloudSyncConfiguration(clock, tenantId, cloudSyncOptions);
      this.configurations.push(configuration);
      return configuration;
    },
    removeCloudSyncConfiguration(configuration) {
      const index = this.configurations.indexOf(configuration);
      if (index >= 0) this.configurations.splice(index, 1);
    },
    override(path, change) {
      if (change) overrides.push({ path, change });
      else removePath(overrides, path);
    },
    raw(path, answer) {
      removePath(raws, path);
      if (answer) raws.push({ path, answer: { status: 200, headers: {}, body: undefined, ...answer } });
    },
    findRaw: (version, path) => raws.find((entry) => matchesPath(entry.path, version, path))?.answer ?? null,
    applyOverrides: (version, path, body) =>
      overrides
        .filter((entry) => matchesPath(entry.path, version, path))
        .reduce((changed, entry) => entry.change(changed), body),
  };
}

/** `path` comes without its version prefix; a matcher may name the version or leave it out. */
export function matchesPath(matcher: PathMatcher, version: string, path: string): boolean {
  const versioned = `/${version}${path}`;
  if (typeof matcher === "string") return matcher === path || matcher === versioned;
  return matcher.test(versioned);
}

function removePath(list: { path: PathMatcher }[], path: PathMatcher): void {
  const kept = list.filter((entry) => String(entry.path) !== String(path));
  list.splice(0, list.length, ...kept);
}
