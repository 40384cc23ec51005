/**
 * In: nothing. Out: what a year of history of a hundred tenants takes on disk, how long a chart of that year and all that
 * the page of a tenant looks up take, and for how long removing a day of it keeps others waiting at a stretch.
 */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type HistoryStep, historySteps, stepFor } from "../../src/domain/history.ts";
import { day, type Instant } from "../../src/domain/instant.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { round, type Summary, summarize } from "./statistics.ts";

const tenants = Array.from({ length: 100 }, (_, n) => `customer-${String(n).padStart(3, "0")}`);
const now = Date.parse("2026-09-14T08:00:00Z");
const chartPoints = 400;
/** Of the tenant that is looked at, beside its history. */
const objectErrors = 10_000;
const alertsEach = 50;

export interface HistoryFigures {
  rows: number;
  fileMb: number;
  /** A year at 400 points. */
  yearMs: Summary;
  /** Three charts, standing, report, alerts, deliveries and object errors of one tenant. */
  pageMs: Summary;
  /** Longest stretch without a turn for others while a day of every tenant is removed; and all of it. */
  pruneMs: { longest: number; total: number };
}

export async function measureHistory(): Promise<HistoryFigures> {
  const folder = await mkdtemp(join(tmpdir(), "sync-health-bench-"));
  const file = join(folder, "monitor.db");
  try {
    const store = await openSqliteStore(file);
    const rows = fill(file);
    const { size } = await stat(file);
    const year = historySteps.coarse.keptMs;
    const yearMs = await timeEach((tenant) => look(store, tenant, year));
    const pageMs = await timeEach((tenant) => lookAtPage(store, tenant));
    const pruneMs = await timePrune(store);
    await store.close();
    return { rows, fileMb: round(size / 1_000_000, 1), yearMs, pageMs, pruneMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In the order of time, as polls write: that decides how full the file's pages are. Resolves with the rows of history. */
function fill(file: string): number {
  const database = new DatabaseSync(file);
  database.exec("pragma synchronous = off; pragma cache_size = -400000; begin");
  const insert = database.prepare(`insert into history values (${Array(14).fill("?").join(", ")})`);
  let rows = 0;
  for (const [step, name] of (["fine", "coarse"] as const satisfies HistoryStep[]).entries()) {
    const { stepMs, keptMs } = historySteps[name];
    for (let at = now - keptMs; at < now; at += stepMs) {
      for (const tenant of tenants) {
        insert.run(tenant, step, at, ...sampleAt(rows));
        rows += 1;
      }
    }
  }
  fillRest(database);
  database.exec("commit; pragma wal_checkpoint(truncate)");
  database.close();
  return rows;
}

/** Of the size that a large tenant's numbers have. */
function sampleAt(n: number): number[] {
  const wave = (n * 7_919) % 1_000;
  const counts = [120_000 + wave, 8_000 + wave, 900 + wave, 180_000 + wave, 500_000];
  return [n % 4, wave * 7, wave, wave % 300, wave % 20, wave % 50, ...counts];
}

function fillRest(database: DatabaseSync): void {
  const standing = database.prepare("insert into tenant values (?, 'id', '{}', ?, ?, ?)");
  const alert = database.prepare(
    `insert into alert (id, tenant, finding, subject_key, state, last, raised_at, last_seen_at, resolved_at, good_polls, announced)
     values (?, ?, 'sync-stale', ?, ?, ?, ?, ?, ?, 0, 'null')`,
  );
  const outbox = database.prepare(
    `insert into outbox (id, seq, message_id, document, state, attempts, created_at, ended_at)
     values (?, ?, ?, ?, 'sent', 1, ?, ?)`,
  );
  const told = database.prepare("insert into outbox_alert values (?, ?, '')");
  const asked = database.prepare(
    "insert into outbox_recipient values (?, ?, 'accepted', '250 Ok', ?, 'smtp')",
  );
  const words = "x".repeat(2_000);
  let seq = 0;
  for (const name of tenants) {
    standing.run(name, JSON.stringify({ name, words }), now, JSON.stringify({ name, tenantId: "id", words }));
    for (let n = 0; n < alertsEach; n += 1) {
      const id = `${name} ${n}`;
      const at = now - n * day;
      const isOpen = n < 3;
      const last = JSON.stringify({ id: "sync-stale", severity: "critical", words });
      alert.run(id, name, `s${n}`, isOpen ? "open" : "resolved", last, at, at, isOpen ? null : at);
      seq += 1;
      const transitions = [{ kind: "raised", reason: "condition-met", toldBefore: null, words }];
      outbox.run(id, seq, `<${id}>`, JSON.stringify({ transitions }), at, at);
      told.run(id, id);
      for (let r = 0; r < 5; r += 1) asked.run(id, `r${r}@x.example`, at);
    }
  }
  const error = database.prepare(
    "insert into object_error (tenant, key, document, first_seen_at) values (?, ?, ?, ?)",
  );
  for (let n = 0; n < objectErrors; n += 1) {
    const document = { displayName: `Person ${n}`, value: `p${n}@x.example`, occurredAt: now - n * 1_000 };
    error.run(tenants[0] as string, `k${n}`, JSON.stringify(document), now);
  }
}

async function look(store: Store, tenant: string, spanMs: number): Promise<void> {
  const from: Instant = now - spanMs;
  const query = { tenant, from, to: now, maxPoints: chartPoints };
  const points = await store.history(query, stepFor(from, now));
  if (points.length < chartPoints / 2) throw new Error(`${points.length} points of ${tenant}`);
}

async function lookAtPage(store: Store, tenant: string): Promise<void> {
  const span = { offset: 0, limit: 50 };
  for (const spanMs of [7 * day, 30 * day, historySteps.coarse.keptMs]) await look(store, tenant, spanMs);
  await store.standing(tenant);
  await store.report(tenant);
  await store.alertTallies();
  await store.alerts({ tenant, state: "open" }, span);
  await store.alerts({ tenant, state: "ended" }, span);
  await store.deliveries({}, span);
  await store.deliveryCounts();
  await store.openObjectErrors({ tenant }, span);
}

async function timeEach(task: (tenant: string) => Promise<void>): Promise<Summary> {
  const times: number[] = [];
  // The first also prepares the statements.
  for (const tenant of tenants) {
    const began = performance.now();
    await task(tenant);
    times.push(performance.now() - began);
  }
  return summarize(times, 1);
}

async function timePrune(store: Store): Promise<HistoryFigures["pruneMs"]> {
  const began = performance.now();
  let [longest, last, isOver] = [0, began, false];
  const pruning = store.prune(0, now + day).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await nextTurn();
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  await pruning;
  return { longest: round(longest, 1), total: round(last - began, 1) };
}
