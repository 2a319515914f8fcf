/** Errors that the operator can fix are shown as a sentence, not as a stack trace. */
import type { Settings } from "../lib/server/runtime/settings.ts";
import { OperatorError } from "../lib/server/runtime/operator-error.ts";
import { SecretError } from "../lib/server/runtime/secret-file.ts";
import { storeFailureOf } from "../lib/server/kv/errors.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";

/** The message for an error about the data folder, its files or the session secret; null for other errors. */
export function operatorMessage(
  error: unknown,
  { dbPath: path }: Pick<Settings, "dbPath">,
): string | null {
  if (error instanceof SecretError || error instanceof OperatorError) return error.message;
  if (!(error instanceof Error)) return null;
  const words = operations.store;
  const reason = error.message.split("\n")[0]!;
  if (isFileError(error)) return format(words.file, { reason });
  const failure = storeFailureOf(error);
  return failure && format(words[failure], { path, reason });
}

/** Whether an error of the operating system names a file. */
function isFileError(error: Error): boolean {
  return /\(os error \d+\)/.test(error.message) && "code" in error;
}

/** Runs a task; on an operator error prints `before` with the message and exits with `code`. */
export async function runTask(
  settings: Pick<Settings, "dbPath">,
  task: () => Promise<void>,
  { before = "", code = 1 }: { before?: string; code?: number } = {},
): Promise<void> {
  try {
    await task();
  } catch (error) {
    const message = operatorMessage(error, settings);
    if (message === null) throw error;
    console.error(before + message);
    Deno.exit(code);
  }
}
