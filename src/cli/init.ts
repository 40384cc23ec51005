/**
 * `init`: from a handful of answers to a configuration that works, and to the commands that give its app exactly what
 * the chosen probes read. Answers come from flags, and from questions where there is a terminal. Writes one file.
 */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { AppError } from "../domain/errors.ts";
import { probes } from "../probes/registry.ts";
import { coerceError } from "../util/coerce-error.ts";
import { type Answers, collectAnswers } from "./init/collect.ts";
import { type AppToRegister, azureCliCommands, powerShellCommands, quoteForShell } from "./init/commands.ts";
import { neededPermissions } from "./init/permissions.ts";
import type { Given } from "./init/questions.ts";
import { clientIdPlaceholder, renderConfig } from "./init/render-config.ts";
import { openTerminal, type Terminal } from "./init/terminal.ts";

export interface InitOptions {
  name?: string;
  tenantId?: string;
  clientId?: string;
  secretEnv?: string;
  certificate?: string;
  from?: string;
  to?: string[];
  smtp?: string;
  without?: string[];
  language?: string;
  output: string;
  /** Ask nothing. */
  yes?: boolean;
  /** Write over a file that is there. */
  force?: boolean;
}

const schemaFile = "monitor.schema.json";
const appName = "sync-health-monitor";

/** Throws USAGE for a wrong or missing flag, and for a file that is there. */
export async function runInit(
  options: InitOptions,
  open: () => Terminal | null = openTerminal,
): Promise<number> {
  const file = resolve(options.output);
  refuseExisting(file, options);
  const flags = toGiven(options);
  const terminal = options.yes ? null : open();
  if (!options.yes && terminal === null) {
    throw new AppError(
      "USAGE",
      "init: there is no terminal to ask on. Give --yes, and the answers as flags: sync-health init --help.",
    );
  }
  let answers: Answers;
  try {
    answers = await collectAnswers(flags, terminal);
  } finally {
    terminal?.close();
  }
  await writeConfig(file, answers, options);
  console.log(describeOutcome(answers, file).join("\n"));
  return 0;
}

function toGiven(options: InitOptions): Given {
  if (options.secretEnv !== undefined && options.certificate !== undefined) {
    throw new AppError("USAGE", "init: --secret-env and --certificate exclude each other: give one of them.");
  }
  const { name, tenantId, clientId, secretEnv, certificate, from, to, smtp, without, language } = options;
  const credential =
    certificate !== undefined ? "certificate" : secretEnv !== undefined ? "secret" : undefined;
  const texts = { name, tenantId, clientId, credential, secretEnv, certificate, from, smtp, language };
  const lists = { to: to?.join(" "), without: without?.join(" ") };
  return Object.fromEntries(Object.entries({ ...texts, ...lists }).filter(([, said]) => said !== undefined));
}

function refuseExisting(file: string, { force }: InitOptions): void {
  if (force || !existsSync(file)) return;
  throw new AppError(
    "USAGE",
    `init: ${file} exists. --force writes over it, --output FILE writes another; nothing was changed.`,
  );
}

async function writeConfig(file: string, answers: Answers, options: InitOptions): Promise<void> {
  const folder = dirname(file);
  const text = renderConfig(answers, {
    schemaFile: existsSync(join(folder, schemaFile)) ? schemaFile : null,
  });
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, text, { flag: options.force ? "w" : "wx" });
  } catch (thrown) {
    // It may have come into being while the questions were answered.
    if ((thrown as NodeJS.ErrnoException).code === "EEXIST") refuseExisting(file, options);
    throw new AppError("USAGE", `init: ${file} can't be written: ${coerceError(thrown).message}`, {
      cause: thrown,
    });
  }
}

function describeOutcome(answers: Answers, file: string): string[] {
  const { clientId, credential, without } = answers;
  const chosen = probes.filter((probe) => !without.includes(probe.id));
  const permissions = neededPermissions(chosen);
  const app: AppToRegister = {
    tenantId: answers.tenantId,
    clientId,
    displayName: appName,
    permissions: permissions.map((permission) => permission.name),
    credential:
      credential.type === "clientSecret"
        ? { type: "clientSecret" }
        : { type: "clientCertificate", file: resolve(dirname(file), credential.file) },
  };
  const licences = chosen.flatMap(({ id, licence }) =>
    licence === null ? [] : [`${id} also needs ${licence}.`],
  );
  const indent = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  return [
    `Wrote ${file}.`,
    ...(clientId === null
      ? [`It is not complete yet: put the Application (client) ID in the place of ${clientIdPlaceholder}.`]
      : []),
    "",
    "The app needs these Microsoft Graph application permissions, all of them read-only:",
    ...indent(permissions.flatMap(({ name, reads }) => [name, ...reads.map((read) => `    ${read}`)])),
    ...licences,
    "",
    clientId === null
      ? "To register the app, as an administrator who may grant consent, with the Azure CLI:"
      : "To give the app what it lacks, as an administrator who may grant consent, with the Azure CLI:",
    "",
    ...indent(azureCliCommands(app)),
    "",
    "Or with Microsoft Graph PowerShell:",
    "",
    ...indent(powerShellCommands(app)),
    "",
    ...describeNextSteps(answers, file),
  ];
}

function describeNextSteps({ clientId, credential }: Answers, file: string): string[] {
  const inside = relative(process.cwd(), file);
  const shown = inside.startsWith("..") || isAbsolute(inside) ? file : inside;
  const named = shown === join("config", "monitor.yaml") ? "" : ` --config ${quoteForShell(shown)}`;
  const steps = [
    ...(clientId === null ? [`put the client ID into ${shown}`] : []),
    credential.type === "clientSecret"
      ? `set ${credential.variable} to the secret in the environment of the service`
      : `see that ${resolve(dirname(file), credential.file)} is there, and readable to the service alone`,
    `sync-health check-config${named}   finds mistakes, without the network`,
    `sync-health doctor${named}   looks at every permission and path`,
    `sync-health send-test${named}   sends one mail`,
    `sync-health run${named}   starts to watch`,
  ];
  return ["Next:", ...steps.map((step, index) => `  ${index + 1}. ${step}`)];
}
