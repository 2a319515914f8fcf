import { formatWallTime } from "$lib/scheduling/wall-time.ts";
import type { Change } from "$lib/scheduling/wanted/change.ts";
import type { SlotCount } from "$lib/scheduling/wanted/wanted-figures.ts";
import type { DateRange } from "../date-range.ts";
import { changeWords } from "./change-words.ts";
import type { ReadWanted } from "./read-wanted.ts";

/** Wanted times as the API returns them. */
export function wantedJson(wanted: ReadWanted, range: DateRange) {
  const { total, other, reasons, slots, change } = wanted;
  return {
    ...range,
    total,
    notBrokenDown: reasons.length === 0 ? total : other,
    reasons,
    slots: slots.map(slotJson),
    change: change && {
      text: changeWords(change, wanted, { language: "en", hourCycle: 24 }),
      times: change.times,
      eventTypeIds: change.typeIds,
      ...changeJson(change.change),
    },
  };
}

/** The half hour as a clock shows it; null for a whole day. */
export function slotJson({ weekday, halfHour, times, reasons }: SlotCount) {
  return { weekday, time: halfHour === null ? null : clock(halfHour * 30), times, reasons };
}

/** The setting by its name in the API, and its new value. */
function changeJson(change: Change) {
  switch (change.kind) {
    case "hours": {
      const { scheduleId, weekday, side, minute } = change;
      return { setting: "hours" as const, scheduleId, weekday, [side]: clock(minute) };
    }
    case "open":
    case "between": {
      const { scheduleId, weekday, from, to } = change;
      return { setting: "hours" as const, scheduleId, weekday, from: clock(from), to: clock(to) };
    }
    case "notice":
      return { setting: "minimumNotice" as const, value: change.minutes };
    case "window":
      return { setting: "bookingWindowDays" as const, value: change.days };
    case "last-date":
      return { setting: "bookingWindowUntil" as const, date: change.date };
    case "limit": {
      const { of, period, limit } = change;
      const setting = of === "host" ? "hostBookingLimits" as const : "bookingLimits" as const;
      return { setting, period, value: limit };
    }
    case "buffer": {
      const isBefore = change.side === "before";
      const setting = isBefore ? "bufferBefore" as const : "bufferAfter" as const;
      return { setting, value: change.minutes };
    }
  }
}

function clock(minutes: number): string {
  return formatWallTime(minutes);
}
