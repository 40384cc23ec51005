/** What /api/v1 refuses, and in which words; and that nothing which is hostile gets further than a refusal. */
import { beforeAll, describe, expect, test } from "vitest";
import { type ApiFixture, createApiFixture, document, faultsOf } from "../../support/api-fixture.ts";

let api: ApiFixture;
beforeAll(async () => {
  api = await createApiFixture();
});

async function refusal(path: string): Promise<{ status: number; code: string; message: string }> {
  const { status, headers, body } = await api.get(path);
  expect(faultsOf("Error", body)).toBeNull();
  expect(headers.etag).toBeUndefined();
  expect(headers["cache-control"]).toBe("no-store");
  return { status, ...body.error };
}

/** A bad value of every parameter; each message names parameter, value and remedy. */
const badValues: [address: string, message: RegExp][] = [
  ["/tenants?state=well", /^state=“well” will not do: give one of ok, warning, critical, unknown\.$/],
  ["/tenants?state=", /^state=“” will not do: give one of/],
  ["/tenants?state=critcal", /Did you mean critical\?$/],
  ["/tenants?state=ok&state=ok", /^state stands there 2 times: give it once\.$/],
  [`/tenants?q=${"x".repeat(201)}`, /^q=“x{99}…” will not do: give at most 200 characters\.$/],
  ["/tenants?sort=age", /^sort=“age” will not do: give one of worst, name\.$/],
  ["/tenants?limit=0", /^limit=“0” will not do: give a whole number from 1 to 200\.$/],
  ["/tenants?limit=201", /^limit=“201” will not do/],
  ["/tenants?limit=", /^limit=“” will not do/],
  ["/tenants?limit=1e2", /^limit=“1e2” will not do/],
  ["/tenants?limit=0x10", /^limit=“0x10” will not do/],
  ["/tenants?limit=%2050", /^limit=“50” will not do/],
  ["/tenants?limit=NaN", /^limit=“NaN” will not do/],
  ["/tenants?limit=1.5", /^limit=“1.5” will not do/],
  ["/tenants?offset=-1", /^offset=“-1” will not do: give a whole number from 0 to 999999999\.$/],
  ["/tenants?offset=99999999999999999999", /^offset=“9{20}” will not do/],
  ["/tenants/contoso/history?from=yesterday", /^from=“yesterday” will not do: give a moment in ISO 8601/],
  ["/tenants/contoso/history?from=2025-02-30T00:00:00Z", /^from=“2025-02-30T00:00:00Z” will not do/],
  [
    "/tenants/contoso/history?to=2025-01-24T04:00:00+01:00",
    /^to=“2025-01-24T04:00:00 01:00”.*written %2B\)\.$/,
  ],
  [
    "/tenants/contoso/history?from=2025-01-24T04:00:00Z",
    /^from=2025-01-24T04:00:00.000Z is not before the end/,
  ],
  [
    "/tenants/contoso/history?from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z",
    /^from=2025-01-02T00:00:00.000Z is not before the end, 2025-01-01T00:00:00.000Z: give a moment before it\.$/,
  ],
  ["/tenants/contoso/history?points=1", /^points=“1” will not do: give a whole number from 2 to 1000\.$/],
  ["/tenants/contoso/history?points=1001", /^points=“1001” will not do/],
  [`/tenants/contoso/object-errors?q=${"x".repeat(201)}`, /^q=/],
  ["/tenants/contoso/object-errors?limit=1000", /^limit=/],
  ["/tenants/contoso/object-errors?offset=x", /^offset=/],
  ["/findings?tenant=contso", /^tenant: no tenant “contso” is polled\. Did you mean contoso\?$/],
  ["/findings?tenant=", /^tenant: no tenant “” is polled\. \/api\/v1\/tenants lists those that are\.$/],
  ["/findings?id=sync-stal", /^id=“sync-stal” will not do.*Did you mean sync-stale\?$/],
  ["/findings?severity=high", /^severity=“high” will not do: give one of info, warning, critical\.$/],
  ["/findings?offset=one", /^offset=/],
  ["/findings?limit=all", /^limit=/],
  ["/alerts?state=resolved", /^state=“resolved” will not do: give one of open, pending, ended\.$/],
  ["/alerts?tenant=adatum", /^tenant: no tenant “adatum” is polled\./],
  ["/alerts?finding=nothing", /^finding=/],
  ["/alerts?severity=Critical", /^severity=“Critical” will not do.*Did you mean critical\?$/],
  ["/alerts?offset=-0", /^offset=/],
  ["/alerts?limit=-1", /^limit=/],
  ["/deliveries?state=lost", /^state=“lost” will not do: give one of queued, sent, dead, merged, dropped\.$/],
  ["/deliveries?offset=a", /^offset=/],
  ["/deliveries?limit=a", /^limit=/],
  ["/silences?offset=a", /^offset=/],
  ["/silences?limit=a", /^limit=/],
  [`/catalog?q=${"x".repeat(201)}`, /^q=/],
  ["/catalog?surface=moon", /^surface=“moon” will not do: give one of quarantine-error,/],
  ["/catalog?lang=de", /^lang=“de” will not do: give one of en, nl\.$/],
  ["/catalog?offset=a", /^offset=/],
  ["/catalog?limit=a", /^limit=/],
  ["/catalog/unknown?lang=", /^lang=/],
  ["/explain", /^text is missing: give a code or a message of at most 2000 characters\.$/],
  ["/explain?text=%20%20", /^text=“” will not do/],
  [`/explain?text=${"x".repeat(2_001)}`, /^text=“x{99}…” will not do/],
  ["/explain?text=x&lang=fr", /^lang=/],
];

describe("parameters", () => {
  test.each(badValues)("%s", async (address, message) => {
    const { status, code, message: said } = await refusal(address);
    expect({ status, code }).toEqual({ status: 400, code: "invalid-parameter" });
    expect(said).toMatch(message);
  });

  test("every documented one has a bad value above", () => {
    const pathOf = (address: string) =>
      (address.split("?")[0] ?? "")
        .replace(/^(\/tenants)\/contoso/, "$1/{name}")
        .replace(/^(\/catalog)\/\w+$/, "$1/{id}");
    const tried = new Set(
      badValues.flatMap(([address]) => {
        const { searchParams } = new URL(address, "http://localhost");
        const names = [...searchParams.keys(), ...(address === "/explain" ? ["text"] : [])];
        return names.map((name) => `${pathOf(address)}?${name}`);
      }),
    );
    const documented = Object.entries(document.paths).flatMap(([path, { get }]) =>
      get.parameters.filter((one) => one.in === "query").map(({ name }) => `${path}?${name}`),
    );
    expect(documented.filter((one) => !tried.has(one))).toEqual([]);
  });

  test.each([
    ["a slip", "/alerts?tennant=contoso", "There is no parameter “tennant” here: did you mean tenant?"],
    ["another one", "/silences?color=red", "There is no parameter “color” here: there are offset, limit."],
    [
      "where there are none",
      "/tenants/contoso?limit=5",
      "There is no parameter “limit” here: this address takes none.",
    ],
    ["of the document", "/openapi.json?x", "There is no parameter “x” here: this address takes none."],
    ["of the prototype", "/alerts?__proto__=1", "There is no parameter “__proto__” here: there are"],
    ["of every object", "/alerts?constructor=1", "There is no parameter “constructor” here: there are"],
    [
      "with lines and marks",
      "/alerts?%0d%0a%1b%5b31m%e2%80%ae=1",
      "There is no parameter “[31m” here: there are",
    ],
  ])("an unknown one: %s", async (_name, address, message) => {
    const answer = await refusal(address);
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 400, code: "unknown-parameter" });
    expect(answer.message).toContain(message);
  });
});

describe("what is not there", () => {
  test.each([
    ["/tenants/contso", "no tenant “contso” is polled. Did you mean contoso?"],
    ["/tenants/litware", "no tenant “litware” is polled. /api/v1/tenants lists those that are."],
    ["/tenants/", "no tenant “” is polled."],
    ["/tenants/litware/readings", "no tenant “litware” is polled."],
    ["/tenants/litware/history", "no tenant “litware” is polled."],
    ["/tenants/litware/object-errors", "no tenant “litware” is polled."],
    ["/alerts/nothing", "There is no alert “nothing”. What ended is forgotten after 90 days."],
    ["/deliveries/nothing", "There is no delivery “nothing”."],
    ["/catalog/TooManyDeltes", "There is no entry “TooManyDeltes”. Did you mean TooManyDeletes?"],
    ["/catalog/xyz", "There is no entry “xyz”. /api/v1/explain finds one by a code or a message."],
    ["/tenants/contoso/object-errors.csv", "No such address. /api/v1/openapi.json names all there are."],
    ["", "No such address."],
    ["/", "No such address."],
    ["/Alerts", "No such address."],
    ["/alerts/", "There is no alert “”."],
  ])("%s", async (address, message) => {
    const answer = await refusal(address);
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 404, code: "not-found" });
    expect(answer.message).toContain(message);
  });

  const hostile: [name: string, part: string][] = [
    ["a way up", "..%2f..%2fetc%2fpasswd"],
    ["lines", "a%0d%0aset-cookie:x=1"],
    ["a zero byte", "contoso%00"],
    ["markup", "%3Cscript%3Ealert(1)%3C%2Fscript%3E"],
    ["SQL", "'%20or%201=1--"],
    ["a prototype", "__proto__"],
    ["what every object has", "constructor"],
    ["another direction", "%E2%80%AEosotnoc"],
    ["half a character", "%ED%A0%80"],
    ["length", "a".repeat(500)],
    ["another case", "CONTOSO"],
  ];
  const paths = [
    "/tenants/$",
    "/tenants/$/readings",
    "/tenants/$/history",
    "/alerts/$",
    "/deliveries/$",
    "/catalog/$",
  ];

  test.each(hostile)("a name with %s", async (_name, part) => {
    for (const path of paths) {
      const { status, text, headers } = await api.get(path.replace("$", part));
      expect([400, 404]).toContain(status);
      expect(text.length).toBeLessThan(400);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may come back.
      expect(text).not.toMatch(/[\u0000-\u001f\u202e]|\\[rn]|\\u0000/);
      expect(headers["set-cookie"]).toBeUndefined();
      expect(headers["content-type"]).toMatch(/^application\/json/);
    }
  });
});

describe("methods", () => {
  test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const)(
    "%s is not allowed anywhere",
    async (method) => {
      for (const url of ["/api/v1/status", "/api/v1/tenants/contoso", "/api/v1/openapi.json"]) {
        const answer = await api.server.inject({ method, url });
        expect([answer.statusCode, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
        expect(answer.json().error.code).toBe("method-not-allowed");
      }
    },
  );

  test.each([
    ["JSON that is none", "application/json", "{"],
    ["of an unknown kind", "text/x-unknown", "x"],
    ["that is too long", "application/json", `"${"x".repeat(2_000_000)}"`],
  ])("a body %s is not even read", async (_name, type, payload) => {
    const answer = await api.server.inject({
      method: "POST",
      url: "/api/v1/alerts",
      headers: { "content-type": type },
      payload,
    });
    expect(answer.statusCode).toBe(405);
  });
});

describe("what fails", () => {
  test("says so and no more; the application is told why", async () => {
    const failing = await createApiFixture();
    const secret = "SqliteError: no such column hunter2 at /var/lib/monitor.db";
    failing.source.alerts = async () => {
      throw new Error(secret);
    };
    const { status, body, headers } = await failing.get("/alerts");
    expect([status, body.error.code, headers.etag]).toEqual([500, "failed", undefined]);
    expect(JSON.stringify(body)).not.toContain("hunter2");
    expect(failing.failures.map(({ message }) => message)).toEqual([secret]);
  });

  test("a refusal is nobody's failure", () => {
    expect(api.failures).toEqual([]);
  });
});
