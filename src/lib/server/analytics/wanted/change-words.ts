import { startOfDay } from "$lib/scheduling/day.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { BestChange } from "$lib/scheduling/wanted/best-change.ts";
import type { Change } from "$lib/scheduling/wanted/change.ts";
import {
  type DisplayOptions,
  formatLongDate,
  formatTime,
  weekdayNames,
} from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { formatDuration } from "$lib/i18n/duration.ts";
import type { ReadWanted } from "./read-wanted.ts";

type Reader = Pick<DisplayOptions, "language" | "hourCycle">;

/** A change in words: “Thursday until 18:00, in “Working hours””. */
export function changeWords(
  { change, typeIds }: BestChange,
  { types, schedules }: Pick<ReadWanted, "types" | "schedules">,
  reader: Reader,
): string {
  const words = messages(reader.language).dashboard.wanted.change;
  const text = newSetting(change, reader);
  if ("scheduleId" in change) {
    const schedule = schedules.find(({ id }) => id === change.scheduleId)?.name ?? "";
    return schedules.length > 1 ? format(words.inSchedule, { change: text, schedule }) : text;
  }
  if (change.kind === "limit" && change.of === "host") {
    return format(words.ofHost, { change: text });
  }
  const type = types.find(({ id }) => id === typeIds[0])?.title ?? "";
  return types.length > 1 ? format(words.ofType, { change: text, type }) : text;
}

function newSetting(change: Change, reader: Reader): string {
  const { language } = reader;
  const words = messages(language).dashboard.wanted.change;
  const clock = (minute: number) =>
    formatTime((minute % 1_440) * MINUTE, { ...reader, zone: "UTC" });
  switch (change.kind) {
    case "hours": {
      const text = change.side === "from" ? words.opensAt : words.closesAt;
      const weekday = weekdayNames(change.weekday, language).long;
      return format(text, { weekday, time: clock(change.minute) });
    }
    case "open":
    case "between": {
      const text = change.kind === "open" ? words.open : words.openBetween;
      const weekday = weekdayNames(change.weekday, language).long;
      return format(text, { weekday, from: clock(change.from), to: clock(change.to) });
    }
    case "notice":
      return change.minutes === 0
        ? words.noNotice
        : format(words.notice, { time: lengthText(change.minutes, language) });
    case "window":
      return plural(words.window, change.days, language);
    case "last-date": {
      const date = formatLongDate(startOfDay(change.date, "UTC"), { ...reader, zone: "UTC" });
      return format(words.lastDate, { date });
    }
    case "limit":
      return plural(words.limit[change.period], change.limit, language);
    case "buffer": {
      const { none, some } = words.buffer[change.side];
      const time = lengthText(change.minutes, language);
      return change.minutes === 0 ? none : format(some, { time });
    }
  }
}

function lengthText(minutes: number, language: string): string {
  const days = minutes * MINUTE / DAY;
  const words = messages(language).dashboard.wanted.change;
  return Number.isInteger(days) && days > 0
    ? plural(words.days, days, language)
    : formatDuration(minutes, language);
}
