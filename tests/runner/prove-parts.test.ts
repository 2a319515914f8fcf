import assert from "node:assert/strict";
import { reachedFrom, readImportGraph } from "./import-graph.ts";
import { longestAgo, provedPage, withRow } from "./last-proved.ts";
import { offsets, parts } from "./prove-parts.ts";
import { findTestFiles } from "./test-files.ts";

const names = parts.map(({ name }) => name);

Deno.test("prove: every proof, and every test with full counts, is in a part", () => {
  const graph = readImportGraph(), files = findTestFiles(graph);
  const now = Promise.resolve();
  const options = { gates: { installed: now, built: now }, times: new Map() };
  const inFull = new Set(
    parts.flatMap((part) => part.jobs(files, options))
      .filter(({ env }) => env.INVITO_PROVE === "full").map(({ name }) => name),
  );
  const asksForCounts = ({ path }: { path: string }) =>
    !path.startsWith("tests/runner/") &&
    [...reachedFrom(graph, path)].some((each) =>
      each.startsWith("tests/") && !each.endsWith("/run-proof.ts") &&
      /get\("INVITO_PROVE"\)/.test(graph.get(each)!.text)
    );
  const left = files.filter((file) => file.isProof || asksForCounts(file))
    .map(({ path }) => path).filter((path) => !inFull.has(path));
  assert.deepEqual(left, []);
});

Deno.test("prove: each part has its row in docs/verification.md, and the oldest one is next", async () => {
  const page = await provedPage();
  for (const name of names) assert.match(page, new RegExp(`^\\| \`${name}\` `, "m"));
  let text = page;
  for (const part of names) {
    text = withRow(text, part, { date: "2026-11-20", commit: "0123456789", seconds: 61 });
  }
  assert.match(text, /^\| `race` \| 2026-11-20 \| 01234567 \| 2 min \|$/m);
  text = withRow(text, "move", { date: "2026-11-19", commit: "0123456789", seconds: 61 });
  assert.equal(longestAgo(names, text), "move");
  assert.equal(longestAgo([...names, "new"], text), "new");
});

Deno.test("prove dates: today, and the next of five dates at which tests went wrong", () => {
  assert.deepEqual(offsets(new Date("2026-11-25T20:00:00Z")), [
    ["2026-11-25", 0],
    ["2027-06-15", 202],
    ["2027-03-27", 122],
    ["2027-10-30", 339],
    ["2027-02-28", 95],
    ["2026-12-31", 36],
  ]);
});
