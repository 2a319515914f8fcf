/** A Microsoft account at a stand-in, as the tests of its calendar open it. */
import { uidOf } from "$lib/scheduling/booking.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { type MicrosoftAccount, openMicrosoft } from "$lib/server/calendars/microsoft/provider.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { noon } from "../test-app.ts";
import { type GraphFake, startGraph } from "./calendar-server.ts";

export const lesson = { start: Date.UTC(2026, 10, 4, 9), end: Date.UTC(2026, 10, 4, 10) };
export const lines = ["DTSTART:20261104T090000Z", "DURATION:PT1H"];
export const work = "AAMkAG-work=";
export const at = ({ start, end }: { start: number; end: number }) => {
  const moment = (instant: number) => ({
    dateTime: new Date(instant).toISOString().replace("Z", "0000"),
    timeZone: "UTC",
  });
  return { start: moment(start), end: moment(end) };
};
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
  organizer: { name: "Ada", email: "ada@example.org" },
  attendee: { name: "Zoë", email: "zoe@example.com" },
  alarmMinutes: null,
  dtstamp: noon,
};

/** A Microsoft account with a calendar "work", opened by the product. */
export async function against(
  test: (
    graph: GraphFake,
    open: (zone?: string, more?: Partial<MicrosoftAccount>) => ReturnType<typeof openMicrosoft>,
  ) => Promise<void>,
  through: (fetch: OutboundFetch) => OutboundFetch = (fetch) => fetch,
) {
  await using graph = startGraph();
  graph.make("work");
  const kept = openHttpClient();
  const fetch = through(openOutbound({ allow: ["127.0.0.1"], connect: kept.connect }));
  const { access } = graph.consent.grant();
  const bearer = () => Promise.resolve(access);
  try {
    await test(
      graph,
      (zone = "Europe/Berlin", more = {}) =>
        openMicrosoft(fetch, { baseUrl: graph.address, bearer, zone, ...more }),
    );
  } finally {
    kept.close();
  }
}
