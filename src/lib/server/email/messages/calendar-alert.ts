import { type DisplayOptions, formatInstant } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type EmailContent, oneLine } from "../email-content.ts";
import type { Email, Sender } from "../email.ts";
import { renderHtml } from "../layout.ts";
import { renderPlainText } from "../plain-text.ts";

export interface CalendarAlertContext {
  host: { name: string; email: string };
  /** The connection's label. */
  calendar: string;
  /** Error code; its sentence is in `i18n/en/calendars/problems.ts`. */
  problem: string;
  /** Epoch ms. */
  since: number;
  /** URL of the page on which it can be fixed. */
  link: string;
  jobId: string;
  reader: DisplayOptions;
  sender: Sender;
}

/** Renders the email about a calendar that does not work: since when, why, and where to fix it. */
export function renderCalendarAlert(context: CalendarAlertContext): Email {
  const { host, problem, since, link, jobId, reader, sender } = context;
  const { emails: words, calendars } = messages(reader.language);
  const copy = words.calendarBroken;
  const calendar = oneLine(context.calendar);
  const draft: EmailContent = {
    subject: oneLine(format(copy.subject, { calendar })),
    preview: copy.meanwhile,
    language: reader.language,
    colour: "red",
    heading: copy.heading,
    paragraphs: [
      format(words.greeting, { name: oneLine(host.name) }),
      format(copy.body, { calendar, since: formatInstant(since, reader) }),
      calendars.problems[problem] ?? "",
      copy.meanwhile,
    ].filter(Boolean),
    meeting: null,
    details: [],
    buttons: [{ label: copy.button, url: link, tone: "main" }],
    after: [],
    footer: [format(words.automaticHost, { service: sender.from.name })],
    linkHelp: words.linkHelp,
  };
  return {
    from: sender.from,
    to: { name: oneLine(host.name), address: host.email },
    replyTo: [],
    subject: draft.subject,
    text: renderPlainText(draft),
    html: renderHtml(draft),
    messageId: `<calendar.${jobId}@${sender.domain}>`,
    invitation: null,
    links: [{ label: copy.button, url: link }],
  };
}
