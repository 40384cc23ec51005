/** In: the answers. Out: the configuration as a commented YAML file; the secret is in it only as a reference. */
import { isAbsolute } from "node:path";
import { parse } from "yaml";
import { probeFacts } from "../../domain/probes.ts";
import type { Answers } from "./collect.ts";

/** Stands where the client ID belongs until the app is registered; no check takes it for one. */
export const clientIdPlaceholder = "<CLIENT-ID>";

export interface RenderOptions {
  /** The schema's file beside the configuration, for editors; null where there is none. */
  schemaFile: string | null;
}

export function renderConfig(answers: Answers, { schemaFile }: RenderOptions): string {
  return [
    ...(schemaFile === null ? [] : [`# yaml-language-server: $schema=./${schemaFile}`]),
    "# Written by `sync-health init`. What is not here has its default: config/monitor.example.yaml of the project shows",
    `# every option. \${env:NAME} and \${file:PATH} stand for a variable of the service or for the content of a file.`,
    '# Lines that begin with "#:" are options; take "#: " away to use one. After a change: sync-health check-config',
    "",
    "#: cloud: usgov # usgov, dod or china; the global cloud needs no word",
    "",
    ...renderTenant(answers),
    ...renderProbes(answers),
    ...renderMail(answers),
    "",
  ].join("\n");
}

function renderTenant({ name, tenantId, clientId, credential, language }: Answers): string[] {
  const id =
    clientId === null
      ? `${clientIdPlaceholder} # TO BE FILLED IN: Application (client) ID, once the app is registered`
      : `${clientId} # Application (client) ID of the app registration`;
  const proof =
    credential.type === "clientSecret"
      ? [
          `clientSecret: \${env:${credential.variable}} # its value comes from the environment, never from this file`,
        ]
      : [
          `certificateFile: ${toYaml(credential.file)} # PEM with the certificate and its private key${
            isAbsolute(credential.file) ? "" : "; beside this file"
          }`,
        ];
  return [
    "# The tenants to watch; add others below, each with an app of its own.",
    "tenants:",
    `  - name: ${toYaml(name)} # short and unique; seen in logs, metrics and addresses`,
    `    tenantId: ${tenantId}`,
    "    credential: # read-only permissions are enough",
    `      type: ${credential.type}`,
    `      clientId: ${id}`,
    ...proof.map((line) => `      ${line}`),
    ...(language === null ? [] : ["    mail:", `      language: ${language} # of this tenant's mails`]),
    "",
  ];
}

function renderProbes({ without }: Answers): string[] {
  if (without.length === 0) return [];
  return [
    "# Probes that are left out; remove a line to have it back, and give the app its permission.",
    "probes:",
    ...without.flatMap((id) => [`  # ${probeFacts[id].why}`, `  ${id}: { enabled: false }`]),
    "",
  ];
}

function renderMail({ from, to, smtp }: Answers): string[] {
  return [
    "# Who is told, and how.",
    "mail:",
    `  from: ${toYaml(from)}`,
    "  to:",
    ...to.map((address) => `    - ${toYaml(address)}`),
    "  transport:",
    "    type: smtp",
    `    host: ${toYaml(smtp)}`,
    "    #: port: 587 # default 587 with starttls, 465 with tls, 25 with none",
    "    #: tls: starttls # starttls, tls, or none inside a trusted network",
    "    #: auth: # where the server does not trust this host as it is",
    "    #:   user: sync-health@contoso.example",
    `    #:   password: \${env:SMTP_PASSWORD}`,
  ];
}

/** One scalar, quoted unless it is plain in every reading; a `${` is escaped, because references are ours to write. */
function toYaml(text: string): string {
  const escaped = text.replaceAll("${", () => "$${");
  const plain = /^[A-Za-z][\w.@<> /-]*$/.test(escaped) && parse(escaped) === escaped;
  return plain ? escaped : JSON.stringify(escaped);
}
