import type { LaterDatesView } from "$lib/components/series-list-view.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { holdsConflict } from "$lib/scheduling/holds.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";

/** The choice to change the later dates of a series too; null where there are none. */
export function laterDatesView(
  { id }: Booking,
  dates: readonly Booking[],
  language: Language,
): LaterDatesView | null {
  const later = dates.filter((date) => date.id !== id).length;
  if (later === 0) return null;
  const { which, only, later: label } = messages(language).booking.cancel;
  return { which, only, later: plural(label, later, language), together: null };
}

/** The same for moving to a time: where a later date has it, that one has to move too. */
export function laterDatesAt(
  booking: Booking,
  dates: readonly Booking[],
  start: number | null,
  language: Language,
): LaterDatesView | null {
  const view = laterDatesView(booking, dates, language);
  if (!view || start === null) return view;
  const to = { ...booking, start, end: start + booking.end - booking.start };
  const isTaken = dates.some((date) => date.id !== booking.id && holdsConflict(date, to));
  return isTaken ? { ...view, together: messages(language).booking.reschedule.together } : view;
}
