import { plural } from "$lib/i18n/format.ts";
import type { Messages } from "$lib/i18n/messages.ts";

/** What came of a form of the page before. */
export function noticeOf(
  query: URLSearchParams,
  { feedback }: Messages["dashboard"]["operations"],
  language: string,
): string | null {
  switch (query.get("done")) {
    case "run":
      return feedback.run;
    case "dropped":
      return feedback.dropped;
    case "signedIn":
      return feedback.signedIn;
    case "syncing":
      return feedback.syncing;
    case "retried": {
      const count = Math.min(10_000, Math.floor(Number(query.get("count")) || 0));
      return count > 0 ? plural(feedback.retried, count, language) : feedback.retriedNone;
    }
    default:
      return null;
  }
}
