/** Installs the packages of deno.lock when needed: those of the program, or those of its tests too. */
import { root } from "./root.ts";
import { withProgress } from "./progress-line.ts";

const stamp = `${root}/node_modules/.installed`;
/** The lock without what only tests need: `deno install --prod` installs everything that its lock names. */
const programLock = `${root}/node_modules/.program.lock`;

/** Installs when deno.lock differs from the last installation; exits with the installer's output on failure. */
export async function installWhenStale({ withTests = false } = {}): Promise<void> {
  const lock = await Deno.readTextFile(`${root}/deno.lock`);
  const installed = await Deno.readTextFile(stamp).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  if (installed === lock || (!withTests && installed === forProgram(lock))) return;
  const wanted = withTests ? lock : forProgram(lock);
  // Nobody is there to try again.
  const isUnattended = Deno.env.get("CI") === "true";
  for (let attempt = 1;; attempt++) {
    const { success, output } = await withProgress(
      "Installing packages",
      (onProgress) => install(withTests ? null : wanted, onProgress),
    );
    if (success) break;
    console.error(output);
    if (isUnattended && attempt < 3) continue;
    console.error("The packages could not be installed; the installer's output is above.");
    if (isUnattended) console.log("not run: registry npm");
    Deno.exit(1);
  }
  await Deno.writeTextFile(stamp, wanted);
}

/** The lock of the packages that the program is built of, at the same versions; Deno drops what only the others need. */
export function forProgram(lock: string): string {
  const { devDependencies } = JSON.parse(Deno.readTextFileSync(`${root}/package.json`));
  const { specifiers, ...rest } = JSON.parse(lock);
  const isOfTests = (specifier: string) =>
    specifier.replace(/^npm:(.+)@[^@]*$/, "$1") in devDependencies;
  const kept = Object.entries(specifiers).filter(([specifier]) => !isOfTests(specifier));
  return JSON.stringify({ ...rest, specifiers: Object.fromEntries(kept) });
}

async function install(
  programOnly: string | null,
  onProgress: (done: string) => void,
): Promise<{ success: boolean; output: string }> {
  if (programOnly !== null) {
    await Deno.mkdir(`${root}/node_modules`, { recursive: true });
    await Deno.writeTextFile(programLock, programOnly);
  }
  const child = new Deno.Command(Deno.execPath(), {
    args: programOnly === null
      ? ["install", "--frozen"]
      : ["install", "--prod", `--lock=${programLock}`],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let output = "", packages = 0;
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    output += text;
    packages += text.match(/^Download /gm)?.length ?? 0;
    if (packages > 0) onProgress(String(packages));
  }
  return { success: (await child.status).success, output };
}
