/** In: one tenant. Out: what works there and what does not: sign-in, clock, every probe, every permission. Stores nothing. */
import { blindnessCounts, isRefusedOption } from "../classify/remember.ts";
import type { Config } from "../config/config.ts";
import type { BlindReading } from "../domain/blindness.ts";
import { second } from "../domain/instant.ts";
import { type ProbeId, weightOf } from "../domain/probes.ts";
import type { Reading } from "../domain/reading.ts";
import type { TenantMemory } from "../domain/tenant.ts";
import { GraphFault } from "../graph/fault.ts";
import { readTokenClaims } from "../graph/token-claims.ts";
import { blindReading } from "../probes/blind.ts";
import type { Probe } from "../probes/probe.ts";
import type { Clock } from "../util/clock.ts";
import { type JudgedPermission, judgePermissions, surplusRoles } from "./judge-permissions.ts";
import { look } from "./look.ts";
import type { TenantRuntime } from "./tenant-runtime.ts";

export interface Examination {
  tenant: string;
  tenantId: string;
  signIn: { works: true } | { works: false; fault: BlindReading };
  /** Microsoft's clock minus ours; null when nothing was answered. */
  skewMs: number | null;
  probes: ExaminedProbe[];
  permissions: JudgedPermission[];
  /** The token could be read. */
  rolesKnown: boolean;
  surplus: string[];
  readings: Reading[];
}

export interface ExaminedProbe {
  id: ProbeId;
  /** refused: not to be had here, and never was; no loss. works: what may be missing never showed here. */
  state: "works" | "blind" | "refused" | "off" | "not-in-cloud";
  optional: boolean;
  /** What it did not see, whatever the state. */
  blind: BlindReading[];
}

export interface ExamineDependencies {
  config: Config;
  /** All probes; those that the cloud does not have are left out of `available`. */
  probes: readonly Probe[];
  available: readonly Probe[];
  /** As it was before this look. */
  memory: TenantMemory;
  clock: Clock;
}

/** Beyond this, a clock is worth a word; sign-in with a certificate fails from five minutes on. */
export const skewWorthTellingMs = 60 * second;

export async function examineTenant(
  runtime: TenantRuntime,
  { config, probes, available, memory, clock }: ExamineDependencies,
  signal: AbortSignal,
): Promise<Examination> {
  const { name, tenantId } = runtime.config;
  const token = await signIn(runtime, AbortSignal.any([signal, AbortSignal.timeout(config.poll.timeoutMs)]));
  const enabled = available.filter(({ id }) => config.probes[id].enabled);
  const due = token.works ? enabled.map(({ id }) => id) : [];
  const { timeoutMs } = config.poll;
  const { readings, exchanges } = await look(runtime, enabled, {
    due,
    memory,
    clock,
    timeoutMs,
    pagesAtOnce: Number.POSITIVE_INFINITY,
    signal,
  });
  const blind = readings.filter((reading) => reading.kind === "blind");
  const roles = token.works ? (readTokenClaims(token.token)?.roles ?? null) : null;
  const blindOf = (id: ProbeId) => blind.filter(({ probe }) => probe === id);
  const stateOf = ({ id }: Probe): ExaminedProbe["state"] => {
    if (!config.probes[id].enabled) return "off";
    if (!available.some((probe) => probe.id === id)) return "not-in-cloud";
    return token.works ? stateOfProbe(blindOf(id), memory) : "blind";
  };
  const permissions = token.works ? judgePermissions({ probes: enabled, roles, blind }) : [];
  return {
    tenant: name,
    tenantId,
    signIn: token.works ? { works: true } : { works: false, fault: token.fault },
    skewMs: middle(exchanges.flatMap((exchange) => exchange.skewMs ?? [])),
    probes: probes.map((probe) => ({
      id: probe.id,
      state: stateOf(probe),
      optional: weightOf(probe.id) === "optional",
      blind: blindOf(probe.id),
    })),
    permissions,
    rolesKnown: roles !== null,
    surplus: surplusRoles(roles, permissions),
    readings,
  };
}

/** Of a probe that looked; `blind` are its own readings. */
export function stateOfProbe(blind: readonly BlindReading[], memory: TenantMemory): ExaminedProbe["state"] {
  if (blind.some((reading) => blindnessCounts(reading, memory))) return "blind";
  return blind.some((reading) => isRefusedOption(reading, memory)) ? "refused" : "works";
}

type SignIn = { works: true; token: string } | { works: false; fault: BlindReading };

async function signIn({ tokens }: TenantRuntime, signal: AbortSignal): Promise<SignIn> {
  try {
    return { works: true, token: await tokens.getToken(signal) };
  } catch (thrown) {
    if (!(thrown instanceof GraphFault)) throw thrown;
    return { works: false, fault: blindReading("organization", [], thrown, null) };
  }
}

function middle(values: number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
