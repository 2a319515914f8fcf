import type { DayView, EmptyView, PickerView } from "$lib/components/picker-view.ts";
import { horizonOf } from "$lib/scheduling/availability.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { byDate, type DayOfStarts, monthAt, monthSpan } from "$lib/scheduling/month.ts";
import {
  dateInWords,
  longDate,
  monthName,
  offsetName,
  type Reader,
  timeOfDay,
  zoneName,
} from "$lib/scheduling/wording.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { App } from "../app.ts";
import { type Confirmation, confirmationOf } from "../confirmation.ts";
import { type Offers, offersIn } from "../offers.ts";
import { type Ask, hrefOf, isoOf, readAsk } from "./ask.ts";
import { showChosen } from "./chosen.ts";
import { monthView } from "./month-view.ts";
import { lengthInWords, placesLeft, typeView } from "./type-view.ts";

const words = wordsFor("en").booking;

/** A booking for which another time is looked for: it keeps its length and is not in its own way. */
export interface Moving {
  minutes: number;
  bookingId: string;
}

/** The picker for what its address asks: month, day, chosen time, in the guest's zone and the words of the page; `clock` is the browser's, for an address that names none. */
export async function showPicker(
  app: App,
  host: Host,
  type: EventType,
  query: URLSearchParams,
  moving: Moving | null = null,
  clock: 12 | 24 | null = null,
): Promise<PickerView> {
  const ask = readAsk(query, moving ? [] : type.questions);
  const now = app.now();
  const reader: Reader = {
    zone: ask.zone ?? host.zone,
    language: "en",
    hourCycle: ask.hours ?? clock ?? host.hourCycle,
  };
  const minutes = moving
    ? moving.minutes
    : ask.minutes !== null && type.durations.includes(ask.minutes)
    ? ask.minutes
    : type.durations[0]!;

  const bounds = {
    first: monthAt(now, reader.zone),
    last: monthAt(Math.max(horizonOf(type, now, host.zone) - 1, now), reader.zone),
  };
  const month = within(bounds, monthAsked(ask, reader.zone) ?? bounds.first);
  const window = monthSpan(month, reader.zone);
  const offers = await offersIn(app, host, type, minutes, window, moving?.bookingId);
  const days = byDate(month, reader.zone, offers.starts);
  const current = dayAsked(ask, reader.zone, days);

  return {
    host: {
      name: host.name,
      initial: [...host.name][0]?.toUpperCase() ?? "",
      zone: host.zone,
      zoneLabel: zoneName(host.zone),
    },
    type: typeView(type, host, minutes, promised(app, type, offers, ask.slot, minutes, moving)),
    lengths: moving || type.durations.length < 2 ? [] : type.durations.map((each) => ({
      label: lengthInWords(each),
      href: hrefOf(ask, { minutes: String(each), date: current?.date ?? null }),
      current: each === minutes,
    })),
    zone: {
      name: reader.zone,
      label: `${zoneName(reader.zone)} (${offsetName(now, reader)})`,
      from: ask.zone ? "chosen" : "host",
      choosing: ask.zones,
      choose: hrefOf(ask, { zones: "1", ...placeOf(ask, current, month) }),
    },
    clock: { hours: reader.hourCycle, from: ask.hours ? "chosen" : "guessed" },
    hostClock: dateAndTime(now, reader, reader.zone) === dateAndTime(now, reader, host.zone)
      ? null
      : say(words.picker.hostClock, {
        name: host.name,
        zone: zoneName(host.zone),
        time: timeOfDay(now, { ...reader, zone: host.zone }),
      }),
    hours: ([12, 24] as const).map((value) => ({
      value,
      label: value === 12 ? words.picker.clock12 : words.picker.clock24,
      href: hrefOf(ask, { hours: String(value), ...placeOf(ask, current, month) }),
      current: reader.hourCycle === value,
    })),
    month: monthView({ ask, reader, month, bounds, days, current: current?.date ?? null, now }),
    day: current && dayView(ask, reader, current, offers),
    empty: offers.starts.length === 0 ? emptyView(ask, host, type, reader, month, offers) : null,
    chosen: ask.slot === null ? null : await showChosen(app, {
      ask,
      host,
      type,
      reader,
      minutes,
      slot: ask.slot,
      mover: moving?.bookingId ?? null,
    }),
    kept: [
      ...ask.kept.filter(([name]) => name !== "tz"),
      ...Object.entries(placeOf(ask, current, month)).flatMap(([name, value]) =>
        value === null ? [] : [[name, value] as [string, string]]
      ),
    ],
    questions: moving ? [] : type.questions,
    prefill: ask.prefill,
    mail: app.sendMail !== null,
    live: { events: `/live/${host.username}`, turn: offers.turn, at: now },
  };
}

/** What may be promised: of the chosen time, else of all that are on offer. */
function promised(
  app: App,
  type: EventType,
  { starts, knownUntil }: Offers,
  slot: number | null,
  minutes: number,
  moving: Moving | null,
): Confirmation {
  const last = slot ?? starts.at(-1) ?? app.now();
  return confirmationOf(app, type, knownUntil, last + minutes * 60_000, moving !== null);
}

function monthAsked(ask: Ask, zone: string): string | null {
  if (ask.slot !== null) return monthAt(ask.slot, zone);
  return ask.date?.slice(0, 7) ?? ask.month;
}

function within(bounds: { first: string; last: string }, month: string): string {
  return month < bounds.first ? bounds.first : month > bounds.last ? bounds.last : month;
}

/** The day asked for, else the first with something free. */
function dayAsked(ask: Ask, zone: string, days: DayOfStarts[]): DayOfStarts | null {
  const date = ask.slot === null ? ask.date : dateAt(ask.slot, zone);
  const asked = date && days.find((day) => day.date === date);
  return asked || (days.find((day) => day.starts.length > 0) ?? null);
}

/** Where in the picker one is, as query fields. */
function placeOf(ask: Ask, day: DayOfStarts | null, month: string): Record<string, string | null> {
  if (ask.slot !== null) return { slot: isoOf(ask.slot), ...(ask.key ? { key: ask.key } : {}) };
  return day ? { date: day.date } : { month };
}

function dayView(ask: Ask, reader: Reader, day: DayOfStarts, { places }: Offers): DayView {
  return {
    date: day.date,
    label: dateInWords(day.date, reader),
    times: day.starts.map((start) => ({
      iso: isoOf(start),
      label: timeOfDay(start, reader),
      places: placesLeft(places.get(start)),
      href: hrefOf(ask, { slot: isoOf(start) }),
    })),
  };
}

/** Why a month has nothing, and where to go from there. */
function emptyView(
  ask: Ask,
  host: Host,
  type: EventType,
  reader: Reader,
  month: string,
  offers: Offers,
): EmptyView {
  const name = host.name;
  const { empty } = words;
  const unreadable = type.overStale === "hide" && offers.calendars !== null &&
    offers.calendars !== "fresh";
  if (offers.empty && !(unreadable && offers.empty === "full")) {
    const text = say(empty[`${offers.empty}Text`], { name });
    return { title: say(empty[offers.empty], { name }), text, next: null };
  }
  if (unreadable && offers.next === null) {
    return { title: empty.calendar, text: say(empty.calendarText, { name }), next: null };
  }
  if (offers.next === null) {
    const next = { label: empty.overGo, href: hrefOf(ask, {}) };
    return { title: empty.over, text: empty.overText, next };
  }
  const day = longDate(offers.next, reader);
  return {
    title: say(empty.month, { month: monthName(startOfDay(`${month}-01`, reader.zone), reader) }),
    text: say(empty.monthText, { day }),
    next: {
      label: say(empty.monthGo, { day }),
      href: hrefOf(ask, { date: dateAt(offers.next, reader.zone) }),
    },
  };
}

function dateAndTime(instant: number, reader: Reader, zone: string): string {
  return `${dateAt(instant, zone)} ${timeOfDay(instant, { ...reader, zone })}`;
}
