/** What the tests of Google's and Microsoft's calendars have in common: one lesson, one event of ours, one way out. */
import { uidOf } from "$lib/scheduling/booking.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { noon } from "./test-app.ts";

export const window = { start: noon, end: noon + 60 * DAY };
export const lesson = { start: Date.UTC(2026, 10, 4, 9), end: Date.UTC(2026, 10, 4, 10) };
/** The lesson again, a day later. */
export const later = { start: lesson.start + DAY, end: lesson.end + DAY };
/** {@link lesson} as lines of a VEVENT. */
export const lines = ["DTSTART:20261104T090000Z", "DURATION:PT1H"];
export const weekly = (start: string) => [`DTSTART:${start}`, "DURATION:PT1H", "RRULE:FREQ=WEEKLY"];

/** The entry of a booking in {@link lesson}. */
export const anEvent: CalendarEvent = {
  uid: uidOf("AAAAAAAAAAAAAAAAAAAAAA"),
  sequence: 3,
  bookingId: "AAAAAAAAAAAAAAAAAAAAAA",
  ...lesson,
  zone: "Europe/Berlin",
  title: "Intro call: Zoë",
  description: "With Zoë",
  location: "Café",
  join: null,
  conference: null,
  organizer: { name: "Ada", email: "ada@example.org" },
  attendees: [{ name: "Zoë", email: "zoe@example.com" }],
  alarmMinutes: null,
  dtstamp: noon,
};

/** What an account's requests go through on their way out; the fetch itself by default. */
export type Through = (fetch: OutboundFetch) => OutboundFetch;

/** Runs a test with a fetch to this machine; `through` may record requests or lose responses. */
export async function withFetch(
  through: Through,
  test: (fetch: OutboundFetch) => Promise<void>,
): Promise<void> {
  const client = openHttpClient();
  try {
    await test(through(openOutbound({ allow: ["127.0.0.1"], connect: client.connect })));
  } finally {
    client.close();
  }
}

/** Loses the response of the first POST, after the server has seen the request. */
export function losingFirstPost(error: Error): Through {
  let lost = 1;
  return (fetch) => async (url, init) => {
    const response = await fetch(url, init);
    if (init?.method === "POST" && lost-- > 0) throw error;
    return response;
  };
}
