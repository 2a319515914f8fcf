import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { CalendarError } from "../calendars/calendar.ts";
import { EmailError } from "../email/errors.ts";
import { redact } from "../runtime/log.ts";
import type { JobError } from "../store/job.ts";

const MAX_DETAIL = 500;

/** What is stored of an error that a job ended with; the mail server's reply is redacted. */
export function jobErrorOf(error: unknown): JobError {
  if (error instanceof EmailError) return mailError(error);
  if (error instanceof CalendarError) return calendarError(error.reason, error.detail);
  const message = error instanceof Error ? error.message : String(error);
  return { from: "program", code: "", detail: shortened(message) };
}

/** The error of a calendar write, by a key of the calendar problems. */
export function calendarError(reason: string, detail = ""): JobError {
  return { from: "calendar", code: reason, detail: shortened(detail) };
}

function mailError({ kind, serverReply }: EmailError): JobError {
  return { from: "mail-server", code: kind, detail: shortened(serverReply) };
}

function shortened(detail: string): string {
  return redact(detail).slice(0, MAX_DETAIL);
}

/** Why a job did not succeed, in the reader's language; null without an error. */
export function jobErrorText(error: JobError | null, language: string): string | null {
  if (!error) return null;
  const { emails, calendars, dashboard } = messages(language);
  const errors: Record<string, string> = emails.errors;
  const { unexpectedError } = dashboard.inbox.booking;
  switch (error.from) {
    case "mail-server":
      return format(errors[error.code] ?? unexpectedError, { response: error.detail }).trim();
    case "calendar":
      return calendars.problems[error.code] ?? unexpectedError;
    case "program":
      return unexpectedError;
  }
}
