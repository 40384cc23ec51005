/** The pages behind a mail's link, over HTTP, with a real store: what a GET shows, what a POST does, what is refused. */
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { day, hour } from "../../../src/domain/instant.ts";
import { findingTitle } from "../../../src/mail/render/subject.ts";
import { createManualClock, type ManualClock } from "../../../src/simulator/manual-clock.ts";
import { createToken } from "../../../src/status/acknowledge/link.ts";
import type { AcknowledgeOptions } from "../../../src/status/acknowledge/routes.ts";
import { maxFailures } from "../../../src/status/failure-limit.ts";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../src/store/store.ts";
import { createAlert, createAlertFinding, alertsNow as now, storeAlerts } from "../../support/alerts.ts";
import { type ServedPages, startPages } from "../../support/status-pages.ts";

const secret = "a secret that signs links";
const words = { by: "Mara Lindt", reason: "the certificate is on its way" };

let clock: ManualClock;
let store: Store;
let server: ServedPages;
let acknowledged: { ids: string[]; by: string; reason: string }[];
let failures: Error[];

beforeEach(async () => {
  clock = createManualClock(now);
  store = await openSqliteStore(":memory:");
  acknowledged = [];
  failures = [];
  server = await startServer(store);
});
afterEach(async () => {
  await server.close();
  await store.close();
});

function startServer(behind: AcknowledgeOptions["store"]) {
  return startPages({
    clock,
    acknowledge: {
      store: behind,
      secret,
      language: "en",
      titleOf: (finding, language) => findingTitle(finding, language, clock.now()),
      onAcknowledged: (alerts, by, reason) =>
        void acknowledged.push({ ids: alerts.map(({ id }) => id), by, reason }),
      onFailed: (error) => void failures.push(error),
    },
  });
}

function linkTo(notificationId: string, validMs = 7 * day): string {
  return `${server.address}/acknowledge/${createToken({ notificationId, expiresAt: now + validMs }, secret)}`;
}

async function open(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function submit(url: string, fields: Record<string, string>) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields) });
  return { status: response.status, text: await response.text() };
}

const stateOf = async () => ({
  acknowledgements: (await store.openAlerts()).map((alert) => alert.acknowledgement),
  silences: await store.silences(clock.now()),
});

describe("a link to two open alerts", () => {
  const first = createAlert("alert-1", { last: createAlertFinding("one.example", "critical") });
  const second = createAlert("alert-2", { last: createAlertFinding("two.example") });
  beforeEach(async () => {
    await storeAlerts(store, [first, second], "told");
    await storeAlerts(
      store,
      [createAlert("alert-3", { last: createAlertFinding("other.example") })],
      "other",
    );
  });

  test("shows them and no others, with a form; and changes nothing, however often it is opened", async () => {
    const before = await stateOf();
    for (const method of ["GET", "HEAD", "GET"]) {
      const response = await fetch(linkTo("told"), { method });
      expect(response.status).toBe(200);
    }
    const { text } = await open(linkTo("told"));
    expect(text).toContain("The mail told of these 2 alerts:");
    for (const { last } of [first, second]) expect(text).toContain(findingTitle(last, "en", now));
    expect(text).not.toContain("other.example");
    expect(text).toContain('<form method="post">');
    expect(await stateOf()).toEqual(before);
    expect(acknowledged).toEqual([]);
  });

  test("the form acknowledges both, and says so", async () => {
    clock.advance(hour);
    const { status, text } = await submit(linkTo("told"), { ...words, choice: "acknowledge" });
    expect(status).toBe(200);
    expect(text).toContain("Acknowledged: 2 alerts.");
    expect(text).toContain("Acknowledged by Mara Lindt: the certificate is on its way");
    expect(text).not.toContain("<form");
    const expected = { at: now + hour, ...words, via: "by-link" };
    expect((await stateOf()).acknowledgements).toEqual([expected, expected, null]);
    expect(acknowledged).toEqual([{ ids: ["alert-1", "alert-2"], ...words }]);
    expect((await store.transitionsOf("alert-1")).at(-1)).toEqual({
      kind: "acknowledged",
      reason: "by-link",
      at: now + hour,
      severity: "critical",
      by: words.by,
      words: words.reason,
      quiet: true,
    });
  });

  test.each([
    ["silence-4h", 4 * hour, "2026-09-14 12:00 UTC"],
    ["silence-1d", day, "2026-09-15 08:00 UTC"],
    ["silence-7d", 7 * day, "2026-09-21 08:00 UTC"],
  ])("%s: silences each, and nothing beside them", async (choice, ms, until) => {
    const { status, text } = await submit(linkTo("told"), { ...words, choice });
    expect(status).toBe(200);
    expect(text).toContain(`Silenced until ${until}: 2 alerts.`);
    const { silences, acknowledgements } = await stateOf();
    expect(acknowledgements).toEqual([null, null, null]);
    const common = { tenant: "contoso", finding: "federation-certificate", startsAt: now, endsAt: now + ms };
    expect(silences.toSorted((a, b) => (a.subjectKey ?? "").localeCompare(b.subjectKey ?? ""))).toMatchObject(
      [
        { ...common, ...words, subjectKey: "domain:one.example", createdAt: now },
        { ...common, ...words, subjectKey: "domain:two.example" },
      ],
    );
  });

  const incomplete: [name: string, fields: Record<string, string>, fault: string][] = [
    ["no reason", { by: "Mara", choice: "acknowledge" }, "Give a reason."],
    ["a reason of blanks", { by: "Mara", reason: " \r\n\t ", choice: "acknowledge" }, "Give a reason."],
    [
      "a reason of marks that nobody sees",
      { by: "Mara", reason: "\u202e\u0000", choice: "acknowledge" },
      "Give a reason.",
    ],
    ["a reason too long", { by: "Mara", reason: "x".repeat(301), choice: "acknowledge" }, "300 characters"],
    ["no name", { reason: "because", choice: "acknowledge" }, "Say who you are."],
    ["a name too long", { by: "x".repeat(101), reason: "because", choice: "acknowledge" }, "100 characters"],
    ["no choice", words, "Choose what to do."],
    ["a choice that is not offered", { ...words, choice: "silence-900d" }, "Choose what to do."],
    ["nothing at all", {}, "Give a reason."],
  ];
  test.each(incomplete)("%s: the form again, and nothing is stored", async (_name, fields, fault) => {
    const { status, text } = await submit(linkTo("told"), fields);
    expect(status).toBe(422);
    expect(text).toContain(fault);
    expect(text).toContain('role="alert"');
    expect(text).toContain("<form");
    expect(await stateOf()).toEqual({ acknowledgements: [null, null, null], silences: [] });
  });

  test("what was typed is kept, and is text only", async () => {
    const by = `"><script>alert(1)</script>`;
    const { text } = await submit(linkTo("told"), { by, reason: "" });
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(text).not.toContain("<script");
  });

  test("words of many lines become one", async () => {
    await submit(linkTo("told"), {
      by: "Mara\r\nBcc: x",
      reason: "one\ntwo\u202ethree",
      choice: "acknowledge",
    });
    expect((await stateOf()).acknowledgements[0]).toMatchObject({
      by: "Mara Bcc: x",
      reason: "one twothree",
    });
  });

  test("one of them resolved: it is shown as such, the other is acknowledged, or silenced", async () => {
    await storeAlerts(store, [{ ...first, state: "resolved", resolvedAt: now }]);
    expect((await open(linkTo("told"))).text).toContain('<span class="tone resolved">Resolved</span>');
    const { text } = await submit(linkTo("told"), { ...words, choice: "acknowledge" });
    expect(text).toContain("Acknowledged. There are no more reminders");
    expect(acknowledged.map(({ ids }) => ids)).toEqual([["alert-2"]]);
    await submit(linkTo("told"), { ...words, choice: "silence-1d" });
    expect((await stateOf()).silences.map(({ subjectKey }) => subjectKey)).toEqual(["domain:two.example"]);
  });

  test("all resolved: it says so, has no form, and takes none", async () => {
    const resolved = [first, second].map((alert) => ({
      ...alert,
      state: "resolved" as const,
      resolvedAt: now,
    }));
    await storeAlerts(store, resolved);
    const shown = await open(linkTo("told"));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain("All of them are resolved already");
    expect(shown.text).not.toContain("<form");
    const sent = await submit(linkTo("told"), { ...words, choice: "silence-1d" });
    expect(sent.status).toBe(409);
    expect(sent.text).toContain("All of them are resolved already");
    expect((await stateOf()).silences).toEqual([]);
    expect(acknowledged).toEqual([]);
  });

  test("who acknowledged it before is shown; a second word takes its place", async () => {
    await submit(linkTo("told"), { ...words, choice: "acknowledge" });
    expect((await open(linkTo("told"))).text).toContain("Acknowledged by Mara Lindt");
    await submit(linkTo("told"), { by: "Noor", reason: "mine now", choice: "acknowledge" });
    expect((await stateOf()).acknowledgements[0]).toMatchObject({ by: "Noor", reason: "mine now" });
  });
});

describe("a link that leads nowhere", () => {
  beforeEach(() => storeAlerts(store, [createAlert("alert-1")], "told"));

  test("expired: gone, with the command, and without the alerts", async () => {
    const url = linkTo("told", hour);
    clock.advance(hour);
    const { status, text } = await open(url);
    expect(status).toBe(410);
    expect(text).toContain("This link has expired");
    expect(text).toContain("sync-health alerts ack ID --reason");
    expect(text).not.toContain("contoso");
    expect((await submit(url, { ...words, choice: "acknowledge" })).status).toBe(410);
    expect((await stateOf()).acknowledgements).toEqual([null]);
  });

  test("to alerts that are not kept any more: gone", async () => {
    const { status, text } = await open(linkTo("pruned"));
    expect(status).toBe(410);
    expect(text).toContain("These alerts are gone");
  });

  test("forged or cut off: not found, whether it is opened or sent", async () => {
    const url = linkTo("told").slice(0, -1);
    const { status, text } = await open(url);
    expect(status).toBe(404);
    expect(text).not.toContain("contoso");
    expect((await submit(url, { ...words, choice: "acknowledge" })).status).toBe(404);
    expect((await stateOf()).acknowledgements).toEqual([null]);
  });

  test("longer than any of ours: refused before anybody looks at it", async () => {
    expect((await open(`${server.address}/acknowledge/${"A".repeat(2_000)}`)).status).toBe(414);
  });

  test("guessing is cut short, for a while; a good link from the same address goes on working", async () => {
    const guess = (n: number) => open(`${server.address}/acknowledge/guess.${n}`);
    for (let n = 0; n < maxFailures; n += 1) expect((await guess(n)).status).toBe(404);
    const { status, headers } = await guess(maxFailures);
    expect(status).toBe(429);
    expect(headers.get("retry-after")).toBe("600");
    expect((await open(linkTo("told"))).status).toBe(200);
    clock.advance(10 * 60_000);
    expect((await guess(99)).status).toBe(404);
  });
});

describe("what is no form", () => {
  beforeEach(() => storeAlerts(store, [createAlert("alert-1")], "told"));

  const bodies: [name: string, type: string, body: string, status: number][] = [
    ["JSON", "application/json", JSON.stringify({ ...words, choice: "acknowledge" }), 415],
    ["plain text", "text/plain", "by=Mara&reason=because&choice=acknowledge", 415],
    ["more than 8 KB", "application/x-www-form-urlencoded", `by=Mara&reason=${"x".repeat(9_000)}`, 413],
  ];
  test.each(bodies)("%s is refused", async (_name, type, body, status) => {
    const response = await fetch(linkTo("told"), { method: "POST", body, headers: { "content-type": type } });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain("That could not be read");
    expect((await stateOf()).acknowledgements).toEqual([null]);
    expect(failures).toEqual([]);
  });

  test("a body without anything in it asks again", async () => {
    const response = await fetch(linkTo("told"), { method: "POST" });
    expect(response.status).toBe(422);
  });

  test("the other addresses go on taking none", async () => {
    const response = await fetch(`${server.address}/api/v1/status`, { method: "POST", body: "{}" });
    expect(response.status).toBe(405);
  });
});

test("a store that fails: a page that says so, and the error for whoever logs", async () => {
  const broken = await startServer({
    alertsOf: async () => Promise.reject(new Error("disk I/O error in /var/lib/secret.db")),
    acknowledge: async () => [],
    addSilence: async () => {},
  });
  try {
    const { pathname } = new URL(linkTo("told"));
    const { status, text } = await open(broken.address + pathname);
    expect(status).toBe(500);
    expect(text).toContain("That did not work");
    expect(text).not.toContain("secret.db");
    expect(failures.map(({ message }) => message)).toEqual(["disk I/O error in /var/lib/secret.db"]);
  } finally {
    await broken.close();
  }
});

describe("headers and markup", () => {
  beforeEach(() => storeAlerts(store, [createAlert("alert-1")], "told"));

  test.each([
    ["the page", () => linkTo("told")],
    ["a page that leads nowhere", () => `${linkTo("told")}x`],
  ])("%s: no script, no frame, no cache, no referrer elsewhere, no index", async (_name, url) => {
    const { headers, text } = await open(url());
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    // The one style sheet is let in by its hash: were it escaped or changed on the way, it would be left out.
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? "";
    expect(policy).toContain(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
    expect(text.match(/<style>/g)).toHaveLength(1);
    expect(text).not.toMatch(/ style=|<script|<img| on\w+=/);
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-robots-tag")).toContain("noindex");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  test("every input has its label, and every description is there", async () => {
    const { text } = await open(linkTo("told"));
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const inputs = [...text.matchAll(/<input [^>]*id="([^"]+)"/g)].map(([, id]) => id);
    expect(inputs).toHaveLength(6);
    for (const id of inputs) expect(text).toContain(`<label for="${id}">`);
    for (const [, id] of text.matchAll(/aria-describedby="([^"]+)"/g)) expect(ids).toContain(id);
  });

  test("names from a directory are text, on one line, whatever is in them", async () => {
    const name = `<b>x</b>"onload="\r\nX: y\u202e${"long".repeat(5_000)}`;
    await storeAlerts(store, [createAlert("alert-2", { last: createAlertFinding(name) })], "hostile");
    const { text, headers } = await open(linkTo("hostile"));
    expect(text).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(text).not.toContain("<b>");
    expect(text).not.toContain("\u202e");
    expect(text.length).toBeLessThan(12_000);
    expect(headers.get("x")).toBeNull();
  });
});

describe("language", () => {
  beforeEach(() => storeAlerts(store, [createAlert("alert-1")], "told"));

  const cases: [name: string, query: string, accepted: string, language: "en" | "nl"][] = [
    ["nothing said", "", "", "en"],
    ["the address says", "?lang=nl", "en", "nl"],
    ["the address says what we do not speak", "?lang=fr", "nl", "nl"],
    ["the address says it twice", "?lang=nl&lang=en", "en", "en"],
    ["the browser's only wish", "", "nl-BE", "nl"],
    ["the browser's best of several", "", "fr, en;q=0.3, nl;q=0.8", "nl"],
    ["refused by the browser", "", "nl;q=0, en;q=0.1", "en"],
    ["nonsense", "", ";;;,q=,nl;q=x", "en"],
  ];
  test.each(cases)("%s", async (_name, query, accepted, language) => {
    const { text } = await open(linkTo("told") + query, { "accept-language": accepted });
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(
      language === "nl" ? "<h1>Meldingen bevestigen</h1>" : "<h1>Acknowledge alerts</h1>",
    );
  });

  test("a Dutch mail's form is answered in Dutch", async () => {
    const { text } = await submit(`${linkTo("told")}?lang=nl`, { ...words, choice: "silence-1d" });
    expect(text).toContain("Gedempt tot 2026-09-15 08:00 UTC.");
    const wrong = await submit(`${linkTo("told")}?lang=nl`, { by: "Mara" });
    expect(wrong.text).toContain("Geef een reden.");
  });
});

test("the link is its own key: it works through a proxy and where others must sign in", async () => {
  await storeAlerts(store, [createAlert("alert-1")], "told");
  const auth = { users: [], proxy: { header: "x-remote-user", addresses: ["192.0.2.1"] } };
  const guarded = await startPages({
    clock,
    auth,
    acknowledge: {
      store,
      secret,
      language: "en",
      titleOf: ({ id }) => id,
      onAcknowledged: () => {},
      onFailed: (error) => void failures.push(error),
    },
  });
  const path = new URL(linkTo("told")).pathname;
  const headers = { "x-forwarded-for": "198.51.100.7", "x-forwarded-host": "sync.example" };
  for (const { address } of [server, guarded]) {
    expect((await open(address, headers)).status).toBe(403);
    expect((await open(address + path, headers)).status).toBe(200);
    const form = new URLSearchParams({ ...words, choice: "acknowledge" });
    const sent = await fetch(address + path, {
      method: "POST",
      body: form,
      headers: { ...headers, origin: "null" },
    });
    expect(sent.status).toBe(200);
  }
  await guarded.close();
});
