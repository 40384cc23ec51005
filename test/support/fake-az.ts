/**
 * As much of the Azure CLI as registering an app needs, run as a process of its own. In: arguments as for `az`, and a
 * tenant in the file that FAKE_AZ_STATE names. Out: what `az` would print, and the tenant as it is afterwards.
 */
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

interface Credential {
  displayName: string | null;
  endDateTime: string;
}

export interface AzureApp {
  appId: string;
  displayName: string;
  signInAudience: string;
  requiredResourceAccess: { resourceAppId: string; resourceAccess: { id: string; type: string }[] }[];
  passwordCredentials: Credential[];
  keyCredentials: (Credential & { pem: string })[];
}

export interface AzureState {
  /** Null: nobody is signed in. */
  tenantId: string | null;
  graphUrl: string;
  /** CR LF on Windows. */
  lineEnd: string;
  apps: AzureApp[];
  principals: {
    id: string;
    appId: string;
    appRoles: { id: string; value: string; allowedMemberTypes: string[] }[];
  }[];
  assignments: { principalId: string; resourceId: string; appRoleId: string }[];
  /** So many grants fail first, as while a new principal is not known everywhere. */
  failingGrants: number;
  /** Every call's arguments. */
  calls: string[][];
}

type Options = Map<string, string>;

function fail(text: string): never {
  process.stderr.write(`ERROR: ${text}\n`);
  process.exit(1);
}

/** The part of JMESPath that is asked: members, `[]`, `[a, b]`, and `[?a=='text' && contains(a, 'text')]`. */
function evaluate(query: string, value: unknown): unknown {
  let current = value;
  // Literals first: they may hold anything.
  const literals: unknown[] = [];
  const plain = query.replaceAll(/'([^']*)'|`([^`]*)`/g, (_, raw?: string, json = "") => {
    literals.push(raw ?? (/^[[{"]/.test(json) ? JSON.parse(json) : json));
    return `#${literals.length - 1}`;
  });
  for (const step of plain.match(/[A-Za-z]+|\[[^\]]*\]/g) ?? []) {
    if (step === "[]") current = (current as unknown[]).flat();
    else if (step.startsWith("[?")) {
      current = (current as Item[]).filter((item) => holds(step, item, literals));
    } else if (step.startsWith("[")) {
      const names = step.slice(1, -1).split(/, */);
      current = (current as Item[]).map((item) => names.map((name) => item[name]).join("\t"));
    } else if (Array.isArray(current)) current = current.map((item) => item[step]);
    else current = (current as Item)[step];
  }
  return current;
}

type Item = Record<string, unknown>;

function holds(step: string, item: Item, literals: unknown[]): boolean {
  const termOf = (term = "") => (term.startsWith("#") ? literals[Number(term.slice(1))] : item[term]);
  const equal = [...step.matchAll(/([#\w]+)==([#\w]+)/g)].every(([, a, b]) => termOf(a) === termOf(b));
  const has = [...step.matchAll(/contains\(([#\w]+), ([#\w]+)\)/g)].every(([, list, one]) =>
    (termOf(list) as unknown[]).includes(termOf(one)),
  );
  return equal && has;
}

function print(answer: unknown, options: Options, lineEnd: string): void {
  const found = options.has("--query") ? evaluate(options.get("--query") ?? "", answer) : answer;
  if (options.get("--output") === "none") return;
  if ((options.get("--output") ?? options.get("-o")) !== "tsv") {
    process.stdout.write(`${JSON.stringify(found)}${lineEnd}`);
    return;
  }
  const lines = Array.isArray(found) ? found : [found];
  process.stdout.write(lines.map((line) => `${line}${lineEnd}`).join(""));
}

function answer(command: string, options: Options, state: AzureState): unknown {
  const option = (name: string) => options.get(name) ?? fail(`${command}: ${name} is needed`);
  const app = () => state.apps.find(({ appId }) => appId === option("--id")) ?? fail("no such app");
  switch (command) {
    case "account show":
      return state.tenantId === null
        ? fail("Please run 'az login' to setup account.")
        : { tenantId: state.tenantId };
    case "login":
      state.tenantId = option("--tenant");
      return {};
    case "cloud show":
      return { endpoints: { microsoftGraphResourceId: state.graphUrl } };
    case "ad sp show":
      return state.principals.find(({ appId }) => appId === option("--id")) ?? fail("no such principal");
    case "ad sp list":
      return state.principals.filter(({ appId }) => option("--filter") === `appId eq '${appId}'`);
    case "ad sp create": {
      const created = { id: randomUUID(), appId: option("--id"), appRoles: [] };
      state.principals.push(created);
      return created;
    }
    case "ad app list":
      return state.apps.filter(({ displayName }) => displayName.startsWith(option("--display-name")));
    case "ad app show":
      return app();
    case "ad app create": {
      const created: AzureApp = {
        appId: randomUUID(),
        displayName: option("--display-name"),
        signInAudience: option("--sign-in-audience"),
        requiredResourceAccess: [],
        passwordCredentials: [],
        keyCredentials: [],
      };
      state.apps.push(created);
      return created;
    }
    case "ad app permission add": {
      const added = (options.get("--api-permissions") ?? "").split(" ").map((pair) => {
        const [id = "", type = ""] = pair.split("=");
        return { id, type };
      });
      const resourceAppId = option("--api");
      const list = app().requiredResourceAccess;
      const known = list.find((entry) => entry.resourceAppId === resourceAppId);
      if (known) known.resourceAccess.push(...added);
      else list.push({ resourceAppId, resourceAccess: added });
      return {};
    }
    case "ad app credential reset": {
      if (!options.has("--append")) fail("this would take away the credentials that are there");
      const credential = { displayName: option("--display-name"), endDateTime: "2999-01-01T00:00:00Z" };
      const file = options.get("--cert");
      if (file === undefined) app().passwordCredentials.push(credential);
      else app().keyCredentials.push({ ...credential, pem: readFileSync(file.slice(1), "utf8") });
      return { appId: option("--id"), password: "a-new~secret.value" };
    }
    case "rest":
      return answerRest(option("--method"), option("--url"), options, state);
    default:
      return fail(`'${command}' is misspelled or not recognized by the system.`);
  }
}

function answerRest(method: string, url: string, options: Options, state: AzureState): unknown {
  const [, root, id] = /^(.*)\/v1\.0\/servicePrincipals\/([^/]+)\/appRoleAssignments$/.exec(url) ?? [];
  if (`${root}/` !== state.graphUrl) fail(`Not found: ${url}`);
  if (method === "GET") return { value: state.assignments.filter(({ principalId }) => principalId === id) };
  if (state.failingGrants > 0) {
    state.failingGrants -= 1;
    writeFileSync(process.env.FAKE_AZ_STATE ?? "", JSON.stringify(state));
    fail("Not a valid reference update.");
  }
  const body = JSON.parse(options.get("--body") ?? "");
  if (body.principalId !== id) fail("Bad request");
  const same = (held: typeof body) => held.principalId === id && held.appRoleId === body.appRoleId;
  if (state.assignments.some(same)) fail("Permission being assigned already exists on the object");
  state.assignments.push(body);
  return body;
}

if (import.meta.main) {
  const file = process.env.FAKE_AZ_STATE ?? "";
  const state = JSON.parse(readFileSync(file, "utf8")) as AzureState;
  const args = process.argv.slice(2);
  const words = args.slice(
    0,
    args.findIndex((arg) => arg.startsWith("-")),
  );
  const options: Options = new Map();
  let name = "";
  for (const arg of args.slice(words.length)) {
    if (arg.startsWith("-")) name = arg;
    options.set(name, arg === name ? "" : `${options.get(name) ?? ""} ${arg}`.trim());
  }
  state.calls.push(args);
  writeFileSync(file, JSON.stringify(state));
  const result = answer(words.join(" "), options, state);
  writeFileSync(file, JSON.stringify(state));
  print(result, options, state.lineEnd);
}
