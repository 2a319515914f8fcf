import type { BookedTeam, Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { EmailContext } from "$lib/server/email/messages/registry.ts";
import { ada, confirmedBooking, emailFactsOf } from "./sample-booking.ts";

/** Ben and Cleo, who are in a team with Ada. */
export const ben = ada({
  id: "h_ben",
  username: "ben",
  name: "Ben Okri",
  email: "ben@example.org",
});
export const cleo = ada({
  id: "h_cleo",
  username: "cleo",
  name: "Cleo Mar",
  email: "cleo@example.org",
});

/** The team Mill Street, as a booking keeps it. */
export function bookedTeam(change: Partial<BookedTeam> = {}): BookedTeam {
  return {
    id: "tm_mill",
    slug: "mill-street",
    name: "Mill Street",
    mode: "collective",
    confirmedBy: "first",
    whenDeclined: "end",
    keepsHost: true,
    optional: [],
    confirmations: [],
    declinedBy: [],
    withdrawn: [],
    turn: null,
    ...change,
  };
}

/** Tilda's confirmed booking with these members. */
export function teamBooking(
  hosts: readonly Host[],
  team: Partial<BookedTeam> = {},
  change: Partial<Booking> = {},
): Booking {
  return confirmedBooking({
    hosts: hosts.map(({ id }) => id),
    team: bookedTeam(team),
    organizer: { name: "Mill Street", email: "invito@meet.example.org" },
    ...change,
  });
}

/** What an email about a team's booking is written from. */
export function teamEmailFacts(
  kind: EmailContext["kind"],
  to: EmailContext["to"],
  booking: Booking,
  people: { host?: Host; hosts: readonly Host[]; withdrawn?: readonly Host[] },
): EmailContext {
  const { hosts, host = hosts[0]!, withdrawn = [] } = people;
  return { ...emailFactsOf(kind, to, booking, host), hosts, withdrawn };
}
