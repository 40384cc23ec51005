/** Mails about several alerts and about many tenants: an overview, the worst first, one order everywhere, bounded. */
import { expect, test } from "vitest";
import type { ToldKind } from "../../../../src/domain/alert.ts";
import { languages } from "../../../../src/domain/catalog.ts";
import type { Finding } from "../../../../src/domain/finding.ts";
import type { Mail } from "../../../../src/domain/notification.ts";
import { renderMail } from "../../../../src/mail/render/render-mail.ts";
import { forms, makeDigest, makeTenants, manyErrors } from "../forms.ts";
import { readHtml } from "../read-html.ts";
import {
  findings,
  makeEntry,
  makeNotification,
  makeTransition,
  now,
  sampleId,
  sampleNames,
} from "../samples.ts";

const entries = (ids: string[]) => ids.map((id) => makeEntry(id));
const options = { from: "h@contoso.example", entries, now };
const form = (name: string, language: "en" | "nl" = "en"): Mail =>
  renderMail(forms[name]?.(language) ?? expect.fail(), options);
const headings = ({ html }: Mail, tag: string) =>
  readHtml(html)
    .filter((element) => element.tag === tag)
    .map((element) => element.text);

/** As many alerts as wanted, all different incidents. */
function alerts(count: number, kind: ToldKind = "raised") {
  return Array.from({ length: count }, (_, n) => {
    const name = sampleNames[n % sampleNames.length] ?? expect.fail();
    return makeTransition(findings[name], kind, undefined, {
      alert: { id: sampleId(`${n}`) },
      transition: { alertId: sampleId(`${n}`) },
    });
  });
}

test("several: the subject of the worst and how many more, an overview, sections with the worst first", () => {
  const mail = form("several");
  expect(mail.subject).toBe(
    "contoso.onmicrosoft.com: Provisioning for corp.contoso.example is in quarantine – AzureActiveDirectoryInvalidCredential [+3 alerts]",
  );
  expect(headings(mail, "h1")).toEqual(["4 alerts – 2 new, 1 changed, 1 resolved"]);
  const titles = [
    "Provisioning for corp.contoso.example is in quarantine – AzureActiveDirectoryInvalidCredential",
    "Synchronization errors in your directory – 27 errors (1 new)",
    "Provisioning for corp.contoso.example is failing – HybridIdentityServiceAgentTimeout",
    "No recent password hash synchronization – none in the last 120 minutes",
  ];
  expect(headings(mail, "h2").filter((heading) => /^\d\. /.test(heading))).toEqual(
    titles.map((title, at) => `${at + 1}. ${title}`),
  );
  const items = readHtml(mail.html).filter(({ tag, path }) => tag === "li" && !path.includes("li"));
  const badges = ["Critical", "Warning", "Changed – Warning", "Resolved"];
  titles.forEach((title, at) => {
    expect(items[at]?.text).toMatch(new RegExp(`^${badges[at]} .* Incident [0-9a-f]{8}$`));
    expect(items[at]?.text).toContain(title);
  });
});

test("each of several has its own command; the link is for all of them, once", () => {
  const notification = makeNotification(alerts(3));
  const { text } = renderMail(notification, { ...options, acknowledgeUrl: "https://m.example/a" });
  for (const { alertId } of notification.transitions)
    expect(text).toContain(`sync-health alerts ack ${alertId.slice(0, 8)}`);
  expect(text.split("https://m.example/a")).toHaveLength(2);
  expect(text).toContain("If you are dealing with these, acknowledge them.");
});

test("headers list every alert in the mail's one order, whatever order they came in", () => {
  const transitions = [
    makeTransition(findings["job-paused"], "resolved"),
    makeTransition(findings["job-failing"], "raised"),
    makeTransition(findings["sync-stale-critical"], "reminder"),
    makeTransition(findings["job-quarantine"], "raised"),
  ];
  const order = [3, 2, 1, 0];
  const mail = renderMail(makeNotification(transitions), options);
  expect(mail.headers).toMatchObject({
    "X-Sync-Health-Alert": order.map((at) => transitions[at]?.alertId).join(", "),
    "X-Sync-Health-Finding": "job-quarantine, sync-stale, job-failing, job-paused",
    "X-Sync-Health-State": "raised, reminder, raised, resolved",
    "X-Sync-Health-Tenant": "contoso, contoso, contoso, contoso",
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    "Content-Language": "en",
  });
  const places = order.map((at) => mail.text.indexOf(transitions[at]?.alertId ?? ""));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test.each<[ToldKind, prefix: string]>([
  ["raised", ""],
  ["changed", "[Changed] "],
  ["reminder", "[Reminder] "],
  ["resolved", "[Resolved] "],
])("several that are all %s share a prefix", (kind, prefix) => {
  const { subject } = renderMail(makeNotification(alerts(3, kind)), options);
  expect(subject.startsWith(`${prefix}contoso.onmicrosoft.com: `)).toBe(true);
  expect(subject.endsWith(" [+2 alerts]")).toBe(true);
});

test("ends of two sorts are told as resolved; those that put nothing right alone are not", () => {
  const accepted = makeTransition(findings["synced-objects-drop"], "resolved", "level-accepted");
  const cleared = makeTransition(findings["job-paused"], "resolved");
  const subjectOf = (transitions: (typeof accepted)[]) =>
    renderMail(makeNotification(transitions), options).subject;
  expect(subjectOf([accepted, cleared])).toMatch(/^\[Resolved\] /);
  expect(subjectOf([accepted, accepted])).toMatch(/^\[Closed\] /);
});

test.each([13, 24, 50, 51, 300])("%i alerts of one tenant: under 100 KB, and none lost", (count) => {
  const notification = makeNotification(alerts(count));
  const mail = renderMail(notification, options);
  expect(Buffer.byteLength(mail.html)).toBeLessThan(100 * 1024);
  const sections = headings(mail, "h2").filter((heading) => /^\d+\. /.test(heading));
  expect(sections.length).toBeGreaterThanOrEqual(4);
  expect(sections.length).toBeLessThanOrEqual(12);
  const told = readHtml(mail.html).filter(
    ({ tag, text }) => tag === "li" && /Incident [0-9a-f]{8}$/.test(text),
  );
  expect(told).toHaveLength(Math.min(count, 50));
  expect(mail.html.includes(`and ${count - 50} more, all in the attached file`)).toBe(count > 50);
  const file = mail.attachments.find(({ filename }) => filename === "contoso-alerts-2025-01-24.csv");
  for (const { alertId } of notification.transitions) expect(file?.content).toContain(alertId);
});

test("several long lists leave room for each other", () => {
  const lists = Array.from({ length: 5 }, (_, n) =>
    makeTransition({ ...manyErrors(400), subject: { key: `${n}`, name: `${n}` } } as Finding, "raised"),
  );
  const mail = renderMail(makeNotification(lists), options);
  expect(Buffer.byteLength(mail.html)).toBeLessThan(100 * 1024);
  expect(mail.text.match(/all in the attached file/g)).toHaveLength(5);
});

test.each(languages)("many tenants: how many, and what they share, %s", (language) => {
  const wanted = {
    en: "37 tenants: No recent synchronization",
    nl: "37 tenants: Geen recente synchronisatie",
  };
  expect(form("tenants-raised", language).subject).toBe(wanted[language]);
  const prefix = { en: "[Resolved]", nl: "[Opgelost]" };
  expect(form("tenants-resolved", language).subject).toBe(`${prefix[language]} ${wanted[language]}`);
  expect(form("tenants-mixed", language).subject).toBe(wanted[language].replace("37", "12"));
});

test("the trouble that most tenants share names the digest, and that there is more is said", () => {
  const digest = makeDigest(5, ["raised"], "en");
  const worse = makeTransition(findings["job-quarantine"], "raised", undefined, {
    alert: { tenant: "customer-02" },
  });
  const { subject } = renderMail({ ...digest, transitions: [worse, ...digest.transitions] }, options);
  expect(subject).toBe("5 tenants: No recent synchronization, and other alerts");
});

test("many tenants: what happened, a table of them, the advice once, and how to acknowledge", () => {
  const mail = form("tenants-mixed");
  const words = mail.text.replace(/\s+/g, " ");
  expect(words).toContain("The same trouble in 12 tenants: 4 new, 4 still open, 4 resolved");
  expect(words).toContain("By severity: Critical: 4; Warning: 4");
  expect(words).toContain(
    "Customer 01 B.V., customer01.onmicrosoft.com Condition: Synchronization has stopped for at least 24 hours State: Critical, New Began: ",
  );
  expect(words.split("Get-ADSyncScheduler")).toHaveLength(2);
  expect(words).toContain("`sync-health alerts ack`, with an incident's ID from the file tenants-alerts-");
  expect(words).toContain("sync-health-monitor watches these tenants");
  expect(words).toContain("If neither happens, reminders follow from January 25, 2025 03:00 UTC on.");
});

test("all over: no advice, nothing to acknowledge, and how it is now", () => {
  const { text } = form("tenants-resolved");
  expect(text).toContain("Synchronizations are being recorded again.");
  expect(text).toContain(
    "Began: Jan 22, 2025 20:50 UTC\n  Resolved: Jan 24, 2025 03:00 UTC, 1 day 6 hours\n",
  );
  expect(text).not.toMatch(/What to do|alerts ack/);
});

test("two thousand tenants: fifty rows, every alert in the headers, and still a mail", () => {
  const notification = makeDigest(2_000, ["raised"], "en", {
    references: Array.from({ length: 20 }, (_, n) => `<m-${n}@x>`),
  });
  const mail = renderMail(notification, options);
  expect(mail.subject).toBe("2,000 tenants: No recent synchronization");
  expect(Buffer.byteLength(mail.html)).toBeLessThan(100 * 1024);
  expect(mail.text).toContain("and 1,950 more, all in the attached file");
  const listed = mail.headers["X-Sync-Health-Alert"]?.split(", ") ?? [];
  expect(new Set(listed)).toEqual(new Set(notification.transitions.map(({ alertId }) => alertId)));
  for (const name of ["Tenant", "Finding", "State"])
    expect(mail.headers[`X-Sync-Health-${name}`]?.split(", ")).toHaveLength(2_000);
  expect(mail.references).toHaveLength(20);
});

test("tenants that nobody named in the notification go by their configured name", () => {
  const digest = makeDigest(3, ["raised"], "en", { tenants: makeTenants(2) });
  expect(renderMail(digest, options).text).toContain("- customer-03\n");
});
