import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import type { App } from "../app.ts";
import { getConnection } from "../store/connections.ts";
import { listenersAmong, type NewWebhookEvent } from "../store/webhook-events.ts";
import type { VersionedGuard } from "../store/guard.ts";

/**
 * The webhook event of a calendar that stopped working, once per outage and with the email to its host, or that works
 * again after that; null where nothing of it happened or nobody listens.
 */
export async function calendarWebhook(
  { kv, now }: Pick<App, "kv" | "now">,
  guard: VersionedGuard,
  calendar: { key: string; id: string },
  { was, is }: { was: CalendarState; is: CalendarState },
): Promise<NewWebhookEvent | null> {
  const owners = listenersAmong([guard]);
  const wasBroken = was.failure?.isHostNotified === true;
  const isBroken = is.failure?.isHostNotified === true;
  if (owners.length === 0 || wasBroken === isBroken) return null;
  const connectionId = calendar.key.slice(0, calendar.key.indexOf(":"));
  const connection = await getConnection(kv, guard.hostId, connectionId);
  const at = now(), failure = is.failure ?? was.failure!;
  return {
    kind: isBroken ? "calendar.broken" : "calendar.restored",
    at,
    owners,
    onlyFor: null,
    isTest: false,
    facts: {
      about: "calendar",
      hostId: guard.hostId,
      connectionId,
      connection: connection?.label ?? "",
      calendarId: calendar.id,
      calendar: connection?.calendars.find(({ id }) => id === calendar.id)?.name ?? "",
      since: isBroken ? failure.since : at,
      reason: failure.reason,
    },
  };
}
