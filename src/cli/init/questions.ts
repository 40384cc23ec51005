/**
 * What `init` asks, in this order: each question with the flag that answers it without asking, its default, and the
 * check of its answer. Answers are text; several values in one are separated by spaces or commas.
 */
import { languages } from "../../domain/catalog.ts";
import { probeFacts, probeIds, weightOf } from "../../domain/probes.ts";
import { findFault } from "./check-answer.ts";

export type Key =
  | "name"
  | "tenantId"
  | "clientId"
  | "credential"
  | "secretEnv"
  | "certificate"
  | "from"
  | "to"
  | "smtp"
  | "without"
  | "language";
export type Given = Partial<Record<Key, string>>;

export interface Question {
  key: Key;
  flag: string;
  /** What is asked; an explanation may stand above it. */
  text: string;
  about?: string;
  /** Asked only where this holds; everywhere without it. */
  when?: (given: Given) => boolean;
  /** What an empty answer means; null: there must be an answer. */
  fallback: (given: Given) => string | null;
  /** Null, or what is wrong and what to write; it completes the sentence "<answer> …". */
  fault: (answer: string) => string | null;
  /** The answer is not repeated when it is wrong: it may be a secret in the wrong place. */
  hidden?: boolean;
}

const required = () => null;
const tenant = (...path: PropertyKey[]) => ["tenants", 0, ...path];

export const questions: readonly Question[] = [
  {
    key: "name",
    flag: "--name",
    text: "Short name of the tenant, as in contoso",
    fallback: required,
    fault: (answer) => findFault(tenant("name"), answer),
  },
  {
    key: "tenantId",
    flag: "--tenant-id",
    text: "Directory (tenant) ID",
    fallback: required,
    fault: (answer) => findFault(tenant("tenantId"), answer),
  },
  {
    key: "clientId",
    flag: "--client-id",
    text: "Application (client) ID; leave it empty if the app is not registered yet",
    fallback: () => "",
    fault: (answer) => (answer === "" ? null : findFault(tenant("credential", "clientId"), answer)),
  },
  {
    key: "credential",
    flag: "--certificate",
    text: "Sign in with a secret or a certificate?",
    fallback: () => "secret",
    fault: (answer) =>
      ["secret", "certificate"].includes(answer) ? null : "is not a choice. Write secret or certificate.",
  },
  {
    key: "secretEnv",
    flag: "--secret-env",
    text: "Environment variable that will hold the secret (its name, not the secret)",
    when: ({ credential }) => credential === "secret",
    fallback: ({ name = "" }) =>
      `${/^[0-9]/.test(name) ? "_" : ""}${name.toUpperCase().replaceAll("-", "_")}_SECRET`,
    fault: (answer) =>
      /^[A-Za-z_][A-Za-z0-9_]*$/.test(answer)
        ? null
        : "is not the name of a variable. Write letters, digits and underscores, as in CONTOSO_SECRET.",
    hidden: true,
  },
  {
    key: "certificate",
    flag: "--certificate",
    text: "PEM file with the certificate and its private key (relative to the configuration file)",
    when: ({ credential }) => credential === "certificate",
    fallback: ({ name = "" }) => `${name}.pem`,
    fault: (answer) =>
      findFault(tenant("credential"), {
        type: "clientCertificate",
        clientId: "00000000-0000-4000-8000-000000000000",
        certificateFile: answer,
      }),
  },
  {
    key: "from",
    flag: "--from",
    text: "Sender of the mails, as in Sync health <sync-health@contoso.example>",
    fallback: required,
    fault: (answer) => findFault(["mail", "from"], answer),
  },
  {
    key: "to",
    flag: "--to",
    text: "Who gets the mails (one or more addresses)",
    fallback: required,
    fault: (answer) =>
      split(answer).length === 0
        ? findFault(["mail", "to"], [])
        : firstFault(split(answer), (address) => findFault(["mail", "to", 0], address)),
  },
  {
    key: "smtp",
    flag: "--smtp",
    text: "Mail server (port 587 with STARTTLS; change that in the file if need be)",
    fallback: required,
    fault: (answer) => findFault(["mail", "transport", "host"], answer),
  },
  {
    key: "without",
    flag: "--without",
    about: [
      "Some probes need a license or a permission that you may not want to give. Without it they stay quiet:",
      ...probeIds.filter((id) => weightOf(id) === "optional").map((id) => `  ${id}: ${probeFacts[id].why}`),
    ].join("\n"),
    text: "Probes to leave out, by name (empty: none)",
    fallback: () => "",
    fault: (answer) => firstFault(split(answer), faultOfProbe),
  },
  {
    key: "language",
    flag: "--language",
    text: `Language of the mails: ${languages.join(", ")}, or auto for the tenant's own`,
    fallback: () => "auto",
    fault: (answer) => (answer === "auto" ? null : findFault(tenant("mail", "language"), answer)),
  },
];

/** Several values in one answer. */
export function split(answer: string): string[] {
  return answer.split(/[\s,;]+/).filter((part) => part !== "");
}

function faultOfProbe(probe: string): string | null {
  if (probeIds.some((id) => id === probe)) return null;
  // As an entry, not by assignment: a name such as __proto__ must stay a name.
  const entry = Object.fromEntries([[probe, { enabled: false }]]);
  return findFault(["probes"], entry) ?? "is not a probe. Leave it out.";
}

/** The first value with a fault; which one it is needs saying only where there are several. */
function firstFault(values: readonly string[], faultOf: (value: string) => string | null): string | null {
  for (const value of values) {
    const fault = faultOf(value);
    if (fault !== null) return values.length === 1 ? fault : `has ${JSON.stringify(value)}, which ${fault}`;
  }
  return null;
}
