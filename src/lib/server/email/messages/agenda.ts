import { startOfDay } from "$lib/scheduling/day.ts";
import type { Location } from "$lib/scheduling/event-type.ts";
import { type DisplayOptions, formatLongDate, formatTime } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { type EmailContent, oneLine } from "../email-content.ts";
import type { Email, Sender } from "../email.ts";
import { renderHtml } from "../layout.ts";
import { renderPlainText } from "../plain-text.ts";

/** One meeting of the day. */
export interface AgendaEntry {
  start: number;
  end: number;
  title: string;
  location: Location;
  guests: string[];
}

export interface AgendaContext {
  host: { name: string; email: string };
  /** The day, in the reader's zone. */
  date: string;
  entries: AgendaEntry[];
  /** URL of the page of all bookings. */
  link: string;
  hostId: string;
  reader: DisplayOptions;
  sender: Sender;
}

/** Renders the daily agenda email. */
export function renderAgendaEmail(context: AgendaContext): Email {
  const { host, date, entries, link, hostId, reader, sender } = context;
  const { emails: words } = messages(reader.language);
  const copy = words.agenda;
  const day = formatLongDate(startOfDay(date, reader.zone), reader);
  const many = plural(copy.meetings, entries.length, reader.language);
  const draft: EmailContent = {
    subject: oneLine(format(copy.subject, { day, many })),
    preview: many,
    language: reader.language,
    colour: "blue",
    heading: day,
    paragraphs: [format(words.greeting, { name: oneLine(host.name) }), format(copy.body, { many })],
    meeting: null,
    details: entries.map(({ start, end, title, location, guests }) => ({
      label: `${formatTime(start, reader)}–${formatTime(end, reader)}`,
      value: [
        format(copy.entry, {
          title: oneLine(title),
          guests: guests.map((name) => oneLine(name)).join(", "),
        }),
        location.kind === "none" ? "" : oneLine(location.value, 500),
      ].filter(Boolean).join("\n"),
    })),
    buttons: [{ label: copy.button, url: link, tone: "main" }],
    after: [],
    footer: [
      format(words.automaticHost, { service: sender.from.name }),
      format(copy.zone, { zone: reader.zone.replaceAll("_", " ") }),
    ],
    linkHelp: words.linkHelp,
  };
  return {
    from: sender.from,
    to: { name: oneLine(host.name), address: host.email },
    replyTo: [],
    subject: draft.subject,
    text: renderPlainText(draft),
    html: renderHtml(draft),
    messageId: `<agenda.${date}.${hostId}@${sender.domain}>`,
    invitation: null,
    links: [{ label: copy.button, url: link }],
  };
}
