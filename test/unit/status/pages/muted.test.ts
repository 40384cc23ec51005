/** What is muted, over HTTP: silences, windows and acknowledged alerts; silences added and ended. */
import { afterEach, describe, expect, test } from "vitest";
import { day, hour } from "../../../../src/domain/instant.ts";
import { createAlert } from "../../../support/alerts.ts";
import { createPageReader } from "../../../support/read-pages.ts";
import { type ServedPages, startPages } from "../../../support/status-pages.ts";
import { statusNow as now } from "../../../support/status-world.ts";

let served: ServedPages | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

async function start({ language = "en", headers = {}, ...options }: StartOptions = {}) {
  served = await startPages(options);
  return { ...served, ...createPageReader(served.address, { language, headers }) };
}
type StartOptions = { language?: string; headers?: Record<string, string> } & Parameters<
  typeof startPages
>[0];

const words = { by: "Mara Lindt", reason: "the server is being moved" };

describe("the page", () => {
  test("silences: what, whose, until when, by whom and why; the first to end first", async () => {
    const { get } = await start();
    const { rows } = await get("/muted");
    expect(rows.slice(1, 4).map((row) => row.slice(0, 5))).toEqual([
      [
        "Object quota nearly or fully used",
        "Contoso B.V.",
        "Jan 24, 2025 07:00 UTC (in 4 hours)",
        "mara",
        "more is on order",
      ],
      [
        "Every finding",
        "Every tenant",
        "begins Jan 25, 2025 03:00 UTC (in 1 day), until Jan 25, 2025 05:00 UTC (in 1 day 2 hours)",
        "mara",
        "the new firewall",
      ],
      [
        "Every finding",
        "Fabrikam <script>alert(1)</script>",
        "Jan 31, 2025 03:00 UTC (in 7 days)",
        "mara",
        "it moves to another tenant",
      ],
    ]);
  });

  test("maintenance windows: in force, to come, and over", async () => {
    const { get } = await start();
    const { text } = await get("/muted");
    expect(text).toMatch(
      /patch tuesday Provisioning .* Every tenant In force until Jan 24, 2025 04:00 UTC \(in 1 hour\)/,
    );
    expect(text).toMatch(/server move Every finding Contoso B\.V\. Next: Jan 27, 2025 03:00 UTC to Jan 28/);
    expect(text).toMatch(/long over Every finding Every tenant Over; it does not come again/);
  });

  test("acknowledged alerts, of every tenant that has some", async () => {
    const { get, world } = await start();
    const acknowledgement = { at: now - day, by: "Jan", reason: "known", via: "by-command" as const };
    world.alerts.push(
      ...Array.from({ length: 150 }, (_, n) => createAlert(`f-${n}`, { tenant: "fabrikam" })),
      createAlert("f-known", { tenant: "fabrikam", acknowledgement }),
    );
    const { text, markup } = await get("/muted");
    expect(markup).toContain("alerts/f-known");
    expect(text).toContain("1 day ago Jan known");
    expect(text).toContain("1 hour ago Mara Lindt the server is being moved");
    expect(markup).not.toContain("alerts/f-0");
  });

  test("a hundred of them at most, and how many more", async () => {
    const { get, world } = await start();
    const acknowledgement = { at: now, by: "Jan", reason: "known", via: "by-command" as const };
    world.alerts = Array.from({ length: 130 }, (_, n) => createAlert(`k-${n}`, { acknowledgement }));
    const { text, markup } = await get("/muted");
    expect(markup.match(/alerts\/k-\d+"/g)).toHaveLength(100);
    expect(text).toContain("And 30 more.");
  });

  test("nothing is muted", async () => {
    const { get, world } = await start();
    Object.assign(world, { silences: [], maintenance: [], alerts: [] });
    const { text } = await get("/muted");
    expect(text).toContain("Nothing is silenced.");
    expect(text).toContain("The configuration has no maintenance windows");
    expect(text).toContain("No open alert is acknowledged.");
  });

  test("in Dutch", async () => {
    const { get } = await start({ language: "nl" });
    const { text } = await get("/muted");
    expect(text).toContain("Van kracht tot 24 jan 2025 04:00 UTC (over 1 uur)");
    expect(text).not.toMatch(/Every|until|undefined/);
  });
});

describe("a new silence", () => {
  test.each([
    [
      "of one finding of one tenant",
      { tenant: "contoso", finding: "blind" },
      { tenant: "contoso", finding: "blind" },
    ],
    ["of a tenant", { tenant: "fabrikam", finding: "*" }, { tenant: "fabrikam", finding: null }],
    ["of a finding", { tenant: "*", finding: "object-quota" }, { tenant: null, finding: "object-quota" }],
    ["of everything", { tenant: "*", finding: "*" }, { tenant: null, finding: null }],
  ])("%s", async (_name, about, stored) => {
    const { get, post, world } = await start();
    const before = world.silences.length;
    const { status, headers } = await post("/muted", { choice: "silence-1d", ...about, ...words });
    expect(status).toBe(303);
    expect(world.silences.slice(before)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ...stored,
        subjectKey: null,
        startsAt: now,
        endsAt: now + day,
        createdAt: now,
        ...words,
      },
    ]);
    const answer = await get(headers.get("location")?.replace(/^\.\//, "/") ?? "");
    expect(answer.text).toContain("Silenced. What is still open");
    expect(answer.text).toContain("Mara Lindt the server is being moved");
  });

  test.each([
    ["nothing", {}, 5],
    ["no tenant chosen", { tenant: "", finding: "*", choice: "silence-4h", ...words }, 1],
    ["a tenant that nobody knows", { tenant: "nobody", finding: "*", choice: "silence-4h", ...words }, 1],
    ["a finding that nobody knows", { tenant: "*", finding: "nothing", choice: "silence-4h", ...words }, 1],
    [
      "to acknowledge, which is not for here",
      { tenant: "*", finding: "*", choice: "acknowledge", ...words },
      1,
    ],
    ["no reason", { tenant: "contoso", finding: "blind", choice: "silence-7d", by: "Mara Lindt" }, 1],
  ])(
    "%s: stores nothing, says what is wrong, and keeps what was chosen",
    async (_name, fields: Record<string, string>, count) => {
      const { post, world } = await start();
      const before = world.silences.length;
      const { status, markup } = await post("/muted", fields);
      const [, list = ""] = /role="alert">.*?<ul>(.*?)<\/ul>/s.exec(markup) ?? [];
      expect(status).toBe(422);
      expect(list.match(/<li>/g)).toHaveLength(count);
      // Each fault leads to its field.
      for (const [, field = ""] of list.matchAll(/href="#([^"]+)"/g))
        expect(markup).toContain(`id="${field}"`);
      if (fields.tenant === "contoso") {
        expect(markup).toContain('<option value="contoso" selected>');
        expect(markup).toContain('<option value="blind" selected>');
        expect(markup).toContain('value="silence-7d" required checked');
        expect(markup).toContain('value="Mara Lindt"');
      }
      expect(world.silences).toHaveLength(before);
    },
  );

  test("who signed in does it in their own name", async () => {
    const { post, world } = await start({
      auth: { users: [], proxy: { header: "x-user", addresses: ["127.0.0.1"] } },
      headers: { "x-user": "mara@contoso.example" },
    });
    await post("/muted", {
      tenant: "*",
      finding: "blind",
      choice: "silence-4h",
      by: "somebody",
      reason: "x",
    });
    expect(world.silences.at(-1)).toMatchObject({ by: "mara@contoso.example", endsAt: now + 4 * hour });
  });

  test("a form that is none of ours stores nothing", async () => {
    const { post, world } = await start();
    const before = world.silences.length;
    const { status } = await post("/muted", {
      tenant: "*",
      finding: "*",
      choice: "silence-7d",
      ...words,
      token: "x",
    });
    expect(status).toBe(403);
    expect(world.silences).toHaveLength(before);
  });
});

describe("the end of a silence", () => {
  test("takes it away, and says so; a second time it was over already", async () => {
    const { get, post, world } = await start();
    const [{ id } = { id: "" }] = world.silences;
    const first = await post(`/muted/${id}/end`, {});
    expect([first.status, first.headers.get("location")]).toEqual([303, "../../muted?done=ended"]);
    expect(world.silences.map((silence) => silence.id)).not.toContain(id);
    expect((await get("/muted?done=ended")).text).toContain("The silence has ended.");
    const second = await post(`/muted/${id}/end`, {});
    expect(second.headers.get("location")).toBe("../../muted?done=gone");
    expect((await get("/muted?done=gone")).text).toContain("That silence had ended already.");
  });

  test("every button says to a screen reader what it ends", async () => {
    const { get } = await start();
    const { markup } = await get("/muted");
    const buttons = [...markup.matchAll(/<button type="submit" class="quiet">(.*?)<\/button>/g)].map(
      ([, said]) => said,
    );
    expect(buttons).toHaveLength(3);
    expect(new Set(buttons).size).toBe(3);
  });

  test("by GET nothing ends", async () => {
    const { get, world } = await start();
    const before = world.silences.length;
    const { status, headers } = await get(`/muted/${world.silences[0]?.id}/end`);
    expect([status, headers.get("location")]).toEqual([303, "../../muted"]);
    expect(world.silences).toHaveLength(before);
  });

  test("a form that is none of ours ends nothing", async () => {
    const { post, world } = await start();
    const before = world.silences.length;
    expect((await post(`/muted/${world.silences[0]?.id}/end`, { token: "x" })).status).toBe(403);
    expect(world.silences).toHaveLength(before);
  });
});

test("what readers and directories say is text", async () => {
  const { get, world } = await start();
  const [silence] = world.silences;
  const evil = '<img src=x>"\u202e';
  if (silence) world.silences = [{ ...silence, by: evil, reason: evil, subjectKey: evil }];
  const { markup } = await get("/muted");
  expect(markup).toContain("&lt;img src=x&gt;&quot;");
  expect(markup).not.toMatch(/<img|\u202e|<script>alert/);
});
