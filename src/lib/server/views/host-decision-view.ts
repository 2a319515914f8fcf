import type { DecisionState, DecisionView } from "$lib/components/decision-page-view.ts";
import { type Booking, pendingReschedule } from "$lib/scheduling/booking.ts";
import { type BookingEvent, lastChange } from "$lib/scheduling/booking-history.ts";
import { stateOf } from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import {
  comma,
  type DisplayOptions,
  formatLongDate,
  formatOffset,
  formatShortDate,
  formatShortWhen,
  formatTime,
  formatWhen,
  formatZone,
} from "$lib/i18n/date-time.ts";
import { answersFor } from "$lib/i18n/answer.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { inLine } from "$lib/i18n/label.ts";
import type { App } from "../app.ts";
import { readPeople } from "../changes/booking-people.ts";
import { memberStates } from "./member-states.ts";
import { checkConflicts } from "../bookings/index.ts";
import { timeToDecide } from "../changes/conflict-check.ts";
import { joinView } from "./join-view.ts";
import { hostSeries, openDates } from "./series-list.ts";
import { readSmallDay } from "./day-column.ts";
import { listHistory } from "../store/bookings.ts";

/** The page on which a host decides; the calendars are asked only while the request is open. */
export async function hostDecisionView(
  app: App,
  booking: Booking,
  host: Host,
  wanted: "confirm" | "reject" = "confirm",
): Promise<DecisionView> {
  const now = app.now();
  const reader: DisplayOptions = {
    zone: host.zone,
    language: host.language,
    hourCycle: host.hourCycle,
  };
  const rescheduleRequest = pendingReschedule(booking, now);
  const isPassedOn = !booking.hosts.includes(host.id);
  const decided = isPassedOn
    ? "passed-on"
    : decisionStateOf(booking, now, await lastEvent(app, booking));
  const hasConfirmed = decided === "open" && booking.team?.confirmations.includes(host.id);
  const state = hasConfirmed && wanted === "confirm" ? "waiting" : decided;
  const open = state === "open";
  const time = rescheduleRequest ?? booking;
  const deadline = rescheduleRequest ? rescheduleRequest.expiresAt : booking.reservedUntil;
  const { guest, type } = booking;
  const together = open ? await openDates(app, booking, host) : null;
  const series = await hostSeries(app, booking, host, wanted);
  for (const date of series?.dates ?? []) {
    date.notes = together?.dates.find(({ id }) => id === date.id)?.conflicts ?? [];
  }
  return {
    state,
    currentTime: rescheduleRequest &&
      `${formatShortDate(booking.start, reader)}${comma(reader)}${formatTimeSpan(booking, reader)}`,
    revision: booking.revision,
    type: { title: type.title, colour: type.colour },
    team: await teamView(app, booking, host),
    guest: {
      name: guest.name,
      email: guest.email,
      note: isPassedOn ? "" : guest.note,
      answers: isPassedOn ? [] : answersFor(guest.answers, host.language),
      brings: isPassedOn ? [] : booking.extraGuests,
    },
    date: formatLongDate(time.start, reader),
    time: formatTimeSpan(time, reader),
    zone: `${formatZone(reader.zone)} (${formatOffset(time.start, reader)})`,
    guestWhen: guest.zone === host.zone ? null : formatWhen(time, { ...reader, zone: guest.zone }),
    deadline: open && deadline !== null
      ? {
        at: deadline,
        now,
        label: formatShortWhen(deadline, reader),
      }
      : null,
    join: open || isPassedOn ? null : joinView(booking, host, now),
    series,
    together: together && {
      dates: together.dates.map(({ id, revision, shown }) => ({ id, revision, shown })),
      hasConflicts: together.dates.some(({ shown }) => shown !== null),
      label: plural(
        messages(host.language).booking.decide.series.all,
        together.dates.length,
        host.language,
      ),
    },
    calendar: host.targetCalendar !== null,
    conflictCheck: open ? await conflictCheckView(app, booking, host, reader) : null,
  };
}

/** The team of a booking, and in a collective who else comes and what they said. */
async function teamView(app: App, booking: Booking, host: Host): Promise<DecisionView["team"]> {
  if (!booking.team) return null;
  const { memberStates: words } = messages(host.language).booking.decide;
  const members = memberStates(booking, await readPeople(app, booking), app.now());
  return {
    name: booking.team.name,
    others: members.filter(({ id }) => id !== host.id)
      .map(({ name, state }) => ({ name, state: state && words[state] })),
  };
}

/** The last event of the booking's history. */
async function lastEvent(app: App, booking: Booking): Promise<BookingEvent | undefined> {
  return lastChange(await listHistory(app.kv, booking.id));
}

const rescheduleEndings = [
  "rescheduled",
  "reschedule-declined",
  "reschedule-withdrawn",
  "reschedule-expired",
] as const;

function decisionStateOf(
  booking: Booking,
  now: number,
  last: BookingEvent | undefined,
): DecisionState {
  switch (stateOf(booking, now)) {
    case "unverified":
    case "requested":
    case "reschedule-requested":
      return "open";
    case "confirmed":
      if (booking.rescheduleRequest) return "reschedule-expired";
      return rescheduleEndings.find((end) => end === last) ?? "confirmed";
    case "declined":
      return "declined";
    case "expired":
    case "withdrawn":
    case "cancelled":
      return "cancelled";
  }
}

/** Asks the calendars of its hosts; what is shown of the day needs no sign-in, so nothing in it is a link. */
async function conflictCheckView(
  app: App,
  booking: Booking,
  host: Host,
  reader: DisplayOptions,
): Promise<DecisionView["conflictCheck"]> {
  const words = messages(reader.language).booking.decide;
  const check = await checkConflicts(app, booking, host);
  const { answer } = check;
  const time = timeToDecide(booking, app.now());
  return {
    day: answer
      ? await readSmallDay(app, host, { time, answer, own: booking.id, isLinked: false })
      : null,
    conflicts: check.conflicts.map((conflict) =>
      format(words.conflictLine, {
        title: conflict.title || words.untitled,
        time: formatTimeSpan(conflict, reader),
        calendar: conflict.calendar || words.lastSync,
      })
    ),
    unreachableText: check.unreachable.length
      ? format(words.unreachableText, { calendars: inLine(check.unreachable, reader.language) })
      : null,
    shown: check.fingerprints.join(" "),
  };
}

/** "14:30 – 15:00"; the end has its date where it is on another day. */
function formatTimeSpan({ start, end }: Span, reader: DisplayOptions): string {
  const last = formatTime(end, reader);
  const sameDay = formatLongDate(start, reader) === formatLongDate(end, reader);
  return `${formatTime(start, reader)} – ${
    sameDay ? last : `${formatShortDate(end, reader)}${comma(reader)}${last}`
  }`;
}
