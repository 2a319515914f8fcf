import * as api from "$lib/api/operations/notifications.ts";
import { findOwnType } from "$lib/server/http/owned-type.ts";
import { getRules, setRules } from "$lib/server/http/notification-rules-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.getNotificationRules,
  async (call) => getRules(await findOwnType(call)),
);

export const PUT = serve(
  api.setNotificationRules,
  async (call) => setRules(call, await findOwnType(call)),
);
