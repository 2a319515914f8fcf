/** What an operator can mend is told in a sentence, never as the trace of a fault. */
import type { Settings } from "../lib/server/env.ts";
import { SecretProblem } from "../lib/server/secret-file.ts";
import { storeTrouble } from "../lib/server/store/trouble.ts";
import { wordsFor } from "../lib/words/index.ts";
import { say } from "../lib/words/say.ts";

/** Something that whoever runs the program can mend; the message is the sentence. */
export class OperatorProblem extends Error {}

/** The sentence for an error that comes from the data folder, its files or the session secret; null for a fault of ours. */
export function sentenceOf(
  error: unknown,
  { dbPath: path }: Pick<Settings, "dbPath">,
): string | null {
  if (error instanceof SecretProblem || error instanceof OperatorProblem) return error.message;
  if (!(error instanceof Error)) return null;
  const words = wordsFor("en").operations.store;
  const said = error.message.split("\n")[0]!;
  if (isOfFile(error)) return say(words.file, { said });
  const trouble = storeTrouble(error);
  return trouble && say(words[trouble], { path, said });
}

/** An error of the system about a file that it names itself. */
function isOfFile(error: Error): boolean {
  return /\(os error \d+\)/.test(error.message) && "code" in error;
}

/** Runs a task to its end; a sentence and the exit code where it cannot go on. */
export async function orTell(
  settings: Pick<Settings, "dbPath">,
  act: () => Promise<void>,
  { before = "", code = 1 }: { before?: string; code?: number } = {},
): Promise<void> {
  try {
    await act();
  } catch (error) {
    const sentence = sentenceOf(error, settings);
    if (sentence === null) throw error;
    console.error(before + sentence);
    Deno.exit(code);
  }
}
