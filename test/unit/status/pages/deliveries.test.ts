/** Deliveries over HTTP: what became of each, who got it, and the mail itself in a frame that can do nothing. */
import { afterEach, describe, expect, test } from "vitest";
import type { Delivery, OutboxState } from "../../../../src/domain/archive.ts";
import { languages } from "../../../../src/domain/catalog.ts";
import { createPageReader } from "../../../support/read-pages.ts";
import { type ServedPages, startPages } from "../../../support/status-pages.ts";
import { statusNow as now } from "../../../support/status-world.ts";

let served: ServedPages | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

async function start(language = "en") {
  served = await startPages();
  const { world } = served;
  const of = (state: OutboxState): Delivery => {
    const found = world.deliveries.find((delivery) => delivery.state === state);
    if (!found) throw new Error(`no delivery is ${state}`);
    return found;
  };
  const [template] = world.deliveries;
  if (!template) throw new Error("no delivery");
  /** The only one there is. */
  const only = (more: Partial<Delivery>): Delivery => {
    const delivery: Delivery = { ...template, ...more };
    world.deliveries = [delivery];
    return delivery;
  };
  return { ...served, ...createPageReader(served.address, { language }), of, only };
}

const evil = '<script>alert(1)</script>"\u202e\r\nBcc: all';

describe("the list", () => {
  test("counts by state; shows all but those told by a digest", async () => {
    const { get, world } = await start();
    const { text, rows } = await get("/deliveries");
    expect(text).toMatch(/1 Waiting 1 Given up \d+ Sent 1 Dropped 1 In a digest \d+ All/);
    expect(rows).toHaveLength(1 + world.deliveries.filter(({ state }) => state !== "merged").length);
  });

  test.each([
    ["queued", "It waits for its turn"],
    ["dead", "Look at the answers below"],
    ["merged", "told as a part of a digest"],
    ["dropped", "no longer in the configuration"],
  ] as const)("%s ones alone, and what that means", async (state, means) => {
    const { get, of } = await start();
    const { rows, text, markup } = await get(`/deliveries?state=${state}`);
    expect(rows).toHaveLength(2);
    expect(markup).toContain(`href="./deliveries/${of(state).id}"`);
    expect(text).toContain(means);
  });

  test("a row: what it tells of, channel, state, recipients, attempts, next try", async () => {
    const { get } = await start();
    const { rows } = await get("/deliveries");
    expect(rows[1]).toEqual([
      "less than a minute ago",
      "New: No recent synchronization Contoso B.V.",
      "mail",
      "Waiting",
      "0 of 2 accepted",
      "1",
      "in 5 minutes",
    ]);
    expect(rows[2]?.[4]).toBe("1 of 2 accepted, 1 refused");
  });

  test("a digest about very many names the first, and says how many more", async () => {
    const { get, only } = await start();
    const alerts = Array.from({ length: 20 }, (_, n) => ({
      id: `a-${n}`,
      tenant: `tenant-${n}`,
      finding: n < 15 ? ("sync-stale" as const) : ("job-quarantine" as const),
    }));
    const accepted = { outcome: "accepted" as const, response: "250", at: now, via: "smtp" };
    const recipients = Array.from({ length: 20 }, (_, n) => ({ address: `r${n}@x.example`, ...accepted }));
    only({
      alerts,
      alertsTotal: 40,
      recipients,
      recipientsTotal: 45,
      kinds: ["raised", "reminder"],
      state: "sent",
    });
    const { rows } = await get("/deliveries");
    expect(rows[1]?.[1]).toBe(
      "New, Reminder: No recent synchronization and Provisioning in quarantine tenant-0, tenant-1, tenant-2 and 37 more",
    );
    expect(rows[1]?.[4]).toBe("20 of 20 accepted, 45 in all");
  });

  test("one whose alerts and text are gone, and one that is due", async () => {
    const { get, only } = await start();
    only({ alerts: [], alertsTotal: 0, kinds: [], notification: null, state: "queued", dueAt: now - 1 });
    const { rows } = await get("/deliveries");
    expect(rows[1]?.[1]).toBe("not known");
    expect(rows[1]?.[6]).toBe("now");
  });

  test("nothing at all", async () => {
    const { get, world } = await start();
    world.deliveries = [];
    expect((await get("/deliveries")).text).toContain("Nothing was delivered yet");
    expect((await get("/deliveries?state=dead")).text).toContain("No delivery is in this state.");
  });
});

describe.each(languages)("one delivery in %s", (language) => {
  test("of every state has its facts, its recipients and its alerts, and nothing made of missing parts", async () => {
    const { get, of } = await start(language);
    for (const state of ["queued", "sent", "dead", "merged", "dropped"] as const) {
      const delivery = of(state);
      const { status, text, markup } = await get(`/deliveries/${delivery.id}`);
      expect(status).toBe(200);
      expect(text).toContain(delivery.id);
      for (const { address } of delivery.recipients) expect(text).toContain(address);
      expect(markup).toContain(`href="../alerts/${delivery.alerts[0]?.id}"`);
      expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object/);
    }
  });
});

describe("one delivery", () => {
  test("each recipient's answer", async () => {
    const { get, of } = await start();
    const { rows } = await get(`/deliveries/${of("dead").id}`);
    expect(rows).toContainEqual([
      "ops@contoso.example",
      "Refused",
      expect.stringContaining("2025"),
      "550 5.1.1 no such user",
      "smtp",
    ]);
    expect(rows).toContainEqual([
      "jan@contoso.example",
      "Accepted",
      expect.stringContaining("2025"),
      "250 2.0.0 queued as 4XyZ",
      "smtp",
    ]);
  });

  test("who waits for one that was dropped waits for nothing", async () => {
    const { get, of } = await start();
    const { rows, text } = await get(`/deliveries/${of("dropped").id}`);
    expect(rows).toContainEqual(["teams-noc", "Not told", "–", "–", "–"]);
    expect(text).not.toContain("Waiting");
  });

  test("the mail: its head, its text, and a frame that loads it from here and can do nothing", async () => {
    const { get, of } = await start();
    const { id, notification } = of("sent");
    const { text, markup } = await get(`/deliveries/${id}`);
    expect(text).toContain("From Sync health <sync-health@contoso.example>");
    expect(text).toContain("To ops@contoso.example, jan@contoso.example");
    expect(text).toContain("Subject contoso.onmicrosoft.com: Provisioning for corp.contoso.example");
    expect(markup).toMatch(
      new RegExp(
        `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="\\.\\./deliveries/${id}/mail" title="The mail: [^"]+">`,
      ),
    );
    expect(markup).toMatch(/<details><summary>As plain text<\/summary><pre lang="en">.{500,}<\/pre>/s);
    expect(notification).not.toBeNull();

    const mail = await get(`/deliveries/${id}/mail`);
    expect(mail.status).toBe(200);
    expect(mail.headers.get("content-security-policy")).toBe(
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    );
    expect(mail.headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(mail.headers.get("content-type")).toContain("text/html");
    expect(mail.markup).toContain("Provisioning for corp.contoso.example is in quarantine");
    expect(mail.markup).not.toContain("/acknowledge/");
  });

  test("of a channel that takes no mails there is none, but what it tells in words", async () => {
    const { get, only, world } = await start();
    const sent = world.deliveries.find(({ state }) => state === "sent");
    const { id } = only({ ...sent, channel: "teams-noc", state: "sent" });
    const { text, markup } = await get(`/deliveries/${id}`);
    expect(markup).not.toContain("<iframe");
    expect(text).not.toContain("Message-ID");
    expect(text).toMatch(/What it tells Provisioning for .* Microsoft has put the provisioning job/);
    expect((await get(`/deliveries/${id}/mail`)).status).toBe(404);
  });

  test("one whose text is kept no more says so, and names its alerts by their findings", async () => {
    const { get, only, of } = await start();
    const { id } = only({ ...of("merged") });
    const { text, markup } = await get(`/deliveries/${id}`);
    expect(text).toContain("Its text is kept no more.");
    expect(text).toContain("Alerts it tells of");
    expect(markup).not.toContain("<iframe");
    expect((await get(`/deliveries/${id}/mail`)).status).toBe(404);
  });

  test("what servers and directories say is text, on one line", async () => {
    const { get, only, of } = await start();
    const recipient = { address: evil, outcome: "refused" as const, response: evil, at: now, via: evil };
    const { id } = only({ ...of("sent"), messageId: evil, recipients: [recipient] });
    const { markup } = await get(`/deliveries/${id}`);
    expect(markup).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot; Bcc: all");
    expect(markup).not.toContain("<script>alert");
    expect(markup).not.toContain("\u202e");
  });

  test("there is none of that id", async () => {
    const { get } = await start();
    expect((await get("/deliveries/nobody")).status).toBe(404);
    expect((await get("/deliveries/nobody/mail")).status).toBe(404);
  });
});
