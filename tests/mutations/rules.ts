/**
 * The rules that `deno task mutate` breaks, from `rules/ROOM.txt`: the path of a source file, below it for each rule
 * its name, what stands in the file exactly once (`- `) and what takes its place (`+ `, or nothing). The test that must
 * notice mirrors the source file, or is named, indented, below the path or below a rule's name.
 */
import { root } from "../../src/tasks/root.ts";

export interface Rule {
  /** What is broken, in the words of the rule. */
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replaceBy: string;
  /** Test files, the one that should notice first. */
  tests: string[];
}

const folder = `${root}/tests/mutations/rules`;

/** Every rule, by room and source file. */
export function readRules(): Rule[] {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  return names.flatMap((name) => parseRules(Deno.readTextFileSync(`${folder}/${name}`)));
}

/** The rules of one room. */
export function parseRules(text: string): Rule[] {
  return text.trim().split(/\n{2,}/).flatMap((entry) => {
    const [file = "", ...lines] = entry.split("\n");
    const starts = lines.flatMap((line, n) => /^([-+]$|[-+] | {2})/.test(line) ? [] : [n]);
    const usual = testsIn(lines.slice(0, starts[0]));
    return starts.map((start, n) => {
      const own = lines.slice(start + 1, starts[n + 1]), tests = testsIn(own);
      return {
        name: lines[start]!,
        file,
        find: marked("-", own),
        replaceBy: marked("+", own),
        tests: tests.length > 0 ? tests : usual.length > 0 ? usual : [mirrorOf(file)],
      };
    });
  });
}

/** The test file at the place of a source file. */
export function mirrorOf(file: string): string {
  return file.replace(/^src\/(lib\/)?/, "tests/").replace(/\.\w+$/, ".test.ts");
}

function testsIn(lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith("  ")).map((line) => line.slice(2));
}

function marked(mark: string, lines: readonly string[]): string {
  return lines.filter((line) => line[0] === mark).map((line) => line.slice(2)).join("\n");
}
