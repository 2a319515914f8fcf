/** The table in `docs/verification.md` that says when each part of `deno task prove` was green last. */
import { root } from "../../src/tasks/root.ts";
import { stateOfFiles } from "./checked-commit.ts";

const page = "docs/verification.md", place = `${root}/${page}`;

/** Rows by part: `| race | 2026-11-25 | 01169f3c | 14 min |`; a date of "never" comes before every other. */
const row = /^\| `(\w[\w-]*)` +\| ([\d-]+|never) +\|.*$/gm;

/** The part whose row has the oldest date, or none. */
export function longestAgo(parts: readonly string[], text: string): string {
  const dates = new Map([...text.matchAll(row)].map(([, part, date]) => [part!, date!]));
  const since = (part: string) => dates.get(part)?.replace("never", "") ?? "";
  return parts.toSorted((a, b) => since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0)[0]!;
}

/** The page with another row for a part. */
export function withRow(
  text: string,
  part: string,
  green: { date: string; commit: string; seconds: number },
): string {
  const minutes = Math.ceil(green.seconds / 60);
  const noted = `| \`${part}\` | ${green.date} | ${green.commit.slice(0, 8)} | ${minutes} min |`;
  return text.replace(row, (line, name) => name === part ? noted : line);
}

/** The page as it stands. */
export async function provedPage(): Promise<string> {
  return await Deno.readTextFile(place);
}

/** Writes a green run of a part into the page; nothing where the files are not those of a commit. */
export async function noteGreen(part: string, seconds: number): Promise<void> {
  // Rows of other parts may wait to be committed.
  const { commit, clean } = await stateOfFiles(page);
  if (!commit || !clean) return console.log("Not noted: the files differ from the last commit.");
  const date = new Date().toISOString().slice(0, 10);
  await Deno.writeTextFile(place, withRow(await provedPage(), part, { date, commit, seconds }));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", place] }).output();
}
