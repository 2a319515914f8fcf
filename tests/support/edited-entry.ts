/** A confirmed meeting whose entry a host then edits or deletes in a calendar. */
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Calendar, Changes, FoundEntry } from "$lib/server/calendars/calendar.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { ObservedChanges } from "$lib/server/connections/observe-changes.ts";
import { applyCalendarEdits } from "$lib/server/connections/two-way-sync.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { keys } from "$lib/server/kv/keys.ts";
import {
  type CalendarEntry,
  getCalendarEntry,
  notYetSeen,
} from "$lib/server/store/calendar-entries.ts";
import { granted } from "./granted.ts";
import { busyCalendar } from "./stub-calendar.ts";
import { ask, mondayTen, town } from "./town.ts";

export const later = mondayTen + 2 * HOUR;

/** An agreed meeting with its entry, as a calendar server shows it. */
export async function agreed(given: Partial<CalendarEntry> = {}) {
  const { app, host } = await town({
    app: { openCalendar: busyCalendar(() => Promise.resolve([])) },
    calendar: [],
  });
  const connection = (await getConnection(app.kv, host.id, "connection"))!;
  const { id, revision } = (await ask(app)).booking;
  const booking = await granted(bookings.confirm(app, id, {
    hostId: host.id,
    revision,
    message: "",
    force: true,
  }));
  const written: CalendarEntry = {
    hostId: host.id,
    calendarId: "work",
    href: "https://calendar.example/1.ics",
    etag: "1",
    revision: booking.revision,
    writtenAt: app.now(),
    ...notYetSeen,
    start: booking.start,
    sequence: booking.sequence,
    seenAt: app.now(),
    ...given,
  };
  await app.kv.set(keys.calendarEntry(id, "connection"), written);

  let changes = 1;
  /** A reading that names the entry as changed, while a direct look finds it so. */
  const read = async (
    found: Partial<FoundEntry> | null,
    elsewhere: Partial<FoundEntry> | null = null,
    loss: { before?: number; others?: number; anew?: Partial<Changes> } = {},
  ) => {
    const etag = String(++changes);
    const there = (what: Partial<FoundEntry>): FoundEntry => ({
      href: written.href,
      etag,
      start: mondayTen,
      end: (what.start ?? mondayTen) + 30 * MINUTE,
      sequence: 0,
      ...what,
    });
    const opened = await busyCalendar(() => Promise.resolve([]))();
    const calendar: Calendar = {
      ...opened,
      find: (calendarId) => {
        const what = calendarId === "work" ? found : elsewhere;
        return Promise.resolve(what && there(what));
      },
    };
    const changed: Changes = {
      isFullSync: false,
      reportsDeletions: true,
      objects: found
        ? [{
          href: written.href,
          etag,
          uid: booking.uid,
          busy: [],
          bookingId: id,
          approximate: null,
        }]
        : [],
      removed: found ? [] : [written.href],
      cursor: null,
      unreadable: [],
    };
    const gone = found ? 0 : 1 + (loss.others ?? 0);
    const heard: ObservedChanges = {
      ...changed,
      knownCount: loss.before ?? 10,
      goneCount: gone,
      ...loss.anew,
    };
    await applyCalendarEdits(app, host, connection, {
      id: "work",
      opened: calendar,
      observed: [heard],
    });
    return (await getBooking(app.kv, id))!;
  };
  const entry = async () => (await getCalendarEntry(app.kv, id, "connection"))!;
  return { app, host, connection, booking, read, entry };
}
