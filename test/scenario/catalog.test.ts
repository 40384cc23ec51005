/** The catalog within the whole application: errors that nobody knows, and entries of the user's own. */
import { afterEach, describe, expect, test } from "vitest";
import { createWorld, type World, type WorldOptions } from "../support/world.ts";

let world: World;
afterEach(() => world.close());

async function enter(options: WorldOptions = {}) {
  world = await createWorld({ tenants: [{ name: "fabrikam" }], ...options });
  const { provisioning } = world.tenant.addCloudSyncConfiguration({ domain: "corp.fabrikam.example" });
  await world.poll();
  return provisioning;
}

const logged = (event: string) => world.log.filter((line) => line.event === event);
const unknownCount = async (family: string) =>
  (await world.metrics())
    .split("\n")
    .find((line) =>
      line.startsWith(`sync_health_catalog_unknown_total{tenant="fabrikam",family="${family}"}`),
    );

describe("an error that the catalog does not know", () => {
  test("is mailed raw, logged once with a fingerprint, and counted", async () => {
    const provisioning = await enter();
    const message = "The flux capacitor 4f1c2d3e-0000-4000-8000-1234567890ab is out of plutonium.";
    provisioning.quarantine({
      reason: "EncounteredQuarantineException",
      error: { code: "FluxCapacitorEmpty", message, tenantActionable: true },
    });
    const [mail] = await world.polls(5);
    expect(mail?.text).toContain("FluxCapacitorEmpty");
    expect(mail?.text.replace(/\s+/g, " ")).toContain("is out of plutonium");
    expect(logged("catalog.unknown")).toMatchObject([
      {
        level: "warn",
        tenant: "fabrikam",
        finding: "job-quarantine",
        code: "FluxCapacitorEmpty",
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        family: null,
      },
    ]);
    expect(await unknownCount("none")).toMatch(/ 1$/);
  });

  test("is logged again when it becomes another one, and not when only ids differ", async () => {
    const provisioning = await enter();
    const fail = (code: string, message: string) =>
      provisioning.quarantine({
        reason: "EncounteredQuarantineException",
        error: { code, message, tenantActionable: true },
      });
    fail("FluxCapacitorEmpty", "No plutonium for 4f1c2d3e-0000-4000-8000-1234567890ab at 12:03.");
    await world.polls(2);
    fail("FluxCapacitorEmpty", "No plutonium for 99999999-0000-4000-8000-1234567890ab at 13:07.");
    await world.polls(2);
    expect(logged("catalog.unknown")).toHaveLength(1);
    fail("FluxCapacitorFull", "No room.");
    await world.polls(2);
    expect(logged("catalog.unknown").map(({ code }) => code)).toEqual([
      "FluxCapacitorEmpty",
      "FluxCapacitorFull",
    ]);
  });

  test("of a known family is told as such, and logged all the same", async () => {
    const provisioning = await enter();
    provisioning.fail({ code: "HybridIdentityServiceMoonPhaseWrong", message: "", tenantActionable: true });
    const [mail] = await world.polls(3);
    expect(mail?.text).toContain("HybridIdentityServiceMoonPhaseWrong");
    expect(mail?.text.replace(/\s+/g, " ")).toContain("provisioning agent");
    expect(logged("catalog.unknown")).toMatchObject([{ family: "family-hybrid-identity-service" }]);
    expect(await unknownCount("family-hybrid-identity-service")).toMatch(/ 1$/);
  });

  test("known errors are no such thing", async () => {
    const provisioning = await enter();
    provisioning.fail({ code: "ContosoTimeOut", message: "", tenantActionable: true });
    await world.polls(3);
    expect(logged("catalog.unknown")).toEqual([]);
  });
});

describe("catalog.d beside the configuration", () => {
  const remedy = "Call the network team on 4711 and ask for rule 812.";

  test("its words are in the mail", async () => {
    const provisioning = await enter({
      ownCatalog: { "own.yaml": `- id: TimeOut\n  en:\n    remedy:\n      - ${remedy}\n` },
    });
    provisioning.fail({ code: "TimeOut", message: "", tenantActionable: true });
    const [mail] = await world.polls(2);
    expect(mail?.text.replace(/\s+/g, " ")).toContain(remedy);
    expect(logged("catalog.invalid")).toEqual([]);
  });

  test("a mistake in it is logged with its place, and the shipped words stay", async () => {
    const provisioning = await enter({
      ownCatalog: { "own.yaml": `- id: TimeOut\n  severity: dire\n  en: {remedy: [${remedy}]}\n` },
    });
    provisioning.fail({ code: "TimeOut", message: "", tenantActionable: true });
    const [mail] = await world.polls(2);
    expect(mail?.text).not.toContain("4711");
    expect(mail?.text).toContain("Restart-Service");
    expect(logged("catalog.invalid")).toMatchObject([
      {
        level: "error",
        file: "own.yaml",
        line: 1,
        catalogEntry: "TimeOut",
        field: "severity",
        value: '"dire"',
        remedy: "Write one of info, warning, critical.",
      },
    ]);
  });
});
