import type { Host } from "$lib/scheduling/host.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { App } from "$lib/server/app.ts";
import { cookieName } from "$lib/server/auth/cookies.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { isListed } from "$lib/server/event-types/find-bookable-type.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";

/** How far the first free time of an example is searched, days. */
const SEARCHED_DAYS = 14;

/** What the curl lines are made for: of a signed-in host with their own username, event type and next available time. */
export async function curlPlace(app: App, host: Host | null) {
  return {
    baseUrl: app.baseUrl,
    cookie: cookieName(app, sessionCookie),
    values: host ? await valuesOf(app, host) : {},
  };
}

async function valuesOf(app: App, host: Host): Promise<Record<string, string>> {
  const { username, zone } = host;
  const type = (await listEventTypes(app.kv, host.id)).find(isListed);
  if (!type) return { username };
  const now = app.now();
  const { starts } = await findSlots(app, {
    hosts: [host],
    type,
    minutes: type.durations[0]!,
    window: { start: now, end: now + SEARCHED_DAYS * DAY },
  });
  return {
    username,
    slug: type.slug,
    eventSlug: type.slug,
    timezone: zone,
    ...(starts[0] === undefined ? {} : { startsAt: new Date(starts[0]).toISOString() }),
  };
}
