import { bookingIdOf } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Calendar } from "$lib/server/calendars/calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { connectCalendar } from "./stub-calendar.ts";
import type { TestApp } from "./test-app.ts";

/** A calendar that keeps events in memory, for the host and their program to change behind our back. */
export function memoryCalendar() {
  const events = new Map<string, CalendarEvent & { etag: string }>();
  let writes = 0, changes = 0;
  const calendar: Calendar = {
    list: () => Promise.resolve([]),
    changes: async (_id, _window, _cursor, known) => {
      const before = [...(await known?.etags() ?? new Map<string, unknown>()).keys()];
      return {
        isFullSync: false,
        reportsDeletions: true,
        objects: [...events.values()].map(({ uid, etag, start, end }) => ({
          href: uid,
          etag,
          uid,
          busy: [{ start, end }],
          bookingId: bookingIdOf(uid),
          approximate: null,
        })),
        removed: before.filter((href) => !events.has(href)),
        cursor: null,
        unreadable: [],
      };
    },
    busy: () =>
      Promise.resolve([...events.values()].map(({ uid, start, end }) => {
        const own = bookingIdOf(uid);
        return { start, end, ...(own ? { bookingId: own } : {}) };
      })),
    find: (_id, uid) => {
      const event = events.get(uid);
      if (!event) return Promise.resolve(null);
      const { start, end, sequence, etag } = event;
      return Promise.resolve({ href: uid, etag, start, end, sequence });
    },
    put(_id, event, seen) {
      const there = events.get(event.uid);
      if (seen && there && there.etag !== seen.etag) {
        return Promise.reject(new CalendarError("changed", "changed"));
      }
      const etag = `w${++writes}`;
      events.set(event.uid, { ...event, etag });
      return Promise.resolve({ href: event.uid, etag });
    },
    remove: (_id, uid) => {
      events.delete(uid);
      return Promise.resolve();
    },
  };
  return {
    calendar,
    events,
    drag(uid: string, start: number): void {
      const event = events.get(uid)!;
      const end = start + event.end - event.start;
      events.set(uid, { ...event, start, end, etag: `h${++changes}` });
    },
    /** From now on the host reads and writes it. */
    async use(app: TestApp, host: Host): Promise<void> {
      await connectCalendar(app, host);
      const writesTo = { connectionId: "connection", calendarId: "work" };
      await app.kv.set(keys.host(host.id), { ...host, targetCalendar: writesTo });
    },
  };
}
