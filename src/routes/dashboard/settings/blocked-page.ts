import type { RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import { formatShortDate } from "$lib/i18n/date-time.ts";
import { block, unblock } from "$lib/server/guests/block-list.ts";
import { actionBy } from "$lib/server/http/action.ts";
import { listBlockList } from "$lib/server/store/block-list.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type Owner, ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import type { Host } from "$lib/scheduling/host.ts";

/** Whose block list a page shows, and where it is. */
export interface BlockListPlace {
  /** The signed-in host. */
  host: Host;
  owner: Owner;
  here: string;
}

/** A block list. */
export async function loadBlocked(event: RequestEvent, { host, owner }: BlockListPlace) {
  const words = messages(host.language).dashboard.blocked;
  const query = event.url.searchParams;
  const added = Number(query.get("added") ?? NaN);
  return {
    title: words.title,
    words,
    blocked: (await listBlockList(event.locals.app.kv, ownerIdOf(owner))).map(({ entry, at }) => ({
      entry,
      since: formatShortDate(at, host),
    })),
    added: Number.isInteger(added) ? added : null,
    removed: query.get("removed")?.slice(0, 320) ?? null,
  };
}

/** Blocks and unblocks. */
export function blockedActions(placeOf: (event: RequestEvent) => Promise<BlockListPlace>) {
  const inPlace = actionBy(placeOf);
  return {
    add: inPlace(
      v.object({ entries: v.string() }),
      ({ app, owner }, { entries }) => block(app, owner, entries),
      { done: ({ length }, { here }) => `${here}?added=${length}` },
    ),
    remove: inPlace(
      v.object({ entry: v.string() }),
      ({ app, owner }, { entry }) => unblock(app, owner, entry),
      {
        kept: { entries: "" },
        done: (entry, { here }) => `${here}?removed=${encodeURIComponent(entry)}`,
      },
    ),
  };
}
