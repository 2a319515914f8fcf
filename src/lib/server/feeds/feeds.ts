/** Calendar feeds of a host's bookings: opened, renewed, closed, and found by their secret. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { isLiveBooking } from "$lib/scheduling/booking.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf, newSecret } from "../runtime/secrets.ts";
import { retryCommit } from "../kv/commit.ts";
import { listBookings } from "../store/bookings.ts";
import { type FeedKind, feedKinds, getFeed, readFeedOf, setFeed } from "../store/feeds.ts";
import { isHiddenFromHost } from "../store/guests.ts";
import { getActiveHost } from "../store/hosts.ts";

export { type FeedKind, feedKinds } from "../store/feeds.ts";

const PAST_WINDOW_MS = 30 * DAY;
/** No meeting is longer; one that began before this has ended. */
const LONGEST_MEETING_MS = 480 * MINUTE;
const MAX_UPCOMING = 10_000, MAX_PAST = 1_000;

/** Opens a feed at a new secret address; its previous address stops working. */
export async function openFeed(
  app: App,
  hostId: string,
  kind: FeedKind,
): Promise<Outcome<null, "busy">> {
  const secret = newSecret();
  const is = {
    hash: await hashOfFeed(secret),
    sealed: await app.sealer.seal(secret, feedSealingContext(hostId, kind)),
    openedAt: app.now(),
  };
  return await changeFeed(app, hostId, kind, is);
}

/** Closes a feed; succeeds when it is not open. */
export function closeFeed(
  app: App,
  hostId: string,
  kind: FeedKind,
): Promise<Outcome<null, "busy">> {
  return changeFeed(app, hostId, kind, null);
}

/** Closes all feeds of a host. */
export async function closeAllFeeds(app: App, hostId: string): Promise<void> {
  for (const kind of feedKinds) await closeFeed(app, hostId, kind);
}

/** Since when each feed of a host is open, epoch ms; null for a closed one. */
export function listFeeds(
  { kv }: Pick<App, "kv">,
  hostId: string,
): Promise<{ kind: FeedKind; openedAt: number | null }[]> {
  return Promise.all(feedKinds.map(async (kind) => {
    const { value } = await readFeedOf(kv, hostId, kind);
    return { kind, openedAt: value?.openedAt ?? null };
  }));
}

/** The addresses of a host's feeds; null for a closed one. */
export async function feedUrls(
  app: App,
  hostId: string,
): Promise<Record<FeedKind, string | null>> {
  const addressOf = async (kind: FeedKind) => {
    const { value } = await readFeedOf(app.kv, hostId, kind);
    if (!value) return null;
    return `${app.baseUrl}/feed/${await app.sealer.open(
      value.sealed,
      feedSealingContext(hostId, kind),
    )}.ics`;
  };
  return { "bookings": await addressOf("bookings"), "free-busy": await addressOf("free-busy") };
}

/**
 * The bookings of a feed's secret: up to a thousand confirmed of the last month, upcoming ones, and live requests.
 * Null for an unknown secret.
 */
export async function findFeed(
  app: App,
  secret: string,
): Promise<{ host: Host; kind: FeedKind; bookings: Booking[] } | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) return null;
  const feed = await getFeed(app.kv, await hashOfFeed(secret));
  const host = feed && await getActiveHost(app.kv, feed.hostId);
  if (!feed || !host) return null;
  const now = app.now();
  const range = { limit: MAX_UPCOMING, from: now - LONGEST_MEETING_MS };
  const confirmed = await listBookings(app.kv, host.id, "confirmed", range);
  const pending = await listBookings(app.kv, host.id, "pending", range);
  const past = await listBookings(app.kv, host.id, "confirmed", {
    limit: MAX_PAST,
    before: now - LONGEST_MEETING_MS,
    latestFirst: true,
  });
  const bookings = [
    ...past.bookings.filter(({ start }) => start >= now - PAST_WINDOW_MS).reverse(),
    ...confirmed.bookings,
    // A request with an unverified address shows its time only, never the guest.
    ...pending.bookings.filter((each) =>
      isLiveBooking(each, now) && (feed.kind === "free-busy" || !isHiddenFromHost(each))
    ),
  ];
  return { host, kind: feed.kind, bookings };
}

async function changeFeed(
  app: App,
  hostId: string,
  kind: FeedKind,
  is: Parameters<typeof setFeed>[3],
): Promise<Outcome<null, "busy">> {
  return await retryCommit(async () => {
    const was = await readFeedOf(app.kv, hostId, kind);
    return await setFeed(app.kv, was, { hostId, kind }, is) ? accepted(null) : "lost";
  });
}

const hashOfFeed = (secret: string) => hashOf("feed", secret);
const feedSealingContext = (hostId: string, kind: FeedKind) => `feed ${hostId} ${kind}`;
