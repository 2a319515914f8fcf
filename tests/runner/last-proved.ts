/** The table in `docs/verification.md` that says when each part of `deno task prove` was green last. */
import { root } from "../../src/tasks/root.ts";
import { stateOfFiles } from "./checked-commit.ts";

const place = `${root}/docs/verification.md`;

/** Rows by part: `| race | 2026-11-25 | 01169f3c | 14 min |`; a date of "never" comes before every other. */
const row = /^\| `(\w[\w-]*)` +\| ([\d-]+|never) +\|.*$/gm;

/** The part that was green longest ago, or not yet. */
export async function longestAgo(parts: readonly string[]): Promise<string> {
  const dates = new Map(
    [...(await Deno.readTextFile(place)).matchAll(row)].map(([, part, date]) => [part!, date!]),
  );
  const since = (part: string) => dates.get(part)?.replace("never", "") ?? "";
  return parts.toSorted((a, b) => since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0)[0]!;
}

/** Writes a green run of a part into the table; nothing where the files are not those of a commit. */
export async function noteGreen(part: string, seconds: number): Promise<void> {
  const { commit, clean } = await stateOfFiles();
  if (!commit || !clean) return console.log("Not noted: the files differ from the last commit.");
  const date = new Date().toISOString().slice(0, 10);
  const noted = `| \`${part}\` | ${date} | ${commit.slice(0, 8)} | ${
    Math.ceil(seconds / 60)
  } min |`;
  const text = await Deno.readTextFile(place);
  const next = text.replace(row, (line, name) => name === part ? noted : line);
  await Deno.writeTextFile(place, next);
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", place] }).output();
}
