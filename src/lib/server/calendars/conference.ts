import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { webAddress } from "$lib/scheduling/web-address.ts";
import { CalendarError, type ConferenceState } from "./calendar.ts";

/** Writes an event, and once more without its conference where the server refuses that: a meeting is worth more than its link. */
export async function writeWithConference<Written>(
  event: CalendarEvent,
  write: (event: CalendarEvent) => Promise<Written>,
): Promise<Written> {
  try {
    return await write(event);
  } catch (error) {
    const isRefused = error instanceof CalendarError && error.kind === "refused";
    if (!isRefused || !event.conference?.requestId) throw error;
    return await write({ ...event, conference: null });
  }
}

/** A link that people can open; anything else of a server counts as none. */
export function conferenceMade(link: string | null | undefined): ConferenceState | null {
  const url = link ? webAddress(link) : null;
  return url?.protocol === "https:" && link!.length <= 1_000
    ? { state: "made", link: link! }
    : null;
}
