import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import { type ClosedTime, closedTimesIn } from "$lib/scheduling/availability-exceptions.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { datesAround, openWindowsOver, withoutClosures } from "$lib/scheduling/open-windows.ts";
import { inside, merge, type Span } from "$lib/scheduling/span.ts";
import { listEventTypes } from "../store/event-types.ts";
import { getHostRules } from "../store/host-rules.ts";
import { listTeamIdsOf } from "../store/teams.ts";
import { defaultScheduleOf, scheduleFor } from "./team-terms.ts";

/** When a host can be booked by their hours, and what closes time. */
export interface OpenHours {
  /** In order; they neither overlap nor touch. */
  open: Span[];
  /** Time off and holidays; a date override closes only the hours of its schedule. */
  closed: ClosedTime[];
}

/** The hours of every schedule that an event type uses, also of a team; of the default schedule where there is no such type. */
export async function readOpenHours(
  kv: Deno.Kv,
  { id, zone }: Pick<Host, "id" | "zone">,
  span: Span,
): Promise<OpenHours> {
  const [schedules, rules] = await Promise.all([schedulesInUse(kv, id), getHostRules(kv, id)]);
  const dates = datesAround(span, zone, 0);
  const hours = schedules.flatMap(({ rules: weekly, overrides }) =>
    withoutClosures(
      openWindowsOver(weekly, zone, span, 0, overrides),
      closedTimesIn({ ...rules, overrides }, zone, ...dates),
    )
  );
  const closed = closedTimesIn({ ...rules, overrides: [] }, zone, ...dates);
  return {
    open: merge(hours.flatMap((window) => inside(window, span))),
    closed: closed.flatMap((each) => inside(each, span).map((part) => ({ ...each, ...part }))),
  };
}

async function schedulesInUse(kv: Deno.Kv, hostId: string): Promise<Schedule[]> {
  const owners = [hostId, ...await listTeamIdsOf(kv, hostId)];
  const types = (await Promise.all(owners.map((owner) => listEventTypes(kv, owner)))).flat();
  const used = await Promise.all(
    types.filter(({ active }) => active).map((type) => scheduleFor(kv, hostId, { type })),
  );
  const byId = new Map(used.flatMap((each) => each ? [[each.id, each] as const] : []));
  if (byId.size > 0) return [...byId.values()];
  const usual = await defaultScheduleOf(kv, hostId);
  return usual ? [usual] : [];
}
