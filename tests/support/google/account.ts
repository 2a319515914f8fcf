/** A Google account at a stand-in, as the tests of its calendar open it. */
import { uidOf } from "$lib/scheduling/booking.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { openGoogle } from "$lib/server/calendars/google/provider.ts";
import { firstEventIdOf } from "$lib/server/calendars/google/event.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { noon } from "../test-app.ts";
import { type GoogleFake, startGoogle } from "./calendar-server.ts";

export const lesson = { start: Date.UTC(2026, 10, 4, 9), end: Date.UTC(2026, 10, 4, 10) };
export const lines = ["DTSTART:20261104T090000Z", "DURATION:PT1H"];
export const work = "work@group.calendar.google.com";
export const at = ({ start, end }: { start: number; end: number }) => ({
  start: { dateTime: new Date(start).toISOString() },
  end: { dateTime: new Date(end).toISOString() },
});
/** The entry of a booking in {@link lesson}. */
export const anEvent: CalendarEvent = {
  uid: uidOf("AAAAAAAAAAAAAAAAAAAAAA"),
  sequence: 3,
  bookingId: "AAAAAAAAAAAAAAAAAAAAAA",
  ...lesson,
  zone: "Europe/Berlin",
  title: "Intro call: Zoë",
  description: "With Zoë",
  location: "",
  organizer: { name: "Ada", email: "ada@example.org" },
  attendee: { name: "Zoë", email: "zoe@example.com" },
  alarmMinutes: null,
  dtstamp: noon,
};

/** A Google account with a calendar "work", opened by the product. */
export async function against(
  test: (
    google: GoogleFake,
    open: (zone?: string) => ReturnType<typeof openGoogle>,
  ) => Promise<void>,
  through: (fetch: OutboundFetch) => OutboundFetch = (fetch) => fetch,
  wait?: (ms: number) => Promise<void>,
) {
  await using google = startGoogle(firstEventIdOf);
  google.make("work");
  const kept = openHttpClient();
  const fetch = through(openOutbound({ allow: ["127.0.0.1"], connect: kept.connect }));
  const { access } = google.consent.grant();
  const bearer = () => Promise.resolve(access);
  try {
    await test(
      google,
      (zone = "UTC") =>
        openGoogle(fetch, { baseUrl: google.address, bearer, zone, ...(wait ? { wait } : {}) }),
    );
  } finally {
    kept.close();
  }
}
