import type { Booking } from "$lib/scheduling/booking.ts";
import { isManager } from "$lib/scheduling/team.ts";
import { getTeamMember } from "../store/teams.ts";

/** As what a host may act on a booking: as one of its hosts, or as a manager of its team for them; null for others. */
export async function actsAs(
  kv: Deno.Kv,
  { hosts, team }: Pick<Booking, "hosts" | "team">,
  hostId: string,
): Promise<"host" | "manager" | null> {
  if (hosts.includes(hostId)) return "host";
  return team && await isManagerOf(kv, team.id, hostId) ? "manager" : null;
}

/** Whether a host is an owner or admin of a team. */
export async function isManagerOf(kv: Deno.Kv, teamId: string, hostId: string): Promise<boolean> {
  const member = await getTeamMember(kv, teamId, hostId);
  return member !== null && isManager(member.role);
}
