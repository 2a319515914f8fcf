import type { EmptyView } from "$lib/components/picker-view.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { type DisplayOptions, formatLongDate } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { AvailableSlots } from "../../availability/find-slots.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";
import { weeksLabel } from "./month-view.ts";
import { pickerHref, type PickerQuery } from "./picker-query.ts";
import type { ShownWeeks } from "./shown-weeks.ts";

/** Why the shown weeks have no available slots, and a link to where there are some. */
export function emptyView(
  query: PickerQuery,
  { owner: { name }, type, team }: BookingPage,
  reader: DisplayOptions,
  { weeks, offers }: { weeks: ShownWeeks; offers: AvailableSlots },
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
    title: format(empty.month, { month: weeksLabel(weeks, reader) }),
    text: format(empty.monthText, { day }),
    next: {
      label: format(empty.monthGo, { day }),
      href: pickerHref(query, { date: dateAt(offers.nextStart, reader.zone) }),
    },
  };
}
