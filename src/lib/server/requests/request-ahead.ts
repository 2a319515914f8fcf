/** Most of what a request is decided on, from one read of the store. */
import type { App } from "../app.ts";
import { linkKey } from "../event-types/private-links.ts";
import { blockListKeys } from "../store/block-list.ts";
import { lastPlaceOf } from "../store/event-types.ts";
import { getGuard, type VersionedGuard } from "../kv/guard.ts";
import { keys } from "../kv/keys.ts";
import { readAhead } from "../kv/read-ahead.ts";
import type { BookingRequest } from "../changes/booking-request.ts";
import { emailCountKey } from "../changes/recipient-limit.ts";

/** The server over a store that was read at one instant, with the host's guard of then. */
export interface RequestAhead {
  app: App;
  /** Null where nothing was read ahead. */
  guard: VersionedGuard | null;
}

/**
 * Reads guard, host, event type, idempotency record, block list and limits of a request to a host's own event type at
 * one instant, where the host of its address is known; otherwise each is read when it is needed.
 */
export async function readRequestAhead(
  app: App,
  { username, teamSlug, slug, guest, extraGuests = [], link }: BookingRequest,
  idempotencyHash: string | null,
): Promise<RequestAhead> {
  const place = teamSlug ? null : lastPlaceOf(username, slug);
  if (!place) return { app, guard: null };
  const { hostId, typeId } = place;
  const privateLink = await linkKey(link);
  const kv = await readAhead(app.kv, [
    keys.guard(hostId),
    keys.host(hostId),
    keys.eventType(hostId, typeId),
    ...(idempotencyHash ? [keys.idempotencyRecord(idempotencyHash)] : []),
    ...(privateLink ? [privateLink] : []),
    await emailCountKey(app, guest.email),
    ...await blockListKeys(hostId, guest.email),
    ...await Promise.all(extraGuests.map((email) => emailCountKey(app, email))),
  ]);
  const guard = await getGuard(kv, hostId);
  app.hostMemory.under(guard);
  return { app: { ...app, kv }, guard };
}

/** The guard that this program knows since then, by a commit or a read of its own; null where it knows none. */
export function guardSince({ hostMemory }: App, { guard }: RequestAhead): VersionedGuard | null {
  const known = guard && hostMemory.latest(guard.hostId);
  return known && (known.versionstamp ?? "") > (guard.versionstamp ?? "") ? known : null;
}

/** Whether what was read ahead is, as far as this program knows, as it is now; the commit checks the guard. */
export function isStillAhead({ hostMemory }: App, { guard }: RequestAhead): boolean {
  return guard !== null && hostMemory.isLatest(guard);
}
