/** In: a diagnosis. Out: its lines for a terminal, ending with the consent that is missing and nothing more. Pure. */
import { type Examination, type ExaminedProbe, skewWorthTellingMs } from "../../app/examine-tenant.ts";
import type { JudgedPermission } from "../../app/judge-permissions.ts";
import type { BlindReading } from "../../domain/blindness.ts";
import { type Catalog, requestSurface } from "../../domain/catalog.ts";

export interface Diagnosis {
  tenants: Examination[];
  mail: WayState;
  /** The other ways: fallback and channels. */
  ways: (WayState & { name: string })[];
  /** Tenants of which everyone who is told has a mailbox in the tenant itself. */
  inside: string[];
}

interface WayState {
  server: string;
  from: string;
  works: boolean;
  response: string;
}

export function describeDiagnosis({ tenants, mail, ways, inside }: Diagnosis, catalog: Catalog): string[] {
  return [
    ...tenants.flatMap((tenant) => [...describeTenant(tenant, catalog), ""]),
    `mail  ${mail.server}, from ${mail.from}`,
    describeWay(mail),
    ...ways.flatMap((way) => [`${way.name}  ${way.server}`, describeWay(way)]),
    ...(inside.length > 0
      ? [
          `  careful: everyone who is told of ${inside.join(", ")} has a mailbox in it; when it breaks, nobody may hear of it`,
        ]
      : []),
    "",
    ...describeConsent(tenants),
  ];
}

function describeWay({ works, response }: WayState): string {
  return `  ${works ? "works" : "FAILS"}: ${response}${works ? "; nothing was sent (doctor --send sends a test)" : ""}`;
}

function describeTenant(tenant: Examination, catalog: Catalog): string[] {
  return [
    `${tenant.tenant}  ${tenant.tenantId}`,
    ...describeSignIn(tenant, catalog),
    `  clock          ${describeSkew(tenant.skewMs)}`,
    "  probes",
    ...tenant.probes.flatMap((probe) => describeProbe(probe, tenant)),
    ...(tenant.permissions.length > 0
      ? [
          `  permissions    ${tenant.rolesKnown ? "as the token has them" : "as the probes found them (this token can't be read)"}`,
          ...tenant.permissions.map(describePermission),
        ]
      : []),
    ...(tenant.surplus.length > 0
      ? [`  too much       ${tenant.surplus.join(", ")}: nothing here needs it; take it away`]
      : []),
    `  Microsoft's mails go to ${describeRecipients(tenant)}`,
  ];
}

function describeSignIn({ signIn }: Examination, catalog: Catalog): string[] {
  if (signIn.works) return ["  sign-in        works"];
  const { code, catalogId, detail } = signIn.fault;
  const [match] = code ? catalog.match({ code, message: null, surface: requestSurface(code) }) : [];
  const entry = catalogId ? catalog.entry(catalogId) : match?.by === "unknown" ? undefined : match?.entry;
  const steps = entry?.text.en.remedy ?? [];
  return [
    `  sign-in        FAILS: ${detail}`,
    ...(entry ? [`                 ${entry.text.en.meaning}`] : []),
    ...steps.map((step, index) => `                 ${index + 1}. ${step}`),
  ];
}

function describeSkew(skewMs: number | null): string {
  if (skewMs === null) return "not known: it is read from answers of Graph, and there was none";
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) < skewWorthTellingMs)
    return `right to within ${Math.max(1, seconds)} s of Microsoft's`;
  const direction = skewMs > 0 ? "behind" : "ahead of";
  return `WRONG: ${seconds} s ${direction} Microsoft's; set this host's time, or sign-in will fail`;
}

function describeProbe({ id, state, blind }: ExaminedProbe, tenant: Examination): string[] {
  const name = `    ${id.padEnd(28)}`;
  if (state === "off") return [`${name} off, by configuration`];
  if (state === "not-in-cloud") return [`${name} off: this cloud does not have it`];
  if (state === "works" && blind.length === 0) return [`${name} works`];
  if (!tenant.signIn.works) return [`${name} blind: sign-in fails`];
  return blind.map((reading) => `${name} ${wordFor(state, reading)}: ${reading.reason}: ${reading.detail}`);
}

function wordFor(state: ExaminedProbe["state"], { reason, covers }: BlindReading): string {
  if (state === "blind") return "BLIND";
  if (state === "works") return `works, without ${covers.join(", ")}`;
  return reason === "permission" ? "not seen (optional)" : "not offered here";
}

function describePermission({ name, by, state, reads }: JudgedPermission): string {
  const words: Record<JudgedPermission["state"], string> = {
    granted: "granted",
    covered: `covered by ${by}`,
    missing: "MISSING",
    "not-needed-yet": "not granted; nothing needs it here so far",
    works: "works",
    doubtful: "not known: one of its probe's permissions is missing",
  };
  return `    ${name.padEnd(42)} ${words[state]}  (${reads.join("; ")})`;
}

function describeRecipients({ readings }: Examination): string {
  const reading = readings.find((candidate) => candidate.kind === "notification-recipients");
  if (!reading) return "somebody we can't see";
  return reading.technicalMails.length > 0
    ? reading.technicalMails.join(", ")
    : "nobody: no technical contact is set";
}

function describeConsent(tenants: readonly Examination[]): string[] {
  const lines = tenants.flatMap(({ tenant, permissions }) => {
    const missing = permissions.filter(({ state }) => state === "missing" || state === "doubtful");
    const needed = missing.filter(({ optional }) => !optional).map(({ name }) => name);
    const nice = missing.filter(({ optional }) => optional).map(({ name }) => name);
    return [
      ...(needed.length > 0 ? [`  ${tenant}: ${needed.join(", ")}`] : []),
      ...(nice.length > 0 ? [`  ${tenant}, only if you want the optional probes: ${nice.join(", ")}`] : []),
    ];
  });
  const dark = tenants.filter(({ signIn }) => !signIn.works).map(({ tenant }) => tenant);
  const unknown = dark.length > 0 ? [`  ${dark.join(", ")}: not known until the sign-in works`] : [];
  const all = [...lines, ...unknown];
  if (all.length === 0) return ["Consent needed: none."];
  return ["Consent needed (application permissions of Microsoft Graph):", ...all];
}
