import type { DayView, PartOfDay } from "$lib/components/picker-view.ts";
import { wallClockInstant } from "$lib/scheduling/day.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { DaySlots } from "$lib/scheduling/month.ts";
import { formatWallTime } from "$lib/scheduling/wall-time.ts";
import { type DisplayOptions, formatDate, formatTime } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { AvailableSlots } from "../../availability/find-slots.ts";
import { seatsLeftLabel } from "./event-type-view.ts";
import { isoInstant, pickerHref, type PickerQuery } from "./picker-query.ts";

/** Minutes since midnight at which a part of the day begins. */
const AFTERNOON = 12 * 60;
const EVENING = 18 * 60;

/** So many times are one list; more of them are parted. */
const MOST_UNPARTED = 8;

/** The times of a day, each a link to its form; many of them by the part of the day. */
export function dayView(
  query: PickerQuery,
  reader: DisplayOptions,
  day: DaySlots,
  { places }: AvailableSlots,
): DayView {
  // Of 24 hours the clock goes through without a change.
  const isPlain = reader.hourCycle === 24 && day.end - day.start === DAY;
  const times = day.starts.map((start) => {
    const iso = isoInstant(start);
    return {
      iso,
      label: isPlain ? formatWallTime((start - day.start) / MINUTE) : formatTime(start, reader),
      places: seatsLeftLabel(places.get(start), reader.language),
      href: pickerHref(query, { slot: iso }),
    };
  });
  return {
    date: day.date,
    label: formatDate(day.date, reader),
    times,
    parts: partsOf(day, reader).map(({ label, from, to }) => ({
      label,
      times: times.slice(from, to),
    })),
  };
}

/** Where the parts of a day begin and end among its times, by the clock of the zone. */
function partsOf({ date, starts }: DaySlots, { zone, language }: DisplayOptions) {
  if (starts.length <= MOST_UNPARTED) return [{ label: null, from: 0, to: starts.length }];
  const words = messages(language).booking.picker.parts;
  const before = (minute: number) => {
    const end = wallClockInstant(date, minute, zone, "start");
    return starts.filter((start) => start < end).length;
  };
  const [noon, evening] = [before(AFTERNOON), before(EVENING)];
  const all: { part: PartOfDay; from: number; to: number }[] = [
    { part: "morning", from: 0, to: noon },
    { part: "afternoon", from: noon, to: evening },
    { part: "evening", from: evening, to: starts.length },
  ];
  return all.filter(({ from, to }) => from < to).map(({ part, ...range }) => ({
    label: words[part],
    ...range,
  }));
}
