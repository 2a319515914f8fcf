import { startOfDay } from "$lib/scheduling/day.ts";
import type { Location } from "$lib/scheduling/event-type.ts";
import { longDate, type Reader, timeOfDay } from "$lib/scheduling/wording.ts";
import { wordsFor } from "$lib/words/index.ts";
import { count, say } from "$lib/words/say.ts";
import { type Draft, oneLine } from "./draft.ts";
import type { Letter, Sender } from "./letter.ts";
import { htmlPage } from "./page.ts";
import { plainText } from "./plain.ts";

/** One meeting of a day. */
export interface AgendaEntry {
  start: number;
  end: number;
  title: string;
  location: Location;
  guests: string[];
}

export interface AgendaFacts {
  host: { name: string; email: string };
  /** The day, in the reader's zone. */
  date: string;
  entries: AgendaEntry[];
  /** Where all bookings are. */
  link: string;
  hostId: string;
  reader: Reader;
  sender: Sender;
}

/** The letter about a host's day. */
export function writeAgendaLetter(facts: AgendaFacts): Letter {
  const { host, date, entries, link, hostId, reader, sender } = facts;
  const { letters: words } = wordsFor(reader.language);
  const said = words.agenda;
  const day = longDate(startOfDay(date, reader.zone), reader);
  const many = count(said.many, entries.length, reader.language);
  const draft: Draft = {
    subject: oneLine(say(said.subject, { day, many })),
    preview: many,
    language: reader.language,
    colour: "blue",
    heading: day,
    paragraphs: [say(words.greeting, { name: oneLine(host.name) }), say(said.body, { many })],
    meeting: null,
    details: entries.map(({ start, end, title, location, guests }) => ({
      label: `${timeOfDay(start, reader)}–${timeOfDay(end, reader)}`,
      value: [
        say(said.entry, {
          title: oneLine(title),
          guests: guests.map((name) => oneLine(name)).join(", "),
        }),
        location.kind === "none" ? "" : oneLine(location.value, 500),
      ].filter(Boolean).join("\n"),
    })),
    buttons: [{ label: said.button, url: link, tone: "main" }],
    after: [],
    footer: [
      say(words.automaticHost, { service: sender.from.name }),
      say(said.zone, { zone: reader.zone.replaceAll("_", " ") }),
    ],
    linkHelp: words.linkHelp,
  };
  return {
    from: sender.from,
    to: { name: oneLine(host.name), address: host.email },
    replyTo: null,
    subject: draft.subject,
    text: plainText(draft),
    html: htmlPage(draft),
    messageId: `<agenda.${date}.${hostId}@${sender.domain}>`,
    invitation: null,
    links: [{ label: said.button, url: link }],
  };
}
