import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import { chooseCalendars, setWriteTarget } from "./choose-calendars.ts";

/** What is set of an account; what is missing stays. */
export interface ConnectionPreferences {
  /** All calendars of the account that block time. */
  blocks?: readonly string[] | undefined;
  /** The calendar of the account that confirmed bookings are written to; null writes nowhere if it was this account. */
  target?: string | null | undefined;
}

/** Sets the preferences of an account; "changed" when it no longer has the revision. */
export async function setPreferences(
  app: App,
  hostId: string,
  connectionId: string,
  { blocks, target, revision }: ConnectionPreferences & { revision: number | null },
): Promise<Outcome<null, "busy" | "calendar-refused" | "changed" | "invalid" | "not-found">> {
  const known = await getConnection(app.kv, hostId, connectionId);
  if (!known) return refused("not-found");
  if (revision !== null && known.revision !== revision) return refused("changed");
  const isKnown = (id: string) => known.calendars.some((each) => each.id === id);
  if (blocks && !blocks.every(isKnown)) {
    return refused("invalid", { fields: { blocks: "unknown-calendar" } });
  }
  if (target !== undefined) {
    const set = await setTarget(app, hostId, connectionId, target);
    if (!set.ok) return set;
  }
  if (!blocks) return accepted(null);
  const chosen = await chooseCalendars(app, hostId, connectionId, blocks);
  return chosen.ok ? accepted(null) : chosen;
}

async function setTarget(
  app: App,
  hostId: string,
  connectionId: string,
  calendarId: string | null,
): Promise<Outcome<null, "busy" | "invalid" | "not-found">> {
  if (calendarId !== null) {
    const set = await setWriteTarget(app, hostId, { connectionId, calendarId });
    const isUnknown = !set.ok && set.refusal.code === "not-found";
    return isUnknown ? refused("invalid", { fields: { target: "unknown-calendar" } }) : set;
  }
  const host = await getHost(app.kv, hostId);
  if (host?.targetCalendar?.connectionId !== connectionId) return accepted(null);
  return await setWriteTarget(app, hostId, null);
}
