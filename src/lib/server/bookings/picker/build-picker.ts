import type { DayView, EmptyView, PickerView } from "$lib/components/picker-view.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { bookingWindowEnd } from "$lib/scheduling/open-windows.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { type DaySlots, monthAt, monthSpan, slotsByDate } from "$lib/scheduling/month.ts";
import {
  type DisplayOptions,
  formatDate,
  formatLongDate,
  formatMonth,
  formatOffset,
  formatTime,
  formatZone,
} from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../../app.ts";
import { type ConfirmationMode, confirmationModeOf } from "../../availability/confirmation.ts";
import { type AvailableSlots, findSlots } from "../../availability/find-slots.ts";
import { availabilityVersion } from "../../availability/availability-version.ts";
import { type BookingPage, livePath } from "../../event-types/booking-page.ts";
import { extraGuestsView } from "./extra-guests-view.ts";
import { isoInstant, parsePickerQuery, pickerHref, type PickerQuery } from "./picker-query.ts";
import { initialOf, peopleView } from "./people-view.ts";
import { selectedSlotView } from "./selected-slot-view.ts";
import { monthView } from "./month-view.ts";
import { eventTypeView, formatDuration, seatsLeftLabel } from "./event-type-view.ts";

/** The booking that is rescheduled: it keeps its length and does not conflict with itself. */
export interface RescheduledBooking {
  minutes: number;
  bookingId: string;
}

interface PickerOptions {
  rescheduled?: RescheduledBooking | null;
  /** Of the browser. */
  clock?: 12 | 24 | null;
  /** The page's own where it is missing. */
  language?: Language;
}

/**
 * The picker for the query of its address: month, day and selected slot in the guest's zone; `clock` is
 * the browser's, used where the query has no `hours`.
 */
export async function buildPicker(
  app: App,
  page: BookingPage,
  params: URLSearchParams,
  { rescheduled = null, clock = null, language = page.owner.language }: PickerOptions = {},
): Promise<PickerView> {
  const { owner, hosts, type } = page;
  const query = parsePickerQuery(params, rescheduled ? [] : type.questions);
  const now = app.now();
  const reader: DisplayOptions = {
    zone: query.zone ?? owner.zone,
    language,
    hourCycle: query.hourCycle ?? clock ?? owner.hourCycle,
  };
  const words = messages(language).booking;
  const minutes = rescheduled
    ? rescheduled.minutes
    : query.minutes !== null && type.durations.includes(query.minutes)
    ? query.minutes
    : type.durations[0]!;

  const bounds = {
    first: monthAt(now, reader.zone),
    last: monthAt(Math.max(bookingWindowEnd(type, now, owner.zone) - 1, now), reader.zone),
  };
  const month = clampMonth(bounds, requestedMonth(query, reader.zone) ?? bounds.first);
  const window = monthSpan(month, reader.zone);
  const offers = await findSlots(app, {
    hosts,
    type,
    minutes,
    window,
    excludedBookingId: rescheduled?.bookingId ?? null,
  });
  const days = slotsByDate(month, reader.zone, offers.starts);
  const current = requestedDay(query, reader.zone, days);

  return {
    owner: {
      name: owner.name,
      initial: initialOf(owner.name),
      colour: page.team?.colour ?? null,
    },
    people: peopleView(page, language),
    type: eventTypeView(
      type,
      {
        name: owner.name,
        minutes,
        confirmation: promisedConfirmation(app, type, offers, query.slot, minutes, rescheduled),
        language,
      },
    ),
    lengths: rescheduled || type.durations.length < 2 ? [] : type.durations.map((each) => ({
      label: formatDuration(each, language),
      href: pickerHref(query, { minutes: String(each), date: current?.date ?? null }),
      current: each === minutes,
    })),
    zone: {
      name: reader.zone,
      label: `${formatZone(reader.zone)} (${formatOffset(now, reader)})`,
      from: query.zone ? "chosen" : "owner",
      choosing: query.showZones,
      choose: pickerHref(query, { zones: "1", ...positionParameters(query, current, month) }),
    },
    clock: { hours: reader.hourCycle, from: query.hourCycle ? "chosen" : "guessed" },
    ownerClock: dateAndTime(now, reader, reader.zone) === dateAndTime(now, reader, owner.zone)
      ? null
      : format(page.team ? words.picker.teamClock : words.picker.hostClock, {
        name: owner.name,
        zone: formatZone(owner.zone),
        time: formatTime(now, { ...reader, zone: owner.zone }),
      }),
    hours: ([12, 24] as const).map((value) => ({
      value,
      label: value === 12 ? words.picker.clock12 : words.picker.clock24,
      href: pickerHref(query, {
        hours: String(value),
        ...positionParameters(query, current, month),
      }),
      current: reader.hourCycle === value,
    })),
    month: monthView({ query, reader, month, bounds, days, current: current?.date ?? null, now }),
    day: current && dayView(query, reader, current, offers),
    empty: offers.starts.length === 0 ? emptyView(query, page, reader, month, offers) : null,
    chosen: query.slot === null ? null : await selectedSlotView(app, {
      query,
      page,
      reader,
      minutes,
      slot: query.slot,
      rescheduledBookingId: rescheduled?.bookingId ?? null,
    }),
    carriedParams: [
      ...query.preserved.filter(([name]) => name !== "tz"),
      ...Object.entries(positionParameters(query, current, month)).flatMap(([name, value]) =>
        value === null ? [] : [[name, value] as [string, string]]
      ),
    ],
    questions: rescheduled ? [] : type.questions,
    extraGuests: rescheduled ? null : extraGuestsView(app, type, language),
    prefill: query.prefill,
    sendsEmail: app.sendMail !== null,
    live: {
      events: livePath(page),
      version: availabilityVersion(offers.versions, owner.id),
      at: now,
    },
  };
}

/** The confirmation mode to show: of the selected slot, or of all available slots. */
function promisedConfirmation(
  app: App,
  type: EventType,
  { starts, knownUntil }: AvailableSlots,
  slot: number | null,
  minutes: number,
  rescheduled: RescheduledBooking | null,
): ConfirmationMode {
  const last = slot ?? starts.at(-1) ?? app.now();
  return confirmationModeOf(app, type, knownUntil, last + minutes * MINUTE, rescheduled !== null);
}

function requestedMonth(query: PickerQuery, zone: string): string | null {
  if (query.slot !== null) return monthAt(query.slot, zone);
  return query.date?.slice(0, 7) ?? query.month;
}

function clampMonth(bounds: { first: string; last: string }, month: string): string {
  return month < bounds.first ? bounds.first : month > bounds.last ? bounds.last : month;
}

/** The requested day, or the first with an available slot. */
function requestedDay(query: PickerQuery, zone: string, days: DaySlots[]): DaySlots | null {
  const date = query.slot === null ? query.date : dateAt(query.slot, zone);
  const requested = date && days.find((day) => day.date === date);
  return requested || (days.find((day) => day.starts.length > 0) ?? null);
}

/** The current position in the picker as query parameters. */
function positionParameters(
  query: PickerQuery,
  day: DaySlots | null,
  month: string,
): Record<string, string | null> {
  if (query.slot !== null) {
    return { slot: isoInstant(query.slot), ...(query.key ? { key: query.key } : {}) };
  }
  return day ? { date: day.date } : { month };
}

function dayView(
  query: PickerQuery,
  reader: DisplayOptions,
  day: DaySlots,
  { places }: AvailableSlots,
): DayView {
  return {
    date: day.date,
    label: formatDate(day.date, reader),
    times: day.starts.map((start) => ({
      iso: isoInstant(start),
      label: formatTime(start, reader),
      places: seatsLeftLabel(places.get(start), reader.language),
      href: pickerHref(query, { slot: isoInstant(start) }),
    })),
  };
}

/** Why a month has no available slots, and a link to where there are some. */
function emptyView(
  query: PickerQuery,
  { owner: { name }, type, team }: BookingPage,
  reader: DisplayOptions,
  month: string,
  offers: AvailableSlots,
): EmptyView {
  const { empty } = messages(reader.language).booking;
  const unreadable = type.whenCalendarStale === "hide" && offers.calendars !== null &&
    offers.calendars !== "fresh";
  if (offers.emptyReason && !(unreadable && offers.emptyReason === "full")) {
    const text = format(empty[`${offers.emptyReason}Text`], { name });
    return { title: format(empty[offers.emptyReason], { name }), text, next: null };
  }
  if (unreadable && offers.nextStart === null) {
    const text = team ? empty.teamCalendarText : empty.calendarText;
    return { title: empty.calendar, text: format(text, { name }), next: null };
  }
  if (offers.nextStart === null) {
    const next = { label: empty.overGo, href: pickerHref(query, {}) };
    return { title: empty.over, text: empty.overText, next };
  }
  const day = formatLongDate(offers.nextStart, reader);
  return {
    title: format(empty.month, {
      month: formatMonth(startOfDay(`${month}-01`, reader.zone), reader),
    }),
    text: format(empty.monthText, { day }),
    next: {
      label: format(empty.monthGo, { day }),
      href: pickerHref(query, { date: dateAt(offers.nextStart, reader.zone) }),
    },
  };
}

function dateAndTime(instant: number, reader: DisplayOptions, zone: string): string {
  return `${dateAt(instant, zone)} ${formatTime(instant, { ...reader, zone })}`;
}
