/** Series of the town: one that waits for the host, with a date that is taken, and one that is confirmed. */
import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import { addDays, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { TestApp } from "./test-app.ts";
import { addEventType, bookingRequest } from "./town.ts";

/** Addresses of series, as guest and host read them. */
export interface SeededSeries {
  guest: Record<"pending" | "confirmed", string>;
  host: { pending: string };
  ids: Record<"type" | "pending", string>;
}

/** Lessons at Ada's, weekly from a date on, by two guests. */
export async function seedSeries(app: TestApp, ada: Host, date: string): Promise<SeededSeries> {
  const lesson = await addEventType(app, ada, {
    slug: "lesson",
    title: "A lesson in compilers",
    durations: [60],
    seriesDates: 6,
    hidden: true,
  });
  const ask = async (name: string, hour: number) => {
    const request = bookingRequest({
      slug: lesson.slug,
      start: startOfDay(date, ada.zone) + hour * HOUR,
      // The dates keep their hour in the guest's zone, whose clock may change on another date.
      guest: {
        ...bookingRequest().guest,
        zone: ada.zone,
        name,
        email: `${name.split(" ")[0]}@example.com`,
      },
    });
    const series = { rhythm: "weekly", dates: 4, book: "all" } as const;
    const asked = await bookings.request(app, { ...request, series });
    assert.ok(asked.ok, JSON.stringify(asked));
    return asked.value.booking;
  };
  const pending = await ask("Alan Turing", 9);
  const confirmed = await ask("Lynn Conway", 12);
  const decision = { hostId: ada.id, revision: confirmed.revision, message: "", force: false };
  assert.ok((await bookings.confirm(app, confirmed.id, decision)).ok);
  const taken = bookingRequest({
    slug: lesson.slug,
    start: startOfDay(addDays(date, 14), ada.zone) + 13 * HOUR,
  });
  assert.ok((await bookings.request(app, taken)).ok);
  return {
    guest: {
      pending: `/booking/${await bookings.openGuestLink(app, pending)}`,
      confirmed: `/booking/${await bookings.openGuestLink(app, confirmed)}`,
    },
    host: { pending: `/booking/${await bookings.openHostLink(app, pending, ada.id)}` },
    ids: { type: lesson.id, pending: pending.id },
  };
}

/** Its pages by a name; those of the dashboard need Ada's session. */
export function pagesOfSeries({ guest, host, ids }: SeededSeries, date: string) {
  return {
    "series-form": `/calendar/ada/lesson?slot=${addDays(date, 7)}T12:00:00Z`,
    "series-pending": guest.pending,
    "series-confirmed": guest.confirmed,
    "series-cancel": `${guest.confirmed}/cancel`,
    "series-move": `${guest.confirmed}/reschedule?slot=${date}T14:00:00Z`,
    "series-decide": `${host.pending}/confirm`,
    "series-booking": `/dashboard/bookings/${ids.pending}`,
    "series-type": `/dashboard/event-types/${ids.type}/availability`,
  };
}
