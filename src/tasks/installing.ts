/** Whether the packages of deno.lock are there, and how they come. */
import { root } from "./building.ts";

const stamp = `${root}/node_modules/.installed`;

/** Installs when the lock file is not the one that was installed last. */
export async function installWhenStale(): Promise<void> {
  const wanted = await Deno.readTextFile(`${root}/deno.lock`);
  const installed = await Deno.readTextFile(stamp).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  if (installed === wanted) return;
  console.log("Installing packages …");
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--frozen", "--quiet"],
    cwd: root,
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  if (!success) throw new Error("The packages could not be installed; see above.");
  await Deno.writeTextFile(stamp, wanted);
}
