/** The webhook's JSON: versioned, with ISO times, every event, and no list without end. */
import { expect, test } from "vitest";
import { toldKinds } from "../../../../src/domain/alert.ts";
import { renderPayload } from "../../../../src/mail/render/render-payload.ts";
import { forms, makeDigest, manyErrors } from "../forms.ts";
import {
  acknowledgement,
  acknowledgeUrl,
  findings,
  incidents,
  makeEntry,
  makeNotification,
  makeTransition,
  now,
  sampleNames,
} from "../samples.ts";

const entries = (ids: string[]) => ids.map((id) => makeEntry(id));
const options = { from: "h@contoso.example", entries, now, acknowledgeUrl };
const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

test("one alert, whole", () => {
  const transition = makeTransition(findings["job-delete-threshold"], "changed", "severity-rose", {
    alert: { acknowledgement },
  });
  const notification = makeNotification([transition], "en", { incidents: incidents.slice(0, 1) });
  expect(JSON.parse(renderPayload(notification, options))).toEqual({
    version: 1,
    id: "ntf-01",
    createdAt: "2025-01-24T03:00:00.000Z",
    language: "en",
    tenants: [
      {
        name: "contoso",
        tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
        displayName: "Contoso B.V.",
        initialDomain: "contoso.onmicrosoft.com",
      },
    ],
    events: [
      {
        alertId: transition.alertId,
        state: "changed",
        reason: "severity-rose",
        at: "2025-01-24T03:00:00.000Z",
        tenant: {
          name: "contoso",
          tenantId: "6f0c3a52-5c2e-4d57-9a54-0e3a9b7f1c20",
          displayName: "Contoso B.V.",
        },
        finding: "job-delete-threshold",
        subject: { key: expect.stringMatching(/^AD2AADProvisioning\./), name: "corp.contoso.example" },
        severity: "critical",
        code: "TooManyDeletes",
        title: "Export was stopped – accidental delete threshold reached (threshold 500)",
        text: expect.stringContaining("More objects were about to be deleted"),
        since: "2025-01-23T23:10:00.000Z",
        raisedAt: "2025-01-23T23:50:00.000Z",
        resolvedAt: null,
        nextReminderAt: "2025-01-25T03:00:00.000Z",
        acknowledged: {
          at: "2025-01-24T01:00:00.000Z",
          by: "Sanne de Wit",
          reason: acknowledgement.reason,
        },
        facts: {
          jobId: expect.any(String),
          jobKind: "AD2AADProvisioning",
          configuration: "corp.contoso.example",
          errorCode: null,
          errorMessage: null,
          tenantActionable: null,
          lastSuccessAt: "2025-01-23T22:30:00.000Z",
          seriesBeganAt: "2025-01-23T23:10:00.000Z",
          nextAttemptAt: "2025-01-24T09:00:00.000Z",
          disableAt: "2025-02-20T23:10:00.000Z",
          threshold: 500,
        },
        steps: makeEntry("x").text.en.remedy,
        url: "https://learn.microsoft.com/entra/identity/hybrid/",
      },
    ],
    incidents: [
      {
        id: "MO987654",
        title: "Some users' directory changes may be delayed",
        service: "Microsoft Entra",
        status: "serviceDegradation",
        startedAt: "2025-01-23T23:00:00.000Z",
      },
    ],
    acknowledgeUrl,
  });
});

test.each(sampleNames)("%s: every moment is ISO 8601, in each kind", (name) => {
  for (const kind of toldKinds) {
    const body = renderPayload(makeNotification([makeTransition(findings[name], kind)]), options);
    const moments: unknown[] = [];
    JSON.parse(body, (key, value) => {
      if (/At$|^since$|^at$/.test(key)) moments.push(value);
      return value;
    });
    expect(moments.length).toBeGreaterThan(4);
    for (const moment of moments) if (moment !== null) expect(moment).toMatch(iso);
    expect(body).not.toMatch(/1970-|undefined|NaN/);
  }
});

test("an end tells what was wrong, and has no steps", () => {
  const [event] = JSON.parse(
    renderPayload(makeNotification([makeTransition(findings["job-paused"], "resolved")]), options),
  ).events;
  expect(event).toMatchObject({
    state: "resolved",
    resolvedAt: "2025-01-24T03:00:00.000Z",
    text: "The provisioning job of corp.contoso.example was not in service.",
    steps: [],
  });
});

test("what was held back until now is a raise", () => {
  const body = renderPayload(forms["silence-ended-first"]?.("en") ?? expect.fail(), options);
  expect(JSON.parse(body).events[0]).toMatchObject({ state: "raised", reason: "silence-ended" });
});

test("a long list is cut, its total is not", () => {
  const [event] = JSON.parse(
    renderPayload(makeNotification([makeTransition(manyErrors(5_000), "raised")]), options),
  ).events;
  expect(event.facts.sample).toHaveLength(50);
  expect(event.facts.total).toBe(5_000);
});

test("two thousand tenants: every event, the steps once, and no more than a receiver takes", () => {
  const notification = makeDigest(2_000, ["raised"], "en");
  const body = renderPayload(notification, options);
  const { events } = JSON.parse(body);
  expect(events.map((event: { alertId: string }) => event.alertId).sort()).toEqual(
    notification.transitions.map(({ alertId }) => alertId).sort(),
  );
  expect(events.filter((event: { steps: string[] }) => event.steps.length > 0)).toHaveLength(1);
  expect(body.length).toBeLessThan(3_000_000);
});

test("a moment that is none is null", () => {
  const finding = findings["sync-stale-critical"];
  const odd = { ...finding, since: Number.NaN, facts: { ...finding.facts, lastSyncAt: Number.NaN } };
  const transition = makeTransition(findings["sync-stale-critical"], "raised");
  const body = renderPayload(
    makeNotification([{ ...transition, alert: { ...transition.alert, last: odd } }]),
    options,
  );
  expect(JSON.parse(body).events[0]).toMatchObject({ since: null, facts: { lastSyncAt: null } });
});
