/** Takes each early return of the rules out by itself, and says which of them no test notices. */
import { dependants, type ImportGraph, readImportGraph } from "../runner/import-graph.ts";
import { readTimes } from "../runner/recorded-times.ts";
import { findTestFiles } from "../runner/test-files.ts";
import { copyProject } from "./copy-project.ts";
import { findGuards, type Guard, withSwitches } from "./find-guards.ts";
import { refusedByTypes } from "./refused-by-types.ts";
import type { Trial } from "./rerun.ts";
import { noticedBy, type Passage, passagesOf } from "./run-trials.ts";
import {
  listPath,
  type Named,
  readSurvivors,
  survivorLines,
  withoutThose,
  writeSurvivors,
} from "./survivors.ts";

const rooms = [
  "scheduling",
  ...["kv", "store", "records", "availability", "changes", "requests", "bookings", "views"]
    .map((room) => `server/${room}`),
];
const PROCESSES = 2, LONGEST_SECONDS = 6;

/** Early returns of files whose path holds one of these words, or all; whether the list of survivors is as found. */
export async function tryGuards(words: readonly string[]): Promise<boolean> {
  const graph = readImportGraph(), guards = guardsOf(graph);
  const isAsked = ({ file }: { file: string }) =>
    words.length === 0 || words.some((word) => file.includes(word));
  const asked = guards.filter(isAsked), refused = refusedByTypes(asked);
  const waiting = new Set(withoutThose(asked, refused).map((guard) => guards.indexOf(guard)));
  const tests = await testsOf(graph, asked);
  console.log(`${asked.length} early returns, ${refused.length} of them needed by the types`);
  console.log(`${tests.length} test files, first without any change`);
  const copy = await copyWithSwitches(graph, guards);
  try {
    const passages = await readPassages(copy, tests);
    await inTurn([...passages], async ([file, those]) => {
      const trials = trialsOf(those, waiting);
      for (const n of await noticedBy(copy, file, trials)) waiting.delete(n);
      if (trials.length > 0) console.log(`${waiting.size} left after ${file}`);
    });
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
  const survivors = [...waiting].map((n) => guards[n]!);
  printRooms(asked, refused, survivors);
  return isAsListed(survivors, readSurvivors().filter(isAsked));
}

/** The early returns of the rooms; each is known by its place in this list. */
export function guardsOf(graph: ImportGraph): Guard[] {
  const files = [...graph.keys()].filter((path) =>
    rooms.some((room) => path.startsWith(`src/lib/${room}/`))
  );
  return files.flatMap((file) => findGuards(file, graph.get(file)!.text));
}

/** Tests of the rooms that are run again and again, and import what is asked for; those of a whole life take too long. */
async function testsOf(graph: ImportGraph, asked: readonly Guard[]): Promise<string[]> {
  const times = await readTimes(), importers = dependants(graph, asked.map(({ file }) => file));
  return findTestFiles(graph).filter(({ path, isInProcess }) =>
    isInProcess && importers.has(path) &&
    [...rooms, "server/jobs"].some((room) => path.startsWith(`tests/${room}/`)) &&
    (times.get(path)?.seconds ?? 0) < LONGEST_SECONDS
  ).map(({ path }) => path);
}

async function copyWithSwitches(graph: ImportGraph, guards: readonly Guard[]): Promise<string> {
  const copy = await copyProject();
  for (const [file, those] of Map.groupBy(guards, (guard) => guard.file)) {
    const text = withSwitches(graph.get(file)!.text, those, guards.indexOf(those[0]!));
    await Deno.writeTextFile(`${copy}/${file}`, text);
  }
  return copy;
}

/** Tests that fail without a change would notice every change. */
async function readPassages(
  copy: string,
  tests: readonly string[],
): Promise<Map<string, Passage[]>> {
  const found = new Map<string, Passage[]>(), red: string[] = [];
  await inTurn(tests, async (file) => {
    const passages = await passagesOf(copy, file);
    if (passages) found.set(file, passages);
    else red.push(file);
  });
  if (red.length > 0) throw new Error(`Red without any change: ${red.join(", ")}`);
  return new Map([...found].toSorted(([, a], [, b]) => msOf(a) - msOf(b)));
}

/** The quickest tests first. */
function trialsOf(passages: readonly Passage[], wanted: ReadonlySet<number>): Trial[] {
  const tests = new Map<number, Passage[]>();
  for (const passage of passages.toSorted((a, b) => a.ms - b.ms)) {
    for (const guard of passage.guards.filter((n) => wanted.has(n))) {
      tests.set(guard, [...tests.get(guard) ?? [], passage]);
    }
  }
  return [...tests].map(([guard, those]) => ({
    guard,
    tests: those.map(({ test, ms }) => ({ test, ms })),
  }));
}

async function inTurn<T>(all: readonly T[], run: (each: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(Array.from({ length: PROCESSES }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next);
  }));
}

function msOf(passages: readonly Passage[]): number {
  return passages.reduce((sum, { ms }) => sum + ms, 0);
}

function printRooms(...[asked, refused, survivors]: [Guard[], Guard[], Guard[]]): void {
  for (const room of rooms) {
    const countIn = (guards: readonly Guard[]) =>
      guards.filter(({ file }) => file.startsWith(`src/lib/${room}/`)).length;
    const all = countIn(asked), typed = countIn(refused), survived = countIn(survivors);
    console.log(
      `${room}: ${all} early returns, ${typed} needed by the types, ` +
        `${all - typed - survived} noticed by tests, ${survived} survived`,
    );
  }
}

/** Whether the survivors are those of the list; what no longer survives is taken out of it, to be committed. */
function isAsListed(survivors: readonly Guard[], listed: readonly Named[]): boolean {
  const unlisted = withoutThose(survivors, listed), gone = withoutThose(listed, survivors);
  if (unlisted.length > 0) console.log(`\nNot noticed by a test:\n${survivorLines(unlisted)}`);
  if (gone.length > 0) {
    writeSurvivors(withoutThose(readSurvivors(), gone));
    console.log(`\nTaken out of ${listPath}, to be committed:\n${survivorLines(gone)}`);
  }
  const failed = unlisted.length + gone.length;
  console.log(`\n${survivors.length - unlisted.length} passed, ${failed} failed`);
  return failed === 0;
}
