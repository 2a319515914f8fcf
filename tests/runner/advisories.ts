/** Known advisories about the packages of deno.lock, by `deno audit`, which asks npm's registry. */
import { root } from "../../src/tasks/root.ts";

export type Advisories =
  | { state: "none" }
  | { state: "found"; text: string }
  /** Nothing is known: the registry did not answer. */
  | { state: "unanswered"; text: string };

const LIMIT_MS = 60_000;

/** What `deno audit` came to; what is neither a list nor none was no answer. */
export function advisoriesOf({ code, text }: { code: number; text: string }): Advisories {
  if (code === 0) return { state: "none" };
  const isList = /\bFound \d+ vulnerabilit/.test(text);
  return { state: isList ? "found" : "unanswered", text: text.trim() };
}

/** The line that says so. */
export function advisoriesLine(found: Advisories): string {
  if (found.state === "none") return "Advisories: none for the packages of deno.lock.";
  if (found.state === "found") return `Advisories: some packages have known faults.\n${found.text}`;
  const [why = "no output"] = found.text.split("\n");
  return `Advisories: not known, npm’s registry did not answer (${why}). \`deno audit\` asks again.`;
}

export async function readAdvisories(): Promise<Advisories> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["audit"],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(LIMIT_MS),
  }).output();
  const text = [stdout, stderr].map((each) => new TextDecoder().decode(each)).join("");
  return advisoriesOf({ code, text });
}
