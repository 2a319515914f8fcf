import type { Booking } from "$lib/scheduling/booking.ts";
import { awaitsHost } from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "$lib/server/app.ts";
import { readPeople } from "$lib/server/changes/booking-people.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { memberStates } from "$lib/server/views/member-states.ts";
import { placesToGive } from "$lib/server/bookings/places-to-give.ts";
import { isManagerOf } from "$lib/server/changes/team-rights.ts";
import { Revision } from "$lib/server/http/action.ts";
import * as v from "valibot";
import { changeAction } from "./booking-actions.ts";

/** The team of a booking: its members with what they said, and who could take a place in it; null for a host's own. */
export async function teamPartOf(app: App, booking: Booking, host: Host) {
  const { team } = booking;
  if (!team) return null;
  const people = await readPeople(app, booking);
  const isManager = await isManagerOf(app.kv, team.id, host.id);
  const give = await placesToGive(app, booking, host.id);
  const { memberStates: words } = messages(host.language).booking.decide;
  return {
    name: team.name,
    href: `/dashboard/teams/${team.id}`,
    members: memberStates(booking, people, app.now())
      .map(({ id, name, state }) => ({ id, name, state: state && words[state] })),
    decidesForAll: isManager && isAskedOfAll(booking, app.now()),
    give: give && { from: give.from.map(named), to: give.to.map(named) },
  };
}

/** Whether every required member of a collective has to confirm, and more than one is asked. */
function isAskedOfAll(booking: Booking, now: number): boolean {
  const { team, hosts } = booking;
  return team?.mode === "collective" && team.confirmedBy === "all" && hosts.length > 1 &&
    awaitsHost(booking, now);
}

function named({ id, name }: Host) {
  return { id, name };
}

/** Gives a place to the chosen member, or to whoever is free and has the turn. */
export const reassign = changeAction(
  "reassigned",
  v.object({ from: v.optional(v.string()), to: v.string(), revision: Revision }),
  ({ app, booking, host }, { from = host.id, to, revision }) =>
    bookings.reassign(app, booking.id, {
      by: { hostId: host.id },
      from,
      to: to || "any-free",
      revision,
    }),
);
