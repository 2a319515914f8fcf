import type { EventType } from "$lib/scheduling/event-type.ts";
import { textIn } from "./form-text.ts";
import { readReminderRows, reminderRows, type ReminderRowValues } from "./reminder-values.ts";

/** The section "Confirmation and emails" as it is entered. */
export interface EmailsValues {
  decision: string;
  requireVerifiedEmail: boolean;
  confirmedMessage: string;
  rejectedMessage: string;
  redirectUrl: string;
  redirectWithGuest: boolean;
  alarm: string;
  reminders: ReminderRowValues[];
}

/** What the section shows of a type. */
export function emailsValues(
  type: Omit<EventType, "id" | "ownerId" | "team" | "scheduleId">,
): EmailsValues {
  const { decision, requireVerifiedEmail, confirmedMessage, rejectedMessage, redirect } = type;
  return {
    decision,
    requireVerifiedEmail,
    confirmedMessage,
    rejectedMessage,
    redirectUrl: redirect?.url ?? "",
    redirectWithGuest: redirect?.withGuest ?? false,
    alarm: String(type.alarm ?? ""),
    reminders: reminderRows(type.reminders),
  };
}

/** What its form sent. */
export function readEmails(form: FormData): EmailsValues {
  return {
    decision: textIn(form, "decision"),
    requireVerifiedEmail: form.has("requireVerifiedEmail"),
    confirmedMessage: textIn(form, "confirmedMessage"),
    rejectedMessage: textIn(form, "rejectedMessage"),
    redirectUrl: textIn(form, "redirectUrl"),
    redirectWithGuest: form.has("redirectWithGuest"),
    alarm: textIn(form, "alarm"),
    reminders: readReminderRows(form),
  };
}

/** The fields without reminders and alarm, to be parsed. */
export function emailsFields(values: EmailsValues) {
  const { decision, requireVerifiedEmail, confirmedMessage, rejectedMessage } = values;
  return {
    decision,
    requireVerifiedEmail,
    confirmedMessage,
    rejectedMessage,
    redirect: values.redirectUrl.trim()
      ? { url: values.redirectUrl, withGuest: values.redirectWithGuest }
      : null,
  };
}
