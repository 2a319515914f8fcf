import * as api from "$lib/api/operations/team-type-settings.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { setMemberSchedule } from "$lib/server/event-types/team-types.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findTypeOfTeam } from "$lib/server/teams/find-team-type.ts";

export const GET = serve(api.getOwnSchedule, async ({ app, host, params }) => {
  const found = await findTypeOfTeam(app, params, host.id, "member");
  return found ? answerOf(found.type, host.id) : refused("not-found");
});

export const PUT = serve(api.setOwnSchedule, async ({ app, host, params, body }) => {
  const found = await findTypeOfTeam(app, params, host.id, "member");
  if (!found) return refused("not-found");
  const member = { teamId: found.team.id, hostId: host.id };
  const set = await setMemberSchedule(app, member, found.type.id, body.id);
  return set.ok ? answerOf(set.value, host.id) : set;
});

function answerOf({ team }: EventType, hostId: string) {
  const member = team?.members.find((each) => each.hostId === hostId);
  return member ? accepted({ schedule: { id: member.scheduleId } }) : refused("not-found");
}
