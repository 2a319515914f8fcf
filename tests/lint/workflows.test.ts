/** Workflows decide nothing: they call tasks that `deno task ok` runs, with no more rights than these need. */
import assert from "node:assert/strict";
import { root } from "../../src/tasks/root.ts";
import { filesIn } from "../support/source-texts.ts";

const folder = `${root}/.github/workflows`;
const workflows = new Map(
  await Promise.all(
    [...Deno.readDirSync(folder)].map(async ({ name }) =>
      [name, (await Deno.readTextFile(`${folder}/${name}`)).split("\n")] as const
    ),
  ),
);
const { tasks }: { tasks: Record<string, string> } = JSON.parse(
  await Deno.readTextFile(`${root}/deno.json`),
);

/** Each value of a key, as `file: value`. */
function valuesOf(key: string): string[] {
  return [...workflows].flatMap(([file, lines]) =>
    lines.flatMap((line) => {
      const value = new RegExp(`^\\s*(?:- )?${key}:\\s*(.*)$`).exec(line)?.[1];
      return value === undefined ? [] : [`${file}: ${value}`];
    })
  );
}

Deno.test("every command of a workflow is a task, by the version of Deno that README names", async () => {
  const [, version] = /\[Deno\]\(https:\/\/deno\.com\) (\S+),/.exec(
    await Deno.readTextFile(`${root}/README.md`),
  )!;
  const commands = valuesOf("run");
  assert(commands.length >= 3);
  const called = new Set<string>();
  for (const each of commands) {
    const [, of, task = ""] = /: npx -y deno@(\S+) task ([\w-]+)( [\w-]+| --\w+ ("\$\w+"|\w+))*$/
      .exec(each) ?? [];
    assert.equal(of, version, each);
    assert.ok(tasks[task], each);
    called.add(task);
  }
  // `ok` runs all tests; a task that is no check is run by one of them.
  const tests: string[] = [];
  for await (const path of filesIn(`${root}/tests`, ".test.ts")) {
    if (!path.endsWith("/workflows.test.ts")) tests.push(await Deno.readTextFile(path));
  }
  for (const task of [...called].filter((each) => each !== "ok" && each !== "test")) {
    assert.ok(tests.some((text) => text.includes(`src/tasks/${task}.ts`)), task);
  }
});

Deno.test("every action has a whole version", () => {
  const used = valuesOf("uses");
  assert(used.length >= 5);
  for (const each of used) assert.match(each, /: (\.\/\S+|[\w.-]+\/[\w.-]+@v\d+\.\d+\.\d+)$/);
});

Deno.test("a workflow reads, and a job writes only what it is for", () => {
  for (const [file, lines] of workflows) {
    const at = lines.indexOf("permissions:");
    assert(at >= 0, file);
    assert.deepEqual([lines[at + 1], lines[at + 2]?.startsWith(" ")], ["  contents: read", false]);
  }
  const written = ["contents", "packages", "id-token", "attestations", "actions", "pull-requests"]
    .flatMap((each) => valuesOf(each).filter((value) => value.endsWith(": write")).map(() => each));
  assert.deepEqual(
    written.toSorted(),
    ["attestations", "attestations", "contents", "id-token", "id-token", "packages"],
  );
  assert.ok(valuesOf("uses").some((each) => each.includes("checkout")));
  const checkouts = valuesOf("uses").filter((each) => each.includes("actions/checkout"));
  assert.equal(valuesOf("persist-credentials").length, checkouts.length);
  for (const each of valuesOf("persist-credentials")) assert.match(each, /: false$/);
  // Values of others are never part of a command: a name of a branch can be one.
  assert.deepEqual(valuesOf("run").filter((each) => each.includes("${{")), []);
});
