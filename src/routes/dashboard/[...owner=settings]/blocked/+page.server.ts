import * as v from "valibot";
import { formatShortDate } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import { block, unblock } from "$lib/server/guests/block-list.ts";
import { actionBy } from "$lib/server/http/action.ts";
import { listBlockList } from "$lib/server/store/block-list.ts";
import { placeOf } from "../../place.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, team, owner, base, settings } = await placeOf(event);
  const words = messages(host.language).dashboard.blocked;
  const query = event.url.searchParams;
  const added = Number(query.get("added") ?? NaN);
  return {
    title: words.title,
    words,
    back: team
      ? { href: `${base}/event-types`, label: team.name }
      : { href: settings, label: words.back },
    lead: team ? words.teamLead : words.lead,
    blocked: (await listBlockList(event.locals.app.kv, ownerIdOf(owner))).map(({ entry, at }) => ({
      entry,
      since: formatShortDate(at, host),
    })),
    added: Number.isInteger(added) ? added : null,
    removed: query.get("removed")?.slice(0, 320) ?? null,
  };
};

const inPlace = actionBy(placeOf);

export const actions: Actions = {
  add: inPlace(
    v.object({ entries: v.string() }),
    ({ app, owner }, { entries }) => block(app, owner, entries),
    { done: ({ length }, { base }) => `${base}/blocked?added=${length}` },
  ),

  remove: inPlace(
    v.object({ entry: v.string() }),
    ({ app, owner }, { entry }) => unblock(app, owner, entry),
    {
      kept: { entries: "" },
      done: (entry, { base }) => `${base}/blocked?removed=${encodeURIComponent(entry)}`,
    },
  ),
};
