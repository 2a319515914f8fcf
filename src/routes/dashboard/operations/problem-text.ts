import { messages } from "$lib/i18n/messages.ts";
import { jobErrorText } from "$lib/server/jobs/job-error.ts";
import type { JobError } from "$lib/server/store/job.ts";

/** A mail server that nobody but whoever runs it can do anything about. */
const down: readonly string[] = ["unreachable", "tls", "later"];

/** Why work did not succeed, in words for who does not run the servers; null without an error. */
export function problemText(error: JobError | null, language: string): string | null {
  const isMailDown = error?.from === "mail-server" && down.includes(error.code);
  return isMailDown
    ? messages(language).dashboard.operations.needs.mailDown
    : jobErrorText(error, language);
}
