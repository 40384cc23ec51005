import { describe, expect, test } from "vitest";
import { hour, minute } from "../../../src/domain/instant.ts";
import { createTenant } from "../../../src/simulator/tenant.ts";
import { manualClock } from "./setup.ts";

const at = (time: string) => Date.parse(`2026-09-14T${time}Z`);

function open(options = {}) {
  const clock = manualClock(at("07:10:00"));
  return { clock, tenant: createTenant({ clock, name: "contoso", ...options }) };
}

describe("sync dates", () => {
  test("move by themselves: 30 minutes, and 2 for password hashes", () => {
    const { clock, tenant } = open();
    expect([tenant.lastSyncAt, tenant.lastPasswordSyncAt]).toEqual([at("07:00:00"), at("07:10:00")]);
    clock.advance(25 * minute);
    expect([tenant.lastSyncAt, tenant.lastPasswordSyncAt]).toEqual([at("07:30:00"), at("07:34:00")]);
  });

  test("stand still after stopSync, while password hashes go on; resuming does not rewrite the gap", () => {
    const { clock, tenant } = open();
    tenant.stopSync();
    clock.advance(2 * hour + 5 * minute);
    expect([tenant.lastSyncAt, tenant.lastPasswordSyncAt]).toEqual([at("07:00:00"), at("09:14:00")]);
    tenant.resumeSync();
    expect(tenant.lastSyncAt).toBe(at("09:15:00"));
    clock.advance(15 * minute);
    expect(tenant.lastSyncAt).toBe(at("09:30:00"));
  });

  test("syncNow is one more cycle, running or not", () => {
    const { clock, tenant } = open();
    tenant.syncNow();
    expect(tenant.lastSyncAt).toBe(at("07:10:00"));
    tenant.stopServer();
    clock.advance(hour);
    tenant.syncNow();
    clock.advance(hour);
    expect([tenant.lastSyncAt, tenant.lastPasswordSyncAt]).toEqual([at("08:10:00"), at("07:10:00")]);
  });

  test.each([{ value: false }, { value: null }])("switched to $value, they stand still", ({ value }) => {
    const { clock, tenant } = open();
    tenant.setSyncEnabled(value);
    clock.advance(hour);
    expect([tenant.syncEnabled, tenant.lastSyncAt]).toEqual([value, at("07:00:00")]);
    tenant.setSyncEnabled(true);
    expect(tenant.lastSyncAt).toBe(at("08:10:00"));
  });

  test.each([
    { name: "never synced", options: { syncEnabled: null }, expected: [null, null] },
    { name: "no Connect server", options: { connectSync: false }, expected: [null, at("07:10:00")] },
    { name: "no password hash sync", options: { passwordHashSync: false }, expected: [at("07:00:00"), null] },
  ])("$name: null", ({ options, expected }) => {
    const { tenant } = open(options);
    expect([tenant.lastSyncAt, tenant.lastPasswordSyncAt]).toEqual(expected);
  });
});

test("ids are made from the name and stay the same", () => {
  const [one, two] = [open().tenant, open().tenant];
  expect(one.tenantId).toBe(two.tenantId);
  expect(one.tenantId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(open({ name: "fabrikam" }).tenant.tenantId).not.toBe(one.tenantId);
});
