/**
 * How large the project is, in files and lines; `--list` also names the small files that one other file reads.
 * `deno run -A tests/sizes.ts [--list]`
 */
import { existsSync } from "node:fs";
import { dirname } from "node:path/posix";
import { root } from "../src/tasks/root.ts";
import { roomOf } from "./lint/room-order.ts";
import { readImportGraph } from "./runner/import-graph.ts";

/** Below so many lines a file that one other file reads is looked at. */
const SMALL = 80;

const { stdout } = await new Deno.Command("git", { args: ["ls-files", "-z"], cwd: root }).output();
const files = new TextDecoder().decode(stdout).split("\0")
  .filter((path) => path && existsSync(`${root}/${path}`));
const linesOf = new Map(
  files.filter((path) => /^(src|tests)\/.*\.(ts|js|svelte|css|html|json|txt)$/.test(path))
    .map((path) => [path, Deno.readTextFileSync(`${root}/${path}`).split("\n").length - 1]),
);

const isMessages = (path: string) => path.startsWith("src/messages/");
const isCode = (path: string) => path.startsWith("src/") && !isMessages(path);
const isTest = (path: string) => /^tests\/.*\.(ts|js|svelte|txt)$/.test(path);
const serverFiles = files.filter((path) => path.startsWith("src/lib/server/"));
const rooms = Map.groupBy(serverFiles.filter((path) => path.split("/").length > 4), roomOf);
const [largest, ...others] = [...rooms].map(([room, { length }]) => [room, length] as const)
  .toSorted(([, one], [, other]) => other - one);
const small = readByOne();
const beside = small.filter(({ path, reader }) => dirname(path) === dirname(reader));

const rows: [what: string, count: number, more?: string][] = [
  ["tracked files", files.length],
  ["files of src", files.filter((path) => path.startsWith("src/")).length],
  ["files of src/lib/server", serverFiles.length],
  ["files of tests", files.filter((path) => path.startsWith("tests/")).length],
  ["lines of src without messages", linesIn(isCode)],
  ["lines of messages and their types", linesIn(isMessages)],
  ["lines of tests and mutation rules", linesIn(isTest)],
  ["files of the largest server room", largest![1], roomsInWords()],
  [`files of src/lib/server under ${SMALL} lines with exactly one reader`, small.length],
  ["of these, with the reader beside them", beside.length],
];
const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, count, more] of rows) {
  console.log(what.padEnd(width), count.toLocaleString("en").padStart(9), more ?? "");
}
if (Deno.args.includes("--list")) {
  for (const { path, reader } of small) console.log(`${linesOf.get(path)}\t${path} ← ${reader}`);
}

/** Small files of the server that exactly one file of `src` imports, with that file. */
function readByOne(): { path: string; reader: string }[] {
  const readers = new Map<string, Set<string>>();
  for (const [path, { imports }] of readImportGraph()) {
    if (!path.startsWith("src/")) continue;
    for (const each of imports) readers.set(each, (readers.get(each) ?? new Set()).add(path));
  }
  return [...readers].flatMap(([path, [reader = "", ...more]]) => {
    const isSmall = path.startsWith("src/lib/server/") && linesOf.get(path)! < SMALL;
    return isSmall && more.length === 0 ? [{ path, reader }] : [];
  });
}

function linesIn(has: (path: string) => boolean): number {
  return [...linesOf].reduce((sum, [path, lines]) => has(path) ? sum + lines : sum, 0);
}

function roomsInWords(): string {
  const next = others.slice(0, 3).map(([room, count]) => `${room} ${count}`).join(", ");
  return `${largest![0]}; then ${next}`;
}
