/** The catalog over HTTP: what is found and in which order, an entry whole, and an error explained that nobody keeps. */
import { afterEach, describe, expect, test } from "vitest";
import { loadCatalog } from "../../../../src/catalog/load.ts";
import { isSeenByGraph, languages } from "../../../../src/domain/catalog.ts";
import { catalogLabels } from "../../../../src/domain/catalog-labels.ts";
import {
  type CatalogSearch,
  searchEntries,
} from "../../../../src/status/pages/error-catalog/search-entries.ts";
import { catalogTexts } from "../../../../src/status/pages/error-catalog/texts.ts";
import { createPageReader } from "../../../support/read-pages.ts";
import { type ServedPages, startPages } from "../../../support/status-pages.ts";
import { makeEntry } from "../../mail/samples.ts";

const { entries } = await loadCatalog();

let served: ServedPages | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

async function start(language = "en") {
  served = await startPages();
  return { ...served, ...createPageReader(served.address, { language }) };
}

describe("the search", () => {
  const all: CatalogSearch = { text: "", surface: null, severity: null };
  const withWords = (id: string, title: string, meaning: string) => {
    const entry = makeEntry(id);
    return { ...entry, text: { ...entry.text, en: { ...entry.text.en, title, meaning } } };
  };
  const made = [
    withWords("zeta", "Password of the badger expired", "Nothing."),
    withWords("yankee", "Badger and its password", "Nothing."),
    withWords("xray", "Something else", "The Password is wrong for this badger."),
    withWords("password-heartbeat", "Heartbeat", "Nothing."),
    withWords("no-password", "Other", "Nothing."),
    { ...withWords("whiskey", "By code", "Nothing."), codes: ["Password"] },
    withWords("victor", "Unlike", "Nothing."),
  ];
  const found = (text: string) => searchEntries(made, { ...all, text }, "en").map(({ id }) => id);

  test("a code counts more than a title, a title more than the text", () => {
    expect(found("PASSWORD")).toEqual([
      "whiskey",
      "password-heartbeat",
      "no-password",
      "yankee",
      "zeta",
      "xray",
    ]);
  });
  test("all words must be there, in whatever order", () => {
    expect(found("badger password")).toEqual(["yankee", "zeta", "xray"]);
    expect(found("badger password victor")).toEqual([]);
  });
  test("in the reader's language alone", () => {
    const dutch = searchEntries(made, { ...all, text: "Over zeta" }, "nl").map(({ id }) => id);
    expect(dutch).toEqual(["zeta"]);
    expect(searchEntries(made, { ...all, text: "heartbeat" }, "nl").map(({ id }) => id)).toEqual([
      "password-heartbeat",
    ]);
  });
  test("a number finds the code that has it", () => {
    const [first] = searchEntries(entries, { ...all, text: "7000222" }, "en");
    expect(first?.id).toBe("AADSTS7000222");
  });
  test("where it shows, and how bad it is there", () => {
    const entry = {
      ...makeEntry("two"),
      surfaces: ["graph", "token"] as const,
      severityOn: { token: "info" } as const,
    };
    const two = { ...entry, surfaces: [...entry.surfaces] };
    const ids = (more: Partial<CatalogSearch>) => searchEntries([two], { ...all, ...more }, "en").length;
    expect([ids({ surface: "graph" }), ids({ surface: "finding" })]).toEqual([1, 0]);
    expect([ids({ severity: "critical" }), ids({ severity: "info" }), ids({ severity: "warning" })]).toEqual([
      1, 1, 0,
    ]);
    expect([
      ids({ surface: "graph", severity: "info" }),
      ids({ surface: "token", severity: "info" }),
    ]).toEqual([0, 1]);
  });
});

describe("the list", () => {
  test("fifty at once, and how many there are", async () => {
    const { get } = await start();
    const { rows, text } = await get("/catalog");
    expect(rows).toHaveLength(51);
    expect(text).toContain(`${entries.length} entries`);
    expect(text).toContain(`1–50 of ${entries.length}`);
    const second = await get("/catalog?offset=50");
    expect(second.rows[1]).not.toEqual(rows[1]);
  });

  test("a search by form, kept in the form; what is none of ours counts as none", async () => {
    const { get } = await start();
    const { text, markup } = await get("/catalog?q=%22%3E%3Cb%3Epassword&surface=token&severity=critical");
    expect(markup).toContain('value="&quot;&gt;&lt;b&gt;password"');
    expect(markup).toContain('<option value="token" selected>');
    expect(text).toContain("The catalog has nothing like that.");
    expect((await get("/catalog?surface=x&severity=x")).text).toContain(`${entries.length} entries`);
  });
});

describe.each(languages)("every entry in %s", (language) => {
  test("has a page with all it says", async () => {
    const { get } = await start(language);
    const texts = catalogTexts[language];
    for (const entry of entries) {
      const { status, text } = await get(`/catalog/${encodeURIComponent(entry.id)}`);
      const plain = (said: string) => said.replaceAll("`", "").replace(/\s+/g, " ").trim();
      const words = entry.text[language];
      expect(status, entry.id).toBe(200);
      for (const said of [
        words.title,
        words.meaning,
        words.affected,
        words.stillWorks,
        words.clears,
        ...words.remedy,
      ])
        expect(text).toContain(plain(said));
      for (const code of [entry.id, ...entry.codes, ...entry.aliases]) expect(text).toContain(code);
      for (const surface of entry.surfaces) expect(text).toContain(texts.labels.surface[surface]);
      expect(text.includes(texts.labels.unseen)).toBe(!isSeenByGraph(entry));
      expect(text.includes(texts.labels.legacy)).toBe(entry.legacy);
      expect(text).not.toMatch(/undefined|\bNaN\b|\[object/);
    }
  });
});

describe("an entry", () => {
  test("says where it is better or worse, who can act, and Microsoft's page", async () => {
    const { get } = await start();
    const entry = entries.find(({ severityOn, url }) => Object.keys(severityOn).length > 0 && url !== null);
    const { text, markup } = await get(`/catalog/${entry?.id}`);
    const [place] = Object.keys(entry?.severityOn ?? {}) as (keyof typeof catalogLabels.en.surface)[];
    expect(place).toBeDefined();
    if (place) expect(text).toContain(`${catalogLabels.en.surface[place]}: `);
    expect(markup).toContain(`href="${entry?.url}"`);
    expect(text).toMatch(/Who can act (you|Microsoft)/);
  });

  test("one that passes by itself says so, and until when", async () => {
    const { get } = await start();
    const entry = entries.find(({ transientMinutes }) => transientMinutes === 60);
    const { text } = await get(`/catalog/${entry?.id}`);
    expect(text).toContain("It usually passes by itself; if it is still there after 1 hour, act.");
  });

  test("there is none of that id", async () => {
    const { get } = await start();
    expect((await get("/catalog/nothing")).status).toBe(404);
    expect((await get("/catalog/__proto__")).status).toBe(404);
  });
});

describe("an explanation", () => {
  test("of a code: the whole entry, and by what it was known", async () => {
    const { post } = await start();
    const { status, text, markup } = await post("/catalog", { text: "AADSTS7000222" });
    expect(status).toBe(200);
    expect(text).toContain("By the code “AADSTS7000222”.");
    expect(text).toContain("What to do");
    expect(markup).toContain("catalog/AADSTS7000222");
    // The list would only be in the way.
    expect(text).not.toContain(`${entries.length} entries`);
  });

  test("of a message: the ids in it stand on their own", async () => {
    const { post } = await start();
    const traceId = "0f1a6c2e-9a57-4a0e-8c6b-2d9e7f4b3a10";
    const { text } = await post("/catalog", {
      text: `AADSTS7000222: The provided client secret keys are expired.\r\nTrace ID: ${traceId}`,
    });
    expect(text).toMatch(new RegExp(`For Microsoft's support .*${traceId}`));
  });

  test("of what nobody knows: it says so, and what was probably meant", async () => {
    const { post } = await start();
    const unknown = await post("/catalog", { text: "zzzz qqqq 12" });
    expect(unknown.text).toContain("The catalog does not know this.");
    const near = await post("/catalog", { text: "HybridSynchronizationActiveDirectoryInternalServerEror" });
    expect(near.text).toContain("HybridSynchronizationActiveDirectoryInternalServerError");
  });

  test("in Dutch", async () => {
    const { post } = await start("nl");
    const { text } = await post("/catalog", { text: "AADSTS7000222" });
    expect(text).toContain("Aan de code “AADSTS7000222”.");
  });

  test("what was pasted stays in the box as it was, and is text", async () => {
    const { post } = await start();
    const { markup } = await post("/catalog", { text: "</textarea><script>alert(1)</script>\nTimeOut" });
    expect(markup).toContain(">\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;\nTimeOut</textarea>");
    expect(markup).not.toContain("<script>alert");
  });

  test.each([
    ["nothing", " \n ", "Paste something first."],
    ["more than 64 KB", "é".repeat(33_000), "That is more than 64 KB."],
  ])("%s is refused", async (_name, text, said) => {
    const { post } = await start();
    const answer = await post("/catalog", { text });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
    expect(answer.markup).toContain('aria-invalid="true"');
  });

  test("64 KB that take 192 in a form are explained", async () => {
    const { post } = await start();
    const { status, text } = await post("/catalog", { text: `TimeOut ${"é".repeat(32_700)}` });
    expect(status).toBe(200);
    expect(text).toContain("What the catalog says");
  });

  test("a form that is none of ours explains nothing", async () => {
    const { post } = await start();
    expect((await post("/catalog", { text: "TimeOut", token: "x" })).status).toBe(403);
  });
});
