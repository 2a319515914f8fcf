/** A copy of the project in which sources may be changed. */
import { root } from "../../src/tasks/root.ts";

/** What is made from the sources, or nothing that tests read. */
const notCopied = ["node_modules", "build", "data", "shots", ".git", ".svelte-kit"];

/** Copies the project into a temporary folder; packages are linked. */
export async function copyProject(): Promise<string> {
  const copy = await Deno.makeTempDir({ prefix: "invito-mutate-" });
  await copyEntries("", copy, notCopied);
  await Deno.symlink(`${root}/node_modules`, `${copy}/node_modules`);
  return copy;
}

async function copyEntries(folder: string, copy: string, left: readonly string[]): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(`${root}${folder}`)) {
    if (left.includes(name)) continue;
    const path = `${folder}/${name}`;
    if (isDirectory) {
      await Deno.mkdir(`${copy}${path}`);
      await copyEntries(path, copy, []);
    } else await Deno.copyFile(`${root}${path}`, `${copy}${path}`);
  }
}
