import { expect, test } from "vitest";
import { areAllInside, recipientsOf } from "../../../src/app/recipients.ts";
import type { ChannelConfig, TenantConfig } from "../../../src/config/config.ts";
import type { Route } from "../../../src/domain/routing.ts";
import { emptyMemory } from "../../../src/domain/tenant.ts";

const listed = (...addresses: string[]) =>
  addresses.map((address) => ({ address, language: "auto" as const }));
const tenant = (to: string[], technicalContacts = false) =>
  ({ name: "contoso", mail: { to: listed(...to), language: "auto", technicalContacts } }) as TenantConfig;
const memory = (technicalMails: string[] = []) => ({
  ...emptyMemory(),
  technicalMails,
  verifiedDomains: ["contoso.example", "contoso.onmicrosoft.com"],
});

test("the tenant's own technical contacts are told when asked for, each once, and only where they are addresses", () => {
  const contacts = [
    "it@contoso.example",
    " OPS@contoso.example ",
    "call Jan",
    "a@b.example\r\nBcc: x@y.example",
    "",
  ];
  expect(recipientsOf(tenant(["ops@contoso.example"]), memory(contacts))).toEqual(
    listed("ops@contoso.example"),
  );
  expect(recipientsOf(tenant(["ops@contoso.example"], true), memory(contacts))).toEqual(
    listed("ops@contoso.example", "it@contoso.example"),
  );
});

const route = (to: string, more: Partial<Route> = {}): Route => ({
  tenants: [],
  findings: [],
  minSeverity: "warning",
  only: false,
  to: listed(to),
  ...more,
});
const channel = (more: Partial<ChannelConfig> = {}) =>
  ({ tenants: [], findings: [], minSeverity: "warning", name: "soc", ...more }) as ChannelConfig;

const rows: [name: string, to: string[], routes: Route[], channels: ChannelConfig[], inside: boolean][] = [
  ["one mailbox in the tenant", ["ops@contoso.example"], [], [], true],
  [
    "in another case, and below a verified domain",
    ["a@CONTOSO.example", "b@mail.contoso.example"],
    [],
    [],
    true,
  ],
  ["one of two outside", ["ops@contoso.example", "ops@provider.example"], [], [], false],
  ["a domain that only ends alike", ["ops@not-contoso.example"], [], [], false],
  ["a route to somebody outside", ["ops@contoso.example"], [route("x@provider.example")], [], false],
  [
    "a route for one finding, or another tenant, is no way for the rest",
    ["ops@contoso.example"],
    [
      route("x@provider.example", { findings: ["credential-expiry"] }),
      route("x@provider.example", { tenants: ["fabrikam"] }),
    ],
    [],
    true,
  ],
  ["a channel for everything", ["ops@contoso.example"], [], [channel()], false],
  ["a channel for another tenant", ["ops@contoso.example"], [], [channel({ tenants: ["fabrikam"] })], true],
];
test.each(rows)("all inside? %s: ", (_name, to, routes, channels, inside) => {
  const config = { mail: { routes }, channels } as unknown as Parameters<typeof areAllInside>[1];
  expect(areAllInside(tenant(to), config, memory())).toBe(inside);
});

test("without the tenant's domains nobody can say", () => {
  const config = { mail: { routes: [] }, channels: [] } as unknown as Parameters<typeof areAllInside>[1];
  expect(areAllInside(tenant(["ops@contoso.example"]), config, emptyMemory())).toBeNull();
});
