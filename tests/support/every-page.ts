/** Everything that has a page: a town, its series and its teams, and the pages of all of it. */
import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import { addDays, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { seedAnalytics } from "./seeded-analytics.ts";
import { type SeededTeams, seedTeams } from "./seeded-teams.ts";
import { type SeededTown, seedTown } from "./seeded-town.ts";
import type { TestApp } from "./test-app.ts";
import { pagesOf } from "./town-pages.ts";
import { granted } from "./granted.ts";
import { addEventType, bookingRequest } from "./town.ts";

/** Each page is asked for by a client of its own: together they are more than one client may ask for in a minute. */
export const behindProxy = { env: { INVITO_TRUSTED_PROXIES: "1" } };

export interface EveryPage {
  town: SeededTown;
  teams: SeededTeams;
  series: SeededSeries;
  /** By their names. */
  pages: Record<string, string>;
}

export async function seedEveryPage(app: TestApp, ada: Host): Promise<EveryPage> {
  const town = await seedTown(app, ada);
  const series = await seedSeries(app, ada, town.date);
  const teams = await seedTeams(app, ada);
  const analytics = await seedAnalytics(app, ada);
  Object.assign(teams.asMember, analytics.asMember);
  const pages = {
    ...pagesOf(town),
    ...pagesOfSeries(series, town.date),
    ...analytics.asOwner,
    ...teams.asOwner,
    ...teams.asMember,
    ...teams.asGuest,
  };
  return { town, teams, series, pages };
}

/** Addresses of series, as guest and host read them. */
interface SeededSeries {
  guest: Record<"pending" | "confirmed", string>;
  host: { pending: string };
  ids: Record<"type" | "pending", string>;
}

/** Lessons at Ada's, weekly from a date on, by two guests. */
async function seedSeries(app: TestApp, ada: Host, date: string): Promise<SeededSeries> {
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
        zone: ada.zone,
        name,
        email: `${name.split(" ")[0]}@example.com`,
      },
    });
    const series = { rhythm: "weekly", dates: 4, book: "all" } as const;
    const asked = await granted(bookings.request(app, { ...request, series }));
    return asked.booking;
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
function pagesOfSeries({ guest, host, ids }: SeededSeries, date: string) {
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
