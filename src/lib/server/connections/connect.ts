import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as v from "valibot";
import type { App } from "../app.ts";
import type { Connection } from "../calendars/calendar.ts";
import { discover, type FoundAccount } from "../calendars/discovery.ts";
import { sealedFor } from "../calendars/open.ts";
import { inAll } from "../outbound.ts";
import { newId } from "../secrets.ts";
import { addAccount, hasTooMany } from "./add-account.ts";
import { MOST_CHOSEN } from "./choose.ts";
import { tried } from "./tried.ts";

/** For all questions of a discovery together: somebody waits for the answer. */
const WITHIN_MS = 45_000;

const field = (max: number) =>
  v.pipe(v.string(), v.minLength(1, "fill-in"), v.maxLength(max, "too-long"));

/** What a person types to connect an account. */
export const ConnectWish = v.object({
  address: v.pipe(v.string(), v.trim(), v.minLength(1, "fill-in"), v.maxLength(500, "too-long")),
  user: v.pipe(v.string(), v.trim(), v.minLength(1, "fill-in"), v.maxLength(254, "too-long")),
  password: field(500),
});

export type ConnectWish = v.InferOutput<typeof ConnectWish>;

/**
 * Connects an account whose credentials were tried live, and reads its calendars at once. Everything that blocks time
 * at the server blocks it here; the first connection is written to. "calendar-refused" carries in `detail` which words tell why.
 */
export async function connect(
  app: App,
  hostId: string,
  wish: ConnectWish,
): Promise<Outcome<Connection>> {
  if (await hasTooMany(app, hostId)) {
    return refused("calendar-refused", { detail: "too-many-connections" });
  }
  const fetch = inAll(app.fetch, WITHIN_MS);
  const found = await tried(() => discover(fetch, wish, undefined, app.reader));
  if (!found.ok) {
    app.log.info("calendar-not-connected", { host: hostId, why: found.refusal.detail ?? "" });
    return found;
  }
  if (found.value.calendars.length === 0) {
    return refused("calendar-refused", { detail: "no-calendars" });
  }
  return addAccount(app, await recordOf(app, hostId, wish, found.value));
}

async function recordOf(
  app: App,
  hostId: string,
  wish: ConnectWish,
  found: FoundAccount,
): Promise<Connection> {
  const id = newId();
  return {
    id,
    hostId,
    provider: "caldav",
    label: `${wish.user.split("@")[0]} · ${new URL(found.url).hostname}`,
    url: found.url,
    typed: wish.address,
    user: wish.user,
    sealed: await app.sealer.seal(wish.password, sealedFor({ id, hostId })),
    addresses: found.addresses,
    syncJob: `sync-${id}`,
    calendars: found.calendars.slice(0, MOST_CHOSEN / 2).map((calendar) => ({
      ...calendar,
      blocks: !calendar.transparent,
    })),
    createdAt: app.now(),
    revision: 1,
  };
}
