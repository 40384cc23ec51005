/** scripts/register-app.sh and the commands that `init` prints, run by bash against a stand-in for the Azure CLI. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { azureCliCommands } from "../../src/cli/init/commands.ts";
import { neededPermissions } from "../../src/cli/init/permissions.ts";
import { probes } from "../../src/probes/registry.ts";
import { createCertificates } from "../../src/simulator/certificates.ts";
import type { AzureApp, AzureState } from "../support/fake-az.ts";
import { projectRoot } from "../support/markdown.ts";

const script = join(projectRoot, "scripts/register-app.sh");
const graphAppId = "00000003-0000-0000-c000-000000000000";
const tenantId = "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20";
const needed = neededPermissions(probes).map(({ name }) => name);
/** Enough for what is not about the list itself. */
const few = ["--permissions", "User.Read.All,Domain.Read.All"];
const writing = ["Application.ReadWrite.All", "Mail.Send"];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "register-app-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const fake = join(projectRoot, "test/support/fake-az.ts");
  writeFileSync(join(folder, "az"), `#!/bin/sh\nexec '${process.execPath}' '${fake}' "$@"\n`, {
    mode: 0o755,
  });
  writeFileSync(join(folder, "sleep"), "#!/bin/sh\n", { mode: 0o755 });
  write({
    tenantId,
    graphUrl: "https://graph.example/",
    lineEnd: "\n",
    apps: [],
    principals: [
      { id: "graph-object", appId: graphAppId, appRoles: [...needed, ...writing].flatMap(toRoles) },
    ],
    assignments: [],
    failingGrants: 0,
    calls: [],
  });
});

/** Each name twice: Graph lists permissions of the same name for users, which are not meant. */
const toRoles = (value: string) => [
  { id: `user-${value}`, value, allowedMemberTypes: ["User"] },
  { id: `app-${value}`, value, allowedMemberTypes: ["Application"] },
];

const stateFile = () => join(folder, "state.json");
function write(state: AzureState): void {
  writeFileSync(stateFile(), JSON.stringify(state));
}
function read(): AzureState {
  return JSON.parse(readFileSync(stateFile(), "utf8"));
}

function bash(args: string[], input = "") {
  const path = [folder, process.env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync("bash", args, {
    env: { PATH: path, FAKE_AZ_STATE: stateFile(), LC_ALL: "C" },
    encoding: "utf8",
    input,
  });
  return { status, stdout, stderr };
}
const register = (...args: string[]) => bash([script, ...args]);

const rolesOf = ({ assignments }: AzureState) => assignments.map(({ appRoleId }) => appRoleId).toSorted();
const requestedOf = (app: AzureApp | undefined) =>
  app?.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => id)).toSorted();
const changes = ({ calls }: AzureState) =>
  calls
    .filter((call) => /\b(create|add|reset|POST)\b/.test(call.slice(0, 5).join(" ")))
    .map((call) => call.join(" "));

describe("register-app.sh", () => {
  test("a new app: one tenant, exactly the permissions of the probes, a secret that is printed once", () => {
    const { status, stdout, stderr } = register();
    const state = read();
    expect(status, stderr).toBe(0);
    expect(state.apps).toHaveLength(1);
    expect(state.apps[0]).toMatchObject({
      displayName: "sync-health-monitor",
      signInAudience: "AzureADMyOrg",
    });
    const roles = needed.map((name) => `app-${name}`).toSorted();
    expect(rolesOf(state)).toEqual(roles);
    expect(requestedOf(state.apps[0])).toEqual(roles);
    expect(stdout.split("\n")).toEqual([
      `tenantId: ${tenantId}`,
      `clientId: ${state.apps[0]?.appId}`,
      "clientSecret: a-new~secret.value",
      "",
    ]);
    expect(stderr).not.toContain("a-new~secret.value");
  });

  test("again: nothing is done twice, and what is asked for beyond that is added", () => {
    register(...few);
    const before = read();
    const again = register(...few);
    expect(again.status).toBe(0);
    expect(changes(read())).toEqual(changes(before));
    expect(again.stdout).toBe(`tenantId: ${tenantId}\nclientId: ${before.apps[0]?.appId}\n`);

    const more = register("--permissions", "User.Read.All, Group.Read.All", "--new-secret");
    expect(more.stdout).toContain("clientSecret: ");
    const { apps, ...state } = read();
    expect(rolesOf({ apps, ...state })).toEqual([
      "app-Domain.Read.All",
      "app-Group.Read.All",
      "app-User.Read.All",
    ]);
    expect(requestedOf(apps[0])).toEqual(rolesOf({ apps, ...state }));
    expect(apps.map(({ passwordCredentials }) => passwordCredentials.length)).toEqual([2]);

    for (const held of apps[0]?.passwordCredentials ?? []) held.endDateTime = "2020-01-01T00:00:00Z";
    write({ apps, ...state });
    expect(register(...few).stdout, "an expired secret is none").toContain("clientSecret: ");
  });

  test("--dry-run says what it would do, and does nothing; lines may end as on Windows", () => {
    write({ ...read(), lineEnd: "\r\n" });
    const { status, stdout, stderr } = register("--dry-run");
    expect(status, stderr).toBe(0);
    expect(changes(read())).toEqual([]);
    expect(read().apps).toEqual([]);
    expect(stderr).toContain("would run: az ad app create --display-name sync-health-monitor");
    for (const name of needed) expect(stderr).toContain(`would grant: ${name}`);
    expect(stderr).toContain("would add a secret");
    expect(stdout).toBe(`tenantId: ${tenantId}\n`);
  });

  test("a certificate: of a file with its key, only the certificate leaves", async () => {
    const { client } = await createCertificates({ client: true });
    const file = join(folder, "contoso.pem");
    writeFileSync(file, client?.pem ?? "");
    const first = register(...few, "--certificate", file);
    expect(first.status, first.stderr).toBe(0);
    const held = read().apps[0]?.keyCredentials ?? [];
    expect(held.map(({ pem }) => pem.trim())).toEqual([client?.certPem.trim()]);
    expect(read().apps[0]?.passwordCredentials).toEqual([]);
    register(...few, "--certificate", file);
    expect(read().apps[0]?.keyCredentials).toHaveLength(1);
  });

  test("grants that fail at first, as right after an app was made, are tried again", () => {
    write({ ...read(), failingGrants: 3 });
    const { status, stderr } = register(...few);
    expect(status).toBe(0);
    expect(stderr).toContain("Trying again");
    expect(rolesOf(read())).toHaveLength(2);
  });

  test("grants that go on failing end it", () => {
    write({ ...read(), failingGrants: 100 });
    expect(register(...few).status).toBe(69);
  });

  test("a permission that this cloud does not have is left out and named; one that was asked for ends it", () => {
    const state = read();
    const [graph] = state.principals;
    if (graph) graph.appRoles = graph.appRoles.filter(({ value }) => value !== "ServiceHealth.Read.All");
    write(state);
    const all = register();
    expect(all.status).toBe(0);
    expect(all.stderr).toContain("no application permission ServiceHealth.Read.All");
    const changed = changes(read());
    const chosen = register("--name", "other", "--permissions", "User.Read.All ServiceHealth.Read.All");
    expect(chosen.status).toBe(65);
    expect(changes(read())).toEqual(changed);
  });

  test("an app whose name only begins the same is not the one; two of the same name need a choice", () => {
    register(...few, "--name", "sync-health-monitor test");
    register(...few);
    expect(read().apps.map(({ displayName }) => displayName)).toEqual([
      "sync-health-monitor test",
      "sync-health-monitor",
    ]);
    const state = read();
    write({ ...state, apps: state.apps.map((app) => ({ ...app, displayName: "twin" })) });
    expect(register(...few, "--name", "twin").status).toBe(65);
    const clientId = state.apps[1]?.appId ?? "";
    expect(register(...few, "--name", "twin", "--client-id", clientId, "--no-credential").stdout).toContain(
      clientId,
    );
  });

  const refused: [string, string[], number, string][] = [
    [
      "a permission to write",
      ["--permissions", "User.Read.All,Application.ReadWrite.All"],
      64,
      "Application.ReadWrite.All",
    ],
    ["a permission to send mail", ["--permissions", "Mail.Send"], 64, "Mail.Send"],
    ["no permission", ["--permissions", " "], 64, "--permissions"],
    ["a name that would break out of a query", ["--name", "x' || 'y"], 64, "--name"],
    ["a client ID that is none", ["--client-id", "abc"], 64, "--client-id"],
    [
      "another tenant than the one signed in to",
      ["--tenant", "3d1f6c0e-7a55-4b0e-8a36-2f4f9f0f7b02"],
      77,
      "az login",
    ],
    ["a certificate that is none", ["--certificate", "package.json"], 65, "--certificate"],
    ["an unknown option", ["--remove"], 64, "--help"],
    ["an option without its value", ["--name"], 64, "needs a value"],
  ];
  test.each(refused)("refused, before anything is changed: %s", (_, args, code, said) => {
    const { status, stderr } = register(...args);
    expect(status).toBe(code);
    expect(stderr).toContain(said);
    expect(changes(read())).toEqual([]);
  });

  test("nobody is signed in", () => {
    write({ ...read(), tenantId: null });
    const { status, stderr } = register();
    expect(status).toBe(77);
    expect(stderr).toContain("az login --allow-no-subscriptions");
  });
});

describe("the commands that init prints", () => {
  const app = {
    tenantId,
    displayName: "sync-health-monitor",
    permissions: ["User.Read.All", "Domain.Read.All"],
  };

  test("a new app with a secret", () => {
    const lines = azureCliCommands({ ...app, clientId: null, credential: { type: "clientSecret" } });
    const { status, stdout, stderr } = bash(["-eu"], lines.join("\n"));
    const state = read();
    expect(status, stderr).toBe(0);
    expect(rolesOf(state)).toEqual(["app-Domain.Read.All", "app-User.Read.All"]);
    expect(requestedOf(state.apps[0])).toEqual(rolesOf(state));
    expect(stdout).toBe(`a-new~secret.value\nclientId: ${state.apps[0]?.appId}\n`);
  });

  test("an app that is there, with a certificate in a folder with a space", () => {
    register("--permissions", "User.Read.All", "--no-credential");
    const clientId = read().apps[0]?.appId ?? "";
    const file = join(folder, "it's a key.pem");
    const lines = azureCliCommands({ ...app, clientId, credential: { type: "clientCertificate", file } });
    const { stderr } = bash([], `cd '${folder}'\n${lines.join("\n")}`);
    expect(stderr).toContain("already exists");
    expect(rolesOf(read())).toEqual(["app-Domain.Read.All", "app-User.Read.All"]);
    const [held] = read().apps[0]?.keyCredentials ?? [];
    expect(held?.pem).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(held?.pem).not.toContain("PRIVATE KEY");
    expect(readFileSync(file, "utf8")).toMatch(/BEGIN CERTIFICATE.*BEGIN PRIVATE KEY/s);
  });
});
