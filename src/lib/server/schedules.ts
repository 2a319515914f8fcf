import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { mergeRules, type Schedule, type WeeklyRule } from "$lib/scheduling/schedule.ts";
import type { App } from "./app.ts";
import { getSchedule, setSchedule } from "./store/schedules.ts";
import { changeUnderGuard } from "./under-guard.ts";

/** Saves parsed weekly hours, overlapping windows merged; "changed" when they are no longer those that the form showed. */
export function saveRules(
  app: App,
  hostId: string,
  scheduleId: string,
  wish: { revision: number; rules: WeeklyRule[] },
): Promise<Outcome<Schedule>> {
  return changeUnderGuard(app, hostId, async (op) => {
    const was = await getSchedule(app.kv, hostId, scheduleId);
    if (!was) return refused("not-found");
    if (was.revision !== wish.revision) return refused("changed");
    const schedule = { ...was, rules: mergeRules(wish.rules), revision: was.revision + 1 };
    setSchedule(op, schedule);
    return accepted(schedule);
  });
}
