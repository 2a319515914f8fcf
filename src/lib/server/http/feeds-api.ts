import type { App } from "../app.ts";
import { isoOrNull } from "../bookings/host-booking-json.ts";
import { type FeedKind, listFeeds } from "../feeds/feeds.ts";

/** A host's feeds as the API shows them, without their addresses. */
export async function feedsJson(app: App, hostId: string) {
  const feeds = await listFeeds(app, hostId);
  return feeds.map(({ kind, openedAt }) => ({ kind, openedAt: isoOrNull(openedAt) }));
}

/** One of them. */
export async function feedJson(app: App, hostId: string, kind: FeedKind) {
  return (await feedsJson(app, hostId)).find((feed) => feed.kind === kind)!;
}
