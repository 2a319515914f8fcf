import * as v from "valibot";
import { Timestamp } from "../fields.ts";
import { operation } from "../operation.ts";

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
});

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
});
