import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { isoOrNull } from "../views/host-booking-json.ts";
import * as feeds from "../feeds/feeds.ts";
import { operation } from "./operation.ts";

const tag = "Calendars";
const Kind = v.picklist(["bookings", "free-busy"]);

/** A calendar feed of a host's bookings. */
const Feed = v.object({
  kind: Kind,
  openedAt: v.pipe(v.nullable(Timestamp), v.description("Null while it is closed.")),
});

export const listFeeds = operation({
  id: "feeds.list",
  method: "GET",
  path: "/v0/me/feeds",
  tag,
  summary: "List calendar feeds of your bookings",
  description: "Without their addresses, which are secret.",
  access: "read",
  answer: v.object({ feeds: v.array(Feed) }),
}, async ({ app, host }) => accepted({ feeds: await feedsJson(app, host.id) }));

export const createFeed = operation({
  id: "feeds.create",
  method: "POST",
  path: "/v0/me/feeds",
  tag,
  summary: "Open a calendar feed at a new address",
  description:
    "`bookings` has details, `free-busy` only busy times. An earlier address stops working.",
  access: "session",
  body: v.object({ kind: Kind }),
  answer: v.object({ feed: Feed, address: v.nullable(v.string()) }),
  secrets: ["address"],
  example: { body: { kind: "free-busy" } },
}, async ({ app, host, body: { kind } }) => {
  const opened = await feeds.openFeed(app, host.id, kind);
  if (!opened.ok) return opened;
  const addresses = await feeds.feedUrls(app, host.id);
  return accepted({ feed: await feedJson(app, host.id, kind), address: addresses[kind] });
});

export const revokeFeed = operation({
  id: "feeds.revoke",
  method: "DELETE",
  path: "/v0/me/feeds/{kind}",
  tag,
  summary: "Close a calendar feed",
  access: "session",
  params: { kind: "`bookings` or `free-busy`." },
  answer: v.object({ feed: Feed }),
  example: { params: { kind: "free-busy" } },
}, async ({ app, host, params }) => {
  const kind = feeds.feedKinds.find((each) => each === params.kind);
  if (!kind) return refused("not-found");
  const closed = await feeds.closeFeed(app, host.id, kind);
  return closed.ok ? accepted({ feed: await feedJson(app, host.id, kind) }) : closed;
});

/** A host's feeds as the API shows them, without their addresses. */
async function feedsJson(app: App, hostId: string) {
  const all = await feeds.listFeeds(app, hostId);
  return all.map(({ kind, openedAt }) => ({ kind, openedAt: isoOrNull(openedAt) }));
}

/** One of them. */
async function feedJson(app: App, hostId: string, kind: feeds.FeedKind) {
  return (await feedsJson(app, hostId)).find((feed) => feed.kind === kind)!;
}
