import { awaitsDecisionOf } from "$lib/scheduling/booking.ts";
import { stateOf } from "$lib/scheduling/booking-state.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { listApiKeys } from "../store/api-keys.ts";
import { listBookings } from "../store/bookings.ts";
import { listEventTypes } from "../store/event-types.ts";
import { listInvitations } from "../store/invitations.ts";
import { listPrivateLinks } from "../store/private-links.ts";
import { listRescheduleRequests } from "../store/reschedule-requests.ts";
import { listOwnSubscriptions } from "../webhooks/managed-subscriptions.ts";

/** Something of a host's that ends by itself at an instant, epoch ms. */
export interface Deadline {
  kind:
    | "request"
    | "reschedule"
    | "verification"
    | "private-link"
    | "api-key"
    | "invitation"
    | "webhook-secret";
  at: number;
  /** Of a booking, an event type, a key or a subscription; null for what has no page of its own. */
  id: string | null;
  /** The guest, or what its host called it. */
  name: string;
}

/** How far ahead is looked, and how much of each kind. */
const AHEAD_MS = 14 * DAY;
const MOST = 50;

/** What of a host's ends within two weeks, the nearest first. */
export async function readDeadlines(app: App, hostId: string): Promise<Deadline[]> {
  const now = app.now();
  const all = await Promise.all([
    ofRequests(app, hostId, now),
    ofLinks(app, hostId),
    ofAccess(app, hostId),
  ]);
  return all.flat().filter(({ at }) => at > now && at <= now + AHEAD_MS)
    .sort((a, b) => a.at - b.at).slice(0, MOST);
}

async function ofRequests({ kv }: App, hostId: string, now: number): Promise<Deadline[]> {
  const { bookings } = await listBookings(kv, hostId, "pending", { limit: MOST });
  const requests = bookings.flatMap((booking): Deadline[] => {
    const { id, guest: { name }, reservedUntil: at } = booking;
    if (at === null) return [];
    if (stateOf(booking, now) === "unverified") return [{ kind: "verification", at, id, name }];
    return awaitsDecisionOf(booking, hostId, now) ? [{ kind: "request", at, id, name }] : [];
  });
  const moves = (await listRescheduleRequests(kv, hostId, now, MOST)).flatMap(
    ({ id, guest: { name }, rescheduleRequest }): Deadline[] =>
      rescheduleRequest ? [{ kind: "reschedule", at: rescheduleRequest.expiresAt, id, name }] : [],
  );
  return [...requests, ...moves];
}

async function ofLinks({ kv }: App, hostId: string): Promise<Deadline[]> {
  const types = await listEventTypes(kv, hostId);
  const links = await Promise.all(types.map(({ id }) => listPrivateLinks(kv, hostId, id)));
  return types.flatMap(({ id, title }, n) =>
    links[n]!.flatMap((link): Deadline[] =>
      link.expiresAt !== null && link.revokedAt === null
        ? [{ kind: "private-link", at: link.expiresAt, id, name: link.label || title }]
        : []
    )
  );
}

async function ofAccess(app: App, hostId: string): Promise<Deadline[]> {
  const { kv } = app;
  const keys = (await listApiKeys(kv, hostId)).flatMap((key): Deadline[] =>
    key.expiresAt !== null && !key.revoked
      ? [{ kind: "api-key", at: key.expiresAt, id: key.id, name: key.name }]
      : []
  );
  const invitations = (await listInvitations(kv, hostId)).flatMap((each): Deadline[] =>
    each.usedAt === null ? [{ kind: "invitation", at: each.expiresAt, id: null, name: "" }] : []
  );
  const secrets = (await listOwnSubscriptions(app, hostId)).flatMap(({ subscription }) => {
    const { id, description, url, secrets } = subscription;
    const name = description || new URL(url).host;
    return secrets.flatMap(({ until }): Deadline[] =>
      until === null ? [] : [{ kind: "webhook-secret", at: until, id, name }]
    );
  });
  return [...keys, ...invitations, ...secrets];
}
