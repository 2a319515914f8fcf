import * as api from "$lib/api/operations/teams.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { leave } from "$lib/server/teams/leave.ts";
import { setRole } from "$lib/server/teams/members.ts";
import { readMemberJson } from "$lib/server/teams/team-json.ts";

export const PATCH = serve(api.setMemberRole, async ({ app, host, params, body }) => {
  const by = { teamId: params.id, hostId: host.id };
  const set = await setRole(app, by, params.hostId, body.role, body.webhooks);
  return set.ok ? accepted({ member: await readMemberJson(app, set.value) }) : set;
});

export const DELETE = serve(api.removeMember, async ({ app, host, params, body }) => {
  const { id: teamId, hostId } = params;
  const left = await leave(app, { teamId, hostId, by: host.id, ...body });
  return left.ok ? accepted({}) : left;
});
