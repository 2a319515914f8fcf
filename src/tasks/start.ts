/** `deno task start`: installs and builds what is missing or stale, then runs the program with the permissions it needs and no others. */
import { buildWhenStale, root } from "./building.ts";
import { installWhenStale } from "./installing.ts";
import { environmentFor, permissionFlags } from "./permissions.ts";
import { settingsOrExit } from "./settings.ts";

const settings = settingsOrExit();
await installWhenStale();
await buildWhenStale(() => console.log("Building …"));

// What the program writes is for its own user's eyes.
Deno.umask(0o077);
await Deno.mkdir(settings.dataDir, { recursive: true });

const program = new Deno.Command(Deno.execPath(), {
  args: [
    "run",
    "--quiet",
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
  Deno.addSignalListener(signal, () => pass(signal === "SIGINT" ? "SIGINT" : "SIGTERM"));
}
Deno.exit((await program.status).code);

function pass(signal: Deno.Signal): void {
  try {
    program.kill(signal);
  } catch (error) {
    // It has ended already: its exit code follows at once.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}
