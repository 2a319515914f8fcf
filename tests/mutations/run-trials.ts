/** Runs a test file in processes of its own: to see which early returns it comes by, and with each of them off. */
import type { Said, Trial } from "./rerun.ts";

/** A test of a file, and what it came by. */
export interface Passage {
  test: number;
  ms: number;
  guards: number[];
}

/** Longer than `rerun.ts` lets a test take, which a loop without end keeps from looking at its clock. */
const PATIENCE = 10, LEAST_SILENCE_MS = 60_000;
/** A removed end of a loop may fill the memory. */
const heap = "--v8-flags=--max-old-space-size=1000";

/** What each test of a file comes by; undefined where one fails without any change. */
export async function passagesOf(copy: string, file: string): Promise<Passage[] | undefined> {
  const { said } = await rerun(copy, file), passages: Passage[] = [];
  for (const line of said) {
    if (!("test" in line)) continue;
    if (!line.passed) return undefined;
    passages.push(line);
  }
  return passages.length > 0 ? passages : undefined;
}

/** Those early returns without which a test of the file fails, hangs or ends its process. */
export async function noticedBy(
  copy: string,
  file: string,
  trials: readonly Trial[],
): Promise<Set<number>> {
  const noticed = new Set<number>();
  let waiting = trials;
  while (waiting.length > 0) {
    const { said, isSilent } = await rerun(copy, file, waiting), done = new Set<number>();
    let last: number | undefined;
    for (const line of said) {
      if ("tries" in line) last = line.tries;
      if (!("isNoticed" in line)) continue;
      done.add(line.guard);
      if (line.isNoticed) noticed.add(line.guard);
    }
    if (last === undefined) throw new Error(`${file} could not be loaded`);
    // Any but the first of a process may suffer from what the one before it left.
    if (isSilent || done.size === 0) {
      if (!done.has(last)) noticed.add(last);
      done.add(last);
    }
    waiting = waiting.filter(({ guard }) => !done.has(guard));
  }
  return noticed;
}

/** The lines that a process said until it ended, or was silent for too long. */
async function rerun(
  copy: string,
  file: string,
  trials?: readonly Trial[],
): Promise<{ said: Said[]; isSilent: boolean }> {
  const list = trials && await Deno.makeTempFile({ prefix: "invito-trials-" });
  if (list) await Deno.writeTextFile(list, JSON.stringify(trials));
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      heap,
      "tests/mutations/rerun.ts",
      file,
      ...list ? [list] : [],
    ],
    cwd: copy,
    env: { CI: "", INVITO_PROVE: "" },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const longest = Math.max(0, ...trials?.flatMap(({ tests }) => tests.map(({ ms }) => ms)) ?? []);
  const silenceMs = trials ? Math.max(LEAST_SILENCE_MS, PATIENCE * longest) : 600_000;
  let isSilent = false, text = "";
  const giveUp = () => {
    isSilent = true;
    child.kill("SIGKILL");
  };
  let timer = setTimeout(giveUp, silenceMs);
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    clearTimeout(timer);
    timer = setTimeout(giveUp, silenceMs);
    text += part;
  }
  clearTimeout(timer);
  await child.status;
  if (list) await Deno.remove(list);
  const lines = text.split("\n").filter((line) => /^\{.*\}$/.test(line));
  return { said: lines.map((line) => JSON.parse(line) as Said), isSilent };
}
