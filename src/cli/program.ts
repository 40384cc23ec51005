/** The command line: which commands there are, their options, and how mistakes become exit codes. */
import { Command, CommanderError } from "commander";
import { readVersion } from "../app/version.ts";
import { AppError, errorCodes } from "../domain/errors.ts";
import { coerceError } from "../util/coerce-error.ts";
import { addAlertCommands } from "./alerts.ts";
import type { CommandContext } from "./command-context.ts";
import { configOption, formatOption, languageOption, tenantOption } from "./options.ts";
import { renderNagiosFailure } from "./print-nagios.ts";
import type { StatusFormat } from "./print-status.ts";

/** Runs one command; resolves with the exit code (sysexits from 64 on). Never throws. */
export async function runCli(args: string[]): Promise<number> {
  const context: CommandContext = { exitCode: 0 };
  const program = createProgram(context);
  try {
    await program.parseAsync(args, { from: "user" });
    return context.exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      return thrown.exitCode === 0 ? 0 : errorCodes.USAGE;
    }
    const error = coerceError(thrown);
    console.error(
      `sync-health: ${error instanceof AppError ? error.message : (error.stack ?? error.message)}`,
    );
    return error instanceof AppError ? error.exitCode : errorCodes.INTERNAL;
  }
}

/** Commands are loaded when they run: `explain` need not wait for what only the daemon uses. */
function createProgram(context: CommandContext): Command {
  const program = new Command("sync-health")
    .description(
      "Watches directory synchronization to Microsoft Entra ID, and says what broke, why, and what to do.",
    )
    .version(readVersion())
    .exitOverride()
    .showHelpAfterError("(sync-health --help lists the commands)");

  program
    .command("run")
    .description(
      "run the daemon: poll, alert, mail, until stopped (SIGTERM); SIGHUP reloads the configuration",
    )
    .addOption(configOption())
    .action(async (options) => {
      context.exitCode = await (await import("./run.ts")).runDaemon(options);
    });

  program
    .command("check")
    .description(
      "poll once, print the status, store and mail nothing; exit 0 ok, 1 warning, 2 critical, 3 unknown",
    )
    .addOption(configOption())
    .addOption(formatOption())
    .addOption(tenantOption())
    .action(async (options) => {
      const { runCheck } = await import("./check.ts");
      context.exitCode = await asPlugin(options.format, () => runCheck(options));
    });

  program
    .command("status")
    .description("print what the daemon saw last, from its store; exit codes as for check")
    .addOption(configOption())
    .addOption(formatOption())
    .action(async (options) => {
      const { runStatus } = await import("./status.ts");
      context.exitCode = await asPlugin(options.format, () => runStatus(options));
    });

  const alerts = program
    .command("alerts")
    .description("list open alerts, acknowledge them, silence them for a time");
  addAlertCommands(alerts, context);

  program
    .command("doctor")
    .description(
      "say what works and what does not: sign-in, permissions, every probe, clock, mail; ends with the consent needed",
    )
    .addOption(configOption())
    .addOption(formatOption(["text", "json"]))
    .addOption(tenantOption())
    .option("--send", "send a test mail too")
    .action(async (options) => {
      context.exitCode = await (await import("./doctor.ts")).runDoctor(options);
    });

  program
    .command("explain")
    .description(
      "explain an error code, a number, a pasted message or mail, offline; reads standard input without arguments",
    )
    .argument("[words...]", "code, number of a sign-in error or Windows event, or message")
    .option("--json", "machine-readable output")
    .addOption(configOption())
    .addOption(languageOption())
    .action(async (words: string[], options) => {
      context.exitCode = await (await import("./explain.ts")).runExplain(words, options);
    });

  program
    .command("check-config")
    .description("check the configuration and everything it points to, without touching the network")
    .addOption(configOption())
    .action(async (options) => {
      context.exitCode = await (await import("./check-config.ts")).runCheckConfig(options);
    });

  program
    .command("init")
    .description("ask for tenant and mail, write a commented configuration, print how to register the app")
    .addOption(configOption().hideHelp())
    .option("--name <name>", "name of the tenant, as in contoso")
    .option("--tenant-id <guid>", "its Directory (tenant) ID")
    .option("--client-id <guid>", "Application (client) ID, where the app is registered already")
    .option("--secret-env <name>", "environment variable that holds the client secret")
    .option("--certificate <file>", "PEM file with certificate and private key, instead of a secret")
    .option("--from <mailbox>", "sender of the mails")
    .option("--to <address...>", "who gets the mails")
    .option("--smtp <host>", "mail server, as in smtp.contoso.example")
    .option("--without <probe...>", "probes to leave out")
    .option("--language <code>", "language of the mails: en, nl or auto")
    .option("--output <file>", "where to write", "config/monitor.yaml")
    .option("--yes", "ask nothing: what is missing is a mistake")
    .option("--force", "write over a file that is there")
    .action(async (options) => {
      context.exitCode = await (await import("./init.ts")).runInit(options);
    });

  program
    .command("healthcheck")
    .description("ask the running daemon's /healthz, for container health checks; exit 0 well, 1 not")
    .addOption(configOption())
    .action(async (options) => {
      context.exitCode = await (await import("./healthcheck.ts")).runHealthcheck(options);
    });

  program
    .command("hash-password")
    .description(
      "print the hash of a password for status.auth in the configuration; asks for it, or reads a line of standard input",
    )
    // Refused by the command itself: the usual message would repeat a password that was written behind it.
    .allowExcessArguments()
    .action(async (_options, { args }: Command) => {
      context.exitCode = await (await import("./hash-password.ts")).runHashPassword(args);
    });

  program
    .command("send-test")
    .description("send one real test mail through the configured transport and print what the server said")
    .addOption(configOption())
    .option("--to <address...>", "recipients instead of the configured ones")
    .addOption(languageOption())
    .action(async (options) => {
      context.exitCode = await (await import("./send-test.ts")).runSendTest(options);
    });

  program
    .command("simulate")
    .description(
      "play a scenario through the real probes and rules; print what would be raised, and the mail",
    )
    .argument("[scenario]", "its name, as --list shows")
    .option("--list", "name every scenario")
    .option("--near-miss", "play what comes close to it, and must not raise it")
    .addOption(languageOption())
    .action(async (scenario: string | undefined, options) => {
      context.exitCode = await (await import("./simulate.ts")).runSimulate(scenario, options);
    });

  program
    .command("demo")
    .description(
      "the real daemon against a simulated Microsoft cloud: one day of four tenants in about a minute",
    )
    .addOption(configOption().hideHelp())
    .option("--output <folder>", "where mails and the log are written", "demo-output")
    .option("--seconds <n>", "how long the day takes", "60")
    .option("--keep", "go on after the day, with the status page, until Ctrl+C")
    .action(async (options) => {
      context.exitCode = await (await import("./demo.ts")).runDemo(options);
    });

  for (const command of program.commands) command.exitOverride();
  return program;
}

/** Nagios knows four exit codes: whatever keeps a plugin from looking is "unknown", with the reason on its one line. */
async function asPlugin(format: StatusFormat, run: () => Promise<number>): Promise<number> {
  if (format !== "nagios") return run();
  try {
    return await run();
  } catch (thrown) {
    console.log(renderNagiosFailure(coerceError(thrown).message));
    return 3;
  }
}
