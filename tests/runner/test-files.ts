/** What there is to run, and what each file needs, known from the modules that it reaches. */
import { type ImportGraph, reachedFrom } from "./import-graph.ts";

export interface TestFile {
  path: string;
  /** Reports its own result as one exit code, and is run with full counts in `deno task prove`. */
  isProof: boolean;
  /** Nothing but this process: no built site, no browser, no other program. */
  isInProcess: boolean;
  needsSite: boolean;
  needsBrowser: boolean;
  /** Draws its cases with fast-check. */
  isDrawn: boolean;
  /** A failure is never tried again: what it tests must hold every time. */
  isInvariant: boolean;
}

/** Random lives, races, oracles, crashes and held time, by the words of the path. */
const invariant =
  /^tests\/proofs\/|(^|[/.-])(life|lives|races?|raced|oracle|held|holds?|ledger|crash|killed|dying|double|lost|losable|freed|freely|falsely)[/.-]/;

/** Proofs that `deno task ok` has no time for. */
export const onlyProved = [
  "first-booking",
  "api-conformance",
  "mcp-conformance",
  "operate",
  "operate-service",
  "replica",
]
  .map((name) => `tests/proofs/${name}.ts`);

/** Every test file and proof, sorted by path. */
export function findTestFiles(graph: ImportGraph): TestFile[] {
  return [...graph].filter(([path, { text }]) =>
    path.startsWith("tests/") &&
    (path.endsWith(".test.ts") ||
      path.startsWith("tests/proofs/") && /^(await )?prove\(/m.test(text))
  ).map(([path]) => describe(graph, path)).sort((a, b) => a.path < b.path ? -1 : 1);
}

function describe(graph: ImportGraph, path: string): TestFile {
  const reached = [...reachedFrom(graph, path)];
  const startsProgram = reached.some((each) =>
    /\bDeno\.Command\(|node:child_process/.test(graph.get(each)!.text)
  );
  return {
    path,
    isProof: !path.endsWith(".test.ts"),
    isInProcess: !startsProgram,
    needsSite: reached.includes("src/tasks/build-site.ts"),
    needsBrowser: reached.includes("tests/support/browser.ts"),
    isDrawn: reached.some((each) => graph.get(each)!.packages.includes("fast-check")),
    isInvariant: invariant.test(path),
  };
}

/** Files by path or by folder; ends the process with a sentence where a name is neither. */
export function namedFiles(files: readonly TestFile[], names: readonly string[]): TestFile[] {
  const paths = names.map((name) => name.replace(/^\.\//, "").replace(/\/$/, ""));
  for (const path of paths) {
    if (files.some((file) => isNamed(file, path))) continue;
    console.error(`There is no test file or folder of tests "${path}".`);
    Deno.exit(1);
  }
  return files.filter((file) => paths.some((path) => isNamed(file, path)));
}

function isNamed(file: TestFile, path: string): boolean {
  return file.path === path || file.path.startsWith(`${path}/`);
}
