import { worstFreshness } from "$lib/scheduling/calendar-state.ts";
import type { App } from "../app.ts";
import { getGuard } from "../store/guard.ts";
import { listSchedules } from "../store/schedules.ts";

/** What a team sees of a member's calendars: whether their time is known, never what is in them. */
export interface MemberState {
  /** The worst of the calendars that block time; "none" without any. */
  calendar: "fresh" | "stale" | "broken" | "signed-out" | "none";
  /** Whether any schedule has hours. */
  hasHours: boolean;
}

export async function readMemberState(app: App, hostId: string): Promise<MemberState> {
  const [{ guard }, schedules] = await Promise.all([
    getGuard(app.kv, hostId),
    listSchedules(app.kv, hostId),
  ]);
  const states = Object.values(guard.calendars);
  const isSignedOut = states.some(({ failure }) => failure?.kind === "signed-out");
  const worst = worstFreshness(states, app.now(), app.settings.syncIntervalMs) ?? "none";
  return {
    calendar: isSignedOut ? "signed-out" : worst,
    hasHours: schedules.some(({ rules, overrides }) => rules.length + overrides.length > 0),
  };
}
