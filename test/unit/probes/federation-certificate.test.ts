/** Signing certificates of federated domains, in every form in which Graph may hand them out. */
import { describe, expect, test } from "vitest";
import type { FederationCertificatesReading } from "../../../src/domain/reading.ts";
import { federationCertificateProbe } from "../../../src/probes/federation-certificate/probe.ts";
import { type Answers, expectBlind, lookAt, refusal } from "../../support/fake-graph-reader.ts";

/** Made with another tool than the one under test, which also told the thumbprints. */
const signing =
  "MIIBczCCARmgAwIBAgIBBzAKBggqhkjOPQQDAjBDMRIwEAYDVQQKDAlOb3J0aHdpbmQxLTArBgNVBAMMJEFERlMgU2lnbmluZyAtIHN0cy5ub3J0aHdpbmQuZXhhbXBsZTAeFw0yNTEwMDEwNjAwMDBaFw0yNjEwMDEwNjAwMDBaMEMxEjAQBgNVBAoMCU5vcnRod2luZDEtMCsGA1UEAwwkQURGUyBTaWduaW5nIC0gc3RzLm5vcnRod2luZC5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEd3b0/b8mHxy38aVofI4EShMC+qYSXkGUgn39pN+f6q3SwK058MEw25FMgT6UYs2akvLIkUi3WfJQkk5QutPXdjAKBggqhkjOPQQDAgNIADBFAiAHMN1uESzLyAmkxlA/5q/fxTm7DdLnlRlOwdZSrxXDwwIhAN7ALdCAUwdivhHzY0/ZjX343e3fyZvXA90hODcHxip3";
const next =
  "MIIBTDCB86ADAgECAgEHMAoGCCqGSM49BAMCMDAxEjAQBgNVBAoMCU5vcnRod2luZDEaMBgGA1UEAwwRQURGUyBTaWduaW5nIG5leHQwHhcNMjYwOTExMDYwMDAwWhcNMjcwOTExMDYwMDAwWjAwMRIwEAYDVQQKDAlOb3J0aHdpbmQxGjAYBgNVBAMMEUFERlMgU2lnbmluZyBuZXh0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEK7MF4TMkpUXoTvz9W/1q08RGnNxoo3qV6DQHu4sh5EJtGHZgVqpNesXop0zB9Zyppc1bkVl11XLoL8BGrsnSjjAKBggqhkjOPQQDAgNIADBFAiAY/unFi7J1rd0qpztjN5lGgTESh+ckqgY/A8tSCRCZAQIhAIxEPSaRSE/39u6QEjrkNBJOByRVg1gnVRMB20hIqaDt";
const signingDates = {
  thumbprint: "188064C5737AC437E5F86DCBE7F19410D7BB20AC",
  subject: "O=Northwind, CN=ADFS Signing - sts.northwind.example",
  notBefore: Date.parse("2025-10-01T06:00:00Z"),
  notAfter: Date.parse("2026-10-01T06:00:00Z"),
};
const nothing = { signing: null, nextSigning: null, updateResult: null, updatedAt: null };

const federated = (id: string) => ({ id, authenticationType: "Federated", isVerified: true });
const list = "/domains?$select=id,authenticationType,isVerified";
const settingsOf = (id: string) => `/domains/${id}/federationConfiguration`;
const answersOf =
  (domains: unknown[], settings: (domain: string) => unknown): Answers =>
  (path) =>
    path === list ? { value: domains } : settings(path.split("/")[2] ?? "");
const domainsOf = (reading: unknown) => (reading as FederationCertificatesReading).domains;

describe("what it reads", () => {
  test("verified federated domains only, each by its name", async () => {
    const domains = [
      federated("Northwind.example"),
      { id: "northwindlab.onmicrosoft.com", authenticationType: "Managed", isVerified: true },
      { ...federated("pending.example"), isVerified: false },
      { id: "old.example", authenticationType: "federated" },
    ];
    const settings = {
      signingCertificate: signing,
      nextSigningCertificate: next,
      signingCertificateUpdateStatus: {
        certificateUpdateResult: "noNewCertificateFound",
        lastRunDateTime: "2026-09-13T07:44:46.2616778Z",
      },
    };
    const { readings, paths } = await lookAt(
      federationCertificateProbe,
      answersOf(domains, (domain) => ({ value: domain === "old.example" ? [] : [settings] })),
    );
    expect(paths).toEqual([list, settingsOf("northwind.example"), settingsOf("old.example")]);
    expect(readings).toEqual([
      {
        kind: "federation-certificates",
        domains: [
          {
            domain: "northwind.example",
            signing: signingDates,
            nextSigning: {
              thumbprint: "5CE81D87B77F68FFD74B08E22570C4E0EE5D0D62",
              subject: "O=Northwind, CN=ADFS Signing next",
              notBefore: Date.parse("2026-09-11T06:00:00Z"),
              notAfter: Date.parse("2027-09-11T06:00:00Z"),
            },
            updateResult: "noNewCertificateFound",
            updatedAt: Date.parse("2026-09-13T07:44:46.261Z"),
          },
          { domain: "old.example", ...nothing },
        ],
      },
    ]);
  });

  test("no federated domain is an answer, for one request", async () => {
    const { readings, paths } = await lookAt(
      federationCertificateProbe,
      answersOf([], () => refusal(500)),
    );
    expect(readings).toEqual([{ kind: "federation-certificates", domains: [] }]);
    expect(paths).toEqual([list]);
  });

  const lines = signing.match(/.{1,64}/g) ?? [];
  const forms: [name: string, value: unknown, readable: boolean][] = [
    ["on one line", signing, true],
    ["with line breaks", lines.join("\r\n"), true],
    ["PEM", `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`, true],
    [
      "PEM in base64",
      Buffer.from(`-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`).toString(
        "base64",
      ),
      true,
    ],
    ["cut short, as in Microsoft's sample", "MIIE3jCCAsagAwIBAgIQQcyDaZz3MI", false],
    ["no base64", "not a certificate", false],
    ["empty", "", false],
    ["null", null, false],
    ["missing", undefined, false],
    ["an object", { key: signing }, false],
    ["without end", "A".repeat(200_000), false],
  ];
  test.each(forms)("a certificate %s", async (_name, signingCertificate, readable) => {
    const { reading } = await lookAt(
      federationCertificateProbe,
      answersOf([federated("a.example")], () => ({ value: [{ signingCertificate }] })),
    );
    expect(domainsOf(reading)).toEqual([
      { domain: "a.example", ...nothing, signing: readable ? signingDates : null },
    ]);
  });

  test("of several settings the first is taken", async () => {
    const { reading } = await lookAt(
      federationCertificateProbe,
      answersOf([federated("a.example")], () => ({
        value: [{ signingCertificate: signing }, { signingCertificate: next }],
      })),
    );
    expect(domainsOf(reading)[0]?.signing).toEqual(signingDates);
  });

  test("404 on the settings: listed, with nothing to judge it by", async () => {
    const { reading } = await lookAt(
      federationCertificateProbe,
      answersOf([federated("child.a.example")], () => refusal(404)),
    );
    expect(domainsOf(reading)).toEqual([{ domain: "child.a.example", ...nothing }]);
  });
});

describe("exchanges", () => {
  const settings = () => ({ value: [{ signingCertificate: signing }] });

  test("the first look takes two, a later one takes one", async () => {
    const cache = new Map();
    const answers = answersOf([federated("a.example"), federated("b.example")], settings);
    expect((await lookAt(federationCertificateProbe, answers, { cache })).exchanges).toBe(2);
    const later = await lookAt(federationCertificateProbe, answers, { cache });
    expect(later.exchanges).toBe(1);
    expect(later.paths).toEqual([list, settingsOf("a.example"), settingsOf("b.example")]);
    expect(domainsOf(later.reading).map(({ domain }) => domain)).toEqual(["a.example", "b.example"]);
  });

  test("a later look sees what came, and does not mind what went", async () => {
    const cache = new Map();
    await lookAt(federationCertificateProbe, answersOf([federated("old.example")], settings), { cache });
    const { reading } = await lookAt(
      federationCertificateProbe,
      answersOf([federated("new.example")], (domain) =>
        domain === "old.example" ? refusal(403) : settings(),
      ),
      { cache },
    );
    expect(domainsOf(reading)).toEqual([{ domain: "new.example", ...nothing, signing: signingDates }]);
  });

  test("a look ahead that fails beside the list is not lost on the way", async () => {
    const cache = new Map();
    await lookAt(federationCertificateProbe, answersOf([federated("a.example")], settings), { cache });
    const { reading } = await lookAt(federationCertificateProbe, () => refusal(503), { cache });
    expectBlind(reading, "federation-certificate", { reason: "unreachable" });
  });
});

describe("blind", () => {
  const one = [federated("a.example"), federated("b.example")];
  const faults: [name: string, answers: Answers, reason: string, permission: string | null][] = [
    ["the list is refused", () => refusal(403), "permission", "Domain.Read.All"],
    [
      "one domain's settings are refused",
      answersOf(one, (id) => (id === "b.example" ? refusal(403) : { value: [] })),
      "permission",
      "Domain.Read.All",
    ],
    ["one domain is throttled", answersOf(one, () => refusal(429)), "throttled", null],
    [
      "a domain without a name",
      answersOf([{ authenticationType: "Managed" }], () => null),
      "malformed",
      null,
    ],
    ["a domain without its kind", answersOf([{ id: "a.example" }], () => null), "malformed", null],
    ["settings that are no list", answersOf(one, () => ({})), "malformed", null],
    ["settings that are rubbish", answersOf(one, () => ({ value: ["x"] })), "malformed", null],
  ];
  test.each(faults)("%s", async (_name, answers, reason, permission) => {
    const { readings } = await lookAt(federationCertificateProbe, answers);
    expect(readings).toHaveLength(1);
    expectBlind(readings[0], "federation-certificate", {
      covers: ["federation-certificates"],
      reason: reason as "permission",
      permission,
    });
  });
});
