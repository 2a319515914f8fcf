import { root } from "../../src/tasks/root.ts";

/** Code, pages and documents of these folders, README and CONTRIBUTING; without the list of retired words. */
export async function* sourceTexts(
  folders: string[],
): AsyncGenerator<[path: string, text: string]> {
  const single = ["README.md", "CONTRIBUTING.md"].map((name) => `${root}/${name}`);
  for (const path of single) yield [path, await Deno.readTextFile(path)];
  for (const folder of folders) {
    for await (const path of filesIn(`${root}/${folder}`, "")) {
      if (!/\.(ts|svelte|md)$/.test(path) || path.endsWith("/retired-words.test.ts")) continue;
      yield [path, await Deno.readTextFile(path)];
    }
  }
}

/** The files below a folder whose names end so. */
export async function* filesIn(folder: string, ending: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* filesIn(path, ending);
    else if (name.endsWith(ending)) yield path;
  }
}
