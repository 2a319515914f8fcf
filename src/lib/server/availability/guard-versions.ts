/** What was read or computed under guards, and since when it is outdated. */
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { VersionedGuard } from "../store/guard.ts";

/**
 * Whose guards stand for a booking page: of everybody whose time is searched, and of the team that owns the event type.
 * For the page that lists event types it is the owner's alone.
 */
export function guardsOfPage(
  { hosts, type }: { hosts: readonly { id: string }[]; type: Pick<EventType, "ownerId" | "team"> },
): string[] {
  return [...hosts.map(({ id }) => id), ...(type.team ? [type.ownerId] : [])];
}

/**
 * One text for the versionstamps of guards: while it is the same, so is everything that stands under them. Null where one
 * of them has no guard, as nothing may be kept then. The counter in a guard would not do: it can begin anew.
 */
export function versionOf(guards: readonly VersionedGuard[]): string | null {
  const versionstamps = guards.map(({ versionstamp }) => versionstamp);
  return versionstamps.includes(null) ? null : versionstamps.join(" ");
}
