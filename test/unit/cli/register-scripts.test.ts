/** Both scripts that register the app ask by default for what the probes need: no more, no less. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { azureCliCommands, powerShellCommands } from "../../../src/cli/init/commands.ts";
import { neededPermissions } from "../../../src/cli/init/permissions.ts";
import { probes } from "../../../src/probes/registry.ts";
import { projectRoot } from "../../support/markdown.ts";

const needed = neededPermissions(probes).map(({ name }) => name);

function defaultsOf(file: string, list: RegExp): string[] {
  const text = list.exec(readFileSync(join(projectRoot, file), "utf8"))?.[1] ?? "";
  return text.split(/[\s',]+/).filter((word) => word !== "");
}

test.each([
  ["scripts/register-app.sh", /^permissions=\(\n(.*?)^\)/ms],
  ["scripts/register-app.ps1", /\$Permissions = @\(\n(.*?)^ *\)/ms],
])("%s", (file, list) => {
  expect(defaultsOf(file, list).toSorted()).toEqual(needed.toSorted());
});

test("every permission of every probe only reads", () => {
  expect(needed.length).toBeGreaterThan(5);
  expect(needed.filter((name) => !/\.Read(Basic)?\.All$/.test(name))).toEqual([]);
});

test("a permission is listed once, with all that it reads", () => {
  const users = neededPermissions(probes).find(({ name }) => name === "User.Read.All");
  const declared = probes
    .flatMap((probe) => probe.permissions)
    .filter(({ name }) => name === "User.Read.All");
  expect(users?.reads.toSorted()).toEqual([...new Set(declared.map(({ reads }) => reads))].toSorted());
});

describe("the commands that init prints", () => {
  const app = {
    tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
    clientId: null,
    displayName: "it’s o'hara",
    permissions: ["User.Read.All", "Domain.Read.All"],
    credential: { type: "clientSecret" },
  } as const;
  const clientId = "0b6a7a39-8f4e-4f0a-9f0b-6d1d3a1c5e11";
  const certificate = { type: "clientCertificate", file: "/srv/o'hara’s.pem" } as const;

  test.each([
    ["Azure CLI", azureCliCommands],
    ["PowerShell", powerShellCommands],
  ] as const)("%s: these permissions and no other", (_, commandsOf) => {
    const text = commandsOf(app).join("\n");
    const named = new Set(text.match(/\b[\w-]+\.Read\w*\.All\b/g));
    // PowerShell itself is signed in with rights to write; the app is not given them.
    for (const own of ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"]) named.delete(own);
    expect([...named]).toEqual(app.permissions);
  });

  test("PowerShell: text stays text, with its own and with typographic quotes", () => {
    expect(powerShellCommands(app).join("\n")).toContain("-DisplayName 'it’’s o''hara'");
    expect(powerShellCommands({ ...app, credential: certificate }).join("\n")).toContain(
      "'/srv/o''hara’’s.pem'",
    );
  });

  test("PowerShell: an app that is there is not made again, and keeps the certificates that it has", () => {
    const text = powerShellCommands({ ...app, clientId, credential: certificate }).join("\n");
    expect(text).not.toContain("New-MgApplication");
    expect(text).not.toContain("RequiredResourceAccess");
    expect(text).toContain(`"appId eq '${clientId}'"`);
    expect(text).toContain("@($app.KeyCredentials | Where-Object { $_ }) + @{");
  });
});
