/** The built program as a child process: as `deno task start` runs it, on a free port over a folder of its own. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { oauthClientDefaults } from "$lib/server/calendars/oauth-client-defaults.ts";
import { readSettings } from "$lib/server/runtime/read-settings.ts";
import { buildWhenStale } from "../../src/tasks/build-site.ts";
import { root } from "../../src/tasks/root.ts";
import { freePort } from "./free-port.ts";
import { environmentFor, permissionFlags } from "../../src/tasks/permissions.ts";
import { heapFlags } from "../../src/tasks/heap-flags.ts";

export interface ProgramOptions {
  /** `INVITO_*` settings beside folder and listening address. */
  env?: Record<string, string>;
  /** A folder to go on with; a temporary one that is removed at the end when left out. */
  dataDir?: string;
  /** What the program's clock says, as libfaketime reads it: "@2027-03-14 01:59:58" (UTC), "+1d", "+0". */
  clock?: string;
  /** A module that is loaded before the program, for faults at chosen points. */
  preload?: string;
}

export interface Program {
  /** `http://127.0.0.1:PORT`; the same after a restart. */
  address: string;
  dataDir: string;
  /** The one-time link that was printed at the last start; null once there is a host. */
  signInLink: string | null;
  pid: number;
  /** Everything printed so far: the lines for a person, and the log. */
  output(): { stdout: string; log: string };
  /** Ends it and answers the exit code; SIGKILL is a crash. */
  stop(signal?: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<number>;
  /** Resolves when the program has ended by itself. */
  ended(): Promise<number>;
  /** Starts it again on the same folder and port, with other settings if given. */
  restart(env?: Record<string, string>): Promise<void>;
  /** Sets the running program's clock; only when it was started with one. */
  setClock(clock: string): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Tests ask more and quicker than people; those about just that set their own. */
const unhindered = {
  INVITO_PENDING_PER_GUEST: "0",
  INVITO_PENDING_PER_NETWORK: "0",
  INVITO_UPCOMING_PER_GUEST: "0",
  INVITO_UPCOMING_PER_NETWORK: "0",
  INVITO_EMAILS_PER_RECIPIENT: "0",
  INVITO_FORM_TIME: "0s",
  INVITO_METRICS_TOKEN: "read-by-every-test",
};

/** What `/metrics` asks for. */
export const withMetricsToken = {
  authorization: `Bearer ${unhindered.INVITO_METRICS_TOKEN}`,
};

/** The metrics of a running program. */
export async function readMetrics({ address }: { address: string }): Promise<string> {
  const answer = await fetch(`${address}/metrics`, { headers: withMetricsToken });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return text;
}

/** Starts the program and waits until it answers; throws with all it said when it ends instead. */
export async function startProgram(options: ProgramOptions = {}): Promise<Program> {
  await buildWhenStale();
  const dataDir = options.dataDir ?? await Deno.makeTempDir({ prefix: "invito-" });
  const clockFile = options.clock === undefined ? null : await Deno.makeTempFile();
  if (clockFile) await Deno.writeTextFile(clockFile, fromThisClock(options.clock!));
  let env = options.env ?? {};
  let run = await launch(`127.0.0.1:${freePort()}`);

  async function launch(listen: string) {
    const settings = {
      INVITO_DATA_DIR: dataDir,
      INVITO_LISTEN_ADDR: listen,
      ...unhindered,
      ...env,
    };
    return await started(spawn(
      [...await flagsFor(settings), ...(options.preload ? ["--preload", options.preload] : [])],
      { ...settings, ...(clockFile ? fakeClock(clockFile) : {}) },
      options.preload !== undefined,
    ));
  }
  const program: Program = {
    get address() {
      return run.address;
    },
    get signInLink() {
      return /\S+\/auth\/verify\?token=\S+/.exec(run.output().stdout)?.[0] ?? null;
    },
    get pid() {
      return run.child.pid;
    },
    dataDir,
    output: () => run.output(),
    ended: async () => (await run.child.status).code,
    async stop(signal = "SIGTERM") {
      try {
        run.child.kill(signal);
      } catch (error) {
        // It has ended by itself: the exit code tells.
        if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
      }
      const { code } = await run.child.status;
      await run.closed;
      return code;
    },
    async restart(more) {
      env = { ...env, ...more };
      await program.stop();
      run = await launch(new URL(run.address).host);
    },
    async setClock(clock) {
      assert(clockFile, "start the program with a clock");
      // Put in place whole: the program must never read half a time.
      await Deno.writeTextFile(`${clockFile!}.next`, fromThisClock(clock));
      await Deno.rename(`${clockFile!}.next`, clockFile!);
    },
    async [Symbol.asyncDispose]() {
      await program.stop("SIGKILL");
      if (clockFile) await Deno.remove(clockFile);
      if (!options.dataDir) await Deno.remove(dataDir, { recursive: true });
    },
  };
  return program;
}

/** Runs the program only to see it refuse: waits for its end and answers what it said. */
export async function runProgram(
  env: Record<string, string>,
): Promise<{ code: number; stdout: string; stderr: string }> {
  await buildWhenStale();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...await flagsFor(env), `${root}/src/main.ts`],
    cwd: root,
    clearEnv: true,
    env: { ...ownEnvironment(), ...env },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

async function flagsFor(env: Record<string, string>): Promise<string[]> {
  // The token of a database server is the process's own, as in `deno task start`.
  const token = Deno.env.get("DENO_KV_ACCESS_TOKEN");
  const read = readSettings(
    { ...(token ? { DENO_KV_ACCESS_TOKEN: token } : {}), ...env },
    oauthClientDefaults,
  );
  return "settings" in read ? await permissionFlags(read.settings, root) : ["--allow-env"];
}

function spawn(flags: string[], env: Record<string, string>, isOpen: boolean): Deno.ChildProcess {
  // Where both are there, FAKETIME would hold and not the file.
  const isLeftOut = (name: string) =>
    name.startsWith("INVITO_") || (name === "FAKETIME" && env.FAKETIME_TIMESTAMP_FILE);
  const own = Object.entries(ownEnvironment()).filter(([name]) => !isLeftOut(name));
  return new Deno.Command(Deno.execPath(), {
    // A preload that breaks things on purpose may need more than the program itself.
    args: [
      "run",
      heapFlags(null),
      ...(isOpen ? ["-A", ...flags.filter((f) => /preload|^[^-]/.test(f))] : flags),
      `${root}/src/main.ts`,
    ],
    cwd: root,
    clearEnv: true,
    env: { ...Object.fromEntries(own), ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

interface Run {
  child: Deno.ChildProcess;
  address: string;
  output(): { stdout: string; log: string };
  closed: Promise<unknown>;
}

async function started(child: Deno.ChildProcess): Promise<Run> {
  const output = { stdout: "", log: "" };
  const { promise: up, resolve } = Promise.withResolvers<string | null>();
  const read = async (stream: ReadableStream<Uint8Array>, name: keyof typeof output) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      output[name] += decoder.decode(bytes, { stream: true });
      const address = /"event":"started","address":"([^"]+)"/.exec(output.log)?.[1];
      if (address && output.stdout.includes("Invito is ready")) resolve(address);
    }
  };
  const closed = Promise.all([read(child.stdout, "stdout"), read(child.stderr, "log")]);
  void closed.then(() => resolve(null));
  const address = await up;
  if (!address) {
    const { code } = await child.status;
    throw new Error(`The program ended with ${code}.\n${output.stdout}\n${output.log}`);
  }
  return { child, address, closed, output: () => ({ ...output }) };
}

/** What the program gets of this process's environment, and the clock that this process was given (`deno task prove dates`). */
function ownEnvironment(): Record<string, string> {
  const all = Deno.env.toObject();
  const clock = Object.entries(all).filter(([name]) =>
    /^LD_PRELOAD$|FAKE(TIME|_MONOTONIC)/.test(name)
  );
  return { ...environmentFor(all), ...Object.fromEntries(clock) };
}

/** An offset like "+1d" counts from what this process's own clock says. */
function fromThisClock(clock: string): string {
  const own = /^\+(\d+)d$/.exec(Deno.env.get("FAKETIME") ?? "")?.[1];
  const [, sign, amount, unit = "s"] = /^([+-])(\d+)([smhd]?)$/.exec(clock) ?? [];
  if (!own || !sign) return clock;
  const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 }[unit || "s"]!;
  const sum = 86_400 * Number(own) + Number(`${sign}${amount}`) * seconds;
  return `${sum < 0 ? "-" : "+"}${Math.abs(sum)}`;
}

/** The library that lets a program's clock be set; null where it is not installed. */
export function libfaketime(): string | null {
  return ["x86_64-linux-gnu", "aarch64-linux-gnu"]
    .map((machine) => `/usr/lib/${machine}/faketime/libfaketimeMT.so.1`)
    .find((path) => existsSync(path)) ?? null;
}

/** Runs under libfaketime with wall time from the file; timers go on in real time. */
function fakeClock(file: string): Record<string, string> {
  const library = libfaketime();
  if (!library) throw new Error("libfaketime is missing: apt-get install faketime");
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
}
