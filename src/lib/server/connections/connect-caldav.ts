import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { CaldavConnectInput } from "$lib/scheduling/connection-inputs.ts";
import type { App } from "../app.ts";
import { type Connection, newConnection } from "$lib/scheduling/connection.ts";
import { discoverAccount, type DiscoveredAccount } from "../calendars/caldav/discovery.ts";
import { sealingContextOf } from "../calendars/open-calendar.ts";
import { withTotalTimeout } from "../outbound/index.ts";
import { newId } from "../runtime/secrets.ts";
import { createConnection, hasMaxConnections } from "./create-connection.ts";
import { MAX_BLOCKING_CALENDARS } from "./choose-calendars.ts";
import { toServerOutcome } from "../calendars/errors.ts";

/** Total time of a discovery, which a person waits for. */
const DISCOVERY_TIMEOUT_MS = 45_000;

/**
 * Connects a CalDAV account after signing in to it, and syncs its calendars. All but transparent calendars block time;
 * the host's first connection becomes the write target. "calendar-refused" has in `detail` a key of the calendar messages.
 */
export async function connectCaldav(
  app: App,
  hostId: string,
  input: CaldavConnectInput,
): Promise<Outcome<Connection, "busy" | "calendar-refused" | "not-found">> {
  if (await hasMaxConnections(app, hostId)) {
    return refused("calendar-refused", { detail: "too-many-connections" });
  }
  const fetch = withTotalTimeout(app.fetch, DISCOVERY_TIMEOUT_MS);
  const found = await toServerOutcome(
    () => discoverAccount(fetch, input, undefined, app.responseParser),
    ({ reason, detail }) =>
      app.log.info("calendar-not-connected", { host: hostId, reason, detail }),
  );
  if (!found.ok) return found;
  if (found.value.calendars.length === 0) {
    return refused("calendar-refused", { detail: "no-calendars" });
  }
  return createConnection(app, await newCaldavConnection(app, hostId, input, found.value));
}

async function newCaldavConnection(
  app: App,
  hostId: string,
  input: CaldavConnectInput,
  found: DiscoveredAccount,
): Promise<Connection> {
  const id = newId();
  return newConnection({
    id,
    hostId,
    provider: "caldav",
    label: `${input.user.split("@")[0]} · ${new URL(found.url).hostname}`,
    url: found.url,
    enteredAddress: input.address,
    user: input.user,
    sealed: await app.sealer.seal(input.password, sealingContextOf({ id, hostId })),
    addresses: found.addresses,
    calendars: found.calendars.slice(0, MAX_BLOCKING_CALENDARS / 2).map((calendar) => ({
      ...calendar,
      blocks: !calendar.transparent,
    })),
    createdAt: app.now(),
  });
}
