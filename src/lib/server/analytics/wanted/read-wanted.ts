import { type BestChange, bestChange } from "$lib/scheduling/wanted/best-change.ts";
import type { Changeable } from "$lib/scheduling/wanted/change.ts";
import {
  daysOfType,
  type WantedFigures,
  wantedFigures,
} from "$lib/scheduling/wanted/wanted-figures.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import type { App } from "../../app.ts";
import { listEventTypes } from "../../store/event-types.ts";
import { getHostRules } from "../../store/host-rules.ts";
import { listSchedules } from "../../store/schedules.ts";
import { listWantedDays } from "../../store/wanted-days.ts";

/** What guests wanted of an owner's event types and were not offered. */
export interface ReadWanted extends WantedFigures {
  /** The one change that would have offered most of it; null where none would offer three. */
  change: BestChange | null;
  types: readonly EventType[];
  /** A host's; none of a team, whose members have their own. */
  schedules: readonly Schedule[];
}

/** The wanted times of some dates, both included: of all of an owner's event types, or of one. */
export async function readWanted(
  { kv }: Pick<App, "kv">,
  ownerId: string,
  dates: { from: string; to: string },
  typeId: string | null,
): Promise<ReadWanted> {
  const [days, types, schedules, rules] = await Promise.all([
    listWantedDays(kv, ownerId, dates),
    listEventTypes(kv, ownerId),
    listSchedules(kv, ownerId),
    getHostRules(kv, ownerId),
  ]);
  const settings = new Map(types.map((type): [string, Changeable] => [type.id, {
    type,
    schedule: type.team ? null : schedules.find(({ id }) => id === type.scheduleId) ?? null,
    hostLimits: type.team ? null : rules.bookingLimits,
  }]));
  const chosen = daysOfType(days.map(({ day }) => day), typeId);
  return {
    ...wantedFigures(chosen),
    change: bestChange(chosen, settings),
    types,
    schedules,
  };
}
