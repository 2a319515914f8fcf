import { startOfDay } from "$lib/scheduling/day.ts";
import { formatLongDate, formatTime } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { inLine } from "$lib/i18n/label.ts";
import { oneLine } from "../email-content.ts";
import type { Email } from "../email.ts";
import { renderStandalone, type StandaloneContext } from "../standalone.ts";

/** One meeting of the day. */
export interface AgendaEntry {
  start: number;
  end: number;
  title: string;
  /** Where it takes place; empty where nothing is said of it. */
  place: string;
  guests: string[];
}

export interface AgendaContext extends StandaloneContext {
  /** The day, in the reader's zone. */
  date: string;
  entries: AgendaEntry[];
  hostId: string;
}

/** Renders the daily agenda email. */
export function renderAgendaEmail(context: AgendaContext): Email {
  const { date, entries, hostId, reader, sender } = context;
  const words = messages(reader.language).emails, copy = words.agenda;
  const day = formatLongDate(startOfDay(date, reader.zone), reader);
  const many = plural(copy.meetings, entries.length, reader.language);
  return renderStandalone(context, {
    id: `agenda.${date}.${hostId}`,
    subject: format(copy.subject, { day, many }),
    preview: many,
    colour: "blue",
    heading: day,
    paragraphs: [format(copy.body, { many })],
    details: entries.map(({ start, end, title, place, guests }) => ({
      label: `${formatTime(start, reader)}–${formatTime(end, reader)}`,
      value: [
        format(copy.entry, {
          title: oneLine(title),
          guests: inLine(guests.map((name) => oneLine(name)), reader.language),
        }),
        oneLine(place, 500),
      ].filter(Boolean).join("\n"),
    })),
    button: copy.button,
    footer: [
      format(words.automaticHost, { service: sender.from.name }),
      format(copy.zone, { zone: reader.zone.replaceAll("_", " ") }),
    ],
  });
}
