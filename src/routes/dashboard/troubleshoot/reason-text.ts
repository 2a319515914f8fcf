import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Reason, ReasonCode } from "$lib/scheduling/slot-reasons.ts";
import { comma, type DisplayOptions, formatShortDate, formatTime } from "$lib/i18n/date-time.ts";
import type { Explanation } from "$lib/server/availability/explain.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { inLine } from "$lib/i18n/label.ts";
import type { Blockers } from "$lib/server/availability/blockers.ts";

interface Context {
  explanation: Explanation;
  blockers: Blockers;
  words: Messages["dashboard"]["troubleshoot"];
  reader: DisplayOptions;
  type: EventType;
  date: string;
}

/** The text of one reason for the host, with the link that fixes it. */
export interface ReasonText {
  code: ReasonCode;
  sentence: string;
  fix: { href: string; label: string } | null;
}

/** The text of a reason with what blocks the time. */
export function reasonText(reason: Reason, context: Context): ReasonText {
  const { code } = reason;
  const { words } = context;
  const sentence = reason.isOffGrid
    ? format(words.betweenStartTimes, { step: context.explanation.query.slotIntervalMinutes })
    : reason.seats
    ? format(words.fullSlot, {
      ...reasonPlaceholders(reason, context),
      ...guestPlaceholders(reason, context),
    })
    : format(words.host[code], reasonPlaceholders(reason, context));
  return { code, sentence, fix: fixLinkOf(reason, context) };
}

/** All guests of the slot. */
function guestPlaceholders({ bookings = [], seats }: Reason, { blockers, words, reader }: Context) {
  const names = bookings.map((id) => blockers.bookings.get(id)?.guest.name ?? words.somebody);
  return { seats: seats ?? 0, taken: bookings.length, guests: inLine(names, reader.language) };
}

function reasonPlaceholders(reason: Reason, context: Context) {
  const { words, reader, explanation, blockers } = context;
  const { span } = reason;
  const [booking] = (reason.bookings ?? []).flatMap((id) => blockers.bookings.get(id) ?? []);
  const time = (instant: number) => formatTime(instant, reader);
  const isLimit = reason.code === "NOTICE" || reason.code === "HORIZON";
  const ofBooking = reason.bookings && (booking?.type.title ?? words.someBooking);
  const ofCalendar = reason.calendar === undefined ? "" : blockers.titleOf(reason);
  const title = reason.code === "BUFFER"
    ? ofBooking ?? (ofCalendar || reason.calendar || words.noCalendar)
    : ofBooking ?? (ofCalendar || words.noTitle);
  return {
    from: span && isLimit
      ? `${formatShortDate(span.start, reader)}${comma(reader)}${time(span.start)}`
      : span
      ? time(span.start)
      : "",
    to: span ? time(span.end) : "",
    schedule: explanation.scheduleName,
    name: reason.name || words.unnamed,
    calendar: reason.code === "STALE"
      ? inLine(explanation.staleCalendars, reader.language)
      : reason.calendar || words.noCalendar,
    guest: booking?.guest.name ?? words.somebody,
    title,
    limit: String(reason.limit ?? ""),
    of: reason.of ? words.of[reason.of] : "",
  };
}

function fixLinkOf(
  { code, bookings, of }: Reason,
  { words, type, date }: Context,
): ReasonText["fix"] {
  const { fix } = words;
  const editor = `/dashboard/event-types/${type.id}`;
  const hours = `/dashboard/availability`;
  if (bookings?.[0]) return { href: `/dashboard/bookings/${bookings[0]}`, label: fix.BOOKING };
  switch (code) {
    case "NOTICE":
    case "HORIZON":
    case "BUFFER":
      return { href: editor, label: fix[code] };
    case "HOURS":
      return { href: `${hours}?schedule=${type.scheduleId}`, label: fix.HOURS };
    case "OVERRIDE":
      return {
        href: `${hours}/date-overrides?schedule=${type.scheduleId}&date=${date}`,
        label: fix.OVERRIDE,
      };
    case "TIMEOFF":
    case "HOLIDAY":
      return { href: `${hours}/time-off`, label: fix[code] };
    case "CAP_DAY":
    case "CAP_WEEK":
    case "CAP_MONTH":
      return { href: of === "host" ? `${hours}/limits` : editor, label: fix.CAP };
    case "STALE":
      return { href: "/dashboard/calendars", label: fix.STALE };
    default:
      return null;
  }
}
