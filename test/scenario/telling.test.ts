/** Who is told, together with whom, on what way: storms, routes, channels, the heartbeat, and what watches over them. */
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { hour, minute } from "../../src/domain/instant.ts";
import { type Receiver, startReceiver } from "../../src/simulator/receiver.ts";
import { createWorld, toldBy, type World, type WorldOptions } from "../support/world.ts";

let world: World;
afterEach(() => world.close());

async function enter(options: WorldOptions = {}): Promise<void> {
  world = await createWorld(options);
  await world.poll();
}

async function openReceiver(): Promise<Receiver> {
  const receiver = await startReceiver({ tls: false });
  onTestFinished(() => receiver.close());
  return receiver;
}

const events = (name: string) => world.log.filter((line) => line.event === name);

test("150 tenants that fail alike, and recover: three mails each time at most, and nobody is left out", async () => {
  const names = Array.from({ length: 150 }, (_, n) => `tenant-${n + 1}`);
  await enter({ tenants: names.map((name) => ({ name, passwordHashSync: false })) });
  const tellOf = async (happens: (tenant: World["tenant"]) => void) => {
    for (const tenant of world.tenants) happens(tenant);
    const mails = await world.polls(3);
    mails.push(...(await world.deliverUntil(world.clock.now() + hour)));
    expect(mails.length).toBeLessThanOrEqual(3);
    const told = mails.flatMap(({ message }) =>
      String(message.parsed.headers.get("x-sync-health-tenant")).split(", "),
    );
    expect(told.toSorted()).toEqual(names.toSorted());
    return mails;
  };
  const raised = await tellOf((tenant) => tenant.setLastSync(world.clock.now() - 3 * hour));
  const [digest] = raised.filter(({ subject }) => /^\d+ tenants: No recent synchronization$/.test(subject));
  expect(Buffer.byteLength(digest?.html ?? "")).toBeLessThan(100_000);
  const [list] = digest?.message.parsed.attachments ?? [];
  expect(list?.content.toString().split("\r\n").filter(Boolean).length).toBeGreaterThan(100);
  const resolved = await tellOf((tenant) => tenant.resumeSync());
  expect(resolved.every(({ subject }) => subject.startsWith("[Resolved] "))).toBe(true);
});

test("tenants with a reader of their own each: whom they share is told in three mails at most", async () => {
  const names = Array.from({ length: 12 }, (_, n) => `tenant-${n + 1}`);
  await enter({
    tenants: names.map((name) => ({ name, passwordHashSync: false })),
    mailOf: Object.fromEntries(
      names.map((name) => [name, `{ to: [noc@msp.example, "it@${name}.example"] }`]),
    ),
  });
  for (const tenant of world.tenants) tenant.setLastSync(world.clock.now() - 3 * hour);
  const mails = [...(await world.poll()), ...(await world.deliverUntil(world.clock.now() + hour))];
  const to = (address: string) => mails.filter(({ message }) => message.to.includes(address));
  expect(to("noc@msp.example").length).toBeLessThanOrEqual(3);
  expect(toldBy(to("noc@msp.example"))).toHaveLength(12);
  for (const name of names) expect(toldBy(to(`it@${name}.example`))).toEqual(["sync-stale raised"]);
});

test("object errors of many tenants are told each by itself: a digest could not say which", async () => {
  const names = ["contoso", "fabrikam", "northwind"];
  await enter({ tenants: names.map((name) => ({ name })) });
  for (const tenant of world.tenants) {
    const user = tenant.directory.addUser({ displayName: `Mara of ${tenant.name}` });
    tenant.directory.conflict(user, { property: "ProxyAddresses", value: "SMTP:info@x.example" });
  }
  const mails = [...(await world.polls(4)), ...(await world.deliverUntil(world.clock.now() + hour))];
  expect(mails.map(({ text }) => /Mara of \w+/.exec(text)?.[0]).sort()).toEqual([
    "Mara of contoso",
    "Mara of fabrikam",
    "Mara of northwind",
  ]);
});

test("everybody who is told sits in the tenant: said once, and again after a while of somebody outside", async () => {
  await enter({ recipients: ["ops@contoso.example"] });
  await world.polls(3);
  expect(events("recipients.inside")).toMatchObject([{ level: "warn", tenant: "contoso" }]);
  await world.close();
  await enter({ recipients: ["ops@contoso.example", "ops@provider.example"] });
  await world.polls(3);
  expect(events("recipients.inside")).toEqual([]);
});

test("the tenant's own technical contacts are told where that is asked for", async () => {
  await enter({
    tenants: [{ name: "contoso" }, { name: "fabrikam" }],
    mailOf: { contoso: "{ technicalContacts: true }" },
  });
  for (const tenant of world.tenants) tenant.setSyncEnabled(false);
  const mails = [...(await world.poll()), ...(await world.deliverUntil(world.clock.now() + minute))];
  expect(mails.map(({ subject, message }) => [subject.split(".")[0], message.to.toSorted()]).sort()).toEqual([
    ["contoso", ["it-alerts@contoso.example"]],
    ["contoso", ["ops@ops.example"]],
    ["fabrikam", ["ops@ops.example"]],
  ]);
});

test("every transition is counted with its reason", async () => {
  await enter();
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  await world.poll();
  world.tenant.resumeSync();
  await world.polls(2);
  const lines = (await world.metrics()).split("\n").filter((line) => line.includes("_transitions_total{"));
  expect(lines.sort()).toEqual([
    'sync_health_alert_transitions_total{tenant="contoso",finding="sync-stale",kind="raised",reason="condition-met"} 1',
    'sync_health_alert_transitions_total{tenant="contoso",finding="sync-stale",kind="resolved",reason="condition-cleared"} 1',
  ]);
  expect(await world.metrics()).toContain(
    'sync_health_deliveries_total{channel="mail",outcome="accepted"} 2',
  );
});

test("a webhook and Teams are told beside the mails, and one that is down holds up nobody", async () => {
  const receiver = await openReceiver();
  await enter({
    yaml: `channels:
  - { name: soc, type: webhook, url: "${receiver.url("/soc?key=a-secret")}", secret: a-signing-secret }
  - { name: ops-teams, type: teams, url: "${receiver.url("/flow")}", minSeverity: critical }`,
  });
  const calm = receiver.behave({ action: { status: 503 } });
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  expect(toldBy(await world.poll())).toEqual(["sync-stale raised"]);
  expect(receiver.requests.map(({ path }) => path)).toEqual(["/soc?key=a-secret"]);
  calm();
  await world.deliverUntil(world.clock.now() + hour);
  const [, again] = receiver.requests;
  expect(JSON.parse(again?.body ?? "")).toMatchObject({
    version: 1,
    events: [{ state: "raised", finding: "sync-stale", severity: "warning" }],
  });
  world.tenant.setSyncEnabled(false);
  await world.poll();
  expect(
    receiver.requests
      .slice(2)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(["/flow", "/soc?key=a-secret"]);
  expect(JSON.stringify(world.log)).not.toContain("a-secret");
  expect(JSON.stringify(world.log)).not.toContain("a-signing-secret");
});

test("after each round somebody outside hears that we live, and when the way of the mails is broken", async () => {
  const receiver = await openReceiver();
  await enter({ yaml: `heartbeat: { url: "${receiver.url("/ping/a-secret")}" }` });
  await receiver.waitForCount(1);
  expect(receiver.requests).toMatchObject([
    { method: "POST", path: "/ping/a-secret", body: "1 of 1 tenants polled.\ncontoso: ok" },
  ]);
  await world.inbox.goOffline();
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  await world.polls(5);
  await receiver.waitForCount(6);
  expect(receiver.requests.slice(1).map(({ path }) => path)).toEqual([
    "/ping/a-secret",
    "/ping/a-secret",
    "/ping/a-secret",
    "/ping/a-secret",
    "/ping/a-secret/fail",
  ]);
  expect(receiver.requests.at(-1)?.body).toContain("FAULT: 1 notifications wait to be delivered");
  await receiver.close();
  await world.poll();
  await vi.waitFor(() => expect(events("heartbeat.failed")).toHaveLength(1), { timeout: minute });
  expect(JSON.stringify(world.log)).not.toContain("a-secret");
});

test("a round that only meets polls under way is no reason for an alarm", async () => {
  const receiver = await openReceiver();
  await enter({ yaml: `heartbeat: { url: "${receiver.url("/ping")}" }` });
  await Promise.all([world.poll(), world.poll()]);
  await world.poll();
  await receiver.waitForCount(3);
  expect(events("poll.skipped")).toHaveLength(1);
  expect(receiver.requests.map(({ path }) => path)).toEqual(["/ping", "/ping", "/ping"]);
  await receiver.close();
});

test("mails take the other way when the first has failed for long enough, and come back by themselves", async () => {
  await enter({
    mailYaml: "  fallback: { after: 15m, transport: { type: smtp, host: 127.0.0.1, port: 1, tls: none } }",
  });
  await world.inbox.goOffline();
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  await world.poll();
  await world.deliverUntil(world.clock.now() + 2 * hour);
  expect(events("mail.fallback")).toMatchObject([{ to: "fallback" }]);
  await world.inbox.goOnline();
  await world.deliverUntil(world.clock.now() + 2 * hour);
  expect(world.inbox.messages).toHaveLength(1);
  expect(events("mail.fallback").map(({ to }) => to)).toEqual(["fallback", "first"]);
});

test("an acknowledgement that a command wrote beside us is logged by the next poll, once, and told with the end", async () => {
  await enter();
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  await world.poll();
  const [alert] = await world.store.openAlerts();
  world.clock.advance(minute);
  const acknowledgement = {
    at: world.clock.now(),
    by: "jan",
    reason: "new disk comes tomorrow",
    via: "by-command",
  } as const;
  await world.store.acknowledge([alert?.id ?? ""], acknowledgement);
  await world.polls(3);
  expect(events("alert.acknowledged")).toMatchObject([
    {
      tenant: "contoso",
      finding: "sync-stale",
      reason: "by-command",
      by: "jan",
      words: "new disk comes tomorrow",
    },
  ]);
  world.tenant.resumeSync();
  const [resolved] = await world.polls(2);
  expect(resolved?.text).toContain("new disk comes tomorrow");
});

test("mails have a link where readers reach the status page, and none elsewhere", async () => {
  await enter({ publicUrl: "https://sync.example/health/" });
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  const [linked] = await world.poll();
  expect(linked?.text).toMatch(/https:\/\/sync\.example\/health\/acknowledge\/[\w-]+\.[\w-]+\?lang=en/);
  await world.close();
  await enter();
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  const [plain] = await world.poll();
  expect(plain?.text).not.toContain("/acknowledge/");
  expect(plain?.text).toContain("sync-health alerts ack");
});

test("alerts of a tenant that is polled no more end without a word, and are raised anew when it is back", async () => {
  await enter({ tenants: [{ name: "contoso" }, { name: "fabrikam" }] });
  for (const tenant of world.tenants) tenant.setLastSync(world.clock.now() - 3 * hour);
  await world.poll();
  await world.deliverUntil(world.clock.now() + minute);
  await world.restart((yaml) => yaml.replace(/^( *)- name: fabrikam$/m, "$&\n$1  enabled: false"));
  expect(await world.polls(3)).toEqual([]);
  expect((await world.store.openAlerts()).map(({ tenant }) => tenant)).toEqual(["contoso"]);
  expect(events("alert.withdrawn")).toMatchObject([
    { level: "info", tenant: "fabrikam", reason: "not-polled" },
  ]);
  await world.restart((yaml) => yaml.replace("enabled: false", "enabled: true"));
  expect(toldBy(await world.polls(2))).toEqual(["sync-stale raised"]);
});

test("a channel that is taken out of the configuration leaves nothing behind that waits for ever", async () => {
  const receiver = await openReceiver();
  receiver.behave({ action: { status: 503 } });
  await enter({ yaml: `channels: [{ name: soc, type: webhook, url: "${receiver.url("/soc")}" }]` });
  world.tenant.setLastSync(world.clock.now() - 3 * hour);
  await world.poll();
  await world.restart((yaml) => yaml.replace(/^channels:.*$/m, ""));
  await world.deliverUntil(world.clock.now() + hour);
  expect(events("outbox.dropped")).toMatchObject([{ dropped: 1 }]);
  expect(await world.store.outboxSummary()).toMatchObject({ queued: 0, dead: 0 });
});
