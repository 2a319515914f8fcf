import type { Refusal } from "$lib/scheduling/outcome.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";

/** How a refusal is said on the calendars page: errors of calendar servers have texts of their own. */
export function problemOf(refusal: Refusal, language: string) {
  const { sentence, fields } = refusalText(refusal, language);
  const { problems } = messages(language).calendars;
  const why = refusal.code === "calendar-refused" ? problems[refusal.detail ?? ""] : undefined;
  return { status: statusOf[refusal.code], sentence: why ?? sentence, fields };
}
