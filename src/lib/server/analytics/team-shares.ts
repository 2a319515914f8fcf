import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import type { App } from "../app.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getHosts } from "../store/hosts.ts";
import { type DateRange, spanOf } from "./date-range.ts";
import { readRequested } from "./requested-bookings.ts";

/** How the bookings of a team's round robins are distributed among their members, beside what the weights give. */
export async function readTeamShares(app: App, teamId: string, range: DateRange) {
  const [types, { bookings, isComplete }] = await Promise.all([
    listEventTypes(app.kv, teamId),
    readRequested(app.kv, teamId, spanOf(range)),
  ]);
  const now = app.now();
  const counted = bookings.filter((booking) => isLiveBooking(booking, now));
  const rotating = types.filter(({ team }) => team?.mode === "round-robin");
  const names = await namesOf(app.kv, rotating);
  return {
    ...range,
    teamId,
    eventTypes: rotating.map((type) =>
      sharesOf(type, counted.filter((booking) => booking.type.id === type.id), names)
    ),
    isComplete,
  };
}

function sharesOf(type: EventType, bookings: Booking[], names: Map<string, string>) {
  const members = type.team?.members ?? [];
  const weights = members.reduce((sum, { weight }) => sum + weight, 0);
  const bookedBy = (hostId: string) => bookings.filter(({ hosts }) => hosts[0] === hostId).length;
  const shares = members.map(({ hostId, weight, priority }) => ({
    hostId,
    name: names.get(hostId) ?? null,
    weight,
    priority,
    booked: bookedBy(hostId),
    share: bookings.length === 0 ? 0 : bookedBy(hostId) / bookings.length,
    expectedShare: weight / weights,
  }));
  const byMembers = shares.reduce((sum, { booked }) => sum + booked, 0);
  const { id, slug, title } = type;
  const booked = bookings.length;
  return { id, slug, title, booked, bookedByOthers: booked - byMembers, members: shares };
}

async function namesOf(kv: Deno.Kv, types: EventType[]): Promise<Map<string, string>> {
  const ids = new Set(types.flatMap(({ team }) => team?.members.map(({ hostId }) => hostId) ?? []));
  const hosts = await getHosts(kv, [...ids]);
  return new Map(hosts.flatMap((host) => host ? [[host.id, host.name]] : []));
}
