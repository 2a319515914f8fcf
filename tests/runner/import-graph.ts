/** Which module of `src` and `tests` imports which, by the text of its import statements. */
import { dirname, join, normalize } from "node:path/posix";
import { root } from "../../src/tasks/root.ts";

export interface Module {
  text: string;
  /** Modules of the project, as paths from its root. */
  imports: string[];
  /** Packages and built-in modules, as they are written. */
  packages: string[];
}

export type ImportGraph = Map<string, Module>;

const statement =
  /\bfrom\s*["']([^"'\n]+)["']|\bimport\s*["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']/g;

/** Every TypeScript and Svelte file below `src` and `tests`. */
export function readImportGraph(): ImportGraph {
  const graph: ImportGraph = new Map();
  for (const path of [...filesBelow("src"), ...filesBelow("tests")]) {
    if (!/\.(ts|js|svelte)$/.test(path)) continue;
    const text = Deno.readTextFileSync(`${root}/${path}`);
    const module: Module = { text, imports: [], packages: [] };
    for (const [, from, bare, dynamic] of text.matchAll(statement)) {
      const specifier = (from ?? bare ?? dynamic)!;
      if (specifier.startsWith("$lib/")) module.imports.push(`src/lib/${specifier.slice(5)}`);
      else if (specifier.startsWith(".")) {
        module.imports.push(normalize(join(dirname(path), specifier)));
      } else module.packages.push(specifier);
    }
    graph.set(path, module);
  }
  return graph;
}

/** A module and everything that it imports, over any number of steps. */
export function reachedFrom(graph: ImportGraph, path: string): Set<string> {
  const reached = new Set([path]);
  for (const each of reached) {
    for (const next of graph.get(each)?.imports ?? []) if (graph.has(next)) reached.add(next);
  }
  return reached;
}

/** Test files that reach one of the changed modules, with the number of imports between them: 0 for a changed test. */
export function dependants(graph: ImportGraph, changed: Iterable<string>): Map<string, number> {
  const importers = new Map<string, string[]>();
  for (const [path, { imports }] of graph) {
    for (const each of imports) importers.set(each, [...importers.get(each) ?? [], path]);
  }
  const steps = new Map<string, number>();
  for (const path of changed) steps.set(path, 0);
  for (const [path, step] of steps) {
    for (const importer of importers.get(path) ?? []) {
      if (!steps.has(importer)) steps.set(importer, step + 1);
    }
  }
  return new Map([...steps].filter(([path]) => path.endsWith(".test.ts") && graph.has(path)));
}

function* filesBelow(folder: string): Generator<string> {
  const entries = [...Deno.readDirSync(`${root}/${folder}`)];
  for (const { name, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* filesBelow(path);
    else yield path;
  }
}
