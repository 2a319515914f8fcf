/** Installs the packages of deno.lock when needed. */
import { root } from "./root.ts";
import { withProgress } from "./progress-line.ts";

const stamp = `${root}/node_modules/.installed`;

/** Installs when deno.lock differs from the last installation; exits with the installer's output on failure. */
export async function installWhenStale(): Promise<void> {
  const wanted = await Deno.readTextFile(`${root}/deno.lock`);
  const installed = await Deno.readTextFile(stamp).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  if (installed === wanted) return;
  // Nobody is there to try again.
  const isUnattended = Deno.env.get("CI") === "true";
  for (let attempt = 1;; attempt++) {
    const { success, output } = await withProgress("Installing packages", install);
    if (success) break;
    console.error(output);
    if (isUnattended && attempt < 3) continue;
    console.error("The packages could not be installed; the installer's output is above.");
    if (isUnattended) console.log("not run: registry npm");
    Deno.exit(1);
  }
  await Deno.writeTextFile(stamp, wanted);
}

async function install(
  onProgress: (done: string) => void,
): Promise<{ success: boolean; output: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["install", "--frozen"],
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
