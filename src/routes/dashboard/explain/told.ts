import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Reason, ReasonCode } from "$lib/scheduling/explain.ts";
import { type Reader, shortDate, timeOfDay } from "$lib/scheduling/wording.ts";
import type { Explanation } from "$lib/server/explaining.ts";
import type { Words } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { Culprits } from "./culprits.ts";

interface Context {
  explanation: Explanation;
  culprits: Culprits;
  words: Words["dashboard"]["explain"];
  reader: Reader;
  type: EventType;
  date: string;
}

/** One reason as the host reads it, with the way to mend it. */
export interface ToldReason {
  code: ReasonCode;
  sentence: string;
  mend: { href: string; label: string } | null;
}

/** Says a reason with its culprit. */
export function toldOf(reason: Reason, context: Context): ToldReason {
  const { code } = reason;
  const { words } = context;
  const sentence = reason.offGrid
    ? say(words.offGrid, { step: context.explanation.question.stepMinutes })
    : reason.seats
    ? say(words.fullSlot, { ...placesOf(reason, context), ...guestsOf(reason, context) })
    : say(words.host[code], placesOf(reason, context));
  return { code, sentence, mend: mendOf(reason, context) };
}

/** Everybody who has a place. */
function guestsOf({ bookings = [], seats }: Reason, { culprits, words }: Context) {
  const names = bookings.map((id) => culprits.bookings.get(id)?.guest.name ?? words.somebody);
  return { seats: seats ?? 0, taken: bookings.length, guests: names.join(", ") };
}

function placesOf(reason: Reason, context: Context): Record<string, string> {
  const { words, reader, explanation, culprits } = context;
  const { span } = reason;
  const [booking] = (reason.bookings ?? []).flatMap((id) => culprits.bookings.get(id) ?? []);
  const time = (instant: number) => timeOfDay(instant, reader);
  const isLimit = reason.code === "NOTICE" || reason.code === "HORIZON";
  const ofBooking = reason.bookings && (booking?.type.title ?? words.someBooking);
  const ofCalendar = reason.calendar === undefined ? "" : culprits.titleOf(reason);
  const title = reason.code === "BUFFER"
    ? ofBooking ?? (ofCalendar || reason.calendar || words.noCalendar)
    : ofBooking ?? (ofCalendar || words.noTitle);
  return {
    from: span && isLimit
      ? `${shortDate(span.start, reader)}, ${time(span.start)}`
      : span
      ? time(span.start)
      : "",
    to: span ? time(span.end) : "",
    schedule: explanation.scheduleName,
    name: reason.name || words.unnamed,
    calendar: reason.code === "STALE"
      ? explanation.notFresh.join(", ")
      : reason.calendar || words.noCalendar,
    guest: booking?.guest.name ?? words.somebody,
    title,
    limit: String(reason.limit ?? ""),
    of: reason.of ? words.of[reason.of] : "",
  };
}

function mendOf(
  { code, bookings, of }: Reason,
  { words, type, date }: Context,
): ToldReason["mend"] {
  const { mend } = words;
  const editor = `/dashboard/event-types/${type.id}`;
  const hours = `/dashboard/availability`;
  if (bookings?.[0]) return { href: `/dashboard/bookings/${bookings[0]}`, label: mend.BOOKING };
  switch (code) {
    case "NOTICE":
    case "HORIZON":
    case "BUFFER":
      return { href: editor, label: mend[code] };
    case "HOURS":
      return { href: `${hours}?schedule=${type.scheduleId}`, label: mend.HOURS };
    case "OVERRIDE":
      return {
        href: `${hours}/dates?schedule=${type.scheduleId}&date=${date}`,
        label: mend.OVERRIDE,
      };
    case "TIMEOFF":
    case "HOLIDAY":
      return { href: `${hours}/away`, label: mend[code] };
    case "CAP_DAY":
    case "CAP_WEEK":
    case "CAP_MONTH":
      return { href: of === "host" ? `${hours}/limits` : editor, label: mend.CAP };
    case "STALE":
      return { href: "/dashboard/calendars", label: mend.STALE };
    default:
      return null;
  }
}
