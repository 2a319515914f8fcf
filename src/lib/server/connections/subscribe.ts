import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import type { Connection } from "../calendars/calendar.ts";
import { feedAddress, openIcs } from "../calendars/ics.ts";
import { sealedFor } from "../calendars/open.ts";
import { newId } from "../secrets.ts";
import { addAccount, hasTooMany } from "./add-account.ts";
import { tried } from "./tried.ts";

/** What a person types to have a published calendar read. */
export const FeedWish = v.object({
  feed: v.pipe(v.string(), v.trim(), v.minLength(1, "fill-in"), v.maxLength(2000, "too-long")),
});
export type FeedWish = v.InferOutput<typeof FeedWish>;

/** Reads a published calendar from now on, after a first look at it. Its address is kept like a password: often it is one. */
export async function subscribe(
  app: App,
  hostId: string,
  { feed }: FeedWish,
): Promise<Outcome<Connection>> {
  if (await hasTooMany(app, hostId)) {
    return refused("calendar-refused", { detail: "too-many-connections" });
  }
  const looked = await tried(async () => {
    const url = feedAddress(feed);
    const { fetch, reader } = app;
    return { url, calendars: await openIcs(fetch, { url, zone: "UTC", self: [], reader }).list() };
  });
  if (!looked.ok) {
    app.log.info("calendar-not-connected", { host: hostId, why: looked.refusal.detail ?? "" });
    return looked;
  }
  const { hostname, origin } = new URL(looked.value.url);
  const [calendar] = looked.value.calendars;
  const id = newId();
  return addAccount(app, {
    id,
    hostId,
    provider: "ics",
    label: [calendar?.name, hostname].filter(Boolean).join(" · "),
    url: origin,
    user: "",
    sealed: await app.sealer.seal(looked.value.url, sealedFor({ id, hostId })),
    addresses: [],
    syncJob: `sync-${id}`,
    calendars: looked.value.calendars.map((each) => ({
      ...each,
      name: each.name || hostname,
      blocks: true,
    })),
    createdAt: app.now(),
    revision: 1,
  });
}
