import { formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { oneLine } from "../email-content.ts";
import type { Email } from "../email.ts";
import { renderStandalone, type StandaloneContext } from "../standalone.ts";

export interface CalendarAlertContext extends StandaloneContext {
  /** The connection's label. */
  calendar: string;
  /** Error code; its sentence is in `messages/en/errors.json`. */
  problem: string;
  /** Epoch ms. */
  since: number;
  jobId: string;
}

/** Renders the email about a calendar that does not work: since when, why, and where to fix it. */
export function renderCalendarAlert(context: CalendarAlertContext): Email {
  const { problem, since, jobId, reader } = context;
  const { emails, calendars } = messages(reader.language);
  const copy = emails.calendarBroken;
  const calendar = oneLine(context.calendar);
  return renderStandalone(context, {
    id: `calendar.${jobId}`,
    subject: format(copy.subject, { calendar }),
    preview: copy.meanwhile,
    colour: "red",
    heading: copy.heading,
    paragraphs: [
      format(copy.body, { calendar, since: formatInstant(since, reader) }),
      calendars.problems[problem] ?? "",
      copy.meanwhile,
    ].filter(Boolean),
    button: copy.button,
  });
}
