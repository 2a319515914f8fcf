import * as api from "$lib/api/operations/notifications.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { setReminders } from "$lib/server/event-types/reminders.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEventType } from "$lib/server/store/event-types.ts";

const answer = ({ alarm, reminders, revision }: EventType) =>
  accepted({ notificationRules: { alarm, reminders, revision } });

export const GET = serve(api.getNotificationRules, async ({ app, host, params }) => {
  const type = await getEventType(app.kv, host.id, params.id);
  return type ? answer(type) : refused("not-found");
});

export const PUT = serve(
  api.setNotificationRules,
  async ({ app, host, params, body, revision }) => {
    const was = await getEventType(app.kv, host.id, params.id);
    if (!was) return refused("not-found");
    const { revision: expected = revision ?? was.revision, ...input } = body;
    const saved = await setReminders(app, host.id, was.id, expected, input);
    return saved.ok ? answer(saved.value) : saved;
  },
);
