import { redirect, type RequestEvent } from "@sveltejs/kit";
import { formatShortDate } from "$lib/i18n/date-time.ts";
import { block, unblock } from "$lib/server/guests/block-list.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
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
export const blockedActions = (placeOf: (event: RequestEvent) => Promise<BlockListPlace>) => ({
  add: async (event: RequestEvent) => {
    const { host, owner, here } = await placeOf(event);
    const entries = String((await event.request.formData()).get("entries") ?? "");
    const outcome = await block(event.locals.app, owner, entries);
    if (!outcome.ok) return failWith(outcome.refusal, { entries }, host.language);
    redirect(303, `${here}?added=${outcome.value.length}`);
  },

  remove: async (event: RequestEvent) => {
    const { host, owner, here } = await placeOf(event);
    const entry = String((await event.request.formData()).get("entry") ?? "");
    const outcome = await unblock(event.locals.app, owner, entry);
    if (!outcome.ok) return failWith(outcome.refusal, { entries: "" }, host.language);
    redirect(303, `${here}?removed=${encodeURIComponent(outcome.value)}`);
  },
});
