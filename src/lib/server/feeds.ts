/** Feeds of a host's bookings that other calendar programs read: opened, renewed, closed, and found by their secret. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { isLiveBooking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "./app.ts";
import { hashOf, newSecret } from "./secrets.ts";
import { listBookings } from "./store/bookings.ts";
import { type FeedKind, feedKinds, getFeed, readFeedOf, setFeed } from "./store/feeds.ts";
import { isUnheard } from "./store/guests.ts";
import { getOpenHost } from "./store/hosts.ts";

export { type FeedKind, feedKinds } from "./store/feeds.ts";

const TRIES = 5;
const BACK = 30 * 86_400_000;
/** No meeting is longer, so what began before this is over. */
const LONGEST = 480 * 60_000;
const MOST_COMING = 10_000, MOST_PAST = 1_000;

/** Opens a feed at a new secret address; the address that it had before leads nowhere from now on. */
export async function open(app: App, hostId: string, kind: FeedKind): Promise<Outcome<null>> {
  const secret = newSecret();
  const is = {
    hash: await hashOfFeed(secret),
    sealed: await app.sealer.seal(secret, contextOf(hostId, kind)),
    openedAt: app.now(),
  };
  return await change(app, hostId, kind, is);
}

/** Closes a feed; one that is not open is closed already. */
export function close(app: App, hostId: string, kind: FeedKind): Promise<Outcome<null>> {
  return change(app, hostId, kind, null);
}

/** Closes whatever a host has open. */
export async function closeAll(app: App, hostId: string): Promise<void> {
  for (const kind of feedKinds) await close(app, hostId, kind);
}

/** The addresses of a host's feeds; null where none is open. */
export async function addressesOf(
  app: App,
  hostId: string,
): Promise<Record<FeedKind, string | null>> {
  const addressOf = async (kind: FeedKind) => {
    const { value } = await readFeedOf(app.kv, hostId, kind);
    if (!value) return null;
    return `${app.baseUrl}/feed/${await app.sealer.open(
      value.sealed,
      contextOf(hostId, kind),
    )}.ics`;
  };
  return { "bookings": await addressOf("bookings"), "free-busy": await addressOf("free-busy") };
}

/** What a secret lets its reader see: meetings of the last month, a thousand at the most, those to come, and requests that hold time. */
export async function find(
  app: App,
  secret: string,
): Promise<{ host: Host; kind: FeedKind; bookings: Booking[] } | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return null;
  const feed = await getFeed(app.kv, await hashOfFeed(secret));
  const host = feed && await getOpenHost(app.kv, feed.hostId);
  if (!feed || !host) return null;
  const now = app.now();
  const coming = { limit: MOST_COMING, from: now - LONGEST };
  const agreed = await listBookings(app.kv, host.id, "CONFIRMED", coming);
  const asked = await listBookings(app.kv, host.id, "PENDING", coming);
  const past = await listBookings(app.kv, host.id, "CONFIRMED", {
    limit: MOST_PAST,
    before: now - LONGEST,
    latestFirst: true,
  });
  const bookings = [
    ...past.bookings.filter(({ start }) => start >= now - BACK).reverse(),
    ...agreed.bookings,
    // Of a request whose address is not proved its time may be known, and nobody's name.
    ...asked.bookings.filter((each) =>
      isLiveBooking(each, now) && (feed.kind === "free-busy" || !isUnheard(each))
    ),
  ];
  return { host, kind: feed.kind, bookings };
}

async function change(
  app: App,
  hostId: string,
  kind: FeedKind,
  is: Parameters<typeof setFeed>[3],
): Promise<Outcome<null>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const was = await readFeedOf(app.kv, hostId, kind);
    if (await setFeed(app.kv, was, { hostId, kind }, is)) return accepted(null);
  }
  return refused("busy", { retryAfter: 1 });
}

const hashOfFeed = (secret: string) => hashOf("feed", secret);
const contextOf = (hostId: string, kind: FeedKind) => `feed ${hostId} ${kind}`;
