import { addDays, dateAt, wallClockInstant } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { isDate } from "$lib/scheduling/month.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import { type DisplayOptions, formatTime } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { enteredDate } from "$lib/i18n/entered-date.ts";
import { formatDuration } from "$lib/i18n/duration.ts";
import { formatPlainDate } from "../availability/format-date.ts";

/** The start of an event type that a query asks about: tomorrow at 9:00 unless it names another. */
export function askedStart(
  query: URLSearchParams,
  type: EventType,
  reader: DisplayOptions,
  now: number,
) {
  const tomorrow = addDays(dateAt(now, reader.zone), 1);
  const entered = { date: query.get("date")?.trim() ?? "", time: query.get("time")?.trim() ?? "" };
  const given = enteredDate(entered.date, reader), date = isDate(given) ? given : tomorrow;
  const clock = parseClockTime(entered.time, "from"), minute = clock ?? 9 * 60;
  const isWrong = {
    date: entered.date !== "" && date !== given,
    time: entered.time !== "" && clock === null,
  };
  const { fields } = messages(reader.language).refusals;
  const length = Number(query.get("minutes"));
  const minutes = type.durations.includes(length) ? length : type.durations[0]!;
  const start = wallClockInstant(date, minute, reader.zone, "start");
  const addressOf = (start: number, on = date) =>
    `?${new URLSearchParams({
      type: type.id,
      minutes: String(minutes),
      date: on,
      time: clockTime(start, reader),
    })}`;
  return {
    start,
    date,
    minutes,
    /** The path of the same page about another start. */
    addressOf,
    /** What the form shows, and where the days before and after lead. */
    shown: {
      typeId: type.id,
      active: type.active,
      lengths: type.durations.map((each) => ({
        minutes: each,
        label: formatDuration(each, reader.language),
      })),
      minutes,
      date: isWrong.date ? entered.date : date,
      day: formatPlainDate(date, reader),
      time: isWrong.time ? entered.time : clockTime(start, reader),
      /** Of what was entered and is none; the answer is then for the usual time. */
      errors: {
        ...isWrong.date && { date: fields["date-invalid"] },
        ...isWrong.time && { time: fields["time-invalid"] },
      },
      before: addressOf(start, addDays(date, -1)),
      after: addressOf(start, addDays(date, 1)),
    },
  };
}

function clockTime(instant: number, reader: DisplayOptions): string {
  return formatTime(instant, { ...reader, hourCycle: 24 });
}
