/** What an operator can mend is told in a sentence, never as the trace of a fault. */
import type { Settings } from "../lib/server/runtime/settings.ts";
import { SecretError } from "../lib/server/runtime/secret-file.ts";
import { storeFailureOf } from "../lib/server/store/errors.ts";
import { messages } from "../lib/i18n/messages.ts";
import { format } from "../lib/i18n/format.ts";

/** Something that whoever runs the program can mend; the message is the sentence. */
export class OperatorError extends Error {}

/** The sentence for an error that comes from the data folder, its files or the session secret; null for a fault of ours. */
export function operatorMessage(
  error: unknown,
  { dbPath: path }: Pick<Settings, "dbPath">,
): string | null {
  if (error instanceof SecretError || error instanceof OperatorError) return error.message;
  if (!(error instanceof Error)) return null;
  const words = messages("en").operations.store;
  const reason = error.message.split("\n")[0]!;
  if (isFileError(error)) return format(words.file, { said: reason });
  const trouble = storeFailureOf(error);
  return trouble && format(words[trouble], { path, said: reason });
}

/** An error of the system about a file that it names itself. */
function isFileError(error: Error): boolean {
  return /\(os error \d+\)/.test(error.message) && "code" in error;
}

/** Runs a task to its end; a sentence and the exit code where it cannot go on. */
export async function runTask(
  settings: Pick<Settings, "dbPath">,
  act: () => Promise<void>,
  { before = "", code = 1 }: { before?: string; code?: number } = {},
): Promise<void> {
  try {
    await act();
  } catch (error) {
    const sentence = operatorMessage(error, settings);
    if (sentence === null) throw error;
    console.error(before + sentence);
    Deno.exit(code);
  }
}
