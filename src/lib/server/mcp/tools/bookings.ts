import * as v from "valibot";
import { awaitsDecisionOf } from "$lib/scheduling/booking.ts";
import { stateOf } from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { format, plural } from "$lib/i18n/format.ts";
import type { App } from "../../app.ts";
import { placesToGive } from "../../bookings/places-to-give.ts";
import { actsAs } from "../../changes/team-rights.ts";
import { getBooking, listHistory } from "../../store/bookings.ts";
import { listRescheduleRequests } from "../../store/reschedule-requests.ts";
import { findTeamOf } from "../../store/teams.ts";
import {
  type BookingTab,
  bookingTabs,
  readBookings,
  readTeamBookings,
} from "../../teams/read-team-bookings.ts";
import { bookingFacts, guestData, named, untrustedOf } from "../booking-facts.ts";
import { BookingId, id, words } from "../fields.ts";
import { asMemberTexts, bookedTexts } from "../member-texts.ts";
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
    teamId: v.optional(id(fields.ofTeam)),
    cursor: v.optional(
      v.pipe(v.string(), v.maxLength(500, "too-long"), v.description(fields.cursor)),
    ),
  }),
  async run({ app, host }, { show, teamId, cursor = null }) {
    const now = app.now();
    const listed = teamId === undefined
      ? await listOwn(app, host.id, show, cursor)
      : await listOfTeam(app, teamId, host.id, show, cursor);
    if (!listed) return refused("not-found");
    const { bookings: found, cursor: next } = listed;
    const count = plural(tools.listBookings.result, found.length, "en");
    return accepted({
      text: next === null ? count : `${count} ${tools.listBookings.more}`,
      data: {
        bookings: found.map((booking) => bookingFacts(booking, host, now)),
        next,
      },
      untrusted: { guests: found.map(guestData), ...asMemberTexts(bookedTexts(found)) },
    });
  },
});

/** A host's own; of the pending ones those that wait for them. */
async function listOwn(app: App, hostId: string, show: BookingTab, cursor: string | null) {
  const now = app.now();
  const page = await readBookings(app, hostId, show, cursor);
  if (show !== "pending") return page;
  const moves = cursor === null ? await listRescheduleRequests(app.kv, hostId, now, MAX_MOVES) : [];
  const bookings = [...moves, ...page.bookings]
    .filter((booking) => awaitsDecisionOf(booking, hostId, now));
  return { ...page, bookings };
}

/** Those of a team, as its page shows them to the host; null to others. */
async function listOfTeam(
  app: App,
  teamId: string,
  hostId: string,
  show: BookingTab,
  cursor: string | null,
) {
  const found = await findTeamOf(app.kv, teamId, hostId);
  return found && await readTeamBookings(app, found.member, show, cursor);
}

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
    const places = await placesToGive(app, booking, host.id);
    return accepted({
      text: format(tools.getBooking.result, { what: named(booking, host), state }),
      data: {
        booking: bookingFacts(booking, host, app.now()),
        history: history.map(({ at, by, event }) => ({
          at: new Date(at).toISOString(),
          by,
          event,
        })),
        ...(places
          ? { canBeGiven: { from: places.from.map(member), to: places.to.map(member) } }
          : {}),
      },
      untrusted: untrustedOf(booking),
    });
  },
});

function member({ id, username }: Pick<Host, "id" | "username">) {
  return { id, username };
}
