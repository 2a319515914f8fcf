/** A Google account at a fake, as the tests of its calendar open it. */
import { openGoogle } from "$lib/server/calendars/google/provider.ts";
import type { GoogleAccount } from "$lib/server/calendars/google/requests.ts";
import { firstEventIdOf } from "$lib/server/calendars/google/event.ts";
import { type Through, withFetch } from "../provider-account.ts";
import { type GoogleFake, startGoogle } from "./calendar-server.ts";

export const work = "work@group.calendar.google.com";
export const at = ({ start, end }: { start: number; end: number }) => ({
  start: { dateTime: new Date(start).toISOString() },
  end: { dateTime: new Date(end).toISOString() },
});

/** A Google account with a calendar "work", opened by the product. */
export async function against(
  test: (
    google: GoogleFake,
    open: (zone?: string, more?: Partial<GoogleAccount>) => ReturnType<typeof openGoogle>,
  ) => Promise<void>,
  through: Through = (fetch) => fetch,
) {
  await using google = startGoogle(firstEventIdOf);
  google.addCalendar("work");
  const { access } = google.oauth.grant();
  const bearer = () => Promise.resolve(access);
  await withFetch(through, (fetch) =>
    test(
      google,
      (zone = "UTC", more = {}) =>
        openGoogle(fetch, { baseUrl: google.address, bearer, zone, ...more }),
    ));
}
