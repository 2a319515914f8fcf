import * as v from "valibot";
import { awaitsDecisionOf } from "$lib/scheduling/booking.ts";
import { stateOf } from "$lib/scheduling/booking-state.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { actsAs } from "../../bookings/team-rights.ts";
import { getBooking, listHistory } from "../../store/bookings.ts";
import { listRescheduleRequests } from "../../store/reschedule-requests.ts";
import { bookingTabs, readBookings } from "../../teams/read-team-bookings.ts";
import { bookingFacts, guestData, named } from "../booking-facts.ts";
import { BookingId, words } from "../fields.ts";
import { tool } from "../tool.ts";

const { tools, fields } = words;

/** Requests for another time that are listed before the other requests. */
const MAX_MOVES = 25;

export const list = tool({
  name: "list_bookings",
  title: tools.listBookings.title,
  description: tools.listBookings.description,
  scope: "read",
  input: v.object({
    show: v.optional(v.pipe(v.picklist(bookingTabs), v.description(fields.show)), "upcoming"),
    cursor: v.optional(
      v.pipe(v.string(), v.maxLength(500, "too-long"), v.description(fields.cursor)),
    ),
  }),
  async run({ app, host }, { show, cursor = null }) {
    const now = app.now();
    const page = await readBookings(app, host.id, show, cursor);
    const moves = show === "pending" && cursor === null
      ? await listRescheduleRequests(app.kv, host.id, now, MAX_MOVES)
      : [];
    const found = [...moves, ...page.bookings].filter((booking) =>
      show !== "pending" || awaitsDecisionOf(booking, host.id, now)
    );
    const count = plural(tools.listBookings.result, found.length);
    return accepted({
      text: page.cursor === null ? count : `${count} ${tools.listBookings.more}`,
      data: {
        bookings: found.map((booking) => bookingFacts(booking, host, now)),
        next: page.cursor,
      },
      untrusted: found.map(guestData),
    });
  },
});

export const get = tool({
  name: "get_booking",
  title: tools.getBooking.title,
  description: tools.getBooking.description,
  scope: "read",
  input: v.object({ bookingId: BookingId }),
  async run({ app, host }, { bookingId }) {
    const booking = await getBooking(app.kv, bookingId);
    if (!booking || !await actsAs(app.kv, booking, host.id)) return refused("not-found");
    const state = stateOf(booking, app.now());
    const history = await listHistory(app.kv, bookingId);
    return accepted({
      text: format(tools.getBooking.result, { what: named(booking, host), state }),
      data: {
        booking: bookingFacts(booking, host, app.now()),
        history: history.map(({ at, by, event }) => ({
          at: new Date(at).toISOString(),
          by,
          event,
        })),
      },
      untrusted: guestData(booking),
    });
  },
});
