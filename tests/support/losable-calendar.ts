/** A calendar server in memory whose calendar can be emptied, replaced and restored. */
import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { type Calendar, CalendarError, type Changes } from "$lib/server/calendars/calendar.ts";
import { mondayTen } from "./town.ts";

type Stored = Pick<CalendarEvent, "uid" | "start" | "end" | "sequence"> & { etag: string };

/**
 * How a server tells of deletions: by tokens, lists all when one is unknown; by tokens, is compared then; by listings only.
 */
export type Kind = "tokens" | "compared" | "listings";

/** A server whose calendar can be emptied and restored. */
export function losableCalendar(kind: Kind) {
  const hasTokens = kind !== "listings";
  let events = new Map<string, Stored>(), copy = new Map<string, Stored>();
  const unreported = new Set<string>();
  let epoch = 0, writes = 0, isDown = false, untold = "";
  const calendar: Calendar = {
    list: () => Promise.resolve([]),
    async changes(_id, _window, cursor, known): Promise<Changes> {
      const before = await known?.etags() ?? new Map<string, string | null>();
      const isReset = cursor !== null && cursor !== `${epoch}`;
      const isFullSync = hasTokens && (cursor === null || isReset && kind === "tokens");
      return {
        isFullSync,
        objects: [...events.values()].map(({ uid, etag, start, end }) => ({
          href: uid,
          etag,
          uid,
          busy: [{ start, end }],
          bookingId: bookingIdOf(uid),
          approximate: null,
        })),
        removed: isFullSync
          ? []
          : [...before.keys()].filter((href) =>
            !events.has(href) && !(hasTokens && unreported.has(href))
          ),
        cursor: hasTokens ? `${epoch}` : null,
        unreadable: [],
        ...(hasTokens && (isFullSync || !isReset) ? { reportsDeletions: true } : {}),
        ...(isReset ? { isReset: true } : {}),
      };
    },
    busy: () => Promise.resolve([]),
    find(_id, uid) {
      if (uid === untold) return Promise.reject(new CalendarError("try-again", "server-error"));
      const event = events.get(uid);
      return Promise.resolve(event ? { ...event, href: uid } : null);
    },
    put(_id, { uid, start, end, sequence }, seen) {
      if (isDown) return Promise.reject(new CalendarError("try-again", "unreachable"));
      const there = events.get(uid);
      if (seen && there && there.etag !== seen.etag) {
        return Promise.reject(new CalendarError("changed", "changed"));
      }
      const etag = `w${++writes}`;
      events.set(uid, { uid, start, end, sequence, etag });
      unreported.delete(uid);
      return Promise.resolve({ href: uid, etag });
    },
    remove: (_id, uid) => Promise.resolve(void events.delete(uid)),
  };
  const start = mondayTen - 120 * MINUTE;
  events.set("dentist", { uid: "dentist", start, end: start + MINUTE, sequence: 0, etag: "d" });
  return {
    calendar,
    has: (uid: string) => events.has(uid),
    delete: (uid: string) => events.delete(uid),
    empty: () => events.clear(),
    /** Does not tell whether this one is there. */
    setUntold: (uid: string) => untold = uid,
    backUp: () => copy = new Map(events),
    /** What a restore would lose. */
    notCopied: () => [...events.keys()].filter((uid) => !copy.has(uid)),
    /** The calendar is deleted and made again: empty, or as it was when it was copied. */
    replace(isRestored: boolean) {
      epoch++;
      events = isRestored ? new Map(copy) : new Map();
    },
    /** Restored below its server, which goes on from the same token and reports nothing. */
    restoreBelow() {
      for (const uid of events.keys()) if (!copy.has(uid)) unreported.add(uid);
      events = new Map(copy);
    },
    setDown: (down: boolean) => isDown = down,
  };
}
