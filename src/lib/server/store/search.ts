import type { Booking, Status } from "$lib/scheduling/booking.ts";
import { matchesSearch, queryTerms } from "$lib/scheduling/search-terms.ts";
import { getBookings } from "./bookings.ts";
import { keys } from "./keys.ts";

const MAX_INDEX_ENTRIES = 1000;
const END = "\u{10ffff}";

export interface BookingSearch {
  text: string;
  status: Status | null;
  typeId: string | null;
}

/**
 * A host's bookings that match all search terms as word prefixes in name, address or note, latest meeting first. At
 * most `limit` of the first thousand index entries of the longest term; `more` says that there are others.
 */
export async function searchBookings(
  kv: Deno.Kv,
  hostId: string,
  { text, status, typeId }: BookingSearch,
  limit: number,
): Promise<{ bookings: Booking[]; more: boolean }> {
  const terms = queryTerms(text);
  const [longest] = terms.toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return { bookings: [], more: false };
  const range = {
    start: keys.searchWordsFrom(hostId, longest),
    end: keys.searchWordsFrom(hostId, longest + END),
  };
  const ids = new Set<string>();
  let entries = 0;
  for await (const { key } of kv.list(range, { limit: MAX_INDEX_ENTRIES, batchSize: 500 })) {
    ids.add(String(key.at(-1)));
    entries++;
  }
  const found = (await getBookings(kv, [...ids])).filter((booking) =>
    matchesSearch(booking.guest, terms) && (status === null || booking.status === status) &&
    (typeId === null || booking.type.id === typeId)
  );
  found.sort((a, b) => b.start - a.start);
  const more = found.length > limit || entries === MAX_INDEX_ENTRIES;
  return { bookings: found.slice(0, limit), more };
}
