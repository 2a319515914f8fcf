import { defaultSchedule, type Schedule } from "$lib/scheduling/availability-schedule.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { listEventTypes } from "../store/event-types.ts";
import { listSchedules } from "../store/schedules.ts";

/** All schedules of a host as the API returns them, by name. */
export async function schedulesJson({ kv }: App, host: Host) {
  const [all, types] = await Promise.all([
    listSchedules(kv, host.id),
    listEventTypes(kv, host.id),
  ]);
  return all.map((schedule) => scheduleJson(schedule, all, types, host));
}

/** One schedule with its event types; the default one without an id, "not-found" for one that is not the host's. */
export async function readSchedule(
  app: App,
  host: Host,
  id: string | null | undefined,
): Promise<Outcome<Awaited<ReturnType<typeof schedulesJson>>[number], "not-found">> {
  const all = await schedulesJson(app, host);
  const found = all.find((each) => id ? each.id === id : each.isDefault);
  return found ? accepted(found) : refused("not-found");
}

function scheduleJson(
  { hostId: _, hoursRevision: _hours, ...schedule }: Schedule,
  all: readonly Schedule[],
  types: readonly EventType[],
  { zone }: Host,
) {
  const users = types.filter(({ scheduleId }) => scheduleId === schedule.id);
  return {
    ...schedule,
    timezone: zone,
    isDefault: defaultSchedule(all, types)?.id === schedule.id,
    eventTypes: users.map(({ id }) => id),
  };
}
