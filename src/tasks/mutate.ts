/**
 * `deno task mutate [NAMES]`: applies each mutation to a copy of the project, runs its tests and prints the survivors.
 * `deno task mutate --generated [PATHS]`: takes each early return out by itself; survivors are in a list that only shrinks.
 */
import { copyProject } from "../../tests/mutations/copy-project.ts";
import { tryGuards } from "../../tests/mutations/try-guards.ts";
import { readRules, type Rule } from "../../tests/mutations/rules.ts";

const [kind, ...paths] = Deno.args;
if (kind === "--generated") Deno.exit(await tryGuards(paths) ? 0 : 1);

/** A test that takes so many times as long counts as failed, since it waits for the removed behaviour. */
const PATIENCE = 5, LEAST_LIMIT_MS = 20_000;
const COPIES = 2;
/** Random tests draw the same cases each time. */
const seeded = "--preload=tests/support/seeded-draws.ts";

type Result = "noticed" | "survived" | "outdated";

const wanted = readRules().filter(({ name, file }) =>
  Deno.args.length === 0 || Deno.args.some((arg) => name.includes(arg) || file.includes(arg))
);
const copies = await Promise.all(Array.from({ length: COPIES }, copyProject));
const results = new Map<Rule, Result>();
/** How long each test file takes without a change, ms. */
const usualMs = new Map<string, number>();
try {
  await assertGreen();
  const waiting = [...wanted];
  await Promise.all(copies.map(async (copy) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const start = performance.now();
      const result = await breakRule(copy, next);
      results.set(next, result);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${result.padEnd(9)} ${next.name} (${next.file}, ${seconds} s)`);
    }
  }));
} finally {
  await Promise.all(copies.map((copy) => Deno.remove(copy, { recursive: true })));
}

const survivors = wanted.filter((rule) => results.get(rule) !== "noticed");
console.log(
  survivors.length === 0
    ? "\nSurvivors: none."
    : `\nSurvivors:\n${survivors.map(({ name, file }) => `  ${name} (${file})`).join("\n")}`,
);
console.log(`\n${wanted.length - survivors.length} passed, ${survivors.length} failed`);
Deno.exit(survivors.length === 0 ? 0 : 1);

/** Tests that fail without a mutation would detect every mutation. */
async function assertGreen(): Promise<void> {
  const files = [...new Set(wanted.flatMap(({ tests }) => tests))];
  console.log(`${wanted.length} mutations, ${files.length} test files; first without any change`);
  const waiting = [...files], red: string[] = [];
  await Promise.all(copies.map(async (copy) => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const start = performance.now();
      if (!await passes(copy, file)) red.push(file);
      usualMs.set(file, performance.now() - start);
    }
  }));
  if (red.length > 0) throw new Error(`Red without any change: ${red.join(", ")}`);
}

async function breakRule(
  copy: string,
  { file, find, replaceBy, tests }: Rule,
): Promise<Result> {
  const text = await Deno.readTextFile(`${copy}/${file}`);
  if (text.split(find).length !== 2) return "outdated";
  await Deno.writeTextFile(`${copy}/${file}`, text.replace(find, () => replaceBy));
  try {
    for (const test of tests) if (!await passes(copy, test)) return "noticed";
    return "survived";
  } finally {
    await Deno.writeTextFile(`${copy}/${file}`, text);
  }
}

async function passes(copy: string, file: string): Promise<boolean> {
  const limitMs = Math.max(LEAST_LIMIT_MS, PATIENCE * (usualMs.get(file) ?? Infinity));
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--quiet", "--fail-fast", seeded, file],
    cwd: copy,
    env: { CI: "", INVITO_PROVE: "" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
    ...(limitMs < Infinity ? { signal: AbortSignal.timeout(limitMs) } : {}),
  }).output();
  return success;
}
