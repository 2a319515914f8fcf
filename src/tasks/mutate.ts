/** `deno task mutate [NAMES]`: breaks the rules one at a time in a copy, runs the tests that must notice, prints survivors. */
import { calendarRules } from "../../tests/mutations/calendar-rules.ts";
import { authRules } from "../../tests/mutations/auth-rules.ts";
import type { Mutation } from "../../tests/mutations/mutation.ts";
import { recoveryRules } from "../../tests/mutations/recovery-rules.ts";
import { bookingRules } from "../../tests/mutations/booking-rules.ts";
import { availabilityRules } from "../../tests/mutations/availability-rules.ts";
import { root } from "./build-site.ts";

/** A test that runs longer than this has noticed: it waits for what the broken rule no longer brings. */
const LIMIT_MS = 300_000;
const COPIES = 2;

type Result = "noticed" | "survived" | "outdated";

const all = [
  ...availabilityRules,
  ...bookingRules,
  ...calendarRules,
  ...authRules,
  ...recoveryRules,
];
const wanted = all.filter(({ name, file }) =>
  Deno.args.length === 0 || Deno.args.some((arg) => name.includes(arg) || file.includes(arg))
);
const copies = await Promise.all(Array.from({ length: COPIES }, copyOfProject));
const ends = new Map<Mutation, Result>();
try {
  await assertGreen(copies[0]!);
  const waiting = [...wanted];
  await Promise.all(copies.map(async (copy) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const start = performance.now();
      const end = await runMutation(copy, next);
      ends.set(next, end);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${end.padEnd(9)} ${next.name} (${next.file}, ${seconds} s)`);
    }
  }));
} finally {
  await Promise.all(copies.map((copy) => Deno.remove(copy, { recursive: true })));
}

const survivors = wanted.filter((mutation) => ends.get(mutation) !== "noticed");
console.log(
  survivors.length === 0
    ? "\nSurvivors: none."
    : `\nSurvivors:\n${survivors.map(({ name, file }) => `  ${name} (${file})`).join("\n")}`,
);
console.log(`\n${wanted.length - survivors.length} passed, ${survivors.length} failed`);
Deno.exit(survivors.length === 0 ? 0 : 1);

/** What the tests import, in a folder of its own; the packages are the project's. */
async function copyOfProject(): Promise<string> {
  const copy = await Deno.makeTempDir({ prefix: "invito-mutate-" });
  for (const path of ["deno.json", "deno.lock", "package.json"]) {
    await Deno.copyFile(`${root}/${path}`, `${copy}/${path}`);
  }
  for (const folder of ["src", "tests", "docs"]) await copyFolder(folder, copy);
  await Deno.symlink(`${root}/node_modules`, `${copy}/node_modules`);
  return copy;
}

async function copyFolder(path: string, copy: string): Promise<void> {
  await Deno.mkdir(`${copy}/${path}`);
  for await (const { name, isDirectory } of Deno.readDir(`${root}/${path}`)) {
    if (isDirectory) await copyFolder(`${path}/${name}`, copy);
    else await Deno.copyFile(`${root}/${path}/${name}`, `${copy}/${path}/${name}`);
  }
}

/** A test that is red without any change would notice everything. */
async function assertGreen(copy: string): Promise<void> {
  const files = [...new Set(wanted.flatMap(({ tests }) => tests))];
  console.log(`${wanted.length} mutations, ${files.length} test files; first without any change`);
  for (const file of files) {
    if (!await passes(copy, [file])) throw new Error(`${file} is red without any change.`);
  }
}

async function runMutation(
  copy: string,
  { file, find, replaceBy, tests }: Mutation,
): Promise<Result> {
  const text = await Deno.readTextFile(`${copy}/${file}`);
  if (text.split(find).length !== 2) return "outdated";
  await Deno.writeTextFile(`${copy}/${file}`, text.replace(find, () => replaceBy));
  try {
    for (const test of tests) if (!await passes(copy, [test])) return "noticed";
    return "survived";
  } finally {
    await Deno.writeTextFile(`${copy}/${file}`, text);
  }
}

async function passes(copy: string, files: string[]): Promise<boolean> {
  const ending = AbortSignal.timeout(LIMIT_MS);
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--quiet", "--fail-fast", ...files],
    cwd: copy,
    env: { CI: "", INVITO_PROVE: "" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
    signal: ending,
  }).output();
  return success;
}
