import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { getGuards } from "../kv/guard.ts";
import { type ConfirmationMode, confirmationModeOf } from "./confirmation.ts";
import { calendarsOf } from "./offering.ts";

/** Who confirms a booking of an event type, of no time in particular; by what is known now of the calendars of its hosts. */
export async function confirmationModeNow(
  app: App,
  { hosts, type }: { hosts: readonly Host[]; type: EventType },
): Promise<ConfirmationMode> {
  const guards = await getGuards(app.kv, hosts.map(({ id }) => id));
  const now = app.now();
  const { syncIntervalMs } = app.settings;
  const { knownUntil } = calendarsOf(type, guards, { minutes: 0, now, syncIntervalMs });
  return confirmationModeOf(app, type, knownUntil, now);
}
