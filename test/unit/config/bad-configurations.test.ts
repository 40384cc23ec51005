/** Every way to get the file wrong that we know of, with the exact words it is answered with. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are what many of these rows are about.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import {
  appId,
  failure,
  goodConfig,
  goodEnv,
  load,
  mailLines,
  makeFolder,
  otherId,
  tenantId,
  tenantLines,
  withoutPlace,
} from "./config-folder.ts";

interface BadConfiguration {
  name: string;
  text: string;
  env?: NodeJS.ProcessEnv;
  files?: Record<string, string | Uint8Array>;
  /** path, shown value, problem, remedy; `@` in a problem stands for the folder of the file. */
  expected: [path: string, value: string, problem: string, remedy: string][];
}

const start = "Start from config/monitor.example.yaml.";
const guidRemedy = "Copy it from the Entra admin center (Overview, Tenant ID).";
const httpsRemedy = "Write an address that begins with https://, without user name, query or fragment.";
const cronRemedy =
  "Write five fields (minute hour day month weekday), or six with seconds first, as in */5 * * * *.";
const durationRemedy = "Write a whole number and s, m, h or d, as in 30s, 15m, 1h or 3d; at most 365d.";
const limitRemedy = "Make the warning limit the smaller of the two, or equal.";
const referenceRemedy = "Write ${env:NAME} or ${file:PATH}; a plain ${ is written $${.";
const listOfOne = "a list of one or more in square brackets, or one a line after a hyphen.";

const second = (name: string, id: string, rest = "") =>
  `  - {name: ${name}, tenantId: ${id}, credential: {type: managedIdentity}${rest}}\n`;
const credential = (text: string) => goodConfig.replace(/credential: .*/, `credential: ${text}`);
const transport = (text: string) => goodConfig.replace(/transport: .*/, `transport: ${text}`);
const from = (text: string) => goodConfig.replace(/from: .*/, `from: ${text}`);
const to = (text: string) => goodConfig.replace(/ {2}to: .*/, `  to: ${text}`);

const unreadable: BadConfiguration[] = [
  { name: "an empty file", text: "", expected: [["", "(missing)", "is empty", start]] },
  { name: "only comments", text: "# later\n", expected: [["", "(missing)", "is empty", start]] },
  {
    name: "a list",
    text: "- a\n- b\n",
    expected: [["", "(not shown)", "is a list, not a mapping of keys", start]],
  },
  {
    name: "one text",
    text: "hello",
    expected: [["", "(not shown)", "is one text, not a mapping of keys", start]],
  },
  {
    name: "tab indentation",
    text: "poll:\n\tconcurrency: 4\n",
    expected: [["", "→concurrency: …", "indents with a tab", "Indent with spaces only."]],
  },
  {
    name: "not YAML: a bracket that stays open",
    text: "mail:\n  to: [a@b.example\nstore: {}\n",
    expected: [
      [
        "",
        "store: …",
        "is indented wrongly, or a bracket above is not closed",
        "Line it up with its neighbours.",
      ],
    ],
  },
  {
    name: "not YAML: a second colon, and the text beside it hidden",
    text: "mail:\n  from: Sync: hunter2\n",
    expected: [["", "  from: …", "has a second colon on one line", "Put the value in double quotes."]],
  },
  {
    name: "a key twice",
    text: `${goodConfig}mail: {}\n`,
    expected: [["", "mail: …", "has a key for the second time in one mapping", "Keep one of the two."]],
  },
  {
    name: "a tag",
    text: "cloud: !env CLOUD\n",
    expected: [["", "cloud: …", "has a tag (!…) that means nothing here", "Leave the tag out."]],
  },
  {
    name: "an alias without an anchor",
    text: "cloud: *nowhere\n",
    expected: [
      [
        "",
        "(not shown)",
        "has an alias (*…) that names no anchor",
        "Put a value that begins with * in double quotes.",
      ],
    ],
  },
  {
    name: "aliases that multiply",
    text: "a: &a [x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n",
    expected: [
      ["", "(not shown)", "repeats itself through more than 100 aliases (*…)", "Write the values out."],
    ],
  },
  {
    name: "an alias that holds itself",
    text: "tenants: &a [*a]\n",
    expected: [["", "(not shown)", "has an alias (*…) that holds itself", "Write the values out."]],
  },
  {
    name: "two documents",
    text: "cloud: global\n---\ncloud: china\n",
    expected: [["", "…", "begins a second document", "Keep one document: remove the line ---."]],
  },
];

const misnamed: BadConfiguration[] = [
  {
    name: "an unknown key with a near one",
    text: `${goodConfig}treshold: {}\n`,
    expected: [["treshold", "(not shown)", "is not a known key", "Did you mean thresholds?"]],
  },
  {
    name: "an unknown key far from any",
    text: `${goodConfig}store: {zzz: 1}\n`,
    expected: [["store.zzz", "(not shown)", "is not a known key", "Remove it. Known here: type, path."]],
  },
  {
    name: "an unknown key without a value",
    text: `${goodConfig}zzz:\nstore: {pth: }\n`,
    expected: [
      [
        "zzz",
        "(not shown)",
        "is not a known key",
        "Remove it. Known here: cloud, tenants, poll, probes, mail, channels, alerts, maintenance, heartbeat, store, status, log, thresholds.",
      ],
      ["store.pth", "(not shown)", "is not a known key", "Did you mean path?"],
    ],
  },
  {
    name: "a misspelt secret, its value hidden",
    text: credential(`{type: clientSecret, clientId: ${appId}, client_secret: hunter2}`),
    expected: [
      [
        "tenants[0].credential.clientSecret",
        "(missing)",
        "is missing",
        "Add it: text. The secret's value, not its id; best kept out of this file by a reference.",
      ],
      [
        "tenants[0].credential.client_secret",
        "(not shown)",
        "is not a known key",
        "Did you mean clientSecret?",
      ],
    ],
  },
  {
    name: "a key that JavaScript gives a meaning",
    text: `${goodConfig}store: {__proto__: {path: x}, constructor: 1}\n`,
    expected: [
      ["store.__proto__", "(not shown)", "is not a known key", "Remove it. Known here: type, path."],
      ["store.constructor", "(not shown)", "is not a known key", "Remove it. Known here: type, path."],
    ],
  },
  {
    name: "an unknown probe",
    text: `${goodConfig}probes: {organisation: {enabled: false}}\n`,
    expected: [["probes.organisation", "(not shown)", "is not a known key", "Did you mean organization?"]],
  },
  {
    name: "a value outside a closed list",
    text: `${goodConfig}cloud: globl\nlog: {level: loud}\nstore: {type: postgres}\n`,
    expected: [
      ["cloud", '"globl"', "is not a known value", "Did you mean global?"],
      ["log.level", '"loud"', "is not a known value", "Write one of trace, debug, info, warn, error."],
      ["store.type", '"postgres"', "is not a known value", "Write sqlite."],
    ],
  },
  {
    name: "a kind of credential that does not exist",
    text: credential(`{type: certificate, clientId: ${appId}}`),
    expected: [
      [
        "tenants[0].credential.type",
        '"certificate"',
        "is not a known value",
        "Write one of clientSecret, clientCertificate, managedIdentity, workloadIdentity.",
      ],
    ],
  },
];

const missing: BadConfiguration[] = [
  {
    name: "nothing that is required",
    text: "cloud: global\n",
    expected: [
      ["tenants", "(missing)", "is missing", `Add it: ${listOfOne} The tenants to watch, one or more.`],
      [
        "mail",
        "(missing)",
        "is missing",
        "Add it: a mapping with from, to, transport, fallback, routes, minSeverity, timeZone, retry. Who is told, and how.",
      ],
    ],
  },
  {
    name: "keys whose values were commented out",
    text: `tenants:\n${mailLines.replace(/host: [^}]*/, "host: ")}poll:\n  cron:\n`,
    expected: [
      ["tenants", "(missing)", "is missing", `Add it: ${listOfOne} The tenants to watch, one or more.`],
      ["mail.transport.host", "(missing)", "is missing", "Add it: text. Name or address of the mail server."],
    ],
  },
  {
    name: "no tenant, no recipient",
    text: to("[]").replace(tenantLines, "tenants: []\n"),
    expected: [
      ["tenants", "a list of 0", "is empty", `Write ${listOfOne} The tenants to watch, one or more.`],
      [
        "mail.to",
        "a list of 0",
        "is empty",
        `Write ${listOfOne} Who gets the mails of every tenant that names nobody else.`,
      ],
    ],
  },
  {
    name: "a credential without a type",
    text: credential(`{clientId: ${appId}}`),
    expected: [
      [
        "tenants[0].credential.type",
        "(missing)",
        "is missing",
        "Add it: one of clientSecret, clientCertificate, managedIdentity, workloadIdentity." +
          " A secret of the app registration: simplest, and it expires.",
      ],
    ],
  },
];

const wrong: BadConfiguration[] = [
  {
    name: "wrong types",
    text: `${to("ops@contoso.example")}poll: {concurrency: many, jitterSeconds: 1.5, timeoutSeconds: 0}\nstatus: {listen: false}\nstore: [x]\n`,
    expected: [
      [
        "mail.to",
        '"ops@contoso.example"',
        "is text",
        `Write ${listOfOne} Who gets the mails of every tenant that names nobody else.`,
      ],
      [
        "poll.concurrency",
        '"many"',
        "is text",
        "Write a whole number from 1 to 64. Tenants polled at once; more is faster, fewer is kinder.",
      ],
      [
        "poll.jitterSeconds",
        "1.5",
        "is a number with a fraction",
        "Write a whole number from 0 to 300. Each tenant's poll starts up to so much later, so that a fleet does not call at once.",
      ],
      [
        "poll.timeoutSeconds",
        "0",
        "is out of range",
        "Write a whole number from 1 to 3600. Longest time for one whole poll of one tenant.",
      ],
      [
        "status.listen",
        "false",
        "is a switch",
        "Write text. Address and port of the status page; off for none. Beyond this machine it needs tls and auth. Put it in double quotes.",
      ],
      [
        "store",
        "a list of 1",
        "is a list",
        "Write a mapping with type, path. Where alerts and unsent mails are kept.",
      ],
    ],
  },
  {
    name: "a secret where its mapping should be",
    text: credential("hunter2hunter2"),
    expected: [
      [
        "tenants[0].credential",
        "(secret)",
        "is text",
        "Write a mapping that begins with type. How to sign in to the tenant; read-only permissions are enough.",
      ],
    ],
  },
  {
    name: "a secret that YAML takes for a number",
    text: credential(`{type: clientSecret, clientId: ${appId}, clientSecret: 48151623}`),
    expected: [
      [
        "tenants[0].credential.clientSecret",
        "(secret)",
        "is a number",
        "Write text. The secret's value, not its id; best kept out of this file by a reference. Put it in double quotes.",
      ],
    ],
  },
  {
    name: "a bad GUID",
    text: goodConfig.replace(tenantId, "contoso.onmicrosoft.com"),
    expected: [["tenants[0].tenantId", '"contoso.onmicrosoft.com"', "is not a GUID", guidRemedy]],
  },
  {
    name: "a bad tenant name",
    text: goodConfig.replace("name: contoso", "name: Contoso NL"),
    expected: [
      [
        "tenants[0].name",
        '"Contoso NL"',
        "is not a tenant name",
        "Use lower-case letters, digits and hyphens only, at most 63, as in contoso.",
      ],
    ],
  },
  {
    name: "two tenants of one name",
    text: `${tenantLines}${second("contoso", otherId)}${mailLines}`,
    expected: [
      ["tenants[1].name", '"contoso"', "is also that of tenants[0]", "Give each tenant a name of its own."],
    ],
  },
  {
    name: "one tenant twice, in other letters",
    text: `${tenantLines}${second("fabrikam", tenantId.toUpperCase())}${mailLines}`,
    expected: [
      [
        "tenants[1].tenantId",
        `"${tenantId.toUpperCase()}"`,
        "is also that of tenants[0]",
        "Keep one entry for each tenant.",
      ],
    ],
  },
  {
    name: "a cron field out of range",
    text: `${goodConfig}poll: {cron: "70 * * * *"}\n`,
    expected: [["poll.cron", '"70 * * * *"', "is not a cron expression: wrong in minute", cronRemedy]],
  },
  {
    name: "a cron expression with a field too few",
    text: `${goodConfig}poll: {cron: "*/5 * * *"}\n`,
    expected: [
      ["poll.cron", '"*/5 * * *"', "is not a cron expression: it has 4 of 5 or 6 fields", cronRemedy],
    ],
  },
  {
    name: "bad durations",
    text: `${goodConfig}probes: {organization: {every: 15 min}, provisioning-jobs: {every: 400d}}\n`,
    expected: [
      ["probes.organization.every", '"15 min"', "is not a duration", durationRemedy],
      ["probes.provisioning-jobs.every", '"400d"', "is too long a duration", durationRemedy],
    ],
  },
  {
    name: "a cloud over http, and one with a password in it",
    text: `${goodConfig}cloud: {graph: "http://graph.example", authority: "https://me:hunter2@login.example"}\n`,
    expected: [
      ["cloud.graph", '"http://graph.example"', "is not https, and tokens travel there", httpsRemedy],
      ["cloud.authority", "(not shown)", "is more than a plain address", httpsRemedy],
    ],
  },
  {
    name: "a cloud with half its addresses",
    text: `${goodConfig}cloud: {graph: "https://graph.example", caFil: x.pem}\n`,
    expected: [
      [
        "cloud.authority",
        "(missing)",
        "is missing",
        "Add it: text. Root of the sign-in service; https only, because secrets travel there.",
      ],
      ["cloud.caFil", "(not shown)", "is not a known key", "Did you mean caFile?"],
    ],
  },
  {
    name: "bad mail addresses",
    text: to('[ops@, "Ops <ops@contoso.example>"]'),
    expected: [
      [
        "mail.to[0]",
        '"ops@"',
        "is not a mail address",
        "Write the address alone, as in ops@contoso.example.",
      ],
      [
        "mail.to[1]",
        '"Ops <ops@contoso.example>"',
        "is not a mail address",
        "Write the address alone, as in ops@contoso.example.",
      ],
    ],
  },
  {
    name: "a line break in the sender",
    text: from('"a@contoso.example\\r\\nBcc: x@evil.example"'),
    expected: [
      [
        "mail.from",
        '"a@contoso.example Bcc: x@evil.example"',
        "holds a line break or control character",
        "Write it on one line, without tabs.",
      ],
    ],
  },
  {
    name: "two senders",
    text: from("a@contoso.example, Sync <b@contoso.example>"),
    expected: [
      [
        "mail.from",
        '"a@contoso.example, Sync <b@contoso.example>"',
        "is more than one sender",
        "Write one sender, as in Sync health <sync-health@contoso.example>. Put a name with a comma in double quotes.",
      ],
    ],
  },
  {
    name: "a sender without an address",
    text: from("Sync health"),
    expected: [
      [
        "mail.from",
        '"Sync health"',
        "is not a mailbox",
        "Write one sender, as in Sync health <sync-health@contoso.example>.",
      ],
    ],
  },
  {
    name: "a host with its port, an unknown time zone, an address without port",
    text: `${transport("{type: smtp, host: 'smtp.contoso.example:25'}")}  timeZone: Amsterdam\nstatus: {listen: localhost}\n`,
    expected: [
      [
        "mail.transport.host",
        '"smtp.contoso.example:25"',
        "is not a host name or IP address",
        "Write the name alone, as in smtp.contoso.example; the port has a key of its own.",
      ],
      [
        "mail.timeZone",
        '"Amsterdam"',
        "is not a known time zone",
        "Write an IANA name, as in Europe/Amsterdam or UTC.",
      ],
      [
        "status.listen",
        '"localhost"',
        "is not an address and port",
        "Write 127.0.0.1:8080, [::1]:8080, or off for no status page.",
      ],
    ],
  },
  {
    name: "a sign-in of a way of the mails: unknown, doubled, or only half there",
    text: transport("{type: graph, sender: me, tenant: contosso}").replace(
      /$/,
      "  fallback: {transport: {type: smtp, host: h, auth: {type: xoauth2, user: u, tenantId: 6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20}}}\n",
    ),
    expected: [
      ["mail.transport.tenant", '"contosso"', "is not the name of a tenant", "Did you mean contoso?"],
      [
        "mail.fallback.transport.auth.credential",
        "(missing)",
        "is missing",
        "Give either tenant, or tenantId with credential.",
      ],
    ],
  },
  {
    name: "a token in the file, where one is fetched",
    text: transport(
      "{type: smtp, host: smtp.contoso.example, auth: {type: xoauth2, user: u, accessToken: hunter2}}",
    ),
    expected: [
      [
        "mail.transport.auth.accessToken",
        "(not shown)",
        "is not a known key",
        "Remove it. Known here: type, user, tenant, tenantId, credential, scope.",
      ],
    ],
  },
  {
    name: "recipients, routes and channels",
    text: `${goodConfig.replace("to: [identity-team@contoso.example]", "to: [ops@, {address: jan@contoso.example, language: fr}]")}  routes:
    - {findings: [sync-stail], tenants: [contoos], to: []}
channels:
  - {name: mail, type: teams, url: "ftp://hunter2.example"}
  - {name: a, type: webhook, url: "https://x.example"}
  - {name: a, type: pigeon, url: "https://x.example"}
`,
    expected: [
      [
        "mail.to[0]",
        '"ops@"',
        "is not a mail address",
        "Write the address alone, as in ops@contoso.example.",
      ],
      ["mail.to[1].language", '"fr"', "is not a known value", "Write one of en, nl."],
      ["mail.routes[0].findings[0]", '"sync-stail"', "is not a known value", "Did you mean sync-stale?"],
      ["mail.routes[0].tenants[0]", '"contoos"', "is not the name of a tenant", "Did you mean contoso?"],
      [
        "mail.routes[0].to",
        "a list of 0",
        "is empty",
        "Write a list of one or more in square brackets, or one a line after a hyphen. Who gets them.",
      ],
      [
        "channels[0].name",
        '"mail"',
        "is not a channel name",
        "Use lower-case letters, digits and hyphens only, at most 63, as in ops-teams; mail is taken.",
      ],
      [
        "channels[0].url",
        "(secret)",
        "is not a web address",
        "Write an address that begins with https:// (or http://).",
      ],
      ["channels[2].name", '"a"', "is also that of channels[1]", "Give each channel a name of its own."],
      ["channels[2].type", '"pigeon"', "is not a known value", "Write one of webhook, teams."],
    ],
  },
  {
    name: "rules, windows and the heartbeat",
    text: `${goodConfig}alerts: {rules: {sync-stale: {remindEvery: often, pendingPolls: 0}}}
maintenance:
  - {name: a, cron: "0 22 * * 9", duration: 4h}
  - {name: b, cron: "0 22 * * 2"}
  - {name: d, cron: "0 0 * * Sunday", duration: 1h}
  - {name: b, from: "2026-12-02T00:00:00Z", to: "2026-12-01T00:00:00Z"}
  - {name: c, from: "yesterday", to: "2026-12-01T00:00:00Z"}
heartbeat: {url: "beat", methode: PUT}
status: {publicUrl: "https://me:hunter2@sync.example"}
`,
    expected: [
      [
        "alerts.rules.sync-stale.remindEvery",
        '"often"',
        "is neither a duration nor never",
        "Write a span as in 1d or 12h, at most 365d, or never.",
      ],
      [
        "alerts.rules.sync-stale.pendingPolls",
        "0",
        "is out of range",
        "Write a whole number from 1 to 1000. Told once so many polls have seen it and none between saw it good; blind ones neither count nor reset it.",
      ],
      [
        "maintenance[0].cron",
        '"0 22 * * 9"',
        "is not a cron expression: wrong in day of week",
        "Write five fields (minute hour day month weekday), or six with seconds first, as in */5 * * * *.",
      ],
      ["maintenance[1].duration", "(missing)", "is missing", "Add it: text. How long it lasts."],
      [
        "maintenance[2].cron",
        '"0 0 * * Sunday"',
        "is not a cron expression that a window can begin by",
        "Write five fields (minute hour day month weekday) with names as in TUE and JAN, and ranges that rise.",
      ],
      ["maintenance[3].name", '"b"', "is also that of maintenance[1]", "Give each window a name of its own."],
      ["maintenance[3].to", '"2026-12-01T00:00:00Z"', "is not after from", "Let it end after it began."],
      [
        "maintenance[4].from",
        '"yesterday"',
        "is not a moment",
        "Write date, time and offset, as in 2026-12-01T20:00:00+01:00 or …Z.",
      ],
      [
        "heartbeat.url",
        "(secret)",
        "is not a web address",
        "Write an address that begins with https:// (or http://).",
      ],
      ["heartbeat.methode", "(not shown)", "is not a known key", "Did you mean method?"],
      [
        "status.publicUrl",
        "(not shown)",
        "is not a plain web address",
        "Write an address as in https://sync-health.contoso.example, without query or fragment.",
      ],
    ],
  },
  {
    name: "windows that recur and do not, and sign-ins of two kinds",
    text: `${transport("{type: smtp, host: h, auth: {user: u, password: hunter2, tenant: contoso}}")}maintenance:
  - {name: a, cron: "0 22 * * 2", duration: 4h, from: "2026-12-01T00:00:00Z"}
  - {name: b, cron: "0 22 * * 2", duration: 4h, from: "2026-12-01T00:00:00Z", to: "2026-12-02T00:00:00Z"}
  - {name: c, from: "2026-12-01T00:00:00Z", to: "2026-12-02T00:00:00Z", timeZone: UTC}
  - {name: d, from: "2026-12-01T00:00:00Z", duration: 4h}
`,
    expected: [
      [
        "mail.transport.auth.tenant",
        '"contoso"',
        "does not go with password",
        "Give either password, or type: xoauth2.",
      ],
      [
        "maintenance[0].from",
        '"2026-12-01T00:00:00Z"',
        "does not go with cron and duration",
        "Give either cron and duration, or from and to.",
      ],
      [
        "maintenance[1].from",
        '"2026-12-01T00:00:00Z"',
        "does not go with cron and duration",
        "Give either cron and duration, or from and to.",
      ],
      [
        "maintenance[1].to",
        '"2026-12-02T00:00:00Z"',
        "does not go with cron and duration",
        "Give either cron and duration, or from and to.",
      ],
      [
        "maintenance[2].timeZone",
        '"UTC"',
        "does not go with from and to",
        "Give either cron and duration, or from and to.",
      ],
      [
        "maintenance[3].cron",
        "(missing)",
        "is missing",
        "Add it: text. When it begins: five fields, or six with seconds first.",
      ],
      [
        "maintenance[3].from",
        '"2026-12-01T00:00:00Z"',
        "does not go with cron and duration",
        "Give either cron and duration, or from and to.",
      ],
    ],
  },
];

const limits: BadConfiguration[] = [
  {
    name: "a warning above the critical default",
    text: `${goodConfig}thresholds: {syncStaleWarningMinutes: 2000}\n`,
    expected: [
      [
        "thresholds.syncStaleWarningMinutes",
        "2000",
        "is more than syncStaleCriticalMinutes (1440 by default)",
        limitRemedy,
      ],
    ],
  },
  {
    name: "a tenant's critical limit below the common warning",
    text: `${tenantLines}${second("fabrikam", otherId, ", thresholds: {jobFailingCriticalCount: 4}")}${mailLines}thresholds: {jobFailingWarningCount: 5, jobFailingCriticalCount: 9}\n`,
    expected: [
      [
        "tenants[1].thresholds.jobFailingCriticalCount",
        "4",
        "is less than jobFailingWarningCount (5)",
        limitRemedy,
      ],
    ],
  },
  {
    name: "limits that are no limits",
    text: `${goodConfig}thresholds: {blindPolls: 0, jobStalledMinutes: -5, resolveAfterPolls: .inf}\n`,
    expected: [
      [
        "thresholds.blindPolls",
        "0",
        "is out of range",
        "Write a whole number from 1 to 1000. So many polls in a row without sight are reported.",
      ],
      [
        "thresholds.jobStalledMinutes",
        "-5",
        "is out of range",
        "Write a number above 0 to 525600. A job is never called stalled sooner than this many minutes.",
      ],
      [
        "thresholds.resolveAfterPolls",
        "Infinity",
        "is a number with a fraction",
        "Write a whole number from 1 to 1000. So many good polls in a row resolve an alert; more calms a flapping one.",
      ],
    ],
  },
];

const hash = `scrypt$32768$8$3$${"s".repeat(22)}$${"k".repeat(43)}`;
const statusOf = (text: string) => `${goodConfig}status: {${text}}\n`;
const stay = "or keep the page to this machine with listen: 127.0.0.1:8080.";
const tlsRemedy = `Give tls: {certFile: FILE, keyFile: FILE}, or tls: proxy where a proxy in front ends TLS; ${stay}`;
const authRemedy = `Give auth: {users: [{name: NAME, passwordHash: HASH}]} with the hash from \`sync-health hash-password\`, or auth: {proxy: {header: NAME, addresses: [IP]}}; ${stay}`;
const clear = (listen: string) =>
  `is missing, though other machines reach status.listen (${listen}): passwords and what is wrong with your tenants would cross the network in clear text`;
const anybody = (listen: string) =>
  `is missing, though other machines reach status.listen (${listen}): anybody could see what is wrong with your tenants, and silence it`;
const hashRemedy =
  "Run `sync-health hash-password` and copy what it prints, from scrypt$ to the end; in single quotes.";
const badHash = "is not a password hash that can be used";
const headerRemedy = "Name the header that the proxy sets for it, as in X-Remote-User.";
const takenHeader = "is a header that means something else than the user's name";
const networkRemedy =
  "Write the proxy's own address, as in 10.0.0.5, or its network, as in 10.0.0.0/28 or fd00:5::/64.";
const nameRemedy = "Write at most 100 characters without a colon, as in mara or Mara Lindt.";

const exposed: BadConfiguration[] = [
  ...["0.0.0.0:8080", "[::]:8080", "10.1.2.3:80", "sync.contoso.example:443", "128.0.0.1:0"].map(
    (listen): BadConfiguration => ({
      name: `${listen} without TLS and sign-in`,
      text: statusOf(`listen: "${listen}"`),
      expected: [
        ["status.tls", "(missing)", clear(`"${listen}"`), tlsRemedy],
        ["status.auth", "(missing)", anybody(`"${listen}"`), authRemedy],
      ],
    }),
  ),
  {
    name: "an address from a variable stays hidden",
    text: statusOf('listen: "${env:LISTEN}"'),
    env: { ...goodEnv, LISTEN: "hunter2:80" },
    expected: [
      ["status.tls", "(missing)", clear("(secret)"), tlsRemedy],
      ["status.auth", "(missing)", anybody("(secret)"), authRemedy],
    ],
  },
  {
    name: "users, but no TLS",
    text: statusOf(`listen: "0.0.0.0:80", auth: {users: [{name: mara, passwordHash: ${hash}}]}`),
    expected: [["status.tls", "(missing)", clear('"0.0.0.0:80"'), tlsRemedy]],
  },
  {
    name: "TLS, but nobody signs in",
    text: statusOf('listen: "0.0.0.0:80", tls: {certFile: a, keyFile: b}'),
    expected: [["status.auth", "(missing)", anybody('"0.0.0.0:80"'), authRemedy]],
  },
  {
    name: "a proxy that ends TLS, and nobody says which",
    text: statusOf(`listen: "0.0.0.0:80", tls: proxy, auth: {users: [{name: mara, passwordHash: ${hash}}]}`),
    expected: [
      [
        "status.auth.proxy",
        "(missing)",
        "is missing, though status.tls is proxy: whose way here is encrypted can't be told",
        "Give proxy: {header: NAME, addresses: [IP]} with the proxy's address; or tls: {certFile: FILE, keyFile: FILE} without a proxy.",
      ],
    ],
  },
  {
    name: "the same, from everywhere and with nobody: what is missing is told once",
    text: statusOf('listen: "0.0.0.0:80", tls: proxy'),
    expected: [["status.auth", "(missing)", anybody('"0.0.0.0:80"'), authRemedy]],
  },
  ...["auth: {users: []}", "auth: {}"].map(
    (auth): BadConfiguration => ({
      name: `a sign-in for nobody, ${auth}`,
      text: statusOf(auth),
      expected: [
        [
          "status.auth",
          "a mapping",
          "names neither users nor a proxy, so nobody could see the page",
          "Give users: [{name: NAME, passwordHash: HASH}], or proxy: {header: NAME, addresses: [IP]}.",
        ],
      ],
    }),
  ),
  {
    name: "TLS that is neither files nor proxy, or half of it",
    text: statusOf("tls: cert.pem, auth: {proxy: {header: X-User, addresses: [10.0.0.1]}}"),
    expected: [
      [
        "status.tls",
        '"cert.pem"',
        "is neither files nor proxy",
        "Give certFile and keyFile; or write proxy where a proxy in front ends TLS.",
      ],
    ],
  },
  {
    name: "a certificate without its key",
    text: statusOf("tls: {certFile: a.pem, key: b.pem}"),
    expected: [
      [
        "status.tls.keyFile",
        "(missing)",
        "is missing",
        "Add it: text. PEM file with its private key, without a password.",
      ],
      ["status.tls.key", "(not shown)", "is not a known key", "Remove it. Known here: certFile, keyFile."],
    ],
  },
  {
    name: "passwords in place of hashes, and hashes that protect nothing or cost too much",
    text: `${goodConfig}status:
  auth:
    users:
      - {name: a, passwordHash: hunter2}
      - {name: b, passwordHash: "${hash.replace("32768", "16384")}"}
      - {name: c, passwordHash: "${hash.replace("32768", "1048576")}"}
      - {name: d, passwordHash: "${hash.replace("$8$3$", "$8$99$")}"}
      - {name: e, passwordHash: "${hash.slice(0, -10)}"}
      - {name: f}
`,
    expected: [
      ...[0, 1, 2, 3, 4].map((index): BadConfiguration["expected"][number] => [
        `status.auth.users[${index}].passwordHash`,
        "(secret)",
        badHash,
        hashRemedy,
      ]),
      [
        "status.auth.users[5].passwordHash",
        "(missing)",
        "is missing",
        "Add it: text. What sync-health hash-password prints; best kept out of this file by a reference.",
      ],
    ],
  },
  {
    name: "names that nobody could sign in with, and one that two would",
    text: `${goodConfig}status:
  auth:
    users:
      - {name: "a:b", passwordHash: ${hash}}
      - {name: " a", passwordHash: ${hash}}
      - {name: "a\\nb", passwordHash: ${hash}}
      - {name: Mara, passwordHash: ${hash}}
      - {name: mara, passwordHash: ${hash}}
      - {name: "", passwordHash: ${hash}}
`,
    expected: [
      ["status.auth.users[0].name", '"a:b"', "is not a name to sign in with", nameRemedy],
      ["status.auth.users[1].name", '"a"', "is not a name to sign in with", nameRemedy],
      ["status.auth.users[2].name", '"a b"', "is not a name to sign in with", nameRemedy],
      [
        "status.auth.users[4].name",
        '"mara"',
        "is also that of status.auth.users[3]",
        "Give each user a name of its own, also apart from capitals.",
      ],
      ["status.auth.users[5].name", '""', "is not a name to sign in with", nameRemedy],
    ],
  },
  ...[
    ["Authorization", takenHeader],
    ["cookie", takenHeader],
    ["Host", takenHeader],
    ["Sec-Fetch-User", takenHeader],
    ["X-Forwarded-For", takenHeader],
    ["Content-Location", takenHeader],
    ["X User", "is not the name of a header"],
    ["X-User:", "is not the name of a header"],
  ].map(
    ([header = "", problem = ""]): BadConfiguration => ({
      name: `the user's name in the header "${header}"`,
      text: statusOf(`auth: {proxy: {header: "${header}", addresses: [10.0.0.1]}}`),
      expected: [["status.auth.proxy.header", `"${header}"`, problem, headerRemedy]],
    }),
  ),
  {
    name: "a proxy that is everybody, nobody, or no address",
    text: statusOf(
      'auth: {proxy: {header: X-User, addresses: [0.0.0.0/0, "::/0", 10.0.0.0/33, proxy.contoso.example, 10.0.0.0/8, "fe80::1%eth0"]}}',
    ),
    expected: [
      ...["0.0.0.0/0", "::/0"].map((address, index): BadConfiguration["expected"][number] => [
        `status.auth.proxy.addresses[${index}]`,
        `"${address}"`,
        "is every address there is, so anybody could send the header",
        networkRemedy,
      ]),
      ...(
        [
          [2, "10.0.0.0/33"],
          [3, "proxy.contoso.example"],
          [5, "fe80::1%eth0"],
        ] as const
      ).map(([index, address]): BadConfiguration["expected"][number] => [
        `status.auth.proxy.addresses[${index}]`,
        `"${address}"`,
        "is not an IP address or network",
        networkRemedy,
      ]),
    ],
  },
  {
    name: "a proxy without an address",
    text: statusOf("auth: {proxy: {header: X-User, addresses: []}}"),
    expected: [
      [
        "status.auth.proxy.addresses",
        "a list of 0",
        "is empty",
        `Write ${listOfOne} IP addresses or networks that the proxy asks from; from elsewhere the header means nothing.`,
      ],
    ],
  },
];

const references: BadConfiguration[] = [
  {
    name: "an unset variable",
    text: goodConfig,
    env: {},
    expected: [
      [
        "tenants[0].credential.clientSecret",
        "${env:CONTOSO_SECRET}",
        "refers to the environment variable CONTOSO_SECRET, which is not set",
        "Set CONTOSO_SECRET in the environment of the service.",
      ],
    ],
  },
  {
    name: "an empty variable",
    text: goodConfig,
    env: { CONTOSO_SECRET: "" },
    expected: [
      [
        "tenants[0].credential.clientSecret",
        "${env:CONTOSO_SECRET}",
        "refers to the environment variable CONTOSO_SECRET, which is empty",
        "Set CONTOSO_SECRET in the environment of the service.",
      ],
    ],
  },
  {
    name: "two unset variables in one text",
    text: goodConfig.replace("host: smtp.contoso.example", "host: '${env:A}.${env:B}'"),
    expected: [
      [
        "mail.transport.host",
        "${env:A}",
        "refers to the environment variable A, which is not set",
        "Set A in the environment of the service.",
      ],
      [
        "mail.transport.host",
        "${env:B}",
        "refers to the environment variable B, which is not set",
        "Set B in the environment of the service.",
      ],
    ],
  },
  {
    name: "secret files that are missing, a folder, empty, not text",
    text: `tenants:
  - {name: a, tenantId: ${otherId}, credential: {type: clientSecret, clientId: ${appId}, clientSecret: "\${file:none.txt}"}}
  - {name: b, tenantId: ${tenantId}, credential: {type: clientSecret, clientId: ${appId}, clientSecret: "\${file:.}"}}
  - {name: c, tenantId: ${appId}, credential: {type: clientSecret, clientId: ${appId}, clientSecret: "\${file:empty.txt}"}}
${transport('{type: smtp, host: h, auth: {user: u, password: "${file:utf16.txt}"}}').replace(tenantLines, "")}`,
    files: { "empty.txt": "\n", "utf16.txt": new Uint8Array([0xff, 0xfe, 0x41, 0x00]) },
    expected: [
      [
        "tenants[0].credential.clientSecret",
        "${file:none.txt}",
        "refers to the file @/none.txt, which does not exist",
        "Create it, or correct the path.",
      ],
      [
        "tenants[1].credential.clientSecret",
        "${file:.}",
        "refers to the file @, which is a directory",
        "Name a file in it.",
      ],
      [
        "tenants[2].credential.clientSecret",
        "${file:empty.txt}",
        "refers to the file @/empty.txt, which is empty",
        "Write the value into it.",
      ],
      [
        "mail.transport.auth.password",
        "${file:utf16.txt}",
        "refers to the file @/utf16.txt, which is not UTF-8 text",
        "Save it as UTF-8 (PowerShell's > writes UTF-16).",
      ],
    ],
  },
  {
    name: "references that are none",
    text: `${goodConfig}log: {destination: "\${vault:x}"}\nstore: {path: "\${env:A"}\nstatus: {listen: "\${env:not a name}"}\n`,
    expected: [
      ["log.destination", "(not shown)", "holds a reference of no known kind", referenceRemedy],
      ["store.path", "(not shown)", "holds a ${ that is never closed", referenceRemedy],
      ["status.listen", "(not shown)", "holds a reference of no known kind", referenceRemedy],
    ],
  },
  {
    name: "a wrong value from a variable, hidden",
    text: goodConfig.replace(tenantId, "${env:TENANT}"),
    env: { ...goodEnv, TENANT: "hunter2" },
    expected: [["tenants[0].tenantId", "(secret)", "is not a GUID", guidRemedy]],
  },
];

const several: BadConfiguration[] = [
  {
    name: "mistakes of every stage, in the file's order",
    text: `cloud: mars
tenants:
  - name: a
    tenantId: "\${env:NOPE}"
    credential: {type: managedIdentity}
  - name: a
    tenantId: ${otherId}
    credential: {type: managedIdentity}
    thresholds: {jobFailingWarningCount: 7}
mail: {from: x, to: [ops@contoso.example], transport: {type: graph}}
`,
    expected: [
      ["cloud", '"mars"', "is not a known value", "Write one of global, usgov, dod, china."],
      [
        "tenants[0].tenantId",
        "${env:NOPE}",
        "refers to the environment variable NOPE, which is not set",
        "Set NOPE in the environment of the service.",
      ],
      ["tenants[1].name", '"a"', "is also that of tenants[0]", "Give each tenant a name of its own."],
      [
        "tenants[1].thresholds.jobFailingWarningCount",
        "7",
        "is more than jobFailingCriticalCount (3 by default)",
        limitRemedy,
      ],
      [
        "mail.from",
        '"x"',
        "is not a mailbox",
        "Write one sender, as in Sync health <sync-health@contoso.example>.",
      ],
      [
        "mail.transport.tenant",
        "(missing)",
        "is missing, and there are several tenants",
        "Give either tenant, or tenantId with credential.",
      ],
      [
        "mail.transport.sender",
        "(missing)",
        "is missing",
        "Add it: text. Exchange Online mailbox that sends: its sign-in name or object ID; mail.from should be its address.",
      ],
    ],
  },
];

describe.each([
  ["unreadable text", unreadable],
  ["wrong names", misnamed],
  ["missing parts", missing],
  ["wrong values", wrong],
  ["limits out of order", limits],
  ["a status page that others reach", exposed],
  ["references", references],
  ["several at once", several],
])("%s", (_, rows) => {
  test.each(rows)("$name", async ({ text, env, files, expected }) => {
    const options = { ...(env && { env }), ...(files && { files }) };
    const error = await failure(load(text, options));
    const folder = String(error.file).replace(/\/monitor\.yaml$/, "");
    const rows = withoutPlace(error.problems).map((problem) => Object.values(problem));
    expect(rows).toEqual(
      expected.map(([path, value, problem, remedy]) => [path, value, problem.replace("@", folder), remedy]),
    );
    expect(error.message).not.toContain("hunter2");
  });
});

describe("the file itself", () => {
  test("none anywhere: the places and the remedy are named", async () => {
    const folder = await makeFolder({});
    const error = await failure(loadConfig({ env: {}, workingDirectory: folder }));
    expect(error.problems).toEqual([
      {
        path: "",
        value: "(missing)",
        problem: `there is no configuration file; looked for ${folder}/config/monitor.yaml and /etc/sync-health-monitor/monitor.yaml`,
        remedy:
          "Copy config/monitor.example.yaml to one of these places, or name another with --config FILE or SYNC_HEALTH_CONFIG.",
      },
    ]);
    expect(error.file).toBeNull();
    expect(error.exitCode).toBe(78);
  });

  test.each([
    ["--config", { file: "none.yaml", env: { SYNC_HEALTH_CONFIG: "config/monitor.yaml" } }],
    ["SYNC_HEALTH_CONFIG", { env: { SYNC_HEALTH_CONFIG: "none.yaml" } }],
  ])("named by %s but not there: no other place is tried", async (by, options) => {
    const folder = await makeFolder({ "config/monitor.yaml": goodConfig });
    const error = await failure(loadConfig({ ...options, workingDirectory: folder }));
    expect(withoutPlace(error.problems)).toEqual([
      {
        path: "",
        value: `"${folder}/none.yaml"`,
        problem: "does not exist",
        remedy: `Create it, or correct the path. It was named by ${by}.`,
      },
    ]);
  });

  test("a directory", async () => {
    const folder = await makeFolder({});
    await mkdir(join(folder, "config/monitor.yaml"), { recursive: true });
    const error = await failure(loadConfig({ env: {}, workingDirectory: folder }));
    expect(withoutPlace(error.problems)).toEqual([
      {
        path: "",
        value: `"${folder}/config/monitor.yaml"`,
        problem: "is a directory",
        remedy: "Name a file in it.",
      },
    ]);
  });

  test.each([
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x63, 0x00, 0x6c, 0x00]), "is not UTF-8 text"],
    ["Latin-1", new Uint8Array([0x23, 0x20, 0xe9, 0x0a]), "is not UTF-8 text"],
    ["far too large", new Uint8Array(1024 * 1024 + 1).fill(0x23), "is larger than 1024 KiB"],
  ])("%s", async (_, bytes, problem) => {
    const error = await failure(load(bytes));
    expect(error.problems.map((found) => found.problem)).toEqual([problem]);
  });
});

test("the message tells place, path, problem, value and remedy, two lines each", async () => {
  const error = await failure(load(goodConfig.replace(tenantId, "nope").replace("smtp, host", "smtp, hots")));
  expect(error.message).toBe(
    [
      `${error.file} has 3 problems:`,
      `  line 3:5 tenants[0].tenantId is not a GUID: "nope"`,
      `      -> ${guidRemedy}`,
      "  line 8:3 mail.transport.host is missing",
      "      -> Add it: text. Name or address of the mail server.",
      "  line 8:27 mail.transport.hots is not a known key: (not shown)",
      "      -> Did you mean host?",
    ].join("\n"),
  );
});
