import type { PickerView } from "$lib/components/picker-view.ts";
import { getPageSettings } from "../../store/page-settings.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { picturePath } from "$lib/scheduling/picture.ts";
import { type DaySlots, slotsByDate, weeksSpan } from "$lib/scheduling/month.ts";
import { type DisplayOptions, formatOffset, formatTime, formatZone } from "$lib/i18n/date-time.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { formatDuration } from "$lib/i18n/duration.ts";
import { searchZones } from "$lib/i18n/zone-search.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import type { App } from "../../app.ts";
import { type ConfirmationMode, confirmationModeOf } from "../../availability/confirmation.ts";
import { type AvailableSlots, findNext, findSlots } from "../../availability/find-slots.ts";
import { availabilityVersion } from "../../availability/availability-version.ts";
import { type BookingPage, livePath } from "../../event-types/booking-page.ts";
import { extraGuestsView } from "./extra-guests-view.ts";
import { isoInstant, parsePickerQuery, pickerHref, type PickerQuery } from "./picker-query.ts";
import { PICTURED_TIMES } from "./link-picture.ts";
import { initialOf, peopleView } from "./people-view.ts";
import { seriesChoiceView } from "./series-view.ts";
import { selectedSlotView } from "./selected-slot-view.ts";
import { dayView } from "./day-view.ts";
import { emptyDayView, emptyView } from "./empty-view.ts";
import { findAway } from "./find-away.ts";
import { monthView } from "./month-view.ts";
import { type ShownWeeks, shownWeeks } from "./shown-weeks.ts";
import { offeredLocation } from "../../changes/booked-location.ts";
import type { Booker } from "$lib/i18n/place.ts";
import { eventTypeView, whereView } from "./event-type-view.ts";

/** The booking that is rescheduled: it keeps its length and does not conflict with itself. */
export interface RescheduledBooking {
  minutes: number;
  bookingId: string;
  /** The later dates of its series, which can move with it. */
  movedWith?: readonly string[];
}

interface PickerOptions {
  rescheduled?: RescheduledBooking | null;
  /** Of the browser. */
  clock?: 12 | 24 | null;
  /** The country of the browser's language. */
  region?: string | null;
  /** The page's own where it is missing. */
  language?: Language;
  /** Who books; a guest where it is missing. */
  booker?: Booker;
  /** The form has an answer, which says whether its time is offered, and which others are. */
  isAnswered?: boolean;
}

/**
 * The picker for the query of its address: month, day and selected slot in the guest's zone; `clock` is
 * the browser's, used where the query has no `hours`.
 */
export async function buildPicker(
  app: App,
  page: BookingPage,
  params: URLSearchParams,
  {
    rescheduled = null,
    clock = null,
    region = null,
    language = page.owner.language,
    booker,
    isAnswered = false,
  }: PickerOptions = {},
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

  const weeks = shownWeeks(query, type, {
    zone: reader.zone,
    ownerZone: owner.zone,
    now,
    from: firstWeekday({ region, zone: reader.zone, language }),
  });
  const window = weeksSpan(weeks, reader.zone);
  const location = await offeredLocation(app.kv, type.location, hosts);
  const search = {
    hosts,
    type,
    minutes,
    window,
    excludedBookingId: rescheduled?.bookingId ?? null,
    movedWith: rescheduled?.movedWith ?? [],
  };
  const offers = await findSlots(app, search);
  const days = slotsByDate(weeks, reader.zone, offers.starts);
  const current = requestedDay(query, reader.zone, weeks, days);
  const position = positionParameters(query, current, weeks);
  const day = current && dayView(query, reader, current, offers);
  const isEmptyDay = current?.starts.length === 0;
  const next = isEmptyDay && offers.starts.length > 0
    ? await findNext(app, search, { after: current.end, offers })
    : null;
  const lookedAt = isEmptyDay ? (current.start + current.end) / 2 : Math.max(now, window.start);
  const away = await findAway(app, page, lookedAt);
  const empty = offers.starts.length === 0
    ? emptyView(query, page, reader, { weeks, offers, away })
    : isEmptyDay
    ? emptyDayView(query, reader, {
      name: owner.name,
      starts: offers.starts,
      later: next?.start ?? null,
      away,
    })
    : null;
  const chosen = query.slot === null ? null : await selectedSlotView(app, {
    query,
    page,
    reader,
    minutes,
    slot: query.slot,
    rescheduledBookingId: rescheduled?.bookingId ?? null,
    movedWith: rescheduled?.movedWith ?? [],
    isAnswered,
  });

  const { picture } = await getPageSettings(app.kv, owner.id);

  return {
    owner: {
      name: owner.name,
      initial: initialOf(owner.name),
      picture: picture && picturePath(picture),
      colour: page.team?.colour ?? null,
    },
    people: peopleView(page, language),
    type: eventTypeView(
      { ...type, location },
      {
        name: owner.name,
        minutes,
        confirmation: promisedConfirmation(app, type, offers, query.slot, minutes, rescheduled),
        language,
        ...(booker ? { booker } : {}),
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
      time: formatTime(now, reader),
      from: query.zone ? "chosen" : "owner",
      choose: pickerHref(query, { zones: "", ...position }),
      list: query.zones === null ? null : {
        sought: query.zones,
        close: pickerHref(query, position),
        zones: searchZones(query.zones, reader, now),
      },
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
      href: pickerHref(query, { hours: String(value), ...position }),
      current: reader.hourCycle === value,
    })),
    month: chosen
      ? null
      : monthView({ query, reader, weeks, days, current: current?.date ?? null }),
    day,
    empty,
    note: away?.timeOff.publicText || null,
    announcement: chosen?.when ?? empty?.title ??
      (day ? plural(words.picker.dayFree, day.times.length, language, { day: day.label }) : ""),
    chosen,
    carriedParams: [
      ...query.preserved.filter(([name]) => name !== "tz"),
      ...Object.entries(position).flatMap(([name, value]) =>
        value === null ? [] : [[name, value] as [string, string]]
      ),
    ],
    questions: rescheduled ? [] : type.questions,
    series: rescheduled ? null : seriesChoiceView(type, language),
    extraGuests: rescheduled ? null : extraGuestsView(app, type, language),
    where: rescheduled ? { choices: [], phone: "no" } : whereView(location, language, booker),
    prefill: query.prefill,
    sendsEmail: app.sendMail !== null,
    live: {
      events: livePath(page),
      version: availabilityVersion(offers.versions, owner.id),
      at: now,
      until: next?.until ?? offers.until,
    },
    next: weeks.hasPrevious || minutes !== type.durations[0]
      ? []
      : offers.starts.slice(0, PICTURED_TIMES),
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

/** The requested day, or the first with an available slot, of the month itself where it has one. */
function requestedDay(
  query: PickerQuery,
  zone: string,
  { month, first }: ShownWeeks,
  days: DaySlots[],
): DaySlots | null {
  const date = query.slot === null ? query.date : dateAt(query.slot, zone);
  const requested = date && days.find((day) => day.date === date);
  if (requested) return requested;
  const free = days.filter(({ starts }) => starts.length > 0);
  const begin = first.startsWith(month) ? first : `${month}-01`;
  return free.find((day) => day.date >= begin) ?? free[0] ?? null;
}

/** The current position in the picker as query parameters. */
function positionParameters(
  query: PickerQuery,
  day: DaySlots | null,
  weeks: ShownWeeks,
): Record<string, string | null> {
  if (query.slot !== null) {
    return { slot: isoInstant(query.slot), ...(query.key ? { key: query.key } : {}) };
  }
  if (!day) return { month: weeks.month };
  const month = weeks.monthFor(day.date);
  return { date: day.date, ...(month ? { month } : {}) };
}

function dateAndTime(instant: number, reader: DisplayOptions, zone: string): string {
  return `${dateAt(instant, zone)} ${formatTime(instant, { ...reader, zone })}`;
}
