import type { Settings } from "../lib/server/runtime/settings.ts";
import { root } from "./root.ts";
import { heapFlags } from "./heap-flags.ts";
import { environmentFor, permissionFlags } from "./permissions.ts";

/** Runs the built program with the permissions of its settings, forwards signals and exits with its code. */
export async function serve(settings: Settings): Promise<never> {
  // Files are created for their owner only.
  Deno.umask(0o077);
  await Deno.mkdir(settings.dataDir, { recursive: true });

  const program = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      heapFlags(),
      ...await permissionFlags(settings, root),
      "--config",
      `${root}/deno.json`,
      `${root}/src/main.ts`,
    ],
    clearEnv: true,
    env: environmentFor(Deno.env.toObject()),
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
