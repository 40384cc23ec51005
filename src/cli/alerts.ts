/** `alerts`: its subcommands and their options. They work on the store beside a running daemon, or without one. */
import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import { configOption, formatOption, tenantOption } from "./options.ts";

const reasonOption = () => new Option("--reason <text>", "why; asked for on a terminal");
const byOption = () => new Option("--by <name>", "who; default the name of the system's user");

export function addAlertCommands(alerts: Command, context: CommandContext): void {
  alerts
    .command("list")
    .description("open alerts, the worst first; then silences and maintenance windows, in force or to come")
    .addOption(configOption())
    .addOption(tenantOption())
    .option("--all", "those too that are pending: seen, but not for long enough to be told")
    .addOption(formatOption(["text", "json"]))
    .action(async (options) => {
      context.exitCode = await (await import("./alerts/list.ts")).runAlertsList(options);
    });

  alerts
    .command("ack")
    .description("acknowledge: no more reminders until it is resolved; changes and the end are still told")
    .argument("<id...>", "IDs of open alerts, as mails and the list show them, or their first 4 characters")
    .addOption(configOption())
    .addOption(reasonOption())
    .addOption(byOption())
    .action(async (ids: string[], options) => {
      context.exitCode = await (await import("./alerts/ack.ts")).runAlertsAck(ids, options);
    });

  alerts
    .command("silence")
    .description("for a time, tell nobody of certain alerts; what ends is told all the same")
    .addOption(configOption())
    .option("--tenant <name>", "of this tenant")
    .option("--finding <id>", "of this kind, as in sync-stale")
    .option("--subject <key>", "about this alone, as alerts list --format json shows it")
    .addOption(new Option("--everything", "whatever it is").conflicts(["tenant", "finding", "subject"]))
    .addOption(new Option("--for <duration>", "how long, as in 4h or 2d; at most 90d").conflicts("until"))
    .option("--until <moment>", "its end instead, as in 2026-12-01T20:00Z or 2026-12-01T20:00+01:00")
    .option("--from <moment>", "when it begins; default now")
    .addOption(reasonOption())
    .addOption(byOption())
    .action(async (options) => {
      context.exitCode = await (await import("./alerts/silence.ts")).runAlertsSilence(options);
    });

  alerts
    .command("unsilence")
    .description("end a silence now; what it held back is told at the next poll")
    .argument("<id>", "its ID, or the first 4 characters of it")
    .addOption(configOption())
    .action(async (id: string, options) => {
      context.exitCode = await (await import("./alerts/unsilence.ts")).runAlertsUnsilence(id, options);
    });
}
