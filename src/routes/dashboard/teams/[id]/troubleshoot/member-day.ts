import { withColon } from "$lib/i18n/label.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { type DisplayOptions, formatTime } from "$lib/i18n/date-time.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import type { ExplainedMember } from "$lib/server/availability/explain-team.ts";

/** One member's row of the page that explains a day: code and time, nothing of what is behind it. */
export function memberDay(
  { hostId, name, isOptional, isPresent, hasHours, calendars, time }: ExplainedMember,
  day: Span,
  reader: DisplayOptions,
  { former, troubleshoot: words }: Messages["dashboard"]["teamTypes"],
) {
  // Midnight at the end of the day, as a 24-hour clock writes it.
  const endOf = (end: number) =>
    end === day.end && reader.hourCycle === 24 ? "24:00" : formatTime(end, reader);
  const calendar = calendars === null ? words.noCalendar : words.calendars[calendars];
  return {
    hostId,
    name: name ?? former,
    isOptional,
    isPresent,
    state: !isPresent
      ? isOptional ? words.absentOptional : words.absent
      : hasHours
      ? calendar
      : words.noHours,
    isGood: isPresent && hasHours && calendars === "fresh",
    time: time.map(({ start, end, code }) => ({
      code,
      label: `${withColon(`${formatTime(start, reader)}–${endOf(end)}`, reader.language)} ${
        words.codes[code]
      }`,
      // In thousandths of the day, for the line that is drawn.
      from: shareOf(start, day),
      width: shareOf(end, day) - shareOf(start, day),
    })),
  };
}

function shareOf(instant: number, { start, end }: Span): number {
  return Math.round((Math.min(Math.max(instant, start), end) - start) * 1000 / (end - start));
}
