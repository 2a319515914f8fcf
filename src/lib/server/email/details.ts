import { addToCalendarLinks } from "$lib/scheduling/add-to-calendar.ts";
import {
  comma,
  type DisplayOptions,
  formatShortDate,
  formatTimeRange,
} from "$lib/i18n/date-time.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { isUndecided } from "$lib/scheduling/booking-state.ts";
import { telLink } from "$lib/scheduling/phone-number.ts";
import { answersFor } from "$lib/i18n/answer.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { placeOf } from "$lib/i18n/place.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { inLine } from "$lib/i18n/label.ts";
import { type EmailContent, manyLines, oneLine } from "./email-content.ts";
import type { EmailFacts } from "./email.ts";

/**
 * Whether a name may be repeated in an email to the guest. Anybody can book with any address, so that email repeats no
 * other input before somebody vouches for the address, and no name that looks like an address or an advertisement.
 */
export function looksLikeName(name: string): boolean {
  return name.length <= 60 && !/[/:@]|\d{3}|www|\.\w{2}/i.test(name);
}

/** "Hello Tilda,", or "Hello,". */
export function greeting(words: Messages["emails"], name: string): string {
  const plain = oneLine(name);
  return plain && looksLikeName(plain)
    ? format(words.greeting, { name: plain })
    : words.greetingNobody;
}

/** The guest's name, address, notes and answers, for the host. */
export function guestDetails(
  { guest, extraGuests, start, end }: EmailFacts["booking"],
  { words: { labels }, reader }: { words: Messages["emails"]; reader: DisplayOptions },
): EmailContent["details"] {
  const guestReader = { zone: guest.zone, language: reader.language, hourCycle: reader.hourCycle };
  const note = manyLines(guest.note);
  return [
    { label: labels.guest, value: oneLine(guest.name) },
    { label: labels.email, value: guest.email, href: `mailto:${encodeURIComponent(guest.email)}` },
    ...(extraGuests.length > 0
      ? [{ label: labels.extraGuests, value: extraGuests.join("\n") }]
      : []),
    ...(guest.phone
      ? [{
        label: labels.phone,
        value: guest.phone,
        href: telLink(guest.phone),
      }]
      : []),
    ...(note ? [{ label: labels.note, value: note }] : []),
    ...answersFor(guest.answers, reader.language).map(({ question, answer }) => ({
      label: oneLine(question),
      value: manyLines(answer) || "–",
    })),
    ...(guest.zone === reader.zone ? [] : [{
      label: labels.guestTime,
      value: `${formatShortDate(start, guestReader)}${comma(guestReader)}${
        formatTimeRange({ start, end }, guestReader)
      }`,
    }]),
  ];
}

/** How many dates of a series, and from when to when. */
export function datesLine(
  dates: readonly Booking[],
  { words, reader }: { words: Messages["emails"]; reader: DisplayOptions },
): { date: string; time: string } {
  const days = dates.map(({ start }) => formatShortDate(start, reader));
  return {
    date: plural(words.series.dates, dates.length, reader.language),
    time: `${days[0]} – ${days.at(-1)}`,
  };
}

/** Every date of a series that the email is about, one a line. */
export function dateDetails(
  { dates = [] }: Pick<EmailFacts, "dates">,
  { words, reader }: { words: Messages["emails"]; reader: DisplayOptions },
): EmailContent["details"] {
  if (dates.length === 0) return [];
  const lines = dates.map((date) =>
    [date, ...(date.rescheduleRequest ? [date.rescheduleRequest] : [])]
      .map((span) =>
        `${formatShortDate(span.start, reader)}${comma(reader)}${formatTimeRange(span, reader)}`
      )
      .join(" → ")
  );
  return [{ label: words.series.label, value: lines.join("\n") }];
}

/** For a member the team and who else meets the guest. */
export function teamDetails(
  { booking: { team }, host, hosts }: EmailFacts,
  { words: { labels }, reader }: { words: Messages["emails"]; reader: DisplayOptions },
): EmailContent["details"] {
  if (!team) return [];
  const others = hosts.filter(({ id }) => id !== host.id).map(({ name }) => oneLine(name));
  const isTogether = team.mode === "collective" && others.length > 0;
  return [
    { label: labels.team, value: oneLine(team.name) },
    ...(isTogether ? [{ label: labels.together, value: inLine(others, reader.language) }] : []),
  ];
}

/** Links with which the guest changes the booking; each page says when it is too late. */
export function changeLinks(
  { booking, links }: Pick<EmailFacts, "booking" | "links">,
  { links: words }: Messages["emails"],
): EmailContent["links"][number] {
  return [
    { label: words.reschedule, url: `${links.guest}/reschedule` },
    {
      label: isUndecided(booking) ? words.withdraw : words.cancel,
      url: `${links.guest}/cancel`,
    },
  ];
}

/** Links that add a confirmed meeting to the guest's calendar. */
export function calendarLinks(
  { booking, links }: Pick<EmailFacts, "booking" | "links">,
  { links: words }: Messages["emails"],
  title: string,
): EmailContent["links"][number] {
  const { start, end, guest } = booking;
  const place = oneLine(placeOf(booking, "guest", guest.language)?.line ?? "", 500);
  const { google, outlook } = addToCalendarLinks({ title, place, start, end });
  return [
    { label: words.google, url: google },
    { label: words.outlook, url: outlook },
    { label: words.file, url: `${links.guest}/event.ics` },
  ];
}

/** What the attached file does to a calendar: of several dates together it can only say that they are cancelled. */
export function removalNote(
  { dates }: Pick<EmailFacts, "dates">,
  { series }: Messages["emails"],
  ofOne: string[],
): string[] {
  return dates ? [series.removal] : ofOne;
}

/** The host's message and the event type's own, each once. */
export function messageDetails(
  given: string[],
  { labels }: Messages["emails"],
  name: string,
): EmailContent["details"] {
  const texts = [...new Set(given.map(manyLines).filter(Boolean))];
  return texts.length
    ? [{ label: format(labels.message, { name }), value: texts.join("\n\n") }]
    : [];
}

/** The previous time, or that the meeting is back at the time the recipient knows. */
export function timeChange(
  copy: { body: string; back: string },
  { booking, previousTime }: Pick<EmailFacts, "booking" | "previousTime">,
  placeholders: Record<string, string>,
): string {
  const isBack = previousTime?.start === booking.start;
  return format(isBack ? copy.back : copy.body, placeholders);
}
