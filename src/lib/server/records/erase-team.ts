import { commit } from "../kv/commit.ts";
import { deleteRange } from "../kv/delete-many.ts";
import { endSubscriptions } from "./erase-webhooks.ts";
import { deleteEventType, listEventTypes } from "../store/event-types.ts";
import { keys } from "../kv/keys.ts";
import { getPageSettings } from "../store/page-settings.ts";
import { deletePicture } from "../store/pictures.ts";
import { deletePrivateLinks, listPrivateLinks } from "../store/private-links.ts";
import { kindsWhere } from "./records.ts";
import { deleteRotation } from "../store/team-bookings.ts";
import { deleteTeamInvitation, listTeamInvitations } from "../store/team-invitations.ts";
import { deleteTeamMember, listTeamMembers } from "../store/teams.ts";

const LINKS_PER_COMMIT = 200;

/**
 * Erases what a deleted team has set, members last, one commit at a time; each step resumes after an interruption. The
 * record of the team and its email texts stay, since its bookings name them.
 */
export async function eraseTeamSettings(kv: Deno.Kv, teamId: string, now: number): Promise<void> {
  await endSubscriptions(kv, teamId, now);
  for (const type of await listEventTypes(kv, teamId)) {
    const links = await listPrivateLinks(kv, teamId, type.id);
    for (let i = 0; i < links.length; i += LINKS_PER_COMMIT) {
      await commit(deletePrivateLinks(kv.atomic(), links.slice(i, i + LINKS_PER_COMMIT)));
    }
    const op = deleteEventType(kv.atomic(), type);
    deleteRotation(op, type);
    await commit(op);
  }
  for (const invitation of await listTeamInvitations(kv, teamId)) {
    await commit(deleteTeamInvitation(kv.atomic(), invitation));
  }
  await deleteRange(kv, { prefix: keys.blockListOf(teamId) });
  await erasePage(kv, teamId);
  await eraseCounts(kv, teamId);
  for (const member of await listTeamMembers(kv, teamId)) {
    await commit(deleteTeamMember(kv.atomic(), member));
  }
}

/** What a team has set of its page, its pictures with it. */
async function erasePage(kv: Deno.Kv, teamId: string): Promise<void> {
  const { picture, logo } = await getPageSettings(kv, teamId);
  const op = kv.atomic().delete(keys.pageSettings(teamId));
  for (const stored of [picture, logo]) {
    if (stored) await deletePicture(kv, op, teamId, stored.hash);
  }
  await commit(op);
}

/** Deletes everything that was counted for a team; its record is closed, so nobody counts for it any more. */
export async function eraseCounts(kv: Deno.Kv, teamId: string): Promise<void> {
  for (const kind of kindsWhere(({ counted }) => counted === true)) {
    await deleteRange(kv, { prefix: [kind, teamId] });
    await kv.delete([kind, teamId]);
  }
}
