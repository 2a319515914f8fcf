import { awaitsDecisionOf, type Booking } from "$lib/scheduling/booking.ts";
import {
  awaitsHost,
  bookingLists,
  listOf,
  publishedStatus,
  publishedStatuses,
  type Status,
} from "$lib/scheduling/booking-state.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { isManager } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { listRescheduleRequests } from "../store/reschedule-requests.ts";
import {
  type BookingPlace,
  comparePlaces,
  getPlacedBookings,
  isInRange,
  listBookingPlaces,
  type PlaceRange,
} from "../store/booking-places.ts";
import { isHiddenFromHost } from "../store/guests.ts";
import { searchBookings } from "../store/search.ts";
import { findTeamOf } from "../store/teams.ts";

/** Which bookings a host asks for; null and "" for any. */
export interface BookingFilter extends Pick<PlaceRange, "from" | "to" | "latestFirst"> {
  status: Status | null;
  /** Only those that wait for the host's decision. */
  isWaiting: boolean;
  typeId: string | null;
  /** All of a team's for its managers, their own for members. */
  teamId: string | null;
  text: string;
}

/** One page of a list, and the cursor of the next. */
export interface BookingPage {
  bookings: Booking[];
  next: string | null;
}

/** The most pages that are read for one page of matching bookings. */
const MAX_PAGES_SCANNED = 20;
/** The most results of a search, and reschedule requests of a host. */
const MAX_FOUND = 1000;

/** A host's bookings by their start, a page at a time; "not-found" for a team that they are not in. */
export async function findBookings(
  app: App,
  hostId: string,
  filter: BookingFilter,
  { limit, cursor }: { limit: number; cursor: string | null },
): Promise<Outcome<BookingPage, "not-found" | "invalid">> {
  const after = cursor === null ? null : parseCursor(cursor);
  if (cursor !== null && !after) {
    return refused("invalid", { fields: { cursor: "cursor-invalid" } });
  }
  const found = filter.teamId === null ? null : await findTeamOf(app.kv, filter.teamId, hostId);
  if (filter.teamId !== null && !found) return refused("not-found");
  const managesTeam = found !== null && isManager(found.member.role);
  const now = app.now();
  const isWanted = (booking: Booking) =>
    !isHiddenFromHost(booking) &&
    (filter.typeId === null || booking.type.id === filter.typeId) &&
    (filter.teamId === null || booking.team?.id === filter.teamId) &&
    (filter.teamId === null || managesTeam || booking.hosts.includes(hostId)) &&
    (filter.status === null || publishedStatus(booking) === filter.status) &&
    (!filter.isWaiting ||
      (managesTeam ? awaitsHost(booking, now) : awaitsDecisionOf(booking, hostId, now)));
  const range = { ...filter, after };
  const source = filter.text.trim() === ""
    ? placesOf(app, filter.teamId ?? hostId, filter)
    : await searchResult(app, hostId, filter);
  return accepted(await readPage(app.kv, { source, range, limit, isWanted }));
}

/** Places of bookings in a range, up to `limit`; fewer only where there are no more. */
type Source = (range: PlaceRange, limit: number) => Promise<BookingPlace[]>;

function placesOf({ kv, now }: App, ownerId: string, filter: BookingFilter): Source {
  const { status, isWaiting } = filter;
  const wanted = status ? [listOf(status)] : isWaiting ? ["pending" as const] : bookingLists;
  return async (range, limit) => {
    const lists = await Promise.all(
      wanted.map((each) => listBookingPlaces(kv, ownerId, each, { ...range, limit })),
    );
    // Of confirmed meetings, only those with a reschedule request wait.
    if (isWaiting && status !== publishedStatuses.pending) {
      const requests = await listRescheduleRequests(kv, ownerId, now(), MAX_FOUND);
      lists.push(requests.filter((place) => isInRange(place, range)));
    }
    return lists.flat().sort(comparePlaces(range.latestFirst)).slice(0, limit);
  };
}

async function searchResult({ kv }: App, hostId: string, filter: BookingFilter): Promise<Source> {
  const { bookings } = await searchBookings(kv, hostId, filter, MAX_FOUND);
  return (range, limit) => {
    const places = bookings.filter((place) => isInRange(place, range));
    return Promise.resolve(places.sort(comparePlaces(range.latestFirst)).slice(0, limit));
  };
}

async function readPage(
  kv: Deno.Kv,
  { source, range, limit, isWanted }: {
    source: Source;
    range: PlaceRange;
    limit: number;
    isWanted(booking: Booking): boolean;
  },
): Promise<BookingPage> {
  const page: { place: BookingPlace; booking: Booking }[] = [];
  let after = range.after;
  for (let n = 0; n < MAX_PAGES_SCANNED; n++) {
    const places = await source({ ...range, after }, limit + 1);
    for (const { place, booking } of await getPlacedBookings(kv, places)) {
      if (booking && isWanted(booking)) page.push({ place, booking });
      if (page.length > limit) return pageOf(page.slice(0, limit), page[limit - 1]!.place);
    }
    if (places.length <= limit) return pageOf(page, null);
    after = places.at(-1)!;
  }
  return pageOf(page, after);
}

function pageOf(page: readonly { booking: Booking }[], next: BookingPlace | null): BookingPage {
  return {
    bookings: page.map(({ booking }) => booking),
    next: next && `${next.start}.${next.id}`,
  };
}

function parseCursor(cursor: string): BookingPlace | null {
  const [, start, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor) ?? [];
  return start === undefined || id === undefined ? null : { start: Number(start), id };
}
