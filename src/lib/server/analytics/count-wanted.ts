import { dateAt } from "$lib/scheduling/day.ts";
import type { CountedTime, WantedTime } from "$lib/scheduling/wanted/wanted-time.ts";
import type { App } from "../app.ts";
import { explainWanted } from "../availability/explain-wanted.ts";
import type { SlotSearch } from "../availability/offering.ts";
import { findMovedBooking } from "../views/moved-booking.ts";
import { type BookingPage, findBookingPage } from "../event-types/booking-page.ts";
import { getPageSettings } from "../store/page-settings.ts";

/** What a wanted time counts for, on the date of its owner's zone; null for a host's own look, where visits are not counted, and for what could not be booked at all. */
export async function countWanted(
  app: App,
  wanted: WantedTime,
): Promise<{ ownerId: string; date: string; counted: CountedTime } | null> {
  const found = wanted.bookingId === undefined
    ? await findNew(app, wanted)
    : await findMoved(app, wanted.bookingId, wanted);
  if (!found) return null;
  const { page: { owner, hosts, type }, ...search } = found;
  const { viewerId, time, at, isRefused } = wanted;
  if (viewerId !== null && [owner.id, ...hosts.map(({ id }) => id)].includes(viewerId)) return null;
  if (!(await getPageSettings(app.kv, owner.id)).countVisits) return null;
  const { zone } = owner;
  const question = { hosts, type, zone, time, at, isRefused, ...search };
  const explained = await explainWanted(app, question);
  if (!explained) return null;
  return {
    ownerId: owner.id,
    date: dateAt(at, zone),
    counted: { typeId: type.id, ...explained },
  };
}

/** Whose page a time was wanted of, and how it is searched. */
type Found =
  & { page: BookingPage }
  & Pick<SlotSearch, "minutes" | "excludedBookingId" | "movedWith">;

async function findNew(
  app: App,
  { page: address, link, minutes, time }: WantedTime,
): Promise<Found | null> {
  const found = await findBookingPage(app, address, link);
  if (!found.ok) return null;
  const { durations } = found.value.type;
  const isLength = minutes !== null && durations.includes(minutes);
  if (!isLength && minutes !== null && time.kind === "start") return null;
  return { page: found.value, minutes: isLength ? minutes : durations[0]! };
}

/** Nobody wants the time that the booking has. */
async function findMoved(
  app: App,
  bookingId: string,
  { time }: WantedTime,
): Promise<Found | null> {
  const found = await findMovedBooking(app, bookingId);
  if (!found) return null;
  const { booking, page, moved: { minutes, movedWith = [] } } = found;
  if (time.kind === "start" && time.start === booking.start) return null;
  return { page, minutes, excludedBookingId: booking.id, movedWith };
}
