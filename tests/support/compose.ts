/**
 * `docker compose` of compose.yaml, where no container runtime is at hand: the one service as `inContainer` runs it, over
 * the folder in IMAGE, listening at LISTEN, with the settings of `.env` in the current folder.
 */
import { inContainer } from "./image.ts";
import { until } from "./until.ts";

const [, verb = "", ...options] = Deno.args;
const folder = Deno.env.get("IMAGE")!;
const pidFile = `${folder}/pid`;
const env = {
  ...settingsOf(await Deno.readTextFile(".env")),
  INVITO_LISTEN_ADDR: Deno.env.get("LISTEN")!,
};
const words = options.filter((option) =>
  !/^(--rm|-T|--build|--detach|--wait|--volumes)$/.test(option)
);

if (verb === "exec") Deno.exit(await run(words.slice(2)));
else if (verb === "run") Deno.exit(await run(words.slice(1)));
else if (verb === "up") {
  await stop();
  await up();
} else if (verb === "stop") await stop();
else if (verb === "down") {
  await stop();
  await Deno.remove(`${folder}/data`, { recursive: true });
} else throw new Error(`docker compose ${verb} is not imitated`);

/** Runs one command to its end, with the terminal's input and outputs. */
async function run(args: string[]): Promise<number> {
  const streams = { stdin: "inherit", stdout: "inherit", stderr: "inherit" } as const;
  return (await inContainer(folder, args, env, streams).spawn().status).code;
}

async function up(): Promise<void> {
  const own = ["run", "-A", import.meta.filename!, "compose", "run", "invito", "start"];
  const child = new Deno.Command("setsid", {
    args: ["sh", "-c", 'exec "$@" 2>> "$0"', `${folder}/log`, Deno.execPath(), ...own],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  child.unref();
  await Deno.writeTextFile(pidFile, String(child.pid));
  await until(
    "a ready program",
    async () => (await inContainer(folder, ["ready"], env).output()).success,
    60_000,
  );
}

/** Ends the program, where it runs. */
async function stop(): Promise<void> {
  const pid = await Deno.readTextFile(pidFile).catch(() => null);
  if (pid === null) return;
  Deno.kill(-Number(pid), "SIGTERM");
  await until(
    "the end of the program",
    async () => !(await inContainer(folder, ["ready"], env).output()).success,
  );
  await Deno.remove(pidFile);
}

function settingsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split("\n").filter((line) => /^\w+=/.test(line)).map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
