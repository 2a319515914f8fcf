import type { Booking } from "$lib/scheduling/booking.ts";
import type { Status } from "$lib/scheduling/booking-state.ts";
import { matchesSearch, queryTerms } from "$lib/scheduling/search-terms.ts";
import { getBookings } from "./bookings.ts";
import { keys } from "../kv/keys.ts";
import { isManager } from "$lib/scheduling/team.ts";
import { getTeamMember, listFormerTeamIdsOf, listTeamIdsOf } from "./teams.ts";

const MAX_INDEX_ENTRIES = 1000;
const END = "\u{10ffff}";

export interface BookingSearch {
  text: string;
  status: Status | null;
  typeId: string | null;
}

/**
 * A host's bookings, with those of their teams that they may see, that match all search terms as word prefixes in name, address or note, latest meeting first. At
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
  const found: Booking[] = [];
  let isCut = false;
  for (const { ownerId, isVisible } of await searchOwnersFor(kv, hostId)) {
    const ids = await listIds(kv, ownerId, longest);
    found.push(...(await getBookings(kv, [...ids.values])).filter(isVisible));
    isCut ||= ids.isCut;
  }
  const matching = found.filter((booking) =>
    matchesSearch(booking, terms) && (status === null || booking.status === status) &&
    (typeId === null || booking.type.id === typeId)
  );
  matching.sort((a, b) => b.start - a.start);
  return { bookings: matching.slice(0, limit), more: matching.length > limit || isCut };
}

/** Bookings of an owner with a word that begins so, and whether there may be more of them. */
async function listIds(
  kv: Deno.Kv,
  ownerId: string,
  word: string,
): Promise<{ values: Set<string>; isCut: boolean }> {
  const range = {
    start: keys.searchWordsFrom(ownerId, word),
    end: keys.searchWordsFrom(ownerId, word + END),
  };
  const values = new Set<string>();
  let entries = 0;
  for await (const { key } of kv.list(range, { limit: MAX_INDEX_ENTRIES, batchSize: 500 })) {
    values.add(String(key.at(-1)));
    entries++;
  }
  return { values, isCut: entries === MAX_INDEX_ENTRIES };
}

/** An owner under whose id bookings are found by their guests. */
interface SearchOwner {
  ownerId: string;
  /** Whether the host who searches may see one of its bookings. */
  isVisible(booking: Pick<Booking, "hosts">): boolean;
}

/** The host's own bookings, and those of their present and former teams: all of a team that they manage, of others those they are in. */
export async function searchOwnersFor(kv: Deno.Kv, hostId: string): Promise<SearchOwner[]> {
  const ids = [...await listTeamIdsOf(kv, hostId), ...await listFormerTeamIdsOf(kv, hostId)];
  const teams = await Promise.all(ids.map(async (teamId) => {
    const member = await getTeamMember(kv, teamId, hostId);
    const managesTeam = member !== null && isManager(member.role);
    return {
      ownerId: teamId,
      isVisible: ({ hosts }: Pick<Booking, "hosts">) => managesTeam || hosts.includes(hostId),
    };
  }));
  return [{ ownerId: hostId, isVisible: () => true }, ...teams];
}
