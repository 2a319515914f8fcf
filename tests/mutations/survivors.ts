/** The early returns of which no test notices whether they are there: a list that only shrinks. */
import { root } from "../../src/tasks/root.ts";
import type { Guard } from "./find-guards.ts";

/** What names an early return in the list. */
export type Named = Pick<Guard, "file" | "place" | "text">;

export const listPath = "tests/mutations/survivors.txt";

/** Those of the list as it stands. */
export function readSurvivors(): Named[] {
  return parseSurvivors(Deno.readTextFileSync(`${root}/${listPath}`));
}

/** Puts another list in its place. */
export function writeSurvivors(guards: readonly Named[]): void {
  Deno.writeTextFileSync(`${root}/${listPath}`, survivorLines(guards));
}

/** Below the path of each file `function: text` of each. */
export function parseSurvivors(list: string): Named[] {
  let file = "";
  return list.split("\n").flatMap((line) => {
    if (!line.startsWith("  ")) file = line || file;
    const [, place, text] = /^ {2}([^ ]*): (.+)$/.exec(line) ?? [];
    return place === undefined || text === undefined ? [] : [{ file, place, text }];
  });
}

/** The lines of the list. */
export function survivorLines(guards: readonly Named[]): string {
  return [...Map.groupBy(guards, ({ file }) => file)].map(([file, those]) =>
    [file, ...those.map(({ place, text }) => `  ${place}: ${text}`), ""].join("\n")
  ).join("");
}

/** Those of one list that the other does not name. */
export function withoutThose<T extends Named>(guards: readonly T[], others: readonly Named[]): T[] {
  const names = new Set(others.map(nameOf));
  return guards.filter((guard) => !names.has(nameOf(guard)));
}

function nameOf({ file, place, text }: Named): string {
  return [file, place, text].join("\n");
}
