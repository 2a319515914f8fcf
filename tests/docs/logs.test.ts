import assert from "node:assert/strict";

Deno.test("docs/logs.md has every event of the log with its levels, and no other", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/logs.md", import.meta.url));
  const listed = [...page.matchAll(/^\| `([a-z-]+)` *\| ([a-z, ]+?) *\|/gm)]
    .map(([, event, levels]) => `${event}: ${levels}`);
  assert.deepEqual(listed.sort(), await logged());
});

const order = ["info", "warn", "error"];
const levels: Record<string, string> = { info: "info", warn: "warn", fault: "error" };

async function logged(): Promise<string[]> {
  const found = new Map<string, Set<string>>();
  for await (const path of sourcesIn(new URL("../../src", import.meta.url).pathname)) {
    const calls = /\blog\.(info|warn|fault)\(\s*"([a-z-]+)"/g;
    for (const [, call, event] of (await Deno.readTextFile(path)).matchAll(calls)) {
      found.set(event!, (found.get(event!) ?? new Set()).add(levels[call!]!));
    }
  }
  return [...found].map(([event, at]) =>
    `${event}: ${[...at].sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(", ")}`
  ).sort();
}

async function* sourcesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* sourcesIn(`${folder}/${name}`);
    else if (name.endsWith(".ts")) yield `${folder}/${name}`;
  }
}
