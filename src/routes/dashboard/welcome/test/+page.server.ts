import { redirect } from "@sveltejs/kit";
import * as v from "valibot";
import type { Booking } from "$lib/scheduling/booking.ts";
import { type BookingState, stateOf } from "$lib/scheduling/booking-state.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { Id } from "$lib/scheduling/id.ts";
import { comma, formatShortDate, formatTime, formatWhen } from "$lib/i18n/date-time.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { listCalendarEntries } from "$lib/server/store/calendar-entries.ts";
import * as trial from "$lib/server/bookings/test-booking.ts";
import { formatDuration } from "$lib/i18n/duration.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { decideAction } from "../../decide-action.ts";
import { localeOf, toRowView } from "../../booking-rows.ts";
import type { Actions, PageServerLoad, PageServerLoadEvent } from "./$types";

const here = "/dashboard/welcome/test";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { testBooking: words, inbox } = messages(host.language, app).dashboard;
  const id = event.url.searchParams.get("booking");
  const booking = id ? await trial.findTestBooking(app, host.id, id) : null;
  if (id && !booking) redirect(303, here);
  return {
    title: words.title,
    words,
    decideWords: inbox.decide,
    erased:
      (["erased", "erasing"] as const).find((notice) =>
        notice === event.url.searchParams.get("notice")
      ) ?? null,
    test: booking ? await testOf(event, booking) : null,
    choice: booking ? null : await choiceOf(event),
  };
};

/** The event type and times that can be requested. */
async function choiceOf(event: PageServerLoadEvent) {
  const host = requireHost(event);
  const { app } = event.locals;
  const words = messages(host.language, app).dashboard.testBooking;
  const type = await trial.testEventType(app, host.id);
  const times = type ? await trial.testTimes(app, host, type) : [];
  const [minutes = 0] = type?.durations ?? [];
  return {
    text: type && format(words.request.text, {
      type: type.title,
      length: formatDuration(minutes, host.language),
    }),
    // Where no email is sent, an example address is prefilled.
    email: host.email ?? (app.sendMail ? "" : "guest@example.org"),
    emailHint: words.request.emailHint,
    times: times.map((start) => ({
      start,
      when: shortWhen({ start, end: start + minutes * MINUTE }, host),
    })),
  };
}

/** In the host's own zone, which is left out of the labels. */
function shortWhen({ start, end }: { start: number; end: number }, host: Host): string {
  const reader = localeOf(host);
  return `${formatShortDate(start, reader)}${comma(reader)}${formatTime(start, reader)}–${
    formatTime(end, reader)
  }`;
}

const shownAs = {
  "unverified": "requested",
  "requested": "requested",
  "confirmed": "confirmed",
  "reschedule-requested": "confirmed",
  "declined": "rejected",
  "expired": "over",
  "withdrawn": "over",
  "cancelled": "over",
} as const satisfies Record<BookingState, string>;

/** The state of the test booking. */
async function testOf(event: PageServerLoadEvent, booking: Booking) {
  const host = requireHost(event);
  const { app } = event.locals;
  const words = messages(host.language, app).dashboard.testBooking;
  const now = app.now();
  const when = formatWhen(booking, localeOf(host));
  return {
    state: shownAs[stateOf(booking, now)],
    row: toRowView(booking, host, now),
    asks: format(words.decide.text, { name: booking.guest.name, when }),
    agreed: format(words.done.confirmed.text, { when }),
    emails: app.sendMail ? words.decide.emailsSent : words.decide.noEmails,
    guestPage: `/booking/${await bookings.openGuestLink(app, booking)}`,
    written: (await listCalendarEntries(app.kv, booking.slot)).length > 0,
  };
}

const back = ({ id }: { id: string }) => `${here}?booking=${id}`;
const kept = { start: "", email: "", id: "", message: "", detail: "" };

export const actions: Actions = {
  request: action(
    trial.TestBookingInput,
    ({ app, host }, input) => trial.requestTestBooking(app, host, input),
    { kept, done: back },
  ),

  confirm: decideAction(bookings.confirm, back),
  reject: decideAction(bookings.reject, back),

  erase: action(
    v.object({ id: Id }),
    ({ app, host }, { id }) => trial.eraseTestBooking(app, host.id, id),
    { kept, done: ({ gone }) => `${here}?notice=${gone ? "erased" : "erasing"}` },
  ),
};
