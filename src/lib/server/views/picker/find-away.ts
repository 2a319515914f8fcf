import { firstDateBack, type TimeOff, timeOffOn } from "$lib/scheduling/availability-exceptions.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import type { App } from "../../app.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";
import { getHostRules } from "../../store/host-rules.ts";

/** Time off of the host of a page, and the date on which they are back, both in their zone. */
export interface Away {
  timeOff: TimeOff;
  back: string;
}

/** Whether the host of a page is away at an instant; null for a team, whose members are away one by one. */
export async function findAway(
  app: App,
  { owner, team }: BookingPage,
  instant: number,
): Promise<Away | null> {
  if (team) return null;
  const rules = await getHostRules(app.kv, owner.id);
  const date = dateAt(instant, owner.zone);
  const timeOff = timeOffOn(rules.timeOff, date);
  return timeOff && { timeOff, back: firstDateBack(rules, date) };
}
