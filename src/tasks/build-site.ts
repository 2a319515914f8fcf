/** Builds the site when its sources have changed. */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { dirname } from "node:path";
import { codecFiles } from "../lib/server/pictures/codec-files.ts";
import { drawingFiles } from "../lib/server/pictures/link-picture/drawing-files.ts";
import { withProgress } from "./progress-line.ts";

/** The project's root folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const inputs = [
  "src",
  "static",
  "deno.lock",
  "package.json",
  "svelte.config.js",
  "tailwind.config.js",
  "tsconfig.json",
  "vite.config.ts",
  "vite.parser.config.ts",
  "vite.picture.config.ts",
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
  const hash = await inputsHash();
  await vite("build");
  // The threads have bundles of their own.
  await vite("build", "--config", "vite.parser.config.ts");
  await vite("build", "--config", "vite.picture.config.ts");
  await copyFiles(codecFiles, "node_modules/@jsquash", "build/codecs");
  await copyFiles(drawingFiles, "node_modules", "build/drawing");
  await Deno.writeTextFile(stamp, hash);
}

/** WebAssembly and fonts, which the program reads from the build alone. */
async function copyFiles(files: Record<string, string>, from: string, to: string): Promise<void> {
  for (const file of Object.values(files)) {
    await Deno.mkdir(dirname(`${root}/${to}/${file}`), { recursive: true });
    await Deno.copyFile(`${root}/${from}/${file}`, `${root}/${to}/${file}`);
  }
}

async function vite(...args: string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "npm:vite", ...args],
    cwd: root,
  }).output();
  if (!success) {
    throw new Error([stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("\n"));
  }
}

async function isFresh(): Promise<boolean> {
  const built = await Deno.readTextFile(stamp).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  return built === await inputsHash();
}

async function inputsHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const input of inputs) await addTo(hash, input);
  return hash.digest("hex");
}

async function addTo(hash: ReturnType<typeof createHash>, path: string): Promise<void> {
  if (notBuilt.includes(path)) return;
  const found = await Deno.stat(`${root}/${path}`).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (found?.isFile) hash.update(path).update(await Deno.readFile(`${root}/${path}`));
  if (!found?.isDirectory) return;
  const names = [...Deno.readDirSync(`${root}/${path}`)].map((entry) => entry.name).sort();
  for (const name of names) await addTo(hash, `${path}/${name}`);
}
