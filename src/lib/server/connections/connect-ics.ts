import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import { type Connection, newConnection } from "$lib/scheduling/connection.ts";
import { openIcs, parseFeedUrl } from "../calendars/ics/provider.ts";
import { sealingContextOf } from "../calendars/open-calendar.ts";
import { newId } from "../runtime/secrets.ts";
import { createConnection, hasMaxConnections } from "./create-connection.ts";
import { toServerOutcome } from "./server-outcome.ts";

/** What a person types to have a published calendar read. */
export const IcsConnectInput = v.object({
  feed: v.pipe(v.string(), v.trim(), v.minLength(1, "fill-in"), v.maxLength(2000, "too-long")),
});
export type IcsConnectInput = v.InferOutput<typeof IcsConnectInput>;

/** Reads a published calendar from now on, after a first look at it. Its address is kept like a password: often it is one. */
export async function connectIcs(
  app: App,
  hostId: string,
  { feed }: IcsConnectInput,
): Promise<Outcome<Connection>> {
  if (await hasMaxConnections(app, hostId)) {
    return refused("calendar-refused", { detail: "too-many-connections" });
  }
  const looked = await toServerOutcome(async () => {
    const url = parseFeedUrl(feed);
    const { fetch, responseParser } = app;
    return {
      url,
      calendars: await openIcs(fetch, {
        url,
        zone: "UTC",
        ownAddresses: [],
        parser: responseParser,
      }).list(),
    };
  });
  if (!looked.ok) {
    app.log.info("calendar-not-connected", { host: hostId, why: looked.refusal.detail ?? "" });
    return looked;
  }
  const { hostname, origin } = new URL(looked.value.url);
  const [calendar] = looked.value.calendars;
  const id = newId();
  return createConnection(
    app,
    newConnection({
      id,
      hostId,
      provider: "ics",
      label: [calendar?.name, hostname].filter(Boolean).join(" · "),
      url: origin,
      user: "",
      sealed: await app.sealer.seal(looked.value.url, sealingContextOf({ id, hostId })),
      addresses: [],
      calendars: looked.value.calendars.map((each) => ({
        ...each,
        name: each.name || hostname,
        blocks: true,
      })),
      createdAt: app.now(),
    }),
  );
}
