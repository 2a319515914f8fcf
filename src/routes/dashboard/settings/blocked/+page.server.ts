import { redirect } from "@sveltejs/kit";
import { formatShortDate } from "$lib/i18n/date-time.ts";
import { block, unblock } from "$lib/server/guests/block-list.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { listBlockList } from "$lib/server/store/block-list.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

const here = "/dashboard/settings/blocked";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const words = messages(host.language).dashboard.blocked;
  const query = event.url.searchParams;
  const added = Number(query.get("added") ?? NaN);
  return {
    title: words.title,
    words,
    blocked: (await listBlockList(event.locals.app.kv, host.id)).map(({ entry, at }) => ({
      entry,
      since: formatShortDate(at, host),
    })),
    added: Number.isInteger(added) ? added : null,
    removed: query.get("removed")?.slice(0, 320) ?? null,
  };
};

export const actions: Actions = {
  add: async (event) => {
    const host = requireHost(event);
    const entries = String((await event.request.formData()).get("entries") ?? "");
    const outcome = await block(event.locals.app, host.id, entries);
    if (!outcome.ok) return failWith(outcome.refusal, { entries }, host.language);
    redirect(303, `${here}?added=${outcome.value.length}`);
  },

  remove: async (event) => {
    const host = requireHost(event);
    const entry = String((await event.request.formData()).get("entry") ?? "");
    const outcome = await unblock(event.locals.app, host.id, entry);
    if (!outcome.ok) return failWith(outcome.refusal, { entries: "" }, host.language);
    redirect(303, `${here}?removed=${encodeURIComponent(outcome.value)}`);
  },
};
