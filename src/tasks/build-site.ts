/** Builds the site when its sources have changed. */
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { codecFiles } from "../lib/server/pictures/codec-files.ts";
import { drawingFiles } from "../lib/server/pictures/link-picture/drawing-files.ts";
import { withProgress } from "./progress-line.ts";
import { root } from "./root.ts";

const inputs = [
  "src",
  "src/tasks/build-bundles.ts",
  "static",
  "docs/webhooks",
  "deno.lock",
  "package.json",
  "svelte.config.js",
  "tailwind.config.js",
  "tsconfig.json",
  "vite.config.ts",
];
/** Run from source, not part of the build. */
const notBuilt = ["src/main.ts", "src/process", "src/tasks"];
const stamp = `${root}/build/.inputs`;

/** Builds when the sources have changed since the last build; concurrent callers wait for one build. */
export async function buildWhenStale(): Promise<void> {
  if (await isFresh()) return;
  using lock = await Deno.open(`${root}/node_modules/.building`, { create: true, write: true });
  await lock.lock(true);
  if (await isFresh()) return;
  await build();
}

/** Builds when needed with a progress line; exits with the builder's output on failure. */
export async function buildBeforeStart(): Promise<void> {
  if (await isFresh()) return;
  try {
    await withProgress("Building", buildWhenStale);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error("The build failed; the builder's output is above.");
    Deno.exit(1);
  }
}

/** Builds unconditionally; throws with the builder's output on failure. */
export async function build(): Promise<void> {
  const [hash, at] = [await inputsHash(), inputsState()];
  await bundle(hash);
  await loadWhenNeeded(`${root}/build/server`);
  await copyFiles(codecFiles, "node_modules/@jsquash", "build/codecs");
  await copyFiles(drawingFiles, "node_modules", "build/drawing");
  await Deno.writeTextFile(stamp, `${hash}\n${at}`);
}

/** A file of the build that is imported by its name where it is needed. */
const namedImport = /\bimport\s*\(((['"])\.{1,2}\/[^'"\n]+\2)\)/g;

/**
 * Hides the names in `import("…")` from Deno, which otherwise reads every file that a program may ever load when it starts:
 * 50 MB of memory and a fifth of the start.
 */
async function loadWhenNeeded(folder: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) await loadWhenNeeded(path);
    if (isDirectory || !name.endsWith(".js")) continue;
    const code = await Deno.readTextFile(path);
    const hidden = code.replace(namedImport, "import(String($1))");
    if (hidden !== code) await Deno.writeTextFile(path, hidden);
  }
}

/** WebAssembly and fonts, which the program reads from the build alone. */
async function copyFiles(files: Record<string, string>, from: string, to: string): Promise<void> {
  for (const file of Object.values(files)) {
    await Deno.mkdir(dirname(`${root}/${to}/${file}`), { recursive: true });
    await Deno.copyFile(`${root}/${from}/${file}`, `${root}/${to}/${file}`);
  }
}

/** The name of the build is made of its sources, so that the same ones make the same files. */
async function bundle(hash: string): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "src/tasks/build-bundles.ts"],
    cwd: root,
    env: { BUILD_NAME: hash.slice(0, 16) },
  }).output();
  if (!success) {
    throw new Error([stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("\n"));
  }
}

/** Whether the build is of these sources: by the times of their files, and by their content where a time differs. */
async function isFresh(): Promise<boolean> {
  const [built, builtAt] = (await Deno.readTextFile(stamp).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  })).split("\n");
  const at = inputsState();
  if (builtAt === at) return true;
  const hash = await inputsHash();
  if (built !== hash) return false;
  // Where it cannot be written the next start reads the files again.
  await Deno.writeTextFile(stamp, `${hash}\n${at}`).catch(() => {});
  return true;
}

/** A hash of what changes with every write of a file, whatever its writer says of its time. */
function inputsState(): string {
  const hash = createHash("sha256");
  for (const { path, info: { size, ino, mtime, ctime } } of inputFiles()) {
    hash.update(`${path} ${size} ${ino} ${mtime?.getTime()} ${ctime?.getTime()}\n`);
  }
  return hash.digest("hex");
}

async function inputsHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const { path } of inputFiles()) {
    hash.update(path).update(await Deno.readFile(`${root}/${path}`));
  }
  return hash.digest("hex");
}

/** Every file that the build is made of, in the order of their names. */
function* inputFiles(paths: readonly string[] = inputs): Generator<InputFile> {
  for (const path of paths) {
    const info = statOf(path);
    if (!info || notBuilt.includes(path)) continue;
    if (info.isFile) yield { path, info };
    else {
      const names = [...Deno.readDirSync(`${root}/${path}`)].map(({ name }) => name).sort();
      yield* inputFiles(names.map((name) => `${path}/${name}`));
    }
  }
}

interface InputFile {
  path: string;
  info: Deno.FileInfo;
}

function statOf(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(`${root}/${path}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
