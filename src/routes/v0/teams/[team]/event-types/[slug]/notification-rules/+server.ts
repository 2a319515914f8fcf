import * as api from "$lib/api/operations/team-type-settings.ts";
import { findTeamType } from "$lib/server/http/owned-type.ts";
import { getRules, setRules } from "$lib/server/http/notification-rules-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.getTeamNotificationRules,
  async (call) => getRules(await findTeamType(call)),
);

export const PUT = serve(
  api.setTeamNotificationRules,
  async (call) => setRules(call, await findTeamType(call)),
);
