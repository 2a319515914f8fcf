/** Early returns that the types ask for: without one, its file has errors that it did not have. */
import ts from "typescript";
import { root } from "../../src/tasks/root.ts";
import { type Guard, withoutGuard } from "./find-guards.ts";

const options: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  resolveJsonModule: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: ["deno", "node"],
  paths: { "$lib/*": [`${root}/src/lib/*`] },
};

/** Those of the early returns without which their file has other errors than with them. */
export function refusedByTypes<T extends Guard>(guards: readonly T[]): T[] {
  const changed = new Map<string, { text: string; version: number }>();
  const paths = [...new Set(guards.map(({ file }) => `${root}/${file}`))];
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [...paths, `${root}/src/app.d.ts`],
    getScriptVersion: (path) => String(changed.get(path)?.version ?? 0),
    getScriptSnapshot: (path) => {
      const text = changed.get(path)?.text ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  let version = 0;
  const errorsIn = (path: string, text: string) => {
    changed.set(path, { text, version: ++version });
    return service.getSemanticDiagnostics(path).length;
  };
  return paths.flatMap((path) => {
    const text = Deno.readTextFileSync(path), usual = errorsIn(path, text);
    const refused = guards.filter((guard) =>
      `${root}/${guard.file}` === path && errorsIn(path, withoutGuard(text, guard)) > usual
    );
    changed.set(path, { text, version: ++version });
    return refused;
  });
}
