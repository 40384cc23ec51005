/** `doctor` tells the truth: on tenants that give the app everything, something, nothing, or too much. */
import { describe, expect, test } from "vitest";
import { minute } from "../../src/domain/instant.ts";
import { probeIds, weightOf } from "../../src/domain/probes.ts";
import { defaultPermissions } from "../../src/simulator/tenant.ts";
import { useCommands } from "../support/commands.ts";

const desk = useCommands();
const examine = async () => {
  const { code, out } = await desk.withConfig("doctor", "--format", "json");
  const { tenants, mail } = JSON.parse(out);
  return { code, tenant: tenants[0], mail };
};
interface Examined {
  id: string;
  state: string;
}
const probesIn = (probes: Examined[], state: string) =>
  probes.filter((probe) => probe.state === state).map(({ id }) => id);
interface Judged {
  name: string;
  state: string;
}
const withState = (permissions: Judged[], state: string) =>
  permissions.filter((permission) => permission.state === state).map(({ name }) => name);
const lastLines = (out: string) => out.slice(out.indexOf("Consent needed")).trimEnd();

describe("all permissions", () => {
  test("everything works, and no consent is needed", async () => {
    const { code, out } = await desk.withConfig("doctor");
    expect(code).toBe(0);
    expect(out).toMatch(/sign-in +works/);
    expect(out.match(/^ {4}[a-z-]+ +works$/gm)).toHaveLength(probeIds.length);
    expect(out).toContain("Microsoft's mails go to it-alerts@contoso.example");
    expect(out).toMatch(/mail {2}127\.0\.0\.1:\d+ .*\n {2}works/);
    expect(lastLines(out)).toBe("Consent needed: none.");
    expect(desk.inbox.messages).toEqual([]);
    expect(out).not.toContain(desk.tenant.clientSecret);
  });

  test("a token that can't be read: what works shows by itself", async () => {
    desk.tenant.opaqueTokens = true;
    const { code, tenant } = await examine();
    expect(code).toBe(0);
    expect(tenant.rolesKnown).toBe(false);
    expect(new Set(tenant.permissions.map(({ state }: Judged) => state))).toEqual(new Set(["works"]));
  });

  test("--send sends a mail, and prints the server's words", async () => {
    const before = desk.inbox.messages.length;
    const { code, out } = await desk.withConfig("doctor", "--send");
    expect(code).toBe(0);
    expect(desk.inbox.messages.length).toBe(before + 1);
    expect(out).toMatch(/Consent needed: none\.\nmail: smtp to .*\n {2}accepted ops@ops\.example: 250 /);
  });

  test("--send with JSON: one document, with the server's words in it", async () => {
    const before = desk.inbox.messages.length;
    const { code, out } = await desk.withConfig("doctor", "--send", "--format", "json");
    expect(code).toBe(0);
    expect(desk.inbox.messages.length).toBe(before + 1);
    expect(JSON.parse(out).sent).toEqual([
      {
        way: "mail",
        address: "ops@ops.example",
        outcome: "accepted",
        response: expect.stringMatching(/^250 /),
        via: "smtp",
      },
    ]);
  });

  test("a test mail that is refused: 1, and the JSON says so", async () => {
    const calm = desk.inbox.behave({ stage: "rcpt", action: { reply: 550, text: "nobody here" } });
    const { code, out } = await desk.withConfig("doctor", "--send", "--format", "json");
    calm();
    expect(code).toBe(1);
    expect(JSON.parse(out).sent).toMatchObject([{ outcome: "refused" }]);
  });

  test("without --send the JSON speaks of no mail", async () => {
    const { out } = await desk.withConfig("doctor", "--format", "json");
    expect(JSON.parse(out)).not.toHaveProperty("sent");
  });
});

describe("some permissions", () => {
  const missing = ["User.Read.All", "Domain.Read.All", "ServiceHealth.Read.All"];

  test("names each that is missing, the probes it blinds, and the consent, no more", async () => {
    for (const name of missing) desk.tenant.permissions.delete(name);
    const { code, tenant } = await examine();
    expect(code).toBe(1);
    expect(withState(tenant.permissions, "missing").sort()).toEqual(missing.toSorted());
    expect(probesIn(tenant.probes, "blind")).toEqual([
      "object-errors",
      "service-provisioning-errors",
      "object-counts",
      "domains",
      "federation-certificate",
    ]);
    expect(probesIn(tenant.probes, "refused")).toEqual(["service-incidents"]);
    const { out } = await desk.withConfig("doctor");
    expect(lastLines(out)).toBe(
      [
        "Consent needed (application permissions of Microsoft Graph):",
        "  contoso: User.Read.All, Domain.Read.All",
        "  contoso, only if you want the optional probes: ServiceHealth.Read.All",
      ].join("\n"),
    );
  });

  test("a broader permission stands in", async () => {
    for (const name of ["User.Read.All", "Group.Read.All"]) desk.tenant.permissions.delete(name);
    desk.tenant.permissions.add("Directory.Read.All");
    const { code, tenant } = await examine();
    expect(code).toBe(0);
    expect(withState(tenant.permissions, "covered")).toEqual(["User.Read.All", "Group.Read.All"]);
  });

  test("what is missing and nobody needs yet is not asked for", async () => {
    desk.tenant.permissions.delete("Synchronization.Read.All");
    const { code, tenant } = await examine();
    expect(code).toBe(0);
    expect(withState(tenant.permissions, "not-needed-yet")).toEqual(["Synchronization.Read.All"]);
  });

  test("a probe that is switched off needs no permission", async () => {
    desk.tenant.permissions.delete("Domain.Read.All");
    await desk.configure("probes: { federation-certificate: { enabled: false } }");
    const { code, tenant } = await examine();
    expect(code).toBe(0);
    expect(tenant.permissions.map(({ name }: Judged) => name)).not.toContain("Domain.Read.All");
    expect(tenant.probes).toContainEqual(
      expect.objectContaining({ id: "federation-certificate", state: "off" }),
    );
  });
});

describe("what can't be had, and is not missed", () => {
  test("a probe that can be done without, refused from the first: healthy", async () => {
    desk.tenant.permissions.delete("ServiceHealth.Read.All");
    const { out, code } = await desk.withConfig("doctor");
    expect(code).toBe(0);
    expect(out).toMatch(/service-incidents +not seen \(optional\): permission: /);
  });

  test("a license that the tenant does not have: healthy", async () => {
    desk.tenant.premium = false;
    const { out, code } = await desk.withConfig("doctor");
    expect(code).toBe(0);
    expect(out).toMatch(/provisioning-log +not offered here: licence: /);
  });

  test("what only Graph's beta has, and never showed here: the probe works", async () => {
    desk.cloud.faults.add({
      kind: "item-status",
      status: 404,
      code: "NotFound",
      path: "/beta/organization",
    });
    const { out, code } = await desk.withConfig("doctor");
    desk.cloud.faults.clear();
    expect(code).toBe(0);
    expect(out).toMatch(/ organization +works, without password-sync, directory-quota: unsupported: /);
  });
});

describe("no permission", () => {
  test("every probe is blind, the sign-in is not to blame, and the whole consent is named", async () => {
    desk.tenant.permissions.clear();
    const { code, tenant } = await examine();
    expect(code).toBe(1);
    expect(tenant.signIn).toEqual({ works: true });
    const optional = probeIds.filter((id) => weightOf(id) === "optional");
    expect(probesIn(tenant.probes, "refused")).toEqual(optional);
    expect(probesIn(tenant.probes, "blind")).toEqual(probeIds.filter((id) => !optional.includes(id)));
    const asked = tenant.permissions.map(({ name }: Judged) => name);
    expect(asked.length).toBeGreaterThan(8);
    expect(withState(tenant.permissions, "missing")).toEqual(asked);
  });

  test("with a token that can't be read, what is certain is told from what may be", async () => {
    desk.tenant.opaqueTokens = true;
    desk.tenant.permissions.clear();
    const { out, code } = await desk.withConfig("doctor");
    expect(code).toBe(1);
    expect(lastLines(out)).toContain("Organization.Read.All");
    expect(lastLines(out)).toContain("User.Read.All");
  });
});

test("more permissions than needed are named", async () => {
  desk.tenant.permissions.add("User.ReadWrite.All");
  const { code, out } = await desk.withConfig("doctor");
  expect(code).toBe(0);
  expect(out).toContain("User.ReadWrite.All: nothing here needs it; take it away");
  expect(defaultPermissions).not.toContain("User.ReadWrite.All");
});

test("a refused sign-in: its cause and remedy, and nothing claimed about the rest", async () => {
  desk.tenant.refuseToken({ code: 7000222 });
  const { code, out } = await desk.withConfig("doctor");
  expect(code).toBe(1);
  expect(out).toMatch(/sign-in +FAILS: .*AADSTS7000222/);
  expect(out).toMatch(/^ +1\. /m);
  expect(lastLines(out)).toContain("contoso: not known until the sign-in works");
});

test("a clock that is wrong is told, with its direction", async () => {
  desk.cloud.clockSkewMs = 7 * minute;
  try {
    const { out, tenant } = { ...(await desk.withConfig("doctor")), ...(await examine()) };
    expect(out).toMatch(/clock +WRONG: 4(19|20|21) s behind Microsoft's/);
    expect(tenant.skewMs).toBeGreaterThan(6 * minute);
  } finally {
    desk.cloud.clockSkewMs = 0;
  }
});

test("nobody receives Microsoft's mails: said", async () => {
  desk.tenant.technicalNotificationMails = [];
  const { out } = await desk.withConfig("doctor");
  expect(out).toContain("Microsoft's mails go to nobody: no technical contact is set");
});

test("a mail server that refuses: 1, with its words", async () => {
  const calm = desk.inbox.behave({ stage: "connect", action: { reply: 421, text: "closed for today" } });
  const { code, mail } = await examine();
  calm();
  expect(code).toBe(1);
  expect(mail).toMatchObject({ works: false });
});
