/** What a right file becomes: defaults, merges, units, paths, references, warnings, secrets. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are what many of these rows are about.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Config, SmtpConfig } from "../../../src/config/config.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { defaultAlertRules, defaultFlapRule } from "../../../src/domain/alert-rules.ts";
import { day, hour } from "../../../src/domain/instant.ts";
import { probeFacts, probeIds } from "../../../src/domain/probes.ts";
import { defaultThresholds } from "../../../src/domain/thresholds.ts";
import {
  appId,
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

test("the least configuration gets every default, in the units the product computes with", async () => {
  const { config, file, warnings, secrets } = await load(goodConfig);
  const working = file.replace(/monitor\.yaml$/, "here");
  expect(config).toEqual({
    cloud: "global",
    tenants: [
      {
        name: "contoso",
        tenantId,
        enabled: true,
        credential: { type: "clientSecret", clientId: appId, clientSecret: "a-long-secret-value" },
        mail: {
          to: [{ address: "identity-team@contoso.example", language: "auto" }],
          language: "auto",
          technicalContacts: false,
        },
        thresholds: defaultThresholds,
      },
    ],
    poll: {
      cron: "*/5 * * * *",
      concurrency: 8,
      jitterMs: 10_000,
      timeoutMs: 120_000,
      requestTimeoutMs: 30_000,
    },
    probes: Object.fromEntries(
      probeIds.map((id) => [id, { enabled: true, everyMs: probeFacts[id].everyMs }]),
    ),
    mail: {
      from: "Sync health <sync-health@contoso.example>",
      to: [{ address: "identity-team@contoso.example", language: "auto" }],
      transport: {
        type: "smtp",
        host: "smtp.contoso.example",
        port: 587,
        tls: "starttls",
        caFile: null,
        auth: null,
        timeoutMs: 30_000,
      },
      fallback: null,
      routes: [],
      minSeverity: "warning",
      timeZone: "UTC",
      retry: { giveUpAfterMs: 3 * 24 * 3_600_000 },
    },
    channels: [],
    alerts: { rules: defaultAlertRules, flapping: defaultFlapRule, linkValidMs: 7 * day },
    maintenance: [],
    heartbeat: null,
    store: { type: "sqlite", path: join(working, "data/monitor.db") },
    status: { listen: { host: "127.0.0.1", port: 8080 }, publicUrl: null, tls: null, auth: null },
    log: { level: "info", file: null },
    catalogFolder: file.replace(/monitor\.yaml$/, "catalog.d"),
    thresholds: defaultThresholds,
  });
  expect(warnings).toEqual([]);
  expect(secrets).toEqual(["a-long-secret-value"]);
});

function smtpOf({ mail: { transport } }: Config): SmtpConfig {
  if (transport.type !== "smtp") throw new Error("the mails do not leave by SMTP");
  return transport;
}

test("it is frozen to its depths", async () => {
  const { config } = await load(goodConfig);
  expect(() => config.tenants[0]?.mail.to.pop()).toThrow(TypeError);
  expect(() => Object.assign(config.thresholds, { blindPolls: 9 })).toThrow(TypeError);
});

test("limits merge: defaults, then the common ones, then the tenant's own", async () => {
  const { config } = await load(
    `${tenantLines}    thresholds: {blindPolls: 7}\n${mailLines}thresholds: {blindPolls: 5, jobStalledMinutes: 0.5}\n`,
  );
  expect(config.thresholds).toEqual({ ...defaultThresholds, blindPolls: 5, jobStalledMinutes: 0.5 });
  expect(config.tenants[0]?.thresholds).toEqual({ ...config.thresholds, blindPolls: 7 });
});

test("a warning limit may equal the critical one, which leaves only critical", async () => {
  const { config } = await load(`${goodConfig}thresholds: {jobFailingWarningCount: 3}\n`);
  expect(config.thresholds.jobFailingWarningCount).toBe(config.thresholds.jobFailingCriticalCount);
});

test("a tenant's recipients and language replace the common ones; an address counts once", async () => {
  const { config } = await load(
    `${tenantLines}    mail: {to: [ops@contoso.example, OPS@contoso.example], language: nl}\n${mailLines}`,
  );
  expect(config.tenants[0]?.mail).toEqual({
    to: [{ address: "ops@contoso.example", language: "auto" }],
    language: "nl",
    technicalContacts: false,
  });
});

const listed = (...names: string[]) => names.map((address) => ({ address, language: "auto" }));

test("recipients have a language of their own, routes a severity, and channels all that they need", async () => {
  const { config, warnings, secrets } = await load(
    `${tenantLines}${mailLines.replace("to: [identity-team@contoso.example]", "to: [{address: jan@contoso.example, language: nl}, ops@contoso.example]")}  routes:
    - {findings: [credential-expiry], to: [pki@contoso.example], only: true}
    - {tenants: [contoso], minSeverity: critical, to: [boss@contoso.example]}
  minSeverity: info
channels:
  - {name: soc, type: webhook, url: "https://soc.example/hook?key=1", secret: a-webhook-secret}
  - {name: ops-teams, type: teams, url: "http://flow.example/x", language: nl, minSeverity: critical}
`,
  );
  expect(config.mail.to).toEqual([
    { address: "jan@contoso.example", language: "nl" },
    { address: "ops@contoso.example", language: "auto" },
  ]);
  expect(config.mail.routes).toEqual([
    {
      tenants: [],
      findings: ["credential-expiry"],
      minSeverity: "info",
      to: listed("pki@contoso.example"),
      only: true,
    },
    {
      tenants: ["contoso"],
      findings: [],
      minSeverity: "critical",
      to: listed("boss@contoso.example"),
      only: false,
    },
  ]);
  expect(config.channels).toMatchObject([
    { name: "soc", secret: "a-webhook-secret", language: "auto", minSeverity: "info", timeoutMs: 30_000 },
    { name: "ops-teams", secret: null, language: "nl", minSeverity: "critical" },
  ]);
  expect(withoutPlace(warnings)).toEqual([
    {
      path: "channels[1].url",
      value: expect.any(String),
      problem: "is not encrypted",
      remedy: "Use https, unless it is on this host or inside a trusted network.",
    },
  ]);
  for (const text of ["https://soc.example/hook?key=1", "a-webhook-secret", "http://flow.example/x"]) {
    expect(secrets).toContain(text);
  }
});

test("ways of the mails sign in as a configured tenant, the only one unless named, or with an app of their own", async () => {
  const transports = `${mailLines.split("  transport:")[0]}  transport: {type: graph, sender: sync@contoso.example}
  fallback:
    after: 30m
    transport:
      type: smtp
      host: smtp.office365.com
      auth: {type: xoauth2, user: sync@contoso.example, tenantId: ${otherId.toUpperCase()}, credential: {type: managedIdentity}}
`;
  const { config } = await load(`${tenantLines}${transports}`);
  const credential = config.tenants[0]?.credential;
  expect(config.mail.transport).toEqual({
    type: "graph",
    sender: "sync@contoso.example",
    tenantId,
    credential,
    format: "mime",
    saveToSentItems: false,
    timeoutMs: 30_000,
  });
  expect(config.mail.fallback).toMatchObject({
    afterMs: hour / 2,
    transport: {
      auth: {
        type: "xoauth2",
        user: "sync@contoso.example",
        tenantId: otherId,
        credential: { type: "managedIdentity" },
        scope: null,
      },
    },
  });
});

test("rules, windows and the heartbeat come in the units the product computes with", async () => {
  const { config } = await load(`${goodConfig}alerts:
  linkValidFor: 2d
  flapping: {raises: 5, within: 12h, calm: 1h}
  rules:
    job-failing: {pendingPolls: 2, pendingFor: 10m, remindEvery: 12h}
    sync-stale: {remindEvery: never}
maintenance:
  - {name: patches, tenants: [contoso], findings: [sync-stale], cron: "0 22 * * 2", duration: 4h}
  - {name: move, from: "2026-12-01T20:00:00+01:00", to: "2026-12-02T06:00:00Z"}
heartbeat: {url: "https://beat.example/ping/"}
status: {publicUrl: "https://sync.contoso.example/health/"}
`);
  expect(config.alerts).toMatchObject({
    linkValidMs: 2 * day,
    flapping: { raises: 5, withinMs: day / 2, calmMs: hour },
    rules: {
      "job-failing": {
        pendingPolls: 2,
        pendingMs: hour / 6,
        remindEveryMs: { info: day / 2, warning: day / 2, critical: day / 2 },
      },
      "sync-stale": { pendingPolls: 1, remindEveryMs: { info: null, warning: null, critical: null } },
      "job-paused": defaultAlertRules["job-paused"],
    },
  });
  expect(config.maintenance).toEqual([
    {
      name: "patches",
      tenants: ["contoso"],
      findings: ["sync-stale"],
      when: { type: "recurring", cron: "0 22 * * 2", timeZone: "UTC", durationMs: 4 * hour },
    },
    {
      name: "move",
      tenants: [],
      findings: [],
      when: {
        type: "once",
        from: Date.parse("2026-12-01T19:00:00Z"),
        to: Date.parse("2026-12-02T06:00:00Z"),
      },
    },
  ]);
  expect(config.heartbeat).toEqual({
    url: "https://beat.example/ping/",
    failUrl: "https://beat.example/ping/fail",
    method: "POST",
    caFile: null,
    timeoutMs: 10_000,
  });
  expect(config.status.publicUrl).toBe("https://sync.contoso.example/health");
});

test("paths: beside the file, except the store and the log, which are data", async () => {
  const { config, file } =
    await load(`cloud: {graph: "https://g.example", authority: "https://a.example", caFile: g.pem}
tenants:
  - {name: a, tenantId: ${tenantId}, credential: {type: clientCertificate, clientId: ${appId}, certificateFile: keys/a.pem}}
  - {name: b, tenantId: ${otherId}, credential: {type: workloadIdentity, clientId: ${appId}, tokenFile: /run/token}}
${mailLines.replace("host:", "caFile: ../ca.pem, host:")}store: {path: var/x.db}
log: {destination: logs/x.log}
`);
  const folder = file.replace(/\/monitor\.yaml$/, "");
  expect(config.cloud).toMatchObject({ caFile: `${folder}/g.pem` });
  expect(config.tenants.map(({ credential }) => credential)).toEqual([
    { type: "clientCertificate", clientId: appId, certificateFile: `${folder}/keys/a.pem` },
    { type: "workloadIdentity", clientId: appId, tokenFile: "/run/token" },
  ]);
  expect(smtpOf(config).caFile).toBe(join(folder, "../ca.pem"));
  expect(config.store.path).toBe(`${folder}/here/var/x.db`);
  expect(config.log.file).toBe(`${folder}/here/logs/x.log`);
});

test.each([
  ["none", 25],
  ["starttls", 587],
  ["tls", 465],
])("tls %s has port %i unless one is given", async (tls, port) => {
  const { config } = await load(goodConfig.replace("type: smtp", `type: smtp, tls: ${tls}`));
  expect(smtpOf(config).port).toBe(port);
  const own = await load(goodConfig.replace("type: smtp", `type: smtp, tls: ${tls}, port: 2525`));
  expect(smtpOf(own.config).port).toBe(2525);
});

test("one request never has longer than the whole poll", async () => {
  const { config } = await load(`${goodConfig}poll: {timeoutSeconds: 20}\n`);
  expect(config.poll.requestTimeoutMs).toBe(20_000);
});

test.each([
  ["off", null],
  ["127.9.0.1:80", { host: "127.9.0.1", port: 80 }],
  ["'[::1]:0'", { host: "::1", port: 0 }],
  ["localhost:8080", { host: "localhost", port: 8080 }],
])("status.listen %s", async (listen, expected) => {
  const { config } = await load(`${goodConfig}status: {listen: ${listen}}\n`);
  expect(config.status.listen).toEqual(expected);
});

const hash = `scrypt$32768$8$3$${"s".repeat(22)}$${"k".repeat(43)}`;

describe("a status page that others reach", () => {
  test("with its own TLS and users: files beside the configuration, hashes among the secrets", async () => {
    const { config, file, secrets, warnings } = await load(
      `${goodConfig}status: {listen: "0.0.0.0:443", tls: {certFile: tls/a.pem, keyFile: /etc/b.pem}, auth: {users: [{name: Mara Lindt, passwordHash: "\${env:HASH}"}]}}\n`,
      { env: { ...goodEnv, HASH: hash } },
    );
    expect(config.status).toEqual({
      listen: { host: "0.0.0.0", port: 443 },
      publicUrl: null,
      tls: { certFile: file.replace(/monitor\.yaml$/, "tls/a.pem"), keyFile: "/etc/b.pem" },
      auth: { users: [{ name: "Mara Lindt", passwordHash: hash }], proxy: null },
    });
    expect(secrets).toContain(hash);
    expect(warnings).toEqual([]);
  });

  test.each(["X-Remote-User", "X-Forwarded-User", "X-MS-CLIENT-PRINCIPAL-NAME", "Remote_User"])(
    "behind a proxy that names people in %s",
    async (header) => {
      const { config } = await load(
        `${goodConfig}status: {listen: "[::]:80", tls: proxy, auth: {proxy: {header: ${header}, addresses: [10.0.0.5, "fd00::/8"]}}}\n`,
      );
      expect(config.status.tls).toBe("proxy");
      expect(config.status.auth).toEqual({
        users: [],
        proxy: { header: header.toLowerCase(), addresses: ["10.0.0.5", "fd00::/8"] },
      });
    },
  );

  test.each(["127.0.0.1:80", "127.8.8.8:80", "'[::1]:80'", "localhost:80"])(
    "%s is this machine alone: a sign-in without TLS is fine there",
    async (listen) => {
      const { config, warnings } = await load(
        `${goodConfig}status: {listen: ${listen}, auth: {users: [{name: mara, passwordHash: ${hash}}]}}\n`,
      );
      expect(config.status.tls).toBeNull();
      expect(warnings).toEqual([]);
    },
  );
});

describe("references", () => {
  test("stand anywhere in a text, and become numbers and switches where those belong", async () => {
    const { config } = await load(
      `${tenantLines}    enabled: \${env:ON}\n${mailLines.replace("smtp.contoso.example", '"${env:HOST}.example", port: "${env:PORT}"')}`,
      { env: { ...goodEnv, ON: "false", HOST: "relay", PORT: "2525" } },
    );
    expect(config.tenants[0]?.enabled).toBe(false);
    expect(config.mail.transport).toMatchObject({ host: "relay.example", port: 2525 });
  });

  test("a secret of digits stays text", async () => {
    const { secrets } = await load(goodConfig, { env: { CONTOSO_SECRET: "0123456789" } });
    expect(secrets).toEqual(["0123456789"]);
  });

  test("a file gives its content without the newline at its end, from the folder of the configuration", async () => {
    const { secrets } = await load(goodConfig.replace("env:CONTOSO_SECRET", "file:secrets/contoso"), {
      files: { "secrets/contoso": " kept spaces \r\n" },
    });
    expect(secrets).toEqual([" kept spaces "]);
  });

  test("what they bring in is not read for references again, and $${ is a plain ${", async () => {
    const { config } = await load(
      goodConfig.replace(/from: .*/, () => `from: '"$\${env:X} \${env:NAME}" <sync-health@contoso.example>'`),
      { env: { ...goodEnv, NAME: "${env:CONTOSO_SECRET}" } },
    );
    expect(config.mail.from).toBe('"${env:X} ${env:CONTOSO_SECRET}" <sync-health@contoso.example>');
  });
});

test("secrets: the whole text and what references brought into it; nothing else", async () => {
  const { secrets } = await load(
    goodConfig
      .replace("${env:CONTOSO_SECRET}", "pre-${env:CONTOSO_SECRET}")
      .replace("host:", 'auth: {user: "${env:SMTP_USER}", password: literal-password}, host:'),
    { env: { ...goodEnv, SMTP_USER: "relay-user" } },
  );
  expect(new Set(secrets)).toEqual(
    new Set(["pre-a-long-secret-value", "a-long-secret-value", "literal-password"]),
  );
});

test("each probe has its own cadence and switch; what is not said stays as it is", async () => {
  const { config } = await load(
    `${goodConfig}probes: {object-errors: {every: 2h}, domains: {enabled: false}}\n`,
  );
  expect(config.probes["object-errors"]).toEqual({ enabled: true, everyMs: 2 * hour });
  expect(config.probes.domains).toEqual({ enabled: false, everyMs: day });
  expect(config.probes.organization).toEqual({ enabled: true, everyMs: null });
});

describe("where the file is looked for", () => {
  const named = (name: string) => goodConfig.replace("name: contoso", `name: ${name}`);

  test.each([
    ["--config first", { file: "flag.yaml", env: { ...goodEnv, SYNC_HEALTH_CONFIG: "env.yaml" } }, "flag"],
    ["then SYNC_HEALTH_CONFIG", { env: { ...goodEnv, SYNC_HEALTH_CONFIG: "env.yaml" } }, "env"],
    ["then ./config/monitor.yaml", { env: { ...goodEnv, SYNC_HEALTH_CONFIG: "" } }, "folder"],
  ])("%s", async (_, options, expected) => {
    const workingDirectory = await makeFolder({
      "flag.yaml": named("flag"),
      "env.yaml": named("env"),
      "config/monitor.yaml": named("folder"),
    });
    const { config } = await loadConfig({ ...options, workingDirectory });
    expect(config.tenants[0]?.name).toBe(expected);
  });
});

test("a byte order mark and Windows line ends are fine", async () => {
  const { config } = await load(`\ufeff${goodConfig.replaceAll("\n", "\r\n")}`);
  expect(config.tenants[0]?.name).toBe("contoso");
});
