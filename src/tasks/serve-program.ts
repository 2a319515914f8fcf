import type { Settings } from "../lib/server/runtime/settings.ts";
import { root } from "./root.ts";
import { heapFlags } from "./heap-flags.ts";
import { environmentFor, permissionFlags } from "./permissions.ts";

/** The C library by the platform; nothing else runs a program in place of this one. */
const libraries: Partial<Record<typeof Deno.build.os, string>> = {
  linux: "libc.so.6",
  darwin: "libSystem.B.dylib",
};

/**
 * Runs the built program with the permissions of its settings in place of this process, which would take 80 MB as long as
 * it waits; where that is not possible as its child, with its signals and its exit code.
 */
export async function serve(settings: Settings): Promise<never> {
  // Files are created for their owner only.
  Deno.umask(0o077);
  await Deno.mkdir(settings.dataDir, { recursive: true });

  const args = [
    "run",
    "--quiet",
    heapFlags(settings.memoryBytes),
    ...await permissionFlags(settings, root),
    "--config",
    `${root}/deno.json`,
    `${root}/src/main.ts`,
  ];
  const env = { ...environmentFor(Deno.env.toObject()), ...terminalEnvironment() };
  becomeProgram(args, env);
  return await runChild(args, env);
}

/** What a log in a terminal is read with: the zone of this machine, as the program's own clock is in UTC. */
function terminalEnvironment(): Record<string, string> {
  if (!Deno.stderr.isTerminal()) return {};
  const noColour = Deno.env.get("NO_COLOR");
  return {
    TERMINAL_ZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(noColour ? { NO_COLOR: noColour } : {}),
  };
}

/** Replaces this process (POSIX `execve`); comes back only where the system has no such call. */
function becomeProgram(args: readonly string[], env: Record<string, string>): void {
  const library = libraries[Deno.build.os];
  if (!library) return;
  let execve: (path: BufferSource, args: BufferSource, env: BufferSource) => number;
  try {
    const strings = { parameters: ["buffer", "buffer", "buffer"], result: "i32" } as const;
    execve = Deno.dlopen(library, { execve: strings }).symbols.execve;
  } catch {
    // A Linux without the GNU C library; the child does.
    return;
  }
  const kept: Uint8Array[] = [];
  const cString = (text: string) => {
    const bytes = new TextEncoder().encode(`${text}\0`);
    kept.push(bytes);
    return bytes;
  };
  const pointers = (texts: readonly string[]) =>
    BigUint64Array.from([
      ...texts.map((text) => Deno.UnsafePointer.value(Deno.UnsafePointer.of(cString(text)))),
      0n,
    ]);
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  execve(cString(Deno.execPath()), pointers([Deno.execPath(), ...args]), pointers(variables));
}

async function runChild(args: string[], env: Record<string, string>): Promise<never> {
  const program = new Deno.Command(Deno.execPath(), {
    args,
    clearEnv: true,
    env,
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    Deno.addSignalListener(
      signal,
      () => passSignal(program, signal === "SIGINT" ? signal : "SIGTERM"),
    );
  }
  Deno.exit((await program.status).code);
}

function passSignal(program: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    program.kill(signal);
  } catch (error) {
    // It has already ended; its exit code follows.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}
