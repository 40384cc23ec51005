/** The demo's last words: what arrived against what should have, and where to look. Exit 0 only when all of it came. */
import { join } from "node:path";
import type { Counters } from "../../simulator/counters.ts";
import type { SavedMail } from "./mails.ts";
import type { ExpectedNews } from "./story.ts";

interface SummaryInput {
  output: string;
  mails: readonly SavedMail[];
  counters: Counters;
  expected: readonly ExpectedNews[];
}

export function printSummary({ output, mails, counters, expected }: SummaryInput): number {
  const told = mails.flatMap((mail) => mail.news.map((news) => ({ mail, news })));
  const missing = expected.filter((want) => !told.some(({ news }) => isWanted(news, want)));
  const surplus = told.filter(({ news }) => !expected.some((want) => isWanted(news, want)));
  const { token, batch, direct } = counters.requests;

  console.log(`\nThe day is over. ${mails.length} mails arrived:`);
  for (const mail of mails) console.log(`  ${mail.subject}`);
  console.log(`\nMicrosoft Graph was asked ${batch + direct} times, the sign-in service ${token} times.`);
  console.log("\nWhere to look:");
  console.log(`  ${join(output, "index.html")}   the mails, as they look`);
  console.log(
    `  ${join(output, "status")}       the status page at noon and at night (12-00-overview.html …)`,
  );
  console.log(`  ${join(output, "log.jsonl")}    every line of the daemon's log`);
  console.log(`  ${join(output, "monitor.yaml")} the configuration it ran on`);
  console.log("  npx node src/main.ts explain HybridIdentityServiceNoActiveAgents");
  console.log("  npx node src/main.ts explain 7000215 --language nl   any code, number or pasted message");
  console.log("  npx node src/main.ts simulate --list   everything else that can go wrong");
  for (const { tenant, finding, state } of missing) console.error(`MISSING: ${tenant} ${finding} ${state}`);
  for (const { mail } of surplus) console.error(`UNEXPECTED: ${mail.subject}`);
  return missing.length + surplus.length === 0 ? 0 : 1;
}

function isWanted(news: ExpectedNews, want: ExpectedNews): boolean {
  return news.tenant === want.tenant && news.finding === want.finding && news.state === want.state;
}
