/** The systemd unit and its install script: really run, into a folder of their own below a temporary root. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { text as readAll } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createDaemonWorld, type DaemonWorld } from "../support/daemon.ts";

const home = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "sync-health-service-"));
const checkout = join(folder, "checkout");
const modules = join(folder, "modules");
const root = join(folder, "root");
const at = (path: string) => join(root, path);
const read = (path: string) => readFileSync(at(path), "utf8");
const modeOf = (path: string) => (statSync(at(path)).mode & 0o777).toString(8);

/** A checkout as `npm ci` and `npm run build` leave it. */
beforeAll(() => {
  for (const part of ["package.json", "package-lock.json", "config/catalog", "scripts/service"]) {
    cpSync(join(home, part), join(checkout, part), { recursive: true });
  }
  for (const name of ["monitor.example.yaml", "monitor.schema.json"]) {
    cpSync(join(home, "config", name), join(checkout, "config", name));
  }
  const compiler = join(home, "node_modules/.bin/tsc");
  const build = ["-p", join(home, "tsconfig.build.json"), "--outDir", join(checkout, "dist")];
  execFileSync(process.execPath, [compiler, ...build], { stdio: "inherit" });
  // The packages themselves need not be copied to be found.
  mkdirSync(modules);
  for (const name of readdirSync(join(home, "node_modules")).filter((entry) => !entry.startsWith("."))) {
    symlinkSync(join(home, "node_modules", name), join(modules, name));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: string[], { path = process.env.PATH ?? "" } = {}) {
  const script = join(checkout, "scripts/service/install.sh");
  const { status, stdout, stderr } = spawnSync("sh", [script, ...args], {
    env: { PATH: path, LC_ALL: "C" },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Part of systemd, which not every machine has. */
const analyzer = "systemd-analyze";
const staged = ["--root", root, "--node", process.execPath, "--node-modules", modules];

describe("install.sh", () => {
  test("is a script that sh can read", () => {
    expect(spawnSync("sh", ["-n", join(home, "scripts/service/install.sh")]).status).toBe(0);
    expect(statSync(join(home, "scripts/service/install.sh")).mode & 0o111).not.toBe(0);
  });

  test("--dry-run tells what it would do, and does nothing", () => {
    const { status, stdout } = run([...staged, "--dry-run"]);
    expect(status).toBe(0);
    expect(stdout).toContain(`would write: ${at("etc/systemd/system/sync-health-monitor.service")}`);
    expect(stdout).toContain("would run: cp -R");
    expect(existsSync(root)).toBe(false);
  });

  test("installs program, command, unit and a configuration to fill in, and does not start", () => {
    const { status, stdout, stderr } = run(staged);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain("installed, and not started");
    // The example's one missing thing, told by check-config.
    expect(stderr).toContain("CONTOSO_SECRET");
    expect(existsSync(at("opt/sync-health-monitor/dist/main.js"))).toBe(true);
    expect(existsSync(at("opt/sync-health-monitor/config/catalog"))).toBe(true);
    expect(existsSync(at("opt/sync-health-monitor/src"))).toBe(false);
    expect(modeOf("etc/sync-health-monitor")).toBe("750");
    expect(modeOf("etc/sync-health-monitor/monitor.yaml")).toBe("640");
    expect(modeOf("etc/sync-health-monitor/environment")).toBe("600");
    expect(modeOf("var/lib/sync-health-monitor")).toBe("700");
    expect(modeOf("usr/local/bin/sync-health")).toBe("755");
    // A Node of a checkout is copied: the service can't see homes, and a checkout may go away.
    const start = "/opt/sync-health-monitor/bin/node /opt/sync-health-monitor/dist/main.js";
    expect(read("usr/local/bin/sync-health")).toBe(`#!/bin/sh\nexec ${start} "$@"\n`);
    expect(read("etc/systemd/system/sync-health-monitor.service")).toContain(`\nExecStart=${start} run\n`);
    const program = at("opt/sync-health-monitor/dist/main.js");
    const version = execFileSync(at("opt/sync-health-monitor/bin/node"), [program, "--version"]);
    expect(String(version).trim()).toBe(JSON.parse(readFileSync(join(home, "package.json"), "utf8")).version);
  });

  test("again: brings the program up to date, keeps configuration and secrets, and finds them ready", () => {
    const config = at("etc/sync-health-monitor/monitor.yaml");
    writeFileSync(config, `# ours\n${readFileSync(config, "utf8")}`);
    writeFileSync(at("etc/sync-health-monitor/environment"), '# secrets\nCONTOSO_SECRET="a b$c"\n');
    writeFileSync(at("opt/sync-health-monitor/dist/left-over.js"), "");
    const { status, stdout, stderr } = run(staged);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain(`kept: ${config}`);
    expect(stdout).toContain("no mistakes");
    expect(stdout).toContain("The configuration is ready");
    expect(readFileSync(config, "utf8")).toMatch(/^# ours\n/);
    expect(read("etc/sync-health-monitor/environment")).toContain("a b$c");
    expect(existsSync(at("opt/sync-health-monitor/dist/left-over.js"))).toBe(false);
    expect(readdirSync(at("opt"))).toEqual(["sync-health-monitor"]);
  });

  test("--uninstall removes the program, and keeps configuration and store; twice does no harm", () => {
    writeFileSync(at("var/lib/sync-health-monitor/monitor.db"), "");
    for (let time = 0; time < 2; time += 1) {
      const { status, stderr } = run(["--root", root, "--uninstall"]);
      expect(status, stderr).toBe(0);
    }
    expect(readdirSync(at("opt"))).toEqual([]);
    expect(existsSync(at("etc/systemd/system/sync-health-monitor.service"))).toBe(false);
    expect(existsSync(at("usr/local/bin/sync-health"))).toBe(false);
    expect(existsSync(at("etc/sync-health-monitor/monitor.yaml"))).toBe(true);
    expect(existsSync(at("var/lib/sync-health-monitor/monitor.db"))).toBe(true);
  });

  test("--prefix is where it goes", () => {
    const { status, stderr } = run([...staged, "--prefix", "/srv/health"]);
    expect(status, stderr).toBe(0);
    expect(read("etc/systemd/system/sync-health-monitor.service")).toContain(
      "\nExecStart=/srv/health/bin/node /srv/health/dist/main.js run\n",
    );
  });

  /** A stand-in on the PATH, before the real ones. */
  function withTool(name: string, body: string): string {
    const tools = mkdtempSync(join(folder, "tools-"));
    writeFileSync(join(tools, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(tools, name), 0o755);
    return `${tools}:/usr/bin:/bin`;
  }

  test.each([
    ["an unknown option", ["--frobnicate"], 64, "unknown option --frobnicate"],
    ["an option without its value", ["--prefix"], 64, "--prefix needs a value"],
    ["a relative prefix", ["--prefix", "opt/x", "--dry-run"], 64, "absolute path"],
    ["the root as prefix", ["--prefix", "/", "--dry-run"], 64, "absolute path"],
    ["a prefix that a shell would split", ["--prefix", "/opt/a b", "--dry-run"], 64, "absolute path"],
    ["a folder that is somebody else's", ["--prefix", "/usr", "--dry-run"], 64, "is not an installation"],
  ])("refuses %s", (_name, args, status, message) => {
    const answer = run(args);
    expect(answer.status).toBe(status);
    expect(answer.stderr).toContain(message);
  });

  test("refuses to install without root, and says what else there is", () => {
    const answer = run([], { path: withTool("id", "echo 1000") });
    expect(answer.status).toBe(77);
    expect(answer.stderr).toContain("this needs root: run it with sudo");
  });

  test("refuses a Node that is too old, and finds the one of the checkout where there is one", () => {
    const path = withTool("node", "echo 20");
    const old = run(["--root", root, "--dry-run"], { path });
    expect(old.status).toBe(69);
    expect(old.stderr).toContain("no Node.js 24 or later was found");
    const named = run(["--root", root, "--dry-run", "--node", join(path.split(":")[0] ?? "", "node")]);
    expect(named.status).toBe(69);
    const own = join(checkout, "node_modules/node/bin/node");
    mkdirSync(dirname(own), { recursive: true });
    symlinkSync(process.execPath, own);
    expect(run(["--root", root, "--dry-run"], { path }).status).toBe(0);
  });
});

describe("the unit", () => {
  const text = readFileSync(join(home, "scripts/service/sync-health-monitor.service"), "utf8");
  const directives = text.split("\n").filter((line) => /^[A-Z]\w+=/.test(line));

  test.each([
    "User=sync-health",
    "StateDirectory=sync-health-monitor",
    "ConfigurationDirectory=sync-health-monitor",
    "UMask=0077",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK",
    "SystemCallFilter=@system-service",
    "SystemCallFilter=~@privileged",
    "Restart=on-failure",
    "RestartSec=30",
    "StartLimitIntervalSec=3600",
    "StartLimitBurst=60",
    "RestartPreventExitStatus=64 78",
    "TimeoutStopSec=15",
    "Type=exec",
    "WatchdogSec=5min",
    "WatchdogSignal=SIGTERM",
    "NotifyAccess=all",
    "ExecReload=/bin/kill -HUP $MAINPID",
  ])("has %s", (directive) => {
    expect(directives).toContain(directive);
  });

  test("leaves MemoryDenyWriteExecute alone, which V8 can not live with, and says so", () => {
    expect(directives.filter((line) => line.startsWith("MemoryDenyWriteExecute"))).toEqual([]);
    expect(text).toMatch(/^# .*MemoryDenyWriteExecute.*V8/m);
  });

  test("holds no secret, and shows how to hand one over", () => {
    expect(text).toMatch(/^#LoadCredential=/m);
    expect(text).toContain("${file:/run/credentials/sync-health-monitor.service/");
    expect(directives.filter((line) => /secret|password/i.test(line))).toEqual([]);
  });

  test("systemd finds nothing wrong with it", ({ skip }) => {
    const found = spawnSync(analyzer, ["--version"], { encoding: "utf8" });
    if (found.status !== 0)
      skip("systemd-analyze is not on this machine: the unit is checked by its text alone");
    const file = join(folder, "sync-health-monitor.service");
    writeFileSync(file, text.replaceAll("@NODE@", process.execPath).replaceAll("@PREFIX@", "/opt/x"));
    const { status, stderr } = spawnSync(analyzer, ["verify", file], { encoding: "utf8" });
    // Only what is said of this unit: the machine's own units are not ours to judge.
    expect(stderr.split("\n").filter((line) => line.includes("sync-health-monitor"))).toEqual([]);
    expect(status, stderr).toBe(0);
  });
});

/** As systemd starts it, with a systemd-notify of our own: that is where its socket for datagrams would be. */
describe("the service and systemd's watchdog", () => {
  /** Runs the daemon of `world` with the variables that WatchdogSec brings. */
  function start({ configFile, folder: workingFolder }: DaemonWorld, tools: string) {
    const socket = join(workingFolder, "notify");
    const child = spawn(process.execPath, [join(home, "src/main.ts"), "run", "--config", configFile], {
      cwd: workingFolder,
      env: { PATH: tools, NOTIFY_SOCKET: socket, WATCHDOG_USEC: "300000000", CONTOSO_SECRET: "s3cret" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    return { child, socket, lines: createInterface({ input: child.stdout }) };
  }

  async function enter(): Promise<DaemonWorld> {
    const world = await createDaemonWorld();
    onTestFinished(() => world.close());
    return world;
  }

  test("it tells systemd that it is well, by a helper that sees no secret, and still ends with 0", async () => {
    const world = await enter();
    const tools = mkdtempSync(join(folder, "tools-"));
    const helper = join(tools, "systemd-notify");
    const answer = "JSON.stringify({ said: process.argv.slice(2), variables: Object.keys(process.env) })";
    writeFileSync(
      helper,
      `#!${process.execPath}\nrequire("net").connect(process.env.NOTIFY_SOCKET).end(${answer})\n`,
    );
    chmodSync(helper, 0o755);
    const server = createServer().listen(join(world.folder, "notify"));
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const { child } = start(world, tools);
    const [connection] = await once(server, "connection");
    const { said, variables } = JSON.parse(await readAll(connection));
    expect(said).toEqual(["WATCHDOG=1"]);
    expect(variables.toSorted()).toEqual(["NOTIFY_SOCKET", "PATH"]);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("without systemd-notify it says so, and goes on", async () => {
    const world = await enter();
    const { child, lines } = start(world, mkdtempSync(join(folder, "tools-")));
    const seen = new Map<string, Record<string, unknown>>();
    for await (const line of lines) {
      const entry = JSON.parse(line);
      seen.set(entry.event, entry);
      const isDone = seen.has("watchdog.failed") && seen.has("poll.completed");
      // A second SIGTERM would cut the stop short.
      if (isDone && !child.killed) child.kill("SIGTERM");
    }
    expect(seen.get("watchdog.failed")).toMatchObject({
      level: "error",
      error: "spawn systemd-notify ENOENT",
    });
    expect([...seen.keys()]).toContain("service.stopped");
  });
});
