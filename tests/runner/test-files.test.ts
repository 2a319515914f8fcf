import assert from "node:assert/strict";
import { dependants, type ImportGraph, readImportGraph } from "./import-graph.ts";
import { findTestFiles } from "./test-files.ts";

const files = findTestFiles(readImportGraph());
const file = (path: string) => files.find((each) => each.path === path)!;

Deno.test("what a file needs follows from what it reaches", () => {
  const { isInProcess, needsSite, isDrawn } = file("tests/scheduling/slug.test.ts");
  assert.deepEqual({ isInProcess, needsSite, isDrawn }, {
    isInProcess: true,
    needsSite: false,
    isDrawn: true,
  });
  const widget = file("tests/browser/widget.test.ts");
  assert.deepEqual([widget.isInProcess, widget.needsSite, widget.needsBrowser], [
    false,
    true,
    true,
  ]);
  const radicale = file("tests/server/connections/lost-real-calendar.test.ts");
  assert.deepEqual([radicale.isInProcess, radicale.needsSite], [false, false]);
  assert.equal(file("tests/proofs/race.ts").isProof, true);
});

Deno.test("tests of invariants are never tried again, and others are", () => {
  const paths = files.filter(({ isInvariant }) => isInvariant).map(({ path }) => path);
  for (
    const path of [
      "tests/proofs/race.ts",
      "tests/server/bookings/life.test.ts",
      "tests/server/bookings/team-life.test.ts",
      "tests/server/bookings/race-with-sync.test.ts",
      "tests/server/availability/ledger-check.test.ts",
      "tests/server/availability/slot-rules-oracle.test.ts",
      "tests/icalendar/never-falsely-free.test.ts",
      "tests/process/held-time.test.ts",
      "tests/server/calendars/killed-sync.test.ts",
    ]
  ) assert(paths.includes(path), path);
  assert(!paths.includes("tests/browser/widget.test.ts"));
});

Deno.test("dependants: each test file with the number of imports to what changed", () => {
  const graph: ImportGraph = new Map(
    Object.entries({
      "src/a.ts": [],
      "src/b.ts": ["src/a.ts"],
      "tests/a.test.ts": ["src/a.ts"],
      "tests/b.test.ts": ["src/b.ts"],
      "tests/c.test.ts": [],
    }).map(([path, imports]) => [path, { text: "", imports, packages: [] }]),
  );
  assert.deepEqual([...dependants(graph, ["src/a.ts"])], [
    ["tests/a.test.ts", 1],
    ["tests/b.test.ts", 2],
  ]);
  assert.deepEqual([...dependants(graph, ["tests/c.test.ts"])], [["tests/c.test.ts", 0]]);
});
