import type { Booking } from "$lib/scheduling/booking.ts";
import { isManager } from "$lib/scheduling/team.ts";
import { getTeamMember, listFormerTeamIdsOf, listTeamIdsOf } from "./teams.ts";

/** An owner under whose id bookings are found by their guests. */
export interface SearchOwner {
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
