import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { IcsConnectInput } from "$lib/scheduling/connection-inputs.ts";
import type { App } from "../app.ts";
import { type Connection, newConnection } from "$lib/scheduling/connection.ts";
import { openIcs, parseFeedUrl } from "../calendars/ics/provider.ts";
import { sealingContextOf } from "../calendars/open-calendar.ts";
import { newId } from "../runtime/secrets.ts";
import { createConnection, hasMaxConnections } from "./create-connection.ts";
import { toServerOutcome } from "../calendars/errors.ts";

/** Subscribes to a published calendar after one download. Its URL is sealed like a password, because it is often secret. */
export async function connectIcs(
  app: App,
  hostId: string,
  { feed }: IcsConnectInput,
): Promise<Outcome<Connection, "busy" | "calendar-refused" | "not-found">> {
  if (await hasMaxConnections(app, hostId)) {
    return refused("calendar-refused", { detail: "too-many-connections" });
  }
  const found = await toServerOutcome(
    async () => {
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
    },
    ({ reason, detail }) =>
      app.log.info("calendar-not-connected", { host: hostId, reason, detail }),
  );
  if (!found.ok) return found;
  const { hostname, origin } = new URL(found.value.url);
  const [calendar] = found.value.calendars;
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
      sealed: await app.sealer.seal(found.value.url, sealingContextOf({ id, hostId })),
      addresses: [],
      calendars: found.value.calendars.map((each) => ({
        ...each,
        name: each.name || hostname,
        blocks: true,
      })),
      createdAt: app.now(),
    }),
  );
}
