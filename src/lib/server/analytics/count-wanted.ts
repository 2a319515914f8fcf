import { dateAt } from "$lib/scheduling/day.ts";
import type { CountedTime, WantedTime } from "$lib/scheduling/wanted/wanted-time.ts";
import type { App } from "../app.ts";
import { explainWanted } from "../availability/explain-wanted.ts";
import { findBookingPage } from "../event-types/booking-page.ts";
import { getPageSettings } from "../store/page-settings.ts";

/** What a wanted time counts for, on the date of its owner's zone; null for a host's own look, where visits are not counted, and for what could not be booked at all. */
export async function countWanted(
  app: App,
  { page, link, minutes, viewerId, ...wanted }: WantedTime,
): Promise<{ ownerId: string; date: string; counted: CountedTime } | null> {
  const found = await findBookingPage(app, page, link);
  if (!found.ok) return null;
  const { owner, hosts, type } = found.value;
  if (viewerId !== null && [owner.id, ...hosts.map(({ id }) => id)].includes(viewerId)) return null;
  if (!(await getPageSettings(app.kv, owner.id)).countVisits) return null;
  const isLength = minutes !== null && type.durations.includes(minutes);
  if (!isLength && minutes !== null && wanted.time.kind === "start") return null;
  const explained = await explainWanted(app, {
    ...wanted,
    hosts,
    type,
    minutes: isLength ? minutes : type.durations[0]!,
    zone: owner.zone,
  });
  if (!explained) return null;
  return {
    ownerId: owner.id,
    date: dateAt(wanted.at, owner.zone),
    counted: { typeId: type.id, ...explained },
  };
}
